"""Questions about deciding together: what waits for a second manager, and what was done since."""

from collections.abc import Sequence

from sqlalchemy import Select, select

from app.database import db
from app.people.models import Person
from app.people.permissions import has_role
from app.people.queries import people_with_role
from app.people.roles import Role
from learning.models.deciding import SecondAnswer, SecondOpinion
from learning.models.proposals import Proposal


def open_opinion(proposal: Proposal) -> SecondOpinion | None:
    """The choice of one manager that waits for a second one, if there is any."""
    query = select(SecondOpinion).where(
        SecondOpinion.proposal_id == proposal.id, SecondOpinion.answer.is_(None)
    )
    return db.session.scalar(query.order_by(SecondOpinion.id.desc()).limit(1))


def refused_opinion(proposal: Proposal) -> SecondOpinion | None:
    """The last choice with which a second manager did not agree, while nothing came after it."""
    last = db.session.scalar(
        select(SecondOpinion)
        .where(SecondOpinion.proposal_id == proposal.id)
        .order_by(SecondOpinion.id.desc())
        .limit(1)
    )
    if last is None or last.answer is not SecondAnswer.REFUSED or last.answered_at is None:
        return None
    return last if last.answered_at >= proposal.state_since else None


def waiting_for_second(person: Person, organisation_id: int) -> Sequence[SecondOpinion]:
    """The choices of other managers that wait for this one, the oldest on top."""
    if not has_role(person, organisation_id, Role.MANAGER):
        return []
    rows = db.session.scalars(_open_in(organisation_id)).all()
    return [one for one in rows if one.asked_by_id != person.id]


def own_choices_waiting(person: Person, organisation_id: int) -> Sequence[SecondOpinion]:
    """The choices of this manager that wait for another, the oldest on top."""
    if not has_role(person, organisation_id, Role.MANAGER):
        return []
    query = _open_in(organisation_id).where(SecondOpinion.asked_by_id == person.id)
    return db.session.scalars(query).all()


def other_managers(organisation_id: int, person_id: int | None) -> list[Person]:
    """Who else decides in the organisation today, by name."""
    managers = people_with_role(organisation_id, Role.MANAGER)
    return [one for one in managers if one.id != person_id]


def mark_of(proposal: Proposal) -> str:
    """How a proposal stands, as a mark to compare a page with: its last step, and what waits."""
    last, waiting = proposal.last_decision, open_opinion(proposal)
    return ".".join(one.public_id if one is not None else "" for one in (last, waiting))


def merged_into_this(proposal: Proposal) -> Sequence[Proposal]:
    """The proposals that go on in this one, in the order of writing."""
    query = select(Proposal).where(Proposal.merged_into_id == proposal.id)
    return db.session.scalars(query.order_by(Proposal.id)).all()


def split_off(proposal: Proposal) -> Sequence[Proposal]:
    """The proposals that were split off from this one, in the order of writing."""
    query = select(Proposal).where(Proposal.split_from_id == proposal.id)
    return db.session.scalars(query.order_by(Proposal.id)).all()


def _open_in(organisation_id: int) -> Select[SecondOpinion]:
    return (
        select(SecondOpinion)
        .join(Proposal, Proposal.id == SecondOpinion.proposal_id)
        .where(Proposal.organisation_id == organisation_id, SecondOpinion.answer.is_(None))
        .order_by(SecondOpinion.asked_at, SecondOpinion.id)
    )
