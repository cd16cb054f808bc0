"""A text in pieces: numbers as articles are numbered, words, and every other sign by itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# The lengths are bounded, so that a long row of digits costs no more than its length.
TOKEN = re.compile(
    r"(?P<number>(?<!\w)(?<!\d[.:])\d{1,5}[a-z]{0,2}(?:[.:]\d{1,4}[a-z]{0,2}){0,4}(?!\w|[.:]\d))"
    r"|(?P<word>[^\W\d_]+)|(?P<sign>\S)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text: `kind` is number, word or sign; `low` is the piece in lower case."""

    kind: str
    text: str
    low: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        """Whether it is a word that begins with a capital."""
        return self.kind == "word" and self.text[0].isupper()


def tokenize(text: str) -> list[Token]:
    """The pieces of a text in order; white space is passed over."""
    return [
        Token(found.lastgroup or "", found[0], found[0].casefold(), found.start(), found.end())
        for found in TOKEN.finditer(text)
    ]


def low(tokens: Sequence[Token], index: int) -> str:
    """The piece at this place in lower case; empty before the first and after the last."""
    return tokens[index].low if 0 <= index < len(tokens) else ""


def touches(tokens: Sequence[Token], index: int) -> bool:
    """Whether no white space stands between this piece and the next."""
    return 0 <= index < len(tokens) - 1 and tokens[index].end == tokens[index + 1].start
