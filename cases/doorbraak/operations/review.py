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
from cases.doorbraak.contributing import AGREEMENT, LESSON, WAY, is_closed
from cases.doorbraak.contributing import PERSPECTIVE as WRITING_STEPS
from cases.doorbraak.models.deliberation import Option
from cases.doorbraak.models.review import Agreement, ChosenWay, Lesson, Perspective
from cases.doorbraak.models.session import AgendaItem
from cases.doorbraak.operations.noting import (
    cleaned,
    hold,
    noted,
    refuse_late,
    refuse_noting,
    refuse_older,
)
from cases.doorbraak.permissions import (
    WRITING_STATES,
    can_follow,
    can_write_perspective,
    leads_session,
    own_perspective,
    participates,
)
from cases.doorbraak.queries.steps import is_for_leader
from cases.doorbraak.terms import LessonKind, Value
from cases.doorbraak.triangle import DEFAULTS, HEAVIEST, Weights
from cases.models.lists import Bouwsteen

PERSPECTIVE = {"sees": True, "would_do": True, "must_change": False}
WEIGHTS = ("legitimacy", "involvement", "returns")


@dataclass(frozen=True)
class PerspectiveDetails:
    """What a participant sees, weighs, would do, and would change in the system.

    Weights that are all left open follow from the value that weighs most.
    """

    sees: str
    weighs_most: Value
    would_do: str
    must_change: str = ""
    legitimacy: int | None = None
    involvement: int | None = None
    returns: int | None = None

    @property
    def weights(self) -> Weights:
        """The three weights; a single one that was left open is zero."""
        given = (self.legitimacy, self.involvement, self.returns)
        if all(one is None for one in given):
            return DEFAULTS[self.weighs_most]
        legitimacy, involvement, returns = (one or 0 for one in given)
        return legitimacy, involvement, returns


def write_perspective(
    item: AgendaItem,
    details: PerspectiveDetails,
    *,
    person: Person,
    version: int | None = None,
    by: Actor,
    stated: Collection[str] = (),
) -> Perspective:
    """Keep a participant's own view. Once the last one is in, all can be read."""
    hold(item)
    if is_closed(item, WRITING_STEPS):
        refuse_late()
    if not can_write_perspective(item, person):
        raise Invalid("Je kunt nu geen perspectief schrijven of veranderen.")
    kept = own_perspective(item, person)
    _check(item, details, kept, version=version, by=by, stated=stated)
    perspective = _keep(kept or Perspective(item_id=item.id, person_id=person.id), details)
    perspective.written_by_id = None
    _close(by, "write_perspective", item)
    return perspective


def write_for_other(
    item: AgendaItem,
    details: PerspectiveDetails,
    *,
    person: Person,
    writer: Person,
    version: int | None = None,
    by: Actor,
    stated: Collection[str] = (),
) -> Perspective:
    """Write down what somebody without a device says, as who leads; never over their own text."""
    hold(item)
    if not leads_session(item.session, writer) or not can_write_perspective(item, person):
        raise Invalid("Je kunt nu geen perspectief schrijven of veranderen.")
    kept = own_perspective(item, person)
    if not is_for_leader(kept, writer):
        raise Invalid("Het perspectief van %(name)s is al binnen.", name=person.name)
    _check(item, details, kept, version=version, by=by, stated=stated)
    perspective = _keep(kept or Perspective(item_id=item.id, person_id=person.id), details)
    perspective.written_by_id = writer.id
    _close(by, "write_for_other", item)
    return perspective


def _check(
    item: AgendaItem,
    details: PerspectiveDetails,
    kept: Perspective | None,
    *,
    version: int | None,
    by: Actor,
    stated: Collection[str],
) -> None:
    """Stop what cannot be kept, before a row has changed: a page that refuses commits too."""
    if kept is not None:
        db.session.refresh(kept)
    refuse_older(version, kept.version if kept else 0)
    cleaned(details, PERSPECTIVE, item=item, by=by, stated=stated)
    for name, weight in zip(WEIGHTS, details.weights, strict=True):
        if not 0 <= weight <= HEAVIEST:
            raise Invalid("Kies een getal van 0 tot en met 10.", name)


def _keep(perspective: Perspective, details: PerspectiveDetails) -> Perspective:
    """Fill the row, one version on."""
    for name in PERSPECTIVE:
        setattr(perspective, name, clean_text(getattr(details, name)).strip())
    for name, weight in zip(WEIGHTS, details.weights, strict=True):
        setattr(perspective, name, weight)
    perspective.weighs_most, perspective.written_at = details.weighs_most, now()
    perspective.version = (perspective.version or 0) + 1
    db.session.add(perspective)
    return perspective


def _close(by: Actor, action: str, item: AgendaItem) -> None:
    db.session.flush()
    if item.opened_at is None and _all_are_in(item):
        item.opened_at = now()
    noted(by, action, item)


def _all_are_in(item: AgendaItem) -> bool:
    """Whether everybody has written who may read the case."""
    wanted = {one.person_id for one in item.session.participants if can_follow(item, one.person)}
    query = select(func.count(Perspective.id)).where(
        Perspective.item_id == item.id, Perspective.person_id.in_(wanted)
    )
    return db.session.scalar(query) == len(wanted)


def open_perspectives(item: AgendaItem, *, by: Actor) -> None:
    """Let everybody read now what is in; the choice of who leads the session."""
    hold(item)
    if item.session.state not in WRITING_STATES:
        raise Invalid("Perspectieven gaan open tijdens de voorbereiding of de sessie.")
    if item.opened_at is None:
        item.opened_at = now()
        noted(by, "open_perspectives", item)


@dataclass(frozen=True)
class WayDetails:
    """The chosen way, the option that it is when it is one, and what not everybody agreed with."""

    text: str
    dissent: str = ""
    option: Option | None = None


def choose_way(
    item: AgendaItem,
    details: WayDetails,
    *,
    person: Person,
    version: int | None = None,
    by: Actor,
    stated: Collection[str] = (),
) -> ChosenWay:
    """Keep the way that the session chose: an option, or what somebody writes.

    Who wrote in between loses nothing: with an older version this is Stale.
    """
    hold(item)
    refuse_noting(item, person, WAY)
    option = details.option
    if option is not None and option.item_id != item.id:
        raise Invalid("Kies een van de opties bij deze casus.", "option")
    query = select(ChosenWay).where(ChosenWay.item_id == item.id)
    way = db.session.scalar(query.execution_options(populate_existing=True))
    refuse_older(version, way.version if way else 0)
    fields = {"text": option is None, "dissent": False}
    texts = cleaned(details, fields, item=item, by=by, stated=stated)
    way = way or ChosenWay(item_id=item.id, version=0)
    way.version += 1
    way.text = texts["text"] or (option.text if option else "")
    way.dissent, way.option, way.written_at = texts["dissent"], option, now()
    db.session.add(way)
    noted(by, "choose_way", item)
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
    """Note who does what by when; the holder is a participant and reads it as one's own.

    A guest holds none: who has no account could not read it once the session is over.
    """
    refuse_noting(item, person, AGREEMENT)
    if not participates(item.session, holder):
        raise Invalid("Kies iemand die aan deze sessie meedoet.", "holder")
    if holder.guest:
        raise Invalid("Kies een collega: een gast kan de afspraak straks niet meer zien.", "holder")
    if details.due_on < today():
        raise Invalid("Kies een dag die nog komt.", "due_on")
    texts = cleaned(details, {"what": True}, item=item, by=by, stated=stated)
    agreement = Agreement(
        item=item, holder=holder, what=texts["what"], due_on=details.due_on, created_at=now()
    )
    db.session.add(agreement)
    noted(by, "agree", item)
    return agreement


def complete_agreement(agreement: Agreement, *, by: Actor) -> None:
    """Mark an agreement as done, as its holder; pressing twice changes nothing."""
    if agreement.done_at is None:
        agreement.done_at = now()
        record_entry(by, "complete_agreement", "agreement", agreement)


@dataclass(frozen=True)
class LessonDetails:
    """What the case teaches, for whom else, and which rule gets in the way."""

    text: str
    kind: LessonKind
    also_for: str = ""
    pinching_rule: str = ""


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
    refuse_noting(item, person, LESSON)
    fields = {"text": True, "also_for": False, "pinching_rule": False}
    texts = cleaned(details, fields, item=item, by=by, stated=stated)
    lesson = Lesson(item=item, kind=details.kind, bouwsteen=bouwsteen, written_at=now(), **texts)
    db.session.add(lesson)
    noted(by, "add_lesson", item)
    return lesson
