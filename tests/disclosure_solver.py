"""An attacker with a solver: the least and the most that a hidden cell can hold.

Takes the whole published set as linear constraints over whole numbers: what a rounded figure can
stand for, cells that add up to a total, windows that are sums of quarters, the 90% rule, bands,
and the cases that the reader knows. It uses no more than follows for certain, so what it pins is
pinned.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from app.disclosure import ROUNDING, TOTAL, K, PublishedTable, Shown
from app.quarters import Quarter, Window
from learning.models.figures import FigureTable
from tests.disclosure_range import Reader, Target
from tests.disclosure_story import PublishedSet
from tests.published_worlds import (
    ONE_KEY,
    QUARTERS,
    ROWS,
    STEPS_A_QUARTER,
    PublishedWorld,
)

HALF = ROUNDING // 2
MOST = 500
Place = tuple[Quarter, str]


@dataclass(frozen=True)
class Fact:
    """That a weighted sum of cells lies between two numbers."""

    weights: Mapping[Place, int]
    least: float
    most: float = inf


def bounds_of(
    told: PublishedSet, target: Target, known: Mapping[Place, int] | None = None
) -> tuple[int, int]:
    """The least and the most cases in a hidden cell, for who holds all that is published."""
    keys = ROWS.get(target.table, ())
    places = [(quarter, key) for quarter in QUARTERS for key in (TOTAL, *keys)]
    facts = [*_facts(told, target.table), *_known(known or {})]
    matrix = np.array([[fact.weights.get(place, 0) for place in places] for fact in facts])
    limits = LinearConstraint(matrix, [f.least for f in facts], [f.most for f in facts])
    key = TOTAL if target.table is FigureTable.TOTAL else target.key
    wanted = np.array(
        [int(place[0] in target.window.quarters and place[1] == key) for place in places]
    )
    ends = []
    for sign in (1, -1):
        found = milp(
            sign * wanted,
            constraints=limits,
            integrality=np.ones(len(places)),
            bounds=Bounds(0, MOST),
        )
        assert found.success, "the published set contradicts itself"
        ends.append(round(sign * found.fun))
    return ends[0], ends[1]


def known_to(world: PublishedWorld, table: FigureTable, reader: Reader) -> Mapping[Place, int]:
    """How many cases the reader has before them, by quarter and key."""
    found: dict[Place, int] = {}
    for case in world.cases:
        if reader.knows(case):
            for key in (TOTAL, *case.under(table)):
                found[case.quarter, key] = found.get((case.quarter, key), 0) + 1
    return found


def _facts(told: PublishedSet, table: FigureTable) -> Iterator[Fact]:
    for window, total in told.tables[FigureTable.TOTAL].items():
        yield from _shown(window, total, TOTAL, 2 * K + 1)
    if table is FigureTable.TOTAL:
        return
    yield from _parts(table)
    for window, counts in told.tables[table].items():
        for key in ROWS[table]:
            yield from _shown(window, counts, key, K + 1)
    if table is FigureTable.PATTERN:
        yield from _bands(told)


def _shown(window: Window, table: PublishedTable, key: str, least: int) -> Iterator[Fact]:
    """What a rounded figure can stand for, and that it is under 90% of its table."""
    figure = table.figure(key)
    if not isinstance(figure, Shown):
        return
    cells = {(quarter, key): 1 for quarter in window.quarters}
    yield Fact(cells, max(least, figure.value - HALF), figure.value + HALF)
    if key != TOTAL:
        whole = {(quarter, TOTAL): 9 for quarter in window.quarters}
        yield Fact({**whole, **dict.fromkeys(cells, -10)}, 1)


def _parts(table: FigureTable) -> Iterator[Fact]:
    """Cells of one key each are parts of a total; with several keys each is one."""
    groups = [ROWS[table]] if table in ONE_KEY else [(key,) for key in ROWS[table]]
    for quarter in QUARTERS:
        for keys in groups:
            yield Fact({(quarter, TOTAL): 1, **{(quarter, key): -1 for key in keys}}, 0)


def _bands(told: PublishedSet) -> Iterator[Fact]:
    """More cases than a band says remain without two reporters; k of them without a band."""
    for (pattern, step), band in told.bands.items():
        until = QUARTERS[: step // STEPS_A_QUARTER + 1]
        yield Fact({(quarter, pattern): 1 for quarter in until}, band + 3 if band else K)


def _known(known: Mapping[Place, int]) -> Iterator[Fact]:
    for place, count in known.items():
        yield Fact({place: 1}, count)
