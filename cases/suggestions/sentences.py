"""A text in sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_TEXT = 20_000
_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(\-]*[A-ZÀ-Ý0-9])|\n\s*\n|\n(?=\s*[-*•])")
_SHORT_FORM = re.compile(
    r"(?:\b(?:art|nr|jr|dhr|mw|mevr|dr|mr|drs|ir|bijv|o\.a|d\.w\.z|m\.b\.t|i\.v\.m|t\.o\.v|incl|excl"
    r"|ca|resp|tel|st|evt|max|min)|\b[A-Z])\.$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Piece:
    """One sentence: text[start:end]."""

    start: int
    end: int
    text: str


def sentences_of(text: str) -> list[Piece]:
    """The sentences of a text in order, without the space around them."""
    return [piece for piece in _pieces(text[:LONGEST_TEXT]) if piece.text]


def _pieces(text: str) -> Iterator[Piece]:
    begin = 0
    for end in _END.finditer(text):
        if "\n" not in end.group() and _SHORT_FORM.search(
            text[max(0, end.start() - 8) : end.start()]
        ):
            continue
        yield _piece(text, begin, end.start() + len(end.group().rstrip()))
        begin = end.end()
    yield _piece(text, begin, len(text))


def _piece(text: str, begin: int, end: int) -> Piece:
    raw = text[begin:end]
    start = begin + len(raw) - len(raw.lstrip(" \t\n\r-*•"))
    kept = text[start:end].rstrip()
    return Piece(start, start + len(kept), kept)
