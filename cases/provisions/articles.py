"""Where a text numbers articles: `art. 22a`, `artikelen 3:4 en 4:84`, `18, eerste lid`."""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.provisions.tokens import Token, low

ANNOUNCING = {"art", "artt", "arts", "artikel", "artikelen"}
ORDINALS = (
    "eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende",
    "tiende", "elfde", "twaalfde", "dertiende", "veertiende", "vijftiende",
)  # fmt: skip
PARAGRAPH = ("lid", "leden")
PARTS = {"onder", "sub", "onderdeel", "onderdelen", "letter", "aanhef"}
SEPARATORS = (
    ("tot", "en", "met"), ("t", "/", "m"), (",", "en"), ("jo", "."), ("jo",), ("juncto",), ("en",),
    ("of",), ("alsmede",), (",",), ("/",), ("&",), ("-",), ("–",),
)  # fmt: skip
# What may follow a number that is the next article of a row; anything else counts something.
FOLLOWING = {
    "en", "of", "jo", "juncto", "alsmede", "t", "tot", "van", "uit", "boek", "e", "ev",
    *PARAGRAPH, *PARTS, *ORDINALS,
}  # fmt: skip
HIGHEST_PARAGRAPH = 9
"""Above it, a number after 'lid 2 en' is an article again: few articles have more paragraphs."""


@dataclass(frozen=True)
class Article:
    """The number of an article as written, and its first paragraph, from token to token."""

    number: str
    paragraph: str
    first: int
    last: int


@dataclass(frozen=True)
class Group:
    """Articles in a row. `announced` by a word as 'art.'; without it a number may mean anything."""

    first: int
    last: int
    articles: tuple[Article, ...]
    announced: bool


def group_at(tokens: Sequence[Token], index: int) -> Group | None:
    """The row of articles that begins at this token. Of a range the first and the last count.

    What lies between them is not listed: an article may have been put in between (2a), or repealed.
    """
    announced = low(tokens, index) in ANNOUNCING
    at = index + announced
    at += announced and low(tokens, at) == "."
    articles = _row(tokens, at)
    if not articles:
        return None
    return Group(index, articles[-1].last, tuple(articles), announced)


def _row(tokens: Sequence[Token], at: int) -> list[Article]:
    found: list[Article] = []
    place: int | None = at
    while place is not None:
        number, after = _number(tokens, place)
        if not number or (found and not counts_nothing(tokens, after, number)):
            break
        paragraph, after = _paragraph(tokens, after)
        after = _parts(tokens, after)
        found.append(Article(number, paragraph, place, after))
        place = _after_separator(tokens, after)
    return found


def _number(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    if at >= len(tokens):
        return "", at
    token = tokens[at]
    if token.kind == "number":
        return token.text, at + 1
    lettered = token.is_capital and len(token.text) == 1 and at + 1 < len(tokens)
    if lettered and tokens[at + 1].kind == "number" and low(tokens, at - 1) in {".", *ANNOUNCING}:
        return f"{token.text} {tokens[at + 1].text}", at + 2
    return "", at


def counts_nothing(tokens: Sequence[Token], after: int, number: str) -> bool:
    """Whether a number can be an article, and not the 3 of '3 weken'."""
    if after >= len(tokens) or number[-1].isalpha() or ":" in number:
        return True
    token = tokens[after]
    return (
        (token.kind == "sign" and token.text not in ("%", "€"))
        or token.is_capital
        or (token.low in FOLLOWING)
    )


def _after_separator(tokens: Sequence[Token], at: int) -> int | None:
    for words in SEPARATORS:
        if all(low(tokens, at + step) == word for step, word in enumerate(words)):
            return at + len(words)
    return None


def _paragraph(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """`lid 3`, `leden 1 en 2`, `eerste lid`, `2e lid`: the first one named, and where it ends."""
    begin = at + (low(tokens, at) == ",")
    if low(tokens, begin) in PARAGRAPH:
        number = low(tokens, begin + 1)
        return (number, _more(tokens, begin + 2)) if number.isdecimal() else ("", at)
    first = _ordinal(low(tokens, begin))
    if not first:
        return "", at
    end = begin + 1
    while low(tokens, end) in ("en", ",", "of") and _ordinal(low(tokens, end + 1)):
        end += 2
    return (first, end + 1) if low(tokens, end) in PARAGRAPH else ("", at)


def _ordinal(word: str) -> str:
    if word in ORDINALS:
        return str(ORDINALS.index(word) + 1)
    digits = word.removesuffix("de").removesuffix("ste").removesuffix("e")
    return digits if digits != word and digits.isdecimal() else ""


def _more(tokens: Sequence[Token], at: int) -> int:
    """Past the further paragraphs in `lid 2 en 4`."""
    while True:
        after = _after_separator(tokens, at)
        number = low(tokens, after) if after is not None else ""
        if after is None or not number.isdecimal() or int(number) > HIGHEST_PARAGRAPH:
            return at
        at = after + 1


def _parts(tokens: Sequence[Token], at: int) -> int:
    """Past `, aanhef en onder b en c`, `onderdeel c, onder 2°` and `e.v.`; they are not kept."""
    if [low(tokens, at + step) for step in range(3)] == ["e", ".", "v"]:
        return at + 3 + (low(tokens, at + 3) == ".")
    begin = at + (low(tokens, at) == ",")
    while low(tokens, begin) in PARTS:
        begin += 1
        while _is_part(tokens, begin):
            begin += 1
        at = begin
        begin = at + (low(tokens, at) == ",")
    return at


def _is_part(tokens: Sequence[Token], at: int) -> bool:
    """A letter or number of a part, or a word between two of them."""
    word = low(tokens, at)
    if word in ("en", ","):
        following = low(tokens, at + 1)
        return following in PARTS or (len(following) == 1 and following.isalpha())
    return word in ("°", "º") or (len(word) == 1 and word.isalnum())
