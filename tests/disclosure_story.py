"""Everything that others than the analyst read of a world, by the functions that publish it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from app.disclosure import (
    TOTAL,
    Fact,
    Figure,
    PublishedTable,
    enough_joined,
    more_than,
    publish_share,
    publish_table,
    publish_total,
    roll_up,
)
from app.quarters import Quarter, Window
from app.unowned import publish_median
from learning.effect import QuarterCount, Verdict, measure_effect, split, verdict_may_show
from learning.models.figures import FigureTable
from tests.published_worlds import QUARTERS, ROWS, STEPS_A_QUARTER, Logged, PublishedWorld

CHANGED = date(2026, 4, 1)
SUBJECT = "letters"
NUMBER = "number"


@dataclass(frozen=True)
class PublishedSet:
    """Tables by window, bands by publication, verdicts by quarter: all of it, in one value."""

    tables: dict[FigureTable, dict[Window, PublishedTable]]
    bands: dict[tuple[str, int], int | None]
    verdicts: dict[Quarter, Verdict | None]


def published(world: PublishedWorld) -> PublishedSet:
    """What there is to read when the year is over."""
    return PublishedSet(
        {
            **{table: _rolled(world, partial(_counted, world, table)) for table in ROWS},
            FigureTable.TOTAL: _rolled(world, partial(_total, world.k)),
            FigureTable.MINUTES: _rolled(world, partial(_minutes, world.k)),
            FigureTable.STRUCTURAL: _rolled(world, partial(_structural, world.k)),
        },
        {
            (pattern, step): band
            for pattern, steps in world.publications.items()
            for step, band in bands_of(world, pattern, steps)
        },
        {quarter: _verdict(world, quarter) for quarter in QUARTERS[1:]},
    )


def _rolled(world: PublishedWorld, publish) -> dict[Window, PublishedTable]:  # type: ignore[no-untyped-def]
    quarters = {q: [case for case in world.cases if case.quarter == q] for q in QUARTERS}
    return roll_up(_as_facts(quarters), publish)


@dataclass(frozen=True)
class CaseFact(Fact):
    """A case that keeps what it came from, so that any table can be made of it."""

    case: Logged | None = None


def _as_facts(quarters: dict[Quarter, list[Logged]]) -> dict[Quarter, list[CaseFact]]:
    return {q: [CaseFact(one.reporter, case=one) for one in all_] for q, all_ in quarters.items()}


def _told(facts: Sequence[CaseFact]) -> list[Logged]:
    return [fact.case for fact in facts if fact.case is not None]


def _counted(
    world: PublishedWorld, table: FigureTable, facts: Sequence[CaseFact]
) -> PublishedTable:
    cases = [Fact(one.reporter, one.under(table)) for one in _told(facts)]
    return publish_table(cases, ROWS[table], k=world.k)


def _total(k: int, facts: Sequence[CaseFact]) -> PublishedTable:
    return publish_total(facts, k=k)


def _minutes(k: int, facts: Sequence[CaseFact]) -> PublishedTable:
    values = [one.minutes for one in _told(facts) if one.minutes is not None]
    return _one(publish_median(values, facts, k=k))


def _structural(k: int, facts: Sequence[CaseFact]) -> PublishedTable:
    reviewed = [
        Fact(one.reporter, frozenset({NUMBER} if one.structural else ()))
        for one in _told(facts)
        if one.structural is not None
    ]
    return _one(publish_share(reviewed, NUMBER, k=k))


def _one(figure: Figure) -> PublishedTable:
    return PublishedTable(((TOTAL, figure),))


def bands_of(
    world: PublishedWorld, pattern: str, steps: Sequence[int]
) -> list[tuple[int, int | None]]:
    """What each publication of a pattern tells: counted at first, and when enough joined since."""
    found: list[tuple[int, int | None]] = []
    counted, band = -1, None
    members = [one for one in world.cases if pattern in one.under(FigureTable.PATTERN)]
    for step in steps:
        joined = [one.reporter for one in members if counted < one.step <= step]
        stand = [one.reporter for one in members if one.step <= step]
        if len(set(stand)) < world.k:
            continue  # It may not be published yet.
        if counted < 0 or enough_joined(joined, world.k):
            counted, band = step, more_than(stand, world.k)
        found.append((step, band))
    return found


def _verdict(world: PublishedWorld, last: Quarter) -> Verdict | None:
    """The words on the effect of a change in spring on one pattern, as far as they are shown."""
    facts: dict[Quarter, list[Fact]] = {
        q: [
            Fact(one.reporter, one.under(FigureTable.PATTERN))
            for one in world.cases
            if one.quarter == q
        ]
        for q in QUARTERS
        if q <= last
    }
    before, after = split(facts, proposed=QUARTERS[0].start, changed=CHANGED)
    effect = measure_effect(_counts(before), _counts(after))
    may = verdict_may_show([fact for one in before for fact in one], SUBJECT, k=world.k)
    return effect.verdict if may or effect.verdict is Verdict.TOO_EARLY else None


def _counts(period: Sequence[Sequence[Fact]]) -> list[QuarterCount]:
    return [QuarterCount(sum(SUBJECT in one.keys for one in facts), len(facts)) for facts in period]


def last_step(quarter: Quarter) -> int:
    """The last step of a quarter."""
    return STEPS_A_QUARTER * (QUARTERS.index(quarter) + 1) - 1
