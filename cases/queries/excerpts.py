"""Excerpts that may be shown, and those that wait for a reporter's word."""

from collections.abc import Sequence

from sqlalchemy import Select, select

from app.database import db
from app.people.models import Person
from app.refusals import Refused
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case
from cases.models.excerpts import Excerpt, ExcerptState, ExcerptUse
from cases.permissions import can_interpret


def released(use: ExcerptUse, used_in: str = "") -> Select[Excerpt]:
    """The released excerpts for one use, to be narrowed further.

    Only of cases that are shared now. Their order is that of random ids and tells no time; show
    of them the text alone, never team, date or link.
    """
    return (
        select(Excerpt)
        .join(Case, Case.id == Excerpt.case_id)
        .where(
            Excerpt.state == ExcerptState.RELEASED,
            Excerpt.use == use,
            Excerpt.used_in == used_in,
            Case.state.in_(list(SHARED_STATES)),
        )
        .order_by(Excerpt.public_id)
    )


def released_excerpts(
    use: ExcerptUse, used_in: str = "", *, organisation_id: int
) -> Sequence[Excerpt]:
    """What an organisation may show for one use, from its own cases."""
    query = released(use, used_in).where(Case.organisation_id == organisation_id)
    return db.session.scalars(query).all()


def excerpts_of(case: Case) -> Sequence[Excerpt]:
    """Everything that was asked of a case, the newest question first."""
    query = select(Excerpt).where(Excerpt.case_id == case.id)
    return db.session.scalars(query.order_by(Excerpt.offered_at.desc(), Excerpt.id.desc())).all()


def excerpts_read_by(case: Case, reader: Person) -> Sequence[Excerpt]:
    """What was asked of a case, for its reporter and for the analyst; nobody else knows of it."""
    if case.reporter_id == reader.id or can_interpret(case, reader):
        return excerpts_of(case)
    return []


def excerpts_waiting_for(person: Person) -> Sequence[Excerpt]:
    """The excerpts that wait for this reporter's yes or no, the oldest question first."""
    return db.session.scalars(
        select(Excerpt)
        .join(Case, Case.id == Excerpt.case_id)
        .where(
            Case.reporter_id == person.id,
            Case.state.in_(list(SHARED_STATES)),
            Excerpt.state == ExcerptState.OFFERED,
        )
        .order_by(Excerpt.offered_at, Excerpt.id)
    ).all()


def own_excerpt(public_id: str, person: Person) -> Excerpt:
    """An excerpt of a case of which this person is the reporter, or a refusal."""
    excerpt = db.session.scalar(
        select(Excerpt)
        .join(Case, Case.id == Excerpt.case_id)
        .where(Excerpt.public_id == public_id, Case.reporter_id == person.id)
    )
    if excerpt is None:
        raise Refused("excerpt", public_id)
    return excerpt
