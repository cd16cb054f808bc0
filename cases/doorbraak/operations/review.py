"""What participants write about a case: perspectives, the way, agreements and lessons."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.audit import Actor
from app.audit import record as record_entry
from app.clock import now, today
from app.database import clean_text, db
from app.people.models import Person
from app.refusals import Invalid
from cases.doorbraak.models.review import Agreement, ChosenWay, Lesson, Perspective
from cases.doorbraak.models.session import AgendaItem
from cases.doorbraak.operations.agenda import note_case
from cases.doorbraak.permissions import (
    WRITING_STATES,
    can_note,
    can_write_perspective,
    own_perspective,
    participates,
)
from cases.doorbraak.terms import LessonKind, Value
from cases.models.lists import Bouwsteen
from cases.screening import screen_texts


@dataclass(frozen=True)
class PerspectiveDetails:
    """What a participant sees, weighs, would do, and would change in the system."""

    sees: str
    weighs_most: Value
    would_do: str
    must_change: str = ""


def write_perspective(
    item: AgendaItem,
    details: PerspectiveDetails,
    *,
    person: Person,
    by: Actor,
    stated: Collection[str] = (),
) -> Perspective:
    """Keep a participant's own view. Once the last one is in, all can be read."""
    if not can_write_perspective(item, person):
        raise Invalid("Je kunt nu geen perspectief schrijven of veranderen.")
    texts = _texts(details, {"sees": True, "would_do": True, "must_change": False})
    screen_texts(texts, organisation=item.case.organisation, by=by, stated=stated)
    perspective = own_perspective(item, person)
    if perspective is None:
        perspective = Perspective(item_id=item.id, person_id=person.id)
        db.session.add(perspective)
    for name, text in texts.items():
        setattr(perspective, name, text)
    perspective.weighs_most, perspective.written_at = details.weighs_most, now()
    db.session.flush()
    if item.opened_at is None and _all_are_in(item):
        item.opened_at = now()
    note_case(by, "write_perspective", item)
    return perspective


def _texts(details: object, fields: dict[str, bool]) -> dict[str, str]:
    """The texts, cleaned; a needed one is filled."""
    texts = {name: clean_text(getattr(details, name)).strip() for name in fields}
    for name, needed in fields.items():
        if needed and not texts[name]:
            raise Invalid("Schrijf hier een paar woorden.", name)
    return texts


def _all_are_in(item: AgendaItem) -> bool:
    wanted = {one.person_id for one in item.session.participants}
    query = select(func.count(Perspective.id)).where(
        Perspective.item_id == item.id, Perspective.person_id.in_(wanted)
    )
    return db.session.scalar(query) == len(wanted)


def open_perspectives(item: AgendaItem, *, by: Actor) -> None:
    """Let everybody read now what is in; the choice of who leads the session."""
    if item.session.state not in WRITING_STATES:
        raise Invalid("Perspectieven gaan open tijdens de voorbereiding of de sessie.")
    if item.opened_at is None:
        item.opened_at = now()
        note_case(by, "open_perspectives", item)


@dataclass(frozen=True)
class WayDetails:
    """The chosen way, and what not everybody agreed with."""

    text: str
    dissent: str = ""


def choose_way(
    item: AgendaItem,
    details: WayDetails,
    *,
    person: Person,
    by: Actor,
    stated: Collection[str] = (),
) -> ChosenWay:
    """Keep the way that the session chose; writing it again replaces it."""
    _refuse_noting(item, person)
    texts = _texts(details, {"text": True, "dissent": False})
    screen_texts(texts, organisation=item.case.organisation, by=by, stated=stated)
    way = db.session.scalar(select(ChosenWay).where(ChosenWay.item_id == item.id))
    if way is None:
        way = ChosenWay(item_id=item.id)
        db.session.add(way)
    way.text, way.dissent, way.written_at = texts["text"], texts["dissent"], now()
    db.session.flush()
    note_case(by, "choose_way", item)
    return way


@dataclass(frozen=True)
class AgreementDetails:
    """What is to be done, and by when."""

    what: str
    due_on: date


def agree(
    item: AgendaItem,
    details: AgreementDetails,
    *,
    holder: Person,
    person: Person,
    by: Actor,
    stated: Collection[str] = (),
) -> Agreement:
    """Note who does what by when; the holder is a participant and reads it as one's own."""
    _refuse_noting(item, person)
    if not participates(item.session, holder):
        raise Invalid("Kies iemand die aan deze sessie meedoet.", "holder")
    if details.due_on < today():
        raise Invalid("Kies een dag die nog komt.", "due_on")
    texts = _texts(details, {"what": True})
    screen_texts(texts, organisation=item.case.organisation, by=by, stated=stated)
    agreement = Agreement(
        item=item, holder=holder, what=texts["what"], due_on=details.due_on, created_at=now()
    )
    db.session.add(agreement)
    db.session.flush()
    note_case(by, "agree", item)
    return agreement


def complete_agreement(agreement: Agreement, *, by: Actor) -> None:
    """Mark an agreement as done, as its holder; pressing twice changes nothing."""
    if agreement.done_at is None:
        agreement.done_at = now()
        record_entry(by, "complete_agreement", "agreement", agreement)


@dataclass(frozen=True)
class LessonDetails:
    """What the case teaches, and for whom else."""

    text: str
    kind: LessonKind
    also_for: str = ""


def add_lesson(
    item: AgendaItem,
    details: LessonDetails,
    *,
    bouwsteen: Bouwsteen | None = None,
    person: Person,
    by: Actor,
    stated: Collection[str] = (),
) -> Lesson:
    """Note a lesson; the analyst reads it with the case, never with the session."""
    _refuse_noting(item, person)
    texts = _texts(details, {"text": True, "also_for": False})
    screen_texts(texts, organisation=item.case.organisation, by=by, stated=stated)
    lesson = Lesson(
        item=item,
        text=texts["text"],
        also_for=texts["also_for"],
        kind=details.kind,
        bouwsteen=bouwsteen,
        written_at=now(),
    )
    db.session.add(lesson)
    db.session.flush()
    note_case(by, "add_lesson", item)
    return lesson


def _refuse_noting(item: AgendaItem, person: Person) -> None:
    if not can_note(item, person):
        raise Invalid("Dit kan tijdens de sessie, nadat de perspectieven open zijn.")
