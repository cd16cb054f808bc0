"""The words in which two versions differ."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.differences import Piece, PieceKind, before_and_after, difference, shortened

SAME, REMOVED, ADDED = PieceKind.SAME, PieceKind.REMOVED, PieceKind.ADDED
LONGEST = 20_000


def joined(pieces: list[Piece], *kinds: PieceKind) -> str:
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


@given(st.text(alphabet="ab .\né"), st.text(alphabet="ab .\né"))
def test_the_pieces_make_both_texts(old: str, new: str) -> None:
    pieces = difference(old, new)
    assert joined(pieces, SAME, REMOVED) == old
    assert joined(pieces, SAME, ADDED) == new
    assert all(piece.text for piece in pieces)
    assert all(one.kind is not other.kind for one, other in pairwise(pieces))


def test_only_the_words_that_differ_are_marked() -> None:
    assert difference("Hij stond voor de deur.", "Hij stond lang voor een dichte deur.") == [
        Piece(SAME, "Hij stond "),
        Piece(ADDED, "lang "),
        Piece(SAME, "voor "),
        Piece(REMOVED, "de"),
        Piece(ADDED, "een dichte"),
        Piece(SAME, " deur."),
    ]


def test_a_space_between_two_changed_words_does_not_cut_the_change() -> None:
    assert difference("een twee", "drie vier") == [
        Piece(REMOVED, "een twee"),
        Piece(ADDED, "drie vier"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * (LONGEST // 2), "b " + "a " * (LONGEST // 2 - 1)),
        ("a b " * (LONGEST // 4), "b a " * (LONGEST // 4)),
        (" ".join(str(n % 110) for n in range(6000)), " ".join(str(-n % 110) for n in range(6000))),
        (" ".join(map(str, range(3500))), " ".join(map(str, reversed(range(3500))))),
        ("." * LONGEST, ",." * (LONGEST // 2)),
        ("\n".join("a b c" for _ in range(5000)), "\n".join("c b a d" for _ in range(5000))),
    ],
)
def test_no_text_of_the_longest_kind_takes_long(old: str, new: str) -> None:
    old, new = old[:LONGEST], new[:LONGEST]
    began = time.perf_counter()
    pieces = difference(old, new)
    assert time.perf_counter() - began < 5
    assert joined(pieces, SAME, REMOVED) == old


def test_long_stretches_that_stayed_are_left_out() -> None:
    start, end = "begin " * 200, " einde" * 200
    pieces = shortened(difference(f"{start}oud{end}", f"{start}nieuw{end}"))
    assert [piece.text for piece in pieces[1:3]] == ["oud", "nieuw"]
    assert pieces[0].text.startswith(" … begin")
    assert pieces[-1].text.endswith("einde … ")
    assert all(len(piece.text) < 200 for piece in pieces)


def test_each_side_holds_its_own_text() -> None:
    old, new = before_and_after(difference("een twee", "een drie"))
    assert joined(old, SAME, REMOVED) == "een twee"
    assert joined(new, SAME, ADDED) == "een drie"
