"""Which steps were taken with proposals, when, and how long it took to come from one to the next.

Numbers about proposals, decisions and publications alone are no figures about cases. A median is
the number of days within which at least half of the proposals took the step.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, select

from app.clock import AMSTERDAM
from app.database import db
from app.quarters import Quarter, Window
from learning.lifecycle.patterns import PUBLIC_STATES
from learning.lifecycle.proposals import STEPS, ProposalState, ProposalStep
from learning.models.curation import PatternDecision
from learning.models.patterns import Pattern
from learning.models.proposals import Proposal, ProposalDecision

P = ProposalStep
DECIDING = frozenset({P.ACCEPT, P.REJECT})
CONCLUDING = frozenset({P.PROVE, P.NOT_PROVE, P.NOT_MEASURE})


class Leg(StrEnum):
    """A part of the way of a proposal, named by where it ends."""

    SUBMITTED = "submitted"
    DECIDED = "decided"
    CHANGED = "changed"
    CONCLUDED = "concluded"


LEG_LABELS = {
    Leg.SUBMITTED: "Van patroon naar ingediend voorstel",
    Leg.DECIDED: "Van ingediend naar een beslissing",
    Leg.CHANGED: "Van beslissing naar verandering",
    Leg.CONCLUDED: "Van verandering naar conclusie over het effect",
}


@dataclass(frozen=True)
class Pace:
    """Within how many days half of the proposals went a part of the way; None without any."""

    leg: Leg
    days: int | None
    proposals: int


@dataclass(frozen=True)
class Taken:
    """A step that was taken, with its proposal."""

    proposal: Proposal
    row: ProposalDecision


def steps_in(
    proposals: Iterable[Proposal], window: Window, kinds: Collection[ProposalStep]
) -> list[Taken]:
    """The steps of these kinds that were taken in a window, the oldest first."""
    first, last = window.first.first_moment, window.last.last_moment
    found = [
        Taken(proposal, row)
        for proposal in proposals
        for row in proposal.decisions
        if row.kind in kinds and first <= row.at <= last
    ]
    return sorted(found, key=lambda one: (one.row.at, one.row.id))


def state_at(proposal: Proposal, moment: datetime) -> ProposalState:
    """Where a proposal stood at a moment, by the steps that were taken until then."""
    taken = [row for row in proposal.decisions if row.at <= moment]
    return STEPS[taken[-1].kind][1] if taken else ProposalState.DRAFT


def first_publications(patterns: Iterable[Pattern]) -> dict[int, datetime]:
    """When each of these patterns was published for the first time, by its key.

    Only of patterns whose page others can read now. One of which no decision was kept counts from
    the publication that it has.
    """
    public = {one.id: one for one in patterns if one.state in PUBLIC_STATES}
    rows = db.session.execute(
        select(PatternDecision.pattern_id, func.min(PatternDecision.at))
        .where(PatternDecision.pattern_id.in_(public), PatternDecision.action == "publish")
        .group_by(PatternDecision.pattern_id)
    )
    kept: dict[int, datetime] = {row[0]: row[1] for row in rows}
    later = {key: one.published_at for key, one in public.items() if one.published_at is not None}
    return later | kept


def published_patterns(organisation_id: int) -> Sequence[Pattern]:
    """The patterns of an organisation that have a published page, by number."""
    return db.session.scalars(
        select(Pattern)
        .where(Pattern.organisation_id == organisation_id, Pattern.state.in_(list(PUBLIC_STATES)))
        .order_by(Pattern.number)
    ).all()


def patterns_published_in(organisation_id: int, window: Window) -> list[Pattern]:
    """The patterns that were published for the first time in a window, by number."""
    patterns = published_patterns(organisation_id)
    moments = first_publications(patterns)
    first, last = window.first.first_moment, window.last.last_moment
    return [one for one in patterns if one.id in moments and first <= moments[one.id] <= last]


def first_quarter_told(proposals: Iterable[Proposal], organisation_id: int) -> Quarter | None:
    """The quarter of the first publication or submission; None before there was one."""
    moments = list(first_publications(published_patterns(organisation_id)).values())
    moments += [one.submitted_at for one in proposals if one.submitted_at is not None]
    return Quarter.of(min(moments)) if moments else None


def paces(proposals: Sequence[Proposal]) -> list[Pace]:
    """How long each part of the way takes, in its order; each proposal counts once in each."""
    patterns = {pattern.id: pattern for one in proposals for pattern in one.patterns}
    published = first_publications(patterns.values())
    ways = [_days(one, published) for one in proposals]
    return [_pace(leg, [way[leg] for way in ways if leg in way]) for leg in Leg]


def median_days(days: Sequence[int]) -> int | None:
    """The days within which at least half of these lie; None without any."""
    return sorted(days)[(len(days) - 1) // 2] if days else None


def days_to_decide(taken: Taken) -> int:
    """How long a proposal had lain, since it was first submitted, when this step was taken."""
    submitted = taken.proposal.submitted_at or taken.row.at
    return _between(submitted, taken.row.at)


def _pace(leg: Leg, days: list[int]) -> Pace:
    return Pace(leg, median_days(days), len(days))


def _days(proposal: Proposal, published: dict[int, datetime]) -> dict[Leg, int]:
    """The days that a proposal took for each part of the way that it has gone whole."""
    submitted = proposal.submitted_at
    if submitted is None:
        return {}
    moments = [published[one.id] for one in proposal.patterns if one.id in published]
    begun = min((one for one in moments if one <= submitted), default=None)
    decided = _first(proposal, DECIDING)
    accepted = _first(proposal, {P.ACCEPT})
    implemented = _first(proposal, {P.IMPLEMENT})
    concluded = _first(proposal, CONCLUDING)
    changed_on = implemented.changed_on if implemented else None
    ends: dict[Leg, tuple[date | None, date | None]] = {
        Leg.SUBMITTED: (begun, submitted),
        Leg.DECIDED: (submitted, decided.at if decided else None),
        Leg.CHANGED: (accepted.at if accepted else None, changed_on),
        Leg.CONCLUDED: (changed_on, concluded.at if concluded else None),
    }
    return {
        leg: _between(begin, end)
        for leg, (begin, end) in ends.items()
        if begin is not None and end is not None
    }


def _first(proposal: Proposal, kinds: Collection[ProposalStep]) -> ProposalDecision | None:
    return next((row for row in proposal.decisions if row.kind in kinds), None)


def _between(begin: date, end: date) -> int:
    """Whole days on a Dutch calendar; a change that was made before it was decided took none."""
    return max(0, (_day(end) - _day(begin)).days)


def _day(moment: date) -> date:
    return moment.astimezone(AMSTERDAM).date() if isinstance(moment, datetime) else moment
