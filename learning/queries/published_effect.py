"""What the published figures tell of a change: the only counts of it that others may read.

Each is a cell, or a sum of cells, that stands published already. So they tell nothing that those
cells do not tell, and no count over a longer or later stretch can be subtracted from another.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.disclosure import TOTAL, Shown
from app.quarters import Quarter, Window, quarters_between
from learning.effect import QuarterCount
from learning.models.figures import FigureTable
from learning.models.proposals import Proposal
from learning.queries.effects import quarters_of, subjects_of
from learning.queries.figures import stored_tables

LEVELS: tuple[Callable[[Quarter], Window], ...] = (
    Window.quarter,
    Window.half_year_of,
    Window.year_of,
)


@dataclass(frozen=True)
class Figure:
    """A window in which both the pattern and the organisation have a published figure."""

    window: Window
    count: QuarterCount


@dataclass(frozen=True)
class Figures:
    """The published figures before and after a change, each period covered from end to end."""

    before: Sequence[Figure]
    after: Sequence[Figure]

    def counts(self) -> tuple[list[QuarterCount], list[QuarterCount]]:
        """Cases of the pattern, and of the organisation, a window."""
        return [one.count for one in self.before], [one.count for one in self.after]


def published_periods(proposal: Proposal, last: Quarter) -> Figures | None:
    """The periods of the verdict in published figures; None unless these cover both whole.

    A case can be in two patterns, so of several patterns together nothing can be added up.
    """
    before, after = quarters_of(proposal, last)
    shown = _figures(proposal)
    covered = Figures(_covering(before, shown), _covering(after, shown))
    return covered if covered.before and covered.after else None


def points_of(proposal: Proposal, last: Quarter) -> list[Figure]:
    """The finest windows from the baseline on that all have a figure; none when no level does.

    At least one of them lies before the change and one after it.
    """
    before, after = quarters_of(proposal, last)
    if not before or not after:
        return []
    shown = {one.window: one for one in _figures(proposal)}
    for level in LEVELS:
        windows = _windows(level, before[0], after[-1])
        whole = any(one.last <= before[-1] for one in windows) and any(
            one.first >= after[0] for one in windows
        )
        if whole and all(one in shown for one in windows):
            return [shown[one] for one in windows]
    return []


def _windows(level: Callable[[Quarter], Window], first: Quarter, last: Quarter) -> list[Window]:
    """The windows of one length that lie within these quarters."""
    found = sorted({level(one) for one in quarters_between(first, last)})
    return [one for one in found if first <= one.first and one.last <= last]


def _figures(proposal: Proposal) -> list[Figure]:
    """Every published figure of the one pattern of a proposal, oldest first."""
    patterns = subjects_of(proposal)
    if len(patterns) != 1:
        return []
    (pattern,) = patterns
    cases = _shown(proposal.organisation_id, FigureTable.PATTERN, pattern.public_id)
    totals = _shown(proposal.organisation_id, FigureTable.TOTAL, TOTAL)
    found = []
    for window in sorted(cases):
        exposures = _tiles(window.quarters, totals)
        if exposures:
            exposure = sum(totals[one] for one in exposures)
            found.append(Figure(window, QuarterCount(min(cases[window], exposure), exposure)))
    return found


def _shown(organisation_id: int, table: FigureTable, key: str) -> dict[Window, int]:
    figures = {
        window: one.figure(key) for window, one in stored_tables(organisation_id, table).items()
    }
    return {window: one.value for window, one in figures.items() if isinstance(one, Shown)}


def _covering(quarters: Sequence[Quarter], figures: Sequence[Figure]) -> list[Figure]:
    by_window = {one.window: one for one in figures}
    return [by_window[one] for one in _tiles(quarters, by_window)]


def _tiles(quarters: Sequence[Quarter], windows: Mapping[Window, object]) -> list[Window]:
    """The windows that lie end to end over these quarters and no others; none when there is a gap.

    Windows that show a figure never overlap, so there is one way at most.
    """
    starting = {one.first: one for one in windows}
    found: list[Window] = []
    at = quarters[0] if quarters else None
    while at is not None and at <= quarters[-1]:
        window = starting.get(at)
        if window is None or window.last > quarters[-1]:
            return []
        found.append(window)
        at = window.last.next()
    return found
