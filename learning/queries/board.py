"""What the board's page adds to what happened in a quarter: its own duties, and five numbers.

The numbers are about proposals alone, or were published. All is told as it stood at the end of the
quarter (or stands now), so that the page of a closed quarter stays what it was.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.clock import AMSTERDAM, now
from app.disclosure import TOTAL, Shown
from app.people.models import Organisation
from app.quarters import Quarter
from learning.lifecycle.proposals import (
    CHANGED_STATES,
    ProposalState,
    ProposalStep,
    no_capacity,
)
from learning.models.figures import FigureTable
from learning.models.proposals import AddresseeKind, Proposal, ProposalAddressee, Strength
from learning.queries.figures import windows_that_show
from learning.queries.report_texts import Told, Total, unanswered
from learning.queries.steps import days_to_decide, median_days, state_at

# For whom the board itself answers: its own body, and the team that manages under it.
OWN_BODIES = frozenset({AddresseeKind.COLLEGE, AddresseeKind.MT})


class Duty(StrEnum):
    """What only the board can do."""

    SIGN = "sign"
    ANSWER = "answer"
    HURRY = "hurry"
    CAPACITY = "capacity"


@dataclass(frozen=True)
class Task:
    """Something for the board, with the proposal that it is about."""

    duty: Duty
    proposal: Proposal | None = None
    addressee: ProposalAddressee | None = None
    days: int = 0


@dataclass(frozen=True)
class Numbers:
    """The numbers of a quarter; what there is nothing to say of is None or stands at zero."""

    total: Total | None
    decided: int
    laid_before: int
    days_to_decide: int | None
    accepted: int
    leaning: int
    changed: int
    learned: int


def duties(
    proposals: Sequence[Proposal], organisation: Organisation, quarter: Quarter
) -> list[Task]:
    """What the board itself had to do at the end of a quarter, or has to do now."""
    moment = min(quarter.last_moment, now())
    signed = organisation.house_rules_signed_on
    found = [Task(Duty.SIGN)] if signed is None or signed > _day(moment) else []
    for kind in (_answers, _lying, _without_capacity):
        for proposal in proposals:
            if proposal.submitted_at is not None and proposal.submitted_at <= moment:
                found += kind(proposal, organisation, moment)
    return found


def _answers(proposal: Proposal, _: Organisation, moment: datetime) -> Iterator[Task]:
    if state_at(proposal, moment) is ProposalState.FORWARDED:
        for one in unanswered(proposal, moment):
            if one.kind in OWN_BODIES:
                yield Task(Duty.ANSWER, proposal, one)


def _lying(proposal: Proposal, organisation: Organisation, moment: datetime) -> Iterator[Task]:
    """What lies longer without a decision than after which the organisation reminds a manager."""
    since = max((row.at for row in proposal.decisions if row.at <= moment), default=moment)
    days = (_day(moment) - _day(since)).days
    submitted = state_at(proposal, moment) is ProposalState.SUBMITTED
    if submitted and days >= organisation.reminder_days:
        yield Task(Duty.HURRY, proposal, days=days)


def _without_capacity(proposal: Proposal, _: Organisation, moment: datetime) -> Iterator[Task]:
    """What was accepted without capacity and is not changed yet."""
    if state_at(proposal, moment) not in (ProposalState.ACCEPTED, ProposalState.IN_PROGRESS):
        return
    given = [
        row.capacity
        for row in proposal.decisions
        if row.kind is ProposalStep.ACCEPT and row.at <= moment
    ]
    if given and no_capacity(given[-1]):
        yield Task(Duty.CAPACITY, proposal)


def numbers_of(
    proposals: Sequence[Proposal], told: Told, organisation_id: int, quarter: Quarter
) -> Numbers:
    """The numbers of a quarter, about proposals alone but for the published total of cases."""
    moment = min(quarter.last_moment, now())
    decided = [*told.accepted, *(one for one in told.declined if _by_us(one.row.kind))]
    accepted = [one for one in proposals if _was_accepted(one, moment)]
    states = [state_at(one, moment) for one in proposals]
    waiting = [one.proposal for one in told.undecided if not one.deferred]
    handled = {one.proposal.id for one in decided}
    return Numbers(
        total=_newest_total(organisation_id, quarter),
        decided=len(handled),
        laid_before=len(handled | {one.id for one in waiting}),
        days_to_decide=median_days([days_to_decide(one) for one in decided]),
        accepted=len(accepted),
        leaning=sum(one.strength is Strength.WEAK for one in accepted),
        changed=sum(state in CHANGED_STATES for state in states),
        learned=sum(state is ProposalState.PROVEN for state in states),
    )


def _by_us(kind: ProposalStep) -> bool:
    return kind is ProposalStep.REJECT


def _was_accepted(proposal: Proposal, moment: datetime) -> bool:
    return any(row.kind is ProposalStep.ACCEPT and row.at <= moment for row in proposal.decisions)


def _newest_total(organisation_id: int, quarter: Quarter) -> Total | None:
    """The newest published total of a window that was over by the end of a quarter."""
    shown = [
        Total(window, figure.value)
        for window, table in windows_that_show(organisation_id, FigureTable.TOTAL)
        if window.last <= quarter and isinstance(figure := table.figure(TOTAL), Shown)
    ]
    return shown[-1] if shown else None


def _day(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()
