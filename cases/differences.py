"""Which words two versions of a text do not share. Pure.

The comparison is the one of Python's `difflib`: the longest run of words that both texts share
stays, and what lies on either side of it is compared in the same way (J.W. Ratcliff and D.E.
Metzener, "Pattern Matching: The Gestalt Approach", Dr. Dobb's Journal, July 1988, named as its
origin in https://docs.python.org/3/library/difflib.html). In long texts no run begins with a word
that makes up more than a hundredth of the text, which keeps the time near linear; texts that differ
in very many words are compared by paragraph.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

WORDS = re.compile(r"\w+|\s+|[^\w\s]")
PARAGRAPHS = re.compile(r"[^\n]*\n+|[^\n]+")
# Above so many words that are not shared at the beginning and end, paragraphs are compared.
MOST_WORDS = 16_000
CONTEXT = 160
LEFT_OUT = " … "


class PieceKind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """Some words, and whether they stayed, went or came."""

    kind: PieceKind
    text: str


def difference(old: str, new: str) -> list[Piece]:
    """The pieces that make the old text (without `added`) and the new (without `removed`)."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    start, end = _shared_ends(before, after)
    middle_before, middle_after = before[start : len(before) - end], after[start : len(after) - end]
    if len(middle_before) + len(middle_after) > MOST_WORDS:
        middle_before = PARAGRAPHS.findall("".join(middle_before))
        middle_after = PARAGRAPHS.findall("".join(middle_after))
    return _joined(
        [
            Piece(PieceKind.SAME, "".join(before[:start])),
            *_compared(middle_before, middle_after),
            Piece(PieceKind.SAME, "".join(before[len(before) - end :])),
        ]
    )


def _shared_ends(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """How many words both texts share at the beginning, and how many of the rest at the end."""
    most = min(len(before), len(after))
    start = 0
    while start < most and before[start] == after[start]:
        start += 1
    end = 0
    while end < most - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return start, end


def _compared(before: Sequence[str], after: Sequence[str]) -> Iterable[Piece]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            yield Piece(PieceKind.SAME, "".join(before[i1:i2]))
        else:
            yield Piece(PieceKind.REMOVED, "".join(before[i1:i2]))
            yield Piece(PieceKind.ADDED, "".join(after[j1:j2]))


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Fewer and longer pieces: a lone space between two changes belongs to both of them."""
    found: list[Piece] = []
    removed, added = "", ""
    for piece in pieces:
        if piece.kind is PieceKind.REMOVED:
            removed += piece.text
        elif piece.kind is PieceKind.ADDED:
            added += piece.text
        elif (removed or added) and piece.text.isspace():
            removed, added = removed + piece.text, added + piece.text
        elif piece.text:
            found += [*_change(removed, added), piece]
            removed, added = "", ""
    return _merged([*found, *_change(removed, added)])


def _change(removed: str, added: str) -> list[Piece]:
    """What went and came in one place; white space that both end with has stayed."""
    tail = ""
    while removed and added and removed[-1] == added[-1] and removed[-1].isspace():
        tail, removed, added = removed[-1] + tail, removed[:-1], added[:-1]
    pieces = [
        Piece(PieceKind.REMOVED, removed),
        Piece(PieceKind.ADDED, added),
        Piece(PieceKind.SAME, tail),
    ]
    return [piece for piece in pieces if piece.text]


def _merged(pieces: Iterable[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for piece in pieces:
        if found and found[-1].kind is piece.kind:
            piece = Piece(piece.kind, found.pop().text + piece.text)  # noqa: PLW2901 - grows
        found.append(piece)
    return found


def shortened(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with long unchanged stretches left out, but for some words around a change."""
    last = len(pieces) - 1
    return [
        Piece(piece.kind, _around(piece.text, first=place == 0, last=place == last))
        if piece.kind is PieceKind.SAME
        else piece
        for place, piece in enumerate(pieces)
    ]


def _around(text: str, *, first: bool, last: bool) -> str:
    """The beginning and the end of an unchanged text, cut between words."""
    if len(text) <= 2 * CONTEXT + len(LEFT_OUT):
        return text
    head = "" if first else text[:CONTEXT].rsplit(None, 1)[0]
    tail = "" if last else text[-CONTEXT:].split(None, 1)[-1]
    return f"{head}{LEFT_OUT}{tail}"


def before_and_after(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The two texts apart, each with its own words marked."""
    return (
        [piece for piece in pieces if piece.kind is not PieceKind.ADDED],
        [piece for piece in pieces if piece.kind is not PieceKind.REMOVED],
    )
