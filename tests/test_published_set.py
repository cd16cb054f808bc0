"""The whole published set under attack: no hidden number is pinned, for whoever reads it.

Two attacks on the same worlds. A solver takes what follows for certain from all figures and bands
together; and for each hidden cell another world is made of which every published byte is equal,
verdicts and roll-ups included. A reader holds the rules, what is published, and the cases that
they reported or may read. A test is named by its kind of world and number: `make_world` makes it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from random import Random

import pytest

from app.disclosure import HIDDEN, TOTAL, PublishedTable, Shown
from app.quarters import Window
from learning.effect import Verdict
from learning.models.figures import FigureTable
from tests.disclosure_range import (
    Reader,
    Target,
    hidden_cells,
    other_world,
    unknown_in,
)
from tests.disclosure_solver import bounds_of, known_to
from tests.disclosure_story import PublishedSet, bands_of, published
from tests.published_worlds import KINDS, QUARTERS, ROWS, Logged, PublishedWorld, make_world

WORLDS = [(kind, seed) for kind in KINDS for seed in (1, 2)]
CELLS_A_READER = 7
worlds = pytest.mark.parametrize(("kind", "seed"), WORLDS)


@cache
def told_by(kind: str, seed: int) -> tuple[PublishedWorld, PublishedSet]:
    world = make_world(kind, seed)
    return world, published(world)


def readers_of(world: PublishedWorld, seed: int) -> Iterator[Reader]:
    """A manager; who reports most and who least, each also with what they may read."""
    counted = Counter(case.reporter for case in world.cases).most_common()
    yield Reader()
    for person, _ in (counted[0], counted[-1]):
        yield Reader(person)
        yield Reader(person, reads=True)


def some(cells: list[Target], reader: Reader, seed: int) -> list[Target]:
    draw = Random(f"{reader} {seed}")  # noqa: S311 - draws examples, no secrets
    return draw.sample(cells, min(CELLS_A_READER, len(cells)))


@worlds
def test_the_solver_pins_no_hidden_cell(kind: str, seed: int) -> None:
    world, told = told_by(kind, seed)
    for reader in readers_of(world, seed):
        for target in some(hidden_cells(told), reader, seed):
            known = known_to(world, target.table, reader)
            key = TOTAL if target.table is FigureTable.TOTAL else target.key
            own = sum(known.get((quarter, key), 0) for quarter in target.window.quarters)
            least, most = (end - own for end in bounds_of(told, target, known))
            true = unknown_in(world, target, reader)
            assert least <= true <= most, "the solver is wrong"
            if not nobody_else(world, target, reader):
                assert least < most, (kind, seed, reader, target)
                assert least == 0 or true > 1, (kind, seed, reader, target)


@worlds
def test_each_hidden_cell_can_hold_another_number(kind: str, seed: int) -> None:
    world, told = told_by(kind, seed)
    for reader in readers_of(world, seed):
        for target in some(hidden_cells(told), reader, seed):
            empty = nobody_else(world, target, reader)
            other = other_world(world, told, target, reader, 300 if empty else 6000)
            assert empty or other is not None, (kind, seed, reader, target)


def nobody_else(world: PublishedWorld, target: Target, reader: Reader) -> bool:
    """Whether a reader of others' cases reads all of a cell: then there is nobody to be found.

    Who reads nearly every case of a quarter may learn that there are no others. That a case which
    they may not read exists is never learned: one unknown case always looks like none.
    """
    return reader.reads and unknown_in(world, target, reader) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_one_case_more_moves_no_band_that_stands(kind: str) -> None:
    """A pattern is published, one case joins, it is published again: the same is read."""
    for seed in range(20):
        world = make_world(kind, seed)
        for pattern in ROWS[FigureTable.PATTERN]:
            for step in range(0, 3 * len(QUARTERS) - 1, 2):
                first = bands_of(world, pattern, (step,))
                case = Logged("somebody new", step + 1, {FigureTable.PATTERN: frozenset({pattern})})
                others = tuple(one for one in world.cases if one.step != step + 1)
                grown = replace(world, cases=(*others, case))
                both = bands_of(grown, pattern, (step, step + 1))
                assert not first or both == [*first, (step + 1, first[0][1])], (kind, seed)


def test_the_worlds_are_worth_attacking() -> None:
    """There is much to read: shown and hidden cells of each table, bands, falls, one-case cells."""
    sets = [told_by(kind, seed) for kind, seed in WORLDS]
    for table in (FigureTable.TOTAL, FigureTable.MINUTES, *ROWS):
        figures = [f for _, told in sets for t in told.tables[table].values() for _, f in t.cells]
        assert len({figure for figure in figures if figure != HIDDEN}) >= 2, table
        assert HIDDEN in figures, table
    bands = Counter(band for _, told in sets for band in told.bands.values())
    assert {None, 5, 10, 20} <= bands.keys()
    assert any(Verdict.FALL_SHOWN in told.verdicts.values() for _, told in sets)
    ones = [
        target
        for world, told in sets
        for target in hidden_cells(told)
        if unknown_in(world, target, Reader()) == 1
    ]
    assert len(ones) > 20


def table_of(**values: int | None) -> PublishedTable:
    return PublishedTable(
        tuple((key, HIDDEN if one is None else Shown(one)) for key, one in sorted(values.items()))
    )


@pytest.mark.parametrize(
    ("total", "cells", "most"),
    [
        (25, {"care": 10, "income": 5, "living": 5, "work": None}, 7),
        (20, {"care": 10, "income": 5, "living": 5, "work": None}, 2),
        (20, {"care": 10, "income": 10, "living": 5, "work": None}, 0),
        (45, {"care": 10, "income": 10, "living": 10, "work": None}, 23),
    ],
)
def test_the_solver_finds_what_was_published_too_freely(
    total: int, cells: dict[str, int | None], most: int
) -> None:
    """Cases without a domain stand between a sum and its parts, so only the most is certain."""
    window = Window.quarter(QUARTERS[0])
    told = PublishedSet(
        {
            FigureTable.TOTAL: {window: PublishedTable(((TOTAL, Shown(total)),))},
            FigureTable.DOMAIN: {window: table_of(**cells)},
        },
        {},
        {},
    )
    assert bounds_of(told, Target(FigureTable.DOMAIN, window, "work")) == (0, most)
