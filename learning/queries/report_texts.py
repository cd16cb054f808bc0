"""What happened in a closed period, for a text of the organisation: decided, changed, learned.

Cases are in it as published alone: totals of windows that lie in the period, and the bands that
stand on published pages. Everything reads well without them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.clock import AMSTERDAM, now, today
from app.disclosure import TOTAL, Shown
from app.quarters import Quarter, Window, last_closed_quarter, quarters_between
from app.refusals import Refused
from learning.lifecycle.proposals import ProposalState, ProposalStep
from learning.models.figures import FigureTable
from learning.models.patterns import Pattern
from learning.models.proposals import Proposal, ProposalAddressee
from learning.queries.figures import windows_that_show
from learning.queries.steps import (
    Taken,
    first_quarter_told,
    patterns_published_in,
    state_at,
    steps_in,
)

P, S = ProposalStep, ProposalState


@dataclass(frozen=True)
class Period:
    """A closed window that can be chosen, with its part of an address."""

    window: Window
    code: str


@dataclass(frozen=True)
class Total:
    """A published total of shared cases, over its window."""

    window: Window
    value: int


@dataclass(frozen=True)
class Open:
    """A proposal that stood open at the end of a window, and who had not answered."""

    proposal: Proposal
    addressees: Sequence[ProposalAddressee]


@dataclass(frozen=True)
class Lying:
    """A proposal without a decision at the end of a window, and for how many days already."""

    proposal: Proposal
    days: int
    deferred: bool


@dataclass(frozen=True)
class Told:
    """What is told of a window; every list may be empty."""

    window: Window
    totals: Sequence[Total]
    patterns: Sequence[Pattern]
    learned: Sequence[Taken]
    not_learned: Sequence[Taken]
    changed: Sequence[Taken]
    accepted: Sequence[Taken]
    declined: Sequence[Taken]
    deferred: Sequence[Taken]
    forwarded: Sequence[Taken]
    undecided: Sequence[Lying]
    under_way: Sequence[Proposal]
    elsewhere: Sequence[Open]

    @property
    def nothing_happened(self) -> bool:
        """Whether nothing was published, decided, changed or concluded in the window."""
        return not any(
            (
                self.patterns,
                self.learned,
                self.not_learned,
                self.changed,
                self.accepted,
                self.declined,
                self.deferred,
                self.forwarded,
            )
        )


def told_of(proposals: Sequence[Proposal], organisation_id: int, window: Window) -> Told:
    """What happened in a window, and what stood open at its end (or stands open now)."""
    end = min(window.last.last_moment, now())
    submitted = [one for one in proposals if one.submitted_at and one.submitted_at <= end]
    states = {one.id: state_at(one, end) for one in submitted}

    def taken(*kinds: ProposalStep) -> list[Taken]:
        return steps_in(submitted, window, kinds)

    def standing(*wanted: ProposalState) -> list[Proposal]:
        return [one for one in submitted if states[one.id] in wanted]

    return Told(
        window,
        totals=totals_within(organisation_id, window),
        patterns=patterns_published_in(organisation_id, window),
        learned=taken(P.PROVE),
        not_learned=taken(P.NOT_PROVE, P.NOT_MEASURE),
        changed=taken(P.IMPLEMENT),
        accepted=taken(P.ACCEPT),
        declined=taken(P.REJECT, P.REFUSE_ELSEWHERE),
        deferred=taken(P.DEFER),
        forwarded=taken(P.FORWARD),
        undecided=[_lying(one, end) for one in standing(S.SUBMITTED, S.DEFERRED)],
        under_way=standing(S.ACCEPTED, S.IN_PROGRESS),
        elsewhere=[Open(one, unanswered(one, end)) for one in standing(S.FORWARDED)],
    )


def _lying(proposal: Proposal, moment: datetime) -> Lying:
    since = max(row.at for row in proposal.decisions if row.at <= moment)
    deferred = state_at(proposal, moment) is S.DEFERRED
    return Lying(proposal, (_day(moment) - _day(since)).days, deferred)


def _day(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()


def unanswered(proposal: Proposal, moment: datetime) -> list[ProposalAddressee]:
    """To whom a proposal had gone by a moment, and who had not answered by then."""
    rows = [row for row in proposal.decisions if row.kind is P.FORWARD and row.at <= moment]
    day = _day(moment)
    return [
        one
        for row in rows[-1:]
        for one in row.addressees
        if one.sent_on <= day and (one.answered_on is None or one.answered_on > day)
    ]


def totals_within(organisation_id: int, window: Window) -> list[Total]:
    """The published totals of windows that lie in this one, the oldest first."""
    return [
        Total(one, figure.value)
        for one, table in windows_that_show(organisation_id, FigureTable.TOTAL)
        if window.first <= one.first
        and one.last <= window.last
        and isinstance(figure := table.figure(TOTAL), Shown)
    ]


def periods_to_tell(proposals: Sequence[Proposal], organisation_id: int) -> list[Period]:
    """The closed quarters, half-years and years since the first publication, newest first.

    Before anything was told there is one: the newest closed quarter.
    """
    last = last_closed_quarter(today())
    first = first_quarter_told(proposals, organisation_id) or last
    found = []
    for quarter in reversed(quarters_between(min(first, last), last)):
        if quarter.number == 4:
            found.append(Period(Window.year_of(quarter), str(quarter.year)))
        if quarter.number % 2 == 0:
            half = Window.half_year_of(quarter)
            found.append(Period(half, f"{quarter.year}-halfjaar-{quarter.number // 2}"))
        found.append(Period(Window.quarter(quarter), quarter.code))
    return found


def period_named(code: str, periods: Sequence[Period]) -> Period:
    """The period of an address; the newest without one, a refusal for one that is not there."""
    if not code:
        return periods[0]
    for one in periods:
        if one.code == code:
            return one
    raise Refused("period", code[:16])


def quarters_to_account(proposals: Sequence[Proposal], organisation_id: int) -> list[Quarter]:
    """The quarters with a page for the board: from the first one told to the running one."""
    now = Quarter.of(today())
    first = first_quarter_told(proposals, organisation_id) or now
    return list(reversed(quarters_between(min(first, now), now)))
