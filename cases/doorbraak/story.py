"""What the Doorbraak knows of what became of a case; registered with `cases.story`."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from app.clock import AMSTERDAM
from app.database import db
from app.people.models import Person
from app.people.permissions import analysing_organisations
from cases.doorbraak.lifecycle import LIVE_STATES, SessionState
from cases.doorbraak.models.review import Agreement, Lesson
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession
from cases.doorbraak.models.team import Offer
from cases.doorbraak.permissions import can_follow
from cases.doorbraak.terms import ItemResult, OfferState
from cases.models.case import Case
from cases.story import Mark, Step

PAGE = "doorbraak_review.item"
CHAPTER = "review"


def review_steps(case: Case, reader: Person) -> list[Step]:
    """Offered, planned and reviewed. Dates and texts are for the reporter and participants."""
    own = case.reporter_id == reader.id
    steps = _offers(case) if own else []
    query = (
        select(AgendaItem)
        .join(DoorbraakSession, DoorbraakSession.id == AgendaItem.session_id)
        .where(AgendaItem.case_id == case.id)
        .order_by(DoorbraakSession.starts_at)
    )
    for item in db.session.scalars(query):
        if item.result is ItemResult.REVIEWED:
            steps += _reviewed(item, reader, own=own)
        elif item.result is ItemResult.WAITING and can_follow(item, reader):
            steps.append(_ahead(item))
    return steps


def _offers(case: Case) -> list[Step]:
    query = select(Offer).where(Offer.case_id == case.id).order_by(Offer.offered_at)
    steps = []
    for offer in db.session.scalars(query):
        if offer.state is OfferState.TAKEN_BACK:
            continue
        title = _("Aangeboden voor de Doorbraak")
        steps.append(Step(CHAPTER, title, _day(offer), text=offer.team.name))
        if offer.state is OfferState.HANDED_BACK and offer.ended_at is not None:
            day = offer.ended_at.astimezone(AMSTERDAM).date()
            steps.append(Step(CHAPTER, _("Antwoord van de Doorbraak"), day, text=offer.answer))
    return steps


def _day(offer: Offer) -> date:
    return offer.offered_at.astimezone(AMSTERDAM).date()


def _ahead(item: AgendaItem) -> Step:
    day = item.session.starts_at.astimezone(AMSTERDAM).date()
    begun = item.session.state is SessionState.IN_SESSION
    title = _("Wordt nu besproken") if begun else _("Staat op de agenda van een Doorbraak")
    return Step(CHAPTER, title, day, done=begun, endpoint=PAGE, key=item.public_id)


def _reviewed(item: AgendaItem, reader: Person, *, own: bool) -> list[Step]:
    """Who follows the review sees the day and the page; others only that it happened."""
    title = _("Besproken in een Doorbraak")
    if not can_follow(item, reader):
        analyses = item.case.organisation_id in analysing_organisations(reader)
        return [Step(CHAPTER, title), *(_lessons(item) if analyses else [])]
    day = item.session.starts_at.astimezone(AMSTERDAM).date()
    steps = [Step(CHAPTER, title, day, endpoint=PAGE, key=item.public_id)]
    if own:
        steps += _agreements(item, day)
        steps += _lessons(item, day)
    return steps


def _agreements(item: AgendaItem, day: date) -> list[Step]:
    query = select(Agreement).where(Agreement.item_id == item.id).order_by(Agreement.due_on)
    return [
        Step(CHAPTER, _("Afspraak, gedaan"), day, text=one.what)
        if one.done_at
        else Step(CHAPTER, _("Afspraak, nog open"), day, text=one.what, done=False)
        for one in db.session.scalars(query)
    ]


def _lessons(item: AgendaItem, day: date | None = None) -> list[Step]:
    query = select(Lesson).where(Lesson.item_id == item.id).order_by(Lesson.id)
    return [Step(CHAPTER, _("Les"), day, text=one.text) for one in db.session.scalars(query)]


def review_marks(cases: Sequence[Case], reader: Person) -> dict[tuple[int, str], Mark]:
    """How far each case of one's own is in the Doorbraak; of others' cases nothing."""
    own = [case.id for case in cases if case.reporter_id == reader.id]
    marks = {}
    offers = select(Offer.case_id, Offer.state).where(Offer.case_id.in_(own))
    for case_id, offered in db.session.execute(offers.order_by(Offer.offered_at)):
        if offered is OfferState.OPEN:
            marks[case_id, CHAPTER] = Mark(_("aangeboden"), done=False)
        elif offered is OfferState.HANDED_BACK:
            marks[case_id, CHAPTER] = Mark(_("antwoord gekregen"))
    items = (
        select(AgendaItem.case_id, AgendaItem.result, DoorbraakSession.state)
        .join(DoorbraakSession, DoorbraakSession.id == AgendaItem.session_id)
        .where(AgendaItem.case_id.in_(own))
        .order_by(DoorbraakSession.starts_at)
    )
    for case_id, result, state in db.session.execute(items):
        if result is ItemResult.REVIEWED:
            marks[case_id, CHAPTER] = Mark(_("besproken"))
        elif result is ItemResult.WAITING and state in LIVE_STATES:
            marks[case_id, CHAPTER] = Mark(_("op de agenda"), done=False)
    return marks
