"""Which cases somebody sees, and which of them wait for something."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

from sqlalchemy import Select, exists, func, select

from app.clock import AMSTERDAM, today
from app.database import db
from app.people.models import Organisation, Person
from app.people.permissions import analysing_organisations, organisations_with
from app.people.roles import Role
from cases.lifecycle import SHARED_STATES, CaseState
from cases.models.case import Case
from cases.models.history import CaseDraft, CaseRevision, Reaction, ReactionKind
from cases.models.lists import led_on
from cases.permissions import visible_cases
from cases.queries.urgency import by_need, workday_after
from cases.terms import Kind, Obstacle

PAGE_SIZE = 25


@dataclass(frozen=True)
class CaseFilter:
    """What a list is narrowed to; every part optional.

    A procedure stands for itself and for the names that were merged into it.
    """

    domain_id: int | None = None
    procedure_id: int | None = None
    obstacle: Obstacle | None = None
    kind: Kind | None = None
    state: CaseState | None = None


@dataclass(frozen=True)
class CasePage:
    """A page of cases, and how many there are in all that this person may read."""

    cases: Sequence[Case]
    number: int
    pages: int
    total: int


def listed_cases(person: Person) -> Select[Case]:
    """The shared cases that a person may read, without order."""
    return visible_cases(person).where(Case.state.in_(list(SHARED_STATES)))


def narrowed_cases(person: Person, chosen: CaseFilter) -> Select[Case]:
    """The shared cases that a person may read and that a filter lets through, without order."""
    query = listed_cases(person)
    if chosen.procedure_id is not None:
        led = led_on()
        same = select(led.c.id).where(led.c.kept_id == chosen.procedure_id)
        query = query.where(Case.procedure_id.in_(same))
    for column, value in (
        (Case.domain_id, chosen.domain_id),
        (Case.obstacle, chosen.obstacle),
        (Case.kind, chosen.kind),
        (Case.state, chosen.state),
    ):
        if value is not None:
            query = query.where(column == value)
    return query


def shared_cases(person: Person, chosen: CaseFilter, page: int) -> CasePage:
    """The shared cases that a person may read, newest first."""
    query = narrowed_cases(person, chosen)
    return paged(query.order_by(Case.first_shared_at.desc(), Case.id.desc()), page)


def paged(query: Select[Case], page: int) -> CasePage:
    """One page of a list; a number beyond the end gives the last page."""
    counted: Select[Any] = select(func.count()).select_from(query.order_by(None).subquery())
    total = db.session.scalar(counted) or 0
    pages = max(1, ceil(total / PAGE_SIZE))
    number = min(max(1, page), pages)
    found = db.session.scalars(query.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)).all()
    return CasePage(found, number, pages, total)


def cases_in_order(person: Person, public_ids: Sequence[str]) -> list[Case]:
    """The readable ones among these cases, in the order given."""
    found = db.session.scalars(visible_cases(person).where(Case.public_id.in_(public_ids)))
    by_id = {case.public_id: case for case in found}
    return [by_id[one] for one in public_ids if one in by_id]


def cases_awaiting_reaction(person: Person) -> Sequence[Case]:
    """Shared cases without any reaction that this person can react to.

    Running cases come first, by the day on which a solution is needed; then the oldest.
    """
    organisations = analysing_organisations(person) | organisations_with(person, [Role.FACILITATOR])
    found = db.session.scalars(
        visible_cases(person)
        .where(
            Case.state == CaseState.SHARED,
            Case.imported.is_(False),
            Case.organisation_id.in_(organisations),
            Case.reporter_id != person.id,
            ~exists().where(Reaction.case_id == Case.id),
        )
        .order_by(Case.first_shared_at, Case.id)
    ).all()
    return sorted(found, key=by_need)


def reactions_to(case: Case) -> Sequence[Reaction]:
    """The reactions to a case, oldest first."""
    query = select(Reaction).where(Reaction.case_id == case.id)
    return db.session.scalars(query.order_by(Reaction.at, Reaction.id)).all()


def shown_reactions(case: Case) -> Sequence[Reaction]:
    """The reactions that every reader of a case reads; a question goes between two people."""
    return [one for one in reactions_to(case) if one.kind is not ReactionKind.QUESTION]


def reaction_due(case: Case, organisation: Organisation) -> date | None:
    """Until when a shared case waits for its first reaction: working days, as is promised."""
    start = case.first_shared_at
    if start is None:
        return None
    return workday_after(start.astimezone(AMSTERDAM).date(), organisation.reaction_days)


def is_late(case: Case) -> bool:
    """Whether the promised moment of a first reaction has passed."""
    due = reaction_due(case, case.organisation)
    return due is not None and due < today()


def revisions_of(case: Case) -> Sequence[CaseRevision]:
    """Earlier versions of a case, newest first; for the reporter alone."""
    query = select(CaseRevision).where(CaseRevision.case_id == case.id)
    return db.session.scalars(query.order_by(CaseRevision.version.desc())).all()


def draft_of(submission_key: str, person: Person) -> CaseDraft | None:
    """What this person typed in a form and did not save."""
    return db.session.scalar(
        select(CaseDraft).where(
            CaseDraft.submission_key == submission_key, CaseDraft.person_id == person.id
        )
    )


def unsaved_drafts(person: Person) -> Sequence[CaseDraft]:
    """Forms that a person began and never saved, newest first."""
    query = select(CaseDraft).where(CaseDraft.person_id == person.id, CaseDraft.case_id.is_(None))
    return db.session.scalars(query.order_by(CaseDraft.saved_at.desc())).all()


def unsaved_edits(case: Case, person: Person) -> Sequence[CaseDraft]:
    """Changes in a case that this person typed and did not save, newest first."""
    query = select(CaseDraft).where(CaseDraft.person_id == person.id, CaseDraft.case_id == case.id)
    return db.session.scalars(query.order_by(CaseDraft.saved_at.desc())).all()
