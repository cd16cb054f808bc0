"""What stands on a reporter's own page: their cases, and which of them wait for them."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import func, or_, select

from app.clock import today
from app.database import db
from app.people.models import Person
from cases.lifecycle import CaseState
from cases.models.case import Case
from cases.models.history import CaseFinding, Decision, Reaction
from cases.queries.cases import CasePage, paged
from cases.terms import OutcomeStatus, Stage

# A case that looks for room is asked after by itself when it has been open for so long.
PATIENCE = timedelta(weeks=6)


def own_page(person: Person, page: int) -> CasePage:
    """Everything that a person has logged, drafts first, then what changed last."""
    query = select(Case).where(Case.reporter_id == person.id, Case.state != CaseState.ERASED)
    return paged(
        query.order_by(Case.state != CaseState.DRAFT, Case.changed_at.desc(), Case.id.desc()), page
    )


def has_logged(person: Person, *states: CaseState) -> bool:
    """Whether somebody has a case of their own, in one of these states when any is named."""
    own = select(Case.id).where(Case.reporter_id == person.id, Case.state.in_(states or CaseState))
    return db.session.scalar(own.limit(1)) is not None


def reaction_counts(cases: Collection[Case]) -> dict[int, int]:
    """How many reactions each of these cases got; those without are left out."""
    rows = db.session.execute(
        select(Reaction.case_id, func.count().label("reactions"))
        .where(Reaction.case_id.in_([case.id for case in cases]))
        .group_by(Reaction.case_id)
    )
    return {row.case_id: row.reactions for row in rows}


def drafts_to_check(person: Person) -> Sequence[Case]:
    """A person's drafts with something that looks like personal data, the oldest first."""
    found = select(CaseFinding.case_id).where(CaseFinding.decision == Decision.OPEN)
    return db.session.scalars(
        select(Case)
        .where(Case.reporter_id == person.id, Case.state == CaseState.DRAFT, Case.id.in_(found))
        .order_by(Case.changed_at)
    ).all()


def follow_ups_due(person: Person) -> list[Case]:
    """A person's open cases of unknown outcome that it is time to ask after, longest due first.

    On the day that they chose; when they look for room and chose none, after six weeks.
    """
    unknown = or_(Case.outcome_status.is_(None), Case.outcome_status == OutcomeStatus.UNKNOWN)
    rows = db.session.scalars(
        select(Case)
        .where(Case.reporter_id == person.id, Case.state == CaseState.SHARED, unknown)
        .where(or_(Case.follow_up_on.is_not(None), Case.stage == Stage.SEEKING_ROOM))
    )
    days = [(case, _day_to_ask(case)) for case in rows]
    due = [(case, day) for case, day in days if day is not None and day <= today()]
    return [case for case, _ in sorted(due, key=lambda pair: (pair[1], pair[0].id))]


def _day_to_ask(case: Case) -> date | None:
    if case.follow_up_on is not None:
        return case.follow_up_on
    return case.first_shared_at.date() + PATIENCE if case.first_shared_at else None
