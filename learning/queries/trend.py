"""When the cases of a pattern came, and from where: exact, for the analyst alone."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.clock import now
from app.quarters import Quarter, quarters_between
from cases.models.case import Case

SHOWN_QUARTERS = 8
# A bar is as wide as its share of the highest, but one case never fills the whole width.
LEAST_SCALE = 5


@dataclass(frozen=True)
class Bar:
    """A line of a table with bars: a label, a number, and its share of the scale, 0 to 100."""

    label: str
    value: int
    percent: int


@dataclass(frozen=True)
class Trend:
    """New cases a quarter, by first sharing; `older` came before the first quarter shown.

    `imported` cases are left out, because they came all at once.
    """

    quarters: list[Bar]
    older: int
    imported: int


@dataclass(frozen=True)
class Spread:
    """How many cases come from each team, and from each other organisation; most first."""

    teams: list[Bar]
    origins: list[Bar]


def trend_of_cases(cases: Iterable[Case]) -> Trend:
    """The new cases of each quarter until this one; the quarter of today is not over yet."""
    told = list(cases)
    counted = [one for one in told if not one.imported and one.first_shared_at is not None]
    by_quarter = Counter(Quarter.of(one.first_shared_at) for one in counted if one.first_shared_at)
    shown = _shown_quarters(by_quarter)
    rows = [(one.label, by_quarter[one]) for one in shown]
    return Trend(
        quarters=_bars(rows),
        older=len(counted) - sum(count for _, count in rows),
        imported=sum(one.imported for one in told),
    )


def _shown_quarters(by_quarter: Mapping[Quarter, int]) -> tuple[Quarter, ...]:
    """From the first case on, but no more than two years back."""
    last = Quarter.of(now())
    first = min(by_quarter, default=last)
    return quarters_between(first, last)[-SHOWN_QUARTERS:]


def spread_of_cases(cases: Iterable[Case]) -> Spread:
    """Where cases come from: the team, or for an imported one the organisation in its file."""
    teams: Counter[str] = Counter()
    origins: Counter[str] = Counter()
    for case in cases:
        if case.origin:
            origins[case.origin] += 1
        elif case.team is not None:
            teams[case.team.name] += 1
    return Spread(_bars(_most_first(teams)), _bars(_most_first(origins)))


def _most_first(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def _bars(rows: Sequence[tuple[str, int]]) -> list[Bar]:
    highest = max(LEAST_SCALE, max((count for _, count in rows), default=0))
    return [Bar(label, count, round(100 * count / highest)) for label, count in rows]
