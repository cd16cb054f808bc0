"""Questions about what people do for proposals."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.clock import today
from app.database import db
from app.people.models import Person
from learning.lifecycle.proposals import LIVING_STATES
from learning.models.proposals import Proposal, ProposalAction
from learning.permissions.proposals import Sight, sight_of
from learning.queries.late import DAYS_BEFORE, days_over


@dataclass(frozen=True)
class OwnActions:
    """What one person has to do and has done, each in the order in which it is wanted."""

    open: list[ProposalAction]
    done: list[ProposalAction]


def own_actions_of(person: Person) -> OwnActions:
    """The actions of one person for proposals that they read: open ones by day, done ones newest.

    Of a proposal that is over nothing has to be done any more.
    """
    rows = _held_by(person)
    waiting = [one for one in rows if one.done_at is None]
    done = [one for one in rows if one.done_at is not None]
    return OwnActions(
        [one for one in waiting if one.proposal.state in LIVING_STATES],
        sorted(done, key=lambda one: (one.done_at, one.id), reverse=True),
    )


def is_late(action: ProposalAction) -> bool:
    """Whether an action should have been done by now and can still be done."""
    open_still = action.done_at is None and action.proposal.state in LIVING_STATES
    return open_still and action.due_on is not None and action.due_on < today()


def is_soon(action: ProposalAction) -> bool:
    """Whether the day of an action is near, and has not passed."""
    return (
        action.done_at is None
        and action.due_on is not None
        and 0 <= (action.due_on - today()).days <= DAYS_BEFORE
    )


def days_late(action: ProposalAction) -> int:
    """How many days an action is over its day."""
    return days_over(action.due_on) if action.due_on is not None else 0


def _held_by(person: Person) -> Sequence[ProposalAction]:
    rows = db.session.scalars(
        select(ProposalAction)
        .join(Proposal, Proposal.id == ProposalAction.proposal_id)
        .options(joinedload(ProposalAction.proposal))
        .where(ProposalAction.holder_id == person.id)
        .order_by(ProposalAction.due_on.is_(None), ProposalAction.due_on, ProposalAction.id)
    ).all()
    return [one for one in rows if sight_of(one.proposal, person) is Sight.FULL]
