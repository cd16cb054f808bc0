"""A text as words: where they stand, what lies between them, and where sentences begin."""

import re
from dataclasses import dataclass, field

from app.personal_data.words import listed

# Letters and digits with hyphens and apostrophes inside; 's and 'n after a word stand apart.
_TOKEN = re.compile(
    r"(?<![^\W_])[vV](?:\.d\.?|/d)(?= )|[^\W_]+(?:-[^\W_]+|(?<![^\W_]{4})['\u2019][^\W\d_]{2,})*"
)
_SENTENCE_END = re.compile(r"[.!?\u2026][\"'\u2019\u201d)\]]*\s")
_OPENS = re.compile(r"[\n\r\"\u201c\u2018\u201e\u00ab:\u2022\u00bb\[]|(?:^|\s)'")
_ABBREVIATIONS = frozenset(
    {"bijv", "bv", "nl", "mn", "ca", "evt", "incl", "excl", "resp", "nr", "tel", "geb", "art"}
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number of a text, from start up to end."""

    start: int
    end: int
    text: str

    @property
    def capitalised(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()


@dataclass(slots=True)
class Page:
    """A text with its tokens in order; `taken` marks the characters that earlier rules took."""

    text: str
    taken: bytearray
    tokens: list[Token] = field(default_factory=list)
    capitals: list[int] = field(default_factory=list)
    """The places in `tokens` of the words with a capital that no earlier rule took."""

    def __post_init__(self) -> None:
        for match in _TOKEN.finditer(self.text):
            token = Token(match.start(), match.end(), match[0])
            if token.capitalised and not self.taken[token.start]:
                self.capitals.append(len(self.tokens))
            self.tokens.append(token)

    def word(self, place: int) -> str:
        """The token at a place; empty before the first and after the last."""
        return self.tokens[place].text if 0 <= place < len(self.tokens) else ""

    def gap(self, place: int) -> str:
        """What stands between the token at this place and the next; beyond the ends a line."""
        if 0 <= place < len(self.tokens) - 1:
            return self.text[self.tokens[place].end : self.tokens[place + 1].start]
        return "\n"

    def joined(self, place: int) -> bool:
        """Whether only a space divides this token from the next."""
        return self.gap(place) in (" ", "\xa0")

    def after(self, place: int, length: int = 30) -> str:
        """The characters after a token, so many at most."""
        end = self.tokens[place].end
        return self.text[end : end + length]

    def begins(self, place: int) -> bool:
        """Whether a sentence, a line or a quotation begins at this token."""
        if place == 0:
            return True
        gap = self.gap(place - 1)
        if gap == " ":
            return False
        if _OPENS.search(gap):
            return True
        return bool(_SENTENCE_END.search(gap)) and not self.abbreviates(place - 1)

    def abbreviates(self, place: int) -> bool:
        """Whether the dot behind this token belongs to it: an initial, a title, "bijv."."""
        word = self.word(place)
        lowered = word.lower()
        return (
            (len(word) == 1 and word.isalpha())
            or lowered in _ABBREVIATIONS
            or lowered in listed("dotted_titles")
        )
