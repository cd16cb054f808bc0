"""What is due for a reminder today: proposals without a decision, answers, and actions.

These are questions about proposals, decisions and actions alone; no case comes into them.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from app.clock import AMSTERDAM, today
from app.database import db
from app.people.models import Organisation
from learning.lifecycle.proposals import LIVING_STATES, ProposalState
from learning.models.deciding import SecondOpinion
from learning.models.proposals import (
    Proposal,
    ProposalAction,
    ProposalAddressee,
    ProposalDecision,
)

# How long before its day the holder of an action is reminded of it.
DAYS_BEFORE = 3


def undecided_to_remind(organisation: Organisation) -> list[Proposal]:
    """What lies undecided for as long as the organisation set, and again after as long.

    A choice that waits for a second manager waits as well.
    """
    found = []
    for proposal in db.session.scalars(
        select(Proposal).where(
            Proposal.organisation_id == organisation.id,
            Proposal.state.in_([ProposalState.SUBMITTED, ProposalState.ACCEPTED]),
        )
    ):
        since = _waits_since(proposal)
        if since is not None and _is_due(since, proposal.reminded_on, organisation.reminder_days):
            found.append(proposal)
    return found


def answers_to_remind(organisation: Organisation) -> list[ProposalAddressee]:
    """The addressees who are late with their answer: at once, and again at each interval."""
    rows = db.session.scalars(
        select(ProposalAddressee)
        .join(ProposalDecision, ProposalDecision.id == ProposalAddressee.decision_id)
        .join(Proposal, Proposal.id == ProposalDecision.proposal_id)
        .where(
            Proposal.organisation_id == organisation.id,
            Proposal.state == ProposalState.FORWARDED,
            ProposalAddressee.answer.is_(None),
            ProposalAddressee.answer_by < today(),
        )
    )
    return [
        one
        for one in rows
        if one.reminded_on is None
        or _is_due(one.answer_by, one.reminded_on, organisation.reminder_days)
    ]


def actions_to_remind(organisation: Organisation) -> list[ProposalAction]:
    """The actions of which the holder has to hear: once some days before, and once when late."""
    rows: Sequence[ProposalAction] = db.session.scalars(
        select(ProposalAction)
        .join(Proposal, Proposal.id == ProposalAction.proposal_id)
        .where(
            Proposal.organisation_id == organisation.id,
            Proposal.state.in_(list(LIVING_STATES)),
            ProposalAction.done_at.is_(None),
            ProposalAction.due_on <= today() + timedelta(days=DAYS_BEFORE),
        )
    ).all()
    return [one for one in rows if _is_new(one)]


def days_over(day: date) -> int:
    """How many days ago something should have been there; nothing below zero."""
    return max((today() - day).days, 0)


def _is_new(action: ProposalAction) -> bool:
    """Whether the last reminder came before the day on which this one is due."""
    if action.reminded_on is None:
        return True
    return action.due_on is not None and action.reminded_on <= action.due_on < today()


def _waits_since(proposal: Proposal) -> date | None:
    """From which day somebody has to decide, or nothing when nobody has to."""
    if proposal.state is ProposalState.SUBMITTED:
        return proposal.state_since.astimezone(AMSTERDAM).date()
    asked = db.session.scalar(
        select(SecondOpinion.asked_at).where(
            SecondOpinion.proposal_id == proposal.id, SecondOpinion.answer.is_(None)
        )
    )
    return asked.astimezone(AMSTERDAM).date() if asked is not None else None


def _is_due(since: date, reminded_on: date | None, days: int) -> bool:
    """Whether so many days passed since it began to wait, or since the last reminder of it."""
    last = since if reminded_on is None else max(since, reminded_on)
    return (today() - last).days >= days
