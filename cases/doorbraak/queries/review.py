"""What was written about a case in a session, for who may read it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.database import db
from app.people.models import Person
from app.people.permissions import analysing_organisations
from cases.doorbraak.models.deliberation import CaseNote, ClarifyingQuestion, Option
from cases.doorbraak.models.review import Agreement, ChosenWay, Lesson, Perspective
from cases.doorbraak.models.session import AgendaItem
from cases.doorbraak.terms import ItemResult
from cases.models.case import Case
from cases.permissions import readable_by


def perspectives_for(item: AgendaItem, person: Person) -> Sequence[Perspective]:
    """The perspectives that somebody may read: their own, and all once they are open."""
    query = select(Perspective).where(Perspective.item_id == item.id)
    if item.opened_at is None:
        query = query.where(Perspective.person_id == person.id)
    return db.session.scalars(query.order_by(Perspective.written_at, Perspective.id)).all()


def notes_of(item: AgendaItem) -> Sequence[CaseNote]:
    """What the reporter added to the case while it was reviewed, in that order."""
    query = select(CaseNote).where(CaseNote.item_id == item.id)
    return db.session.scalars(query.order_by(CaseNote.id)).all()


def questions_of(item: AgendaItem) -> Sequence[ClarifyingQuestion]:
    """What was asked to make the case clearer, in that order."""
    query = select(ClarifyingQuestion).where(ClarifyingQuestion.item_id == item.id)
    return db.session.scalars(query.order_by(ClarifyingQuestion.id)).all()


def options_of(item: AgendaItem) -> Sequence[Option]:
    """The options on the table, with what speaks for and against each, in that order."""
    query = select(Option).where(Option.item_id == item.id).order_by(Option.id)
    return db.session.scalars(query.options(selectinload(Option.arguments))).all()


def way_of(item: AgendaItem) -> ChosenWay | None:
    """The way that was chosen."""
    return db.session.scalar(select(ChosenWay).where(ChosenWay.item_id == item.id))


def agreements_of(item: AgendaItem) -> Sequence[Agreement]:
    """What was agreed about a case, soonest first."""
    query = select(Agreement).where(Agreement.item_id == item.id)
    return db.session.scalars(query.order_by(Agreement.due_on, Agreement.id)).all()


def lessons_of(item: AgendaItem) -> Sequence[Lesson]:
    """The lessons from one review."""
    query = select(Lesson).where(Lesson.item_id == item.id)
    return db.session.scalars(query.order_by(Lesson.id)).all()


def agreements_held(person: Person) -> Sequence[Agreement]:
    """Somebody's own agreements: open ones first, soonest first."""
    query = select(Agreement).where(Agreement.holder_id == person.id)
    return db.session.scalars(
        query.order_by(Agreement.done_at.is_not(None), Agreement.due_on, Agreement.id)
    ).all()


def lessons_to_read(analyst: Person) -> list[tuple[Lesson, Case]]:
    """The lessons of concluded reviews in the organisations that somebody analyses.

    Without session, date or participant; the row filter of cases decides which cases.
    """
    query = (
        select(Lesson, Case)
        .join(AgendaItem, AgendaItem.id == Lesson.item_id)
        .join(Case, Case.id == AgendaItem.case_id)
        .where(
            AgendaItem.result == ItemResult.REVIEWED,
            Case.organisation_id.in_(list(analysing_organisations(analyst))),
            readable_by(analyst),
        )
        .order_by(Lesson.kind.desc(), Lesson.id.desc())
    )
    return [(lesson, case) for lesson, case in db.session.execute(query).unique()]
