"""Two worlds that read the same: proof that a hidden number can be another one.

For a hidden cell and a reader this looks for a world with another number of cases in that cell
that the reader does not know, of which everything that is published is equal, to the last band.
What is found is no bound but a proof: it was published by the functions that publish.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, islice

from app.disclosure import Hidden
from app.quarters import Window
from learning.models.figures import FigureTable
from tests.disclosure_story import PublishedSet, published
from tests.published_worlds import (
    ONE_KEY,
    QUARTERS,
    ROWS,
    STEPS_A_QUARTER,
    Logged,
    PublishedWorld,
)

NOBODY = "nobody"


@dataclass(frozen=True)
class Target:
    """A hidden cell: a key of a table in a window."""

    table: FigureTable
    window: Window
    key: str

    def holds(self, case: Logged) -> bool:
        """Whether a case counts in it."""
        return case.quarter in self.window.quarters and (
            self.table is FigureTable.TOTAL or self.key in case.under(self.table)
        )


@dataclass(frozen=True)
class Reader:
    """Who reads: a professional with the own cases, and perhaps those they may read besides."""

    person: str = NOBODY
    reads: bool = False

    def knows(self, case: Logged) -> bool:
        """Whether the reader has this case before them, with all its keys."""
        return case.reporter == self.person or (self.reads and self.person in case.readers)


def hidden_cells(told: PublishedSet) -> list[Target]:
    """Every cell of a table of cases that is not shown."""
    return [
        Target(table, window, key)
        for table in (FigureTable.TOTAL, *ROWS)
        for window, one in told.tables[table].items()
        for key, figure in one.cells
        if isinstance(figure, Hidden)
    ]


def unknown_in(world: PublishedWorld, target: Target, reader: Reader) -> int:
    """How many cases in a cell the reader does not know."""
    return sum(target.holds(case) and not reader.knows(case) for case in world.cases)


def other_world(
    world: PublishedWorld, told: PublishedSet, target: Target, reader: Reader, most: int = 400
) -> int | None:
    """Another number of unknown cases with which the same is read; None when none was found.

    Of none or one it is the other of these two, so that they are never told apart.
    """
    true = unknown_in(world, target, reader)
    for other in islice(_others(world, target, reader), most):
        found = unknown_in(other, target, reader)
        wanted = found == 1 - true if true <= 1 else found != true
        if wanted and published(other) == told:
            return found
    return None


def _others(world: PublishedWorld, target: Target, reader: Reader) -> Iterator[PublishedWorld]:
    """Worlds near this one, the likeliest to read the same first."""
    yield from _one_more(world, target, reader)
    yield from _one_less(world, target, reader)
    yield from _elsewhere(world, target, reader)
    yield from _somebody_elses(world, target, reader)
    yield from _taken_over(world, target, reader)
    for less in _one_less(world, target, reader):
        for place in reversed(range(len(QUARTERS))):
            yield from islice(_added(less, reader, place, None, target), 4)
    for more in _one_more(world, target, reader):
        for place, case in enumerate(more.cases):
            if not reader.knows(case) and not target.holds(case):
                yield replace(more, cases=(*more.cases[:place], *more.cases[place + 1 :]))


def _one_more(world: PublishedWorld, target: Target, reader: Reader) -> Iterator[PublishedWorld]:
    """A case under another key or none counts here as well; or there is a case more."""
    for place, case in enumerate(world.cases):
        elsewhere = case.quarter in target.window.quarters and not target.holds(case)
        if elsewhere and not reader.knows(case):
            keys = frozenset({target.key})
            if target.table not in ONE_KEY:
                keys |= case.under(target.table)
            yield _with(world, place, case.moved(target.table, keys))
    for quarter in reversed(target.window.quarters):
        yield from _added(world, reader, QUARTERS.index(quarter), target.key, target)


def _one_less(world: PublishedWorld, target: Target, reader: Reader) -> Iterator[PublishedWorld]:
    """A case that counts here counts under no key or another one, or there is a case less."""
    for place, case in enumerate(world.cases):
        if not target.holds(case) or reader.knows(case):
            continue
        yield replace(world, cases=(*world.cases[:place], *world.cases[place + 1 :]))
        if target.table is not FigureTable.TOTAL:
            yield _with(
                world, place, case.moved(target.table, case.under(target.table) - {target.key})
            )
            for key in ROWS[target.table]:
                if key != target.key:
                    yield _with(world, place, case.moved(target.table, frozenset({key})))


def _elsewhere(world: PublishedWorld, target: Target, reader: Reader) -> Iterator[PublishedWorld]:
    """The key of a case that counts here is that of a case that does not, and the other way."""
    if target.table is FigureTable.TOTAL:
        return
    free = [place for place, case in enumerate(world.cases) if not reader.knows(case)]
    here = [place for place in free if target.holds(world.cases[place])]
    there = [place for place in free if target.key not in world.cases[place].under(target.table)]
    for one in here:
        mine = world.cases[one]
        same = [place for place in there if world.cases[place].reporter == mine.reporter]
        for other in [*same, *(place for place in there if place not in same)]:
            yours = world.cases[other]
            less = mine.moved(target.table, yours.under(target.table))
            yield _with(
                _with(world, one, less), other, yours.moved(target.table, mine.under(target.table))
            )


def _somebody_elses(
    world: PublishedWorld, target: Target, reader: Reader
) -> Iterator[PublishedWorld]:
    """A case that counts here is another person's, and does not."""
    if target.table is FigureTable.TOTAL:
        return
    people = [one for one in world.reporters() if one != reader.person]
    for place, case in enumerate(world.cases):
        if target.holds(case) and not reader.knows(case):
            less = case.moved(target.table, case.under(target.table) - {target.key})
            for person in people:
                yield _with(world, place, replace(less, reporter=person))


def _taken_over(world: PublishedWorld, target: Target, reader: Reader) -> Iterator[PublishedWorld]:
    """There is a case less, and another one of that quarter has some of the keys that it had."""
    tables = [table for table in ROWS if table is not target.table]
    some = [kept for size in (1, 2, 3) for kept in combinations(tables, size)]
    free = [one for one in world.cases if not reader.knows(one)]
    for gone in (one for one in free if target.holds(one)):
        for heir in (one for one in free if one.quarter == gone.quarter and one is not gone):
            for kept in some:
                keys = {**heir.keys, **{table: gone.under(table) for table in kept}}
                told = replace(
                    heir,
                    keys=keys,
                    minutes=heir.minutes or gone.minutes,
                    structural=gone.structural if heir.structural is None else heir.structural,
                )
                cases = [told if one is heir else one for one in world.cases if one is not gone]
                yield replace(world, cases=tuple(cases))


def _added(
    world: PublishedWorld, reader: Reader, place: int, key: str | None, target: Target
) -> Iterator[PublishedWorld]:
    """One more case in a quarter, by the most active of the others first, or by somebody new."""
    others = [one.reporter for one in world.cases if one.reporter != reader.person]
    people = sorted(set(others), key=lambda one: (-others.count(one), one))
    keys = {target.table: frozenset({key})} if key and target.table in ROWS else {}
    for person in [*people, "somebody new"]:
        for step in range(STEPS_A_QUARTER - 1, -1, -1):
            case = Logged(person, STEPS_A_QUARTER * place + step, keys)
            yield replace(world, cases=(*world.cases, case))


def _with(world: PublishedWorld, place: int, case: Logged) -> PublishedWorld:
    return replace(world, cases=(*world.cases[:place], case, *world.cases[place + 1 :]))
