"""What moves a session from planned to concluded."""

from datetime import timedelta

from sqlalchemy import func, select

from app.audit import Actor, record
from app.clock import now
from app.database import db
from app.refusals import Invalid
from cases.doorbraak.lifecycle import SessionMove, next_session_state
from cases.doorbraak.models.review import ChosenWay, Lesson
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession
from cases.doorbraak.operations.agenda import (
    begin_review,
    note_case,
    refuse_other_states,
    return_case,
)
from cases.doorbraak.operations.grants import end, give_for_session
from cases.doorbraak.operations.guests import end_guests
from cases.doorbraak.operations.invitations import send_cancellation
from cases.doorbraak.operations.offers import end_offer
from cases.doorbraak.operations.revision import changed
from cases.doorbraak.operations.spread import begin_rounds
from cases.doorbraak.operations.steps import make_steps
from cases.doorbraak.queries.sessions import waiting_items
from cases.doorbraak.terms import ItemResult, OfferState, SessionMode, StepName
from cases.events import CaseReviewed, case_reviewed
from cases.lifecycle import CaseStep, next_state
from cases.operations.announce import announce


def start_preparing(session: DoorbraakSession, *, by: Actor) -> None:
    """Open the cases to all participants; each case is in review from now on."""
    state = next_session_state(session.state, SessionMove.PREPARE)
    items = waiting_items(session)
    if not items:
        raise Invalid("Zet eerst een casus op de agenda.")
    refuse_other_states([one.case for one in items])
    session.state = state
    for item in items:
        begin_review(item, by=by)
        give_for_session(session, item)
    _note(by, "start_preparing", session)


def start_session(session: DoorbraakSession, *, by: Actor) -> None:
    """Begin: every case gets the steps of the form, one case after another or all together."""
    state = next_session_state(session.state, SessionMove.START)
    items = waiting_items(session)
    if not items:
        raise Invalid("Er staat geen casus meer op de agenda. Zeg de sessie af.")
    session.state = state
    for item in items:
        # Who became a manager in the meantime needs the reporter's yes from now on.
        give_for_session(session, item)
    if session.mode is SessionMode.SPREAD:
        begin_rounds(session, by=by)
    else:
        make_steps(session)
    _note(by, "start_session", session)


def conclude_session(session: DoorbraakSession, *, by: Actor) -> None:
    """End a session: reviewed cases are concluded, the others go back; reading ends later."""
    session.state = next_session_state(session.state, SessionMove.CONCLUDE)
    session.concluded_at = now()
    for item in waiting_items(session):
        if is_reached(item):
            _conclude_item(session, item)
            note_case(by, "end_review", item)
        else:
            return_case(item, ItemResult.NOT_REACHED, by=by)
    end_guests(session)
    _note(by, "conclude_session", session)


def is_reached(item: AgendaItem) -> bool:
    """Whether a case was reviewed: the perspectives were heard, or a way was chosen."""
    heard = any(
        step.done and not step.skipped and step.name is StepName.PERSPECTIVES for step in item.steps
    )
    query = select(ChosenWay.id).where(ChosenWay.item_id == item.id)
    return heard or db.session.scalar(query) is not None


def _conclude_item(session: DoorbraakSession, item: AgendaItem) -> None:
    case = item.case
    item.result = ItemResult.REVIEWED
    item.opened_at = item.opened_at or now()
    case.state = next_state(case.state, CaseStep.END_REVIEW)
    case.concluded_at = now()
    end_offer(item.offer, OfferState.DONE)
    end(case, session.public_id, until=now() + timedelta(days=case.organisation.reading_days))
    db.session.flush()
    announce(case)
    lessons = db.session.scalar(select(func.count(Lesson.id)).where(Lesson.item_id == item.id))
    case_reviewed.announce(CaseReviewed(case.id, lessons or 0))


def cancel_session(session: DoorbraakSession, *, by: Actor) -> None:
    """Call a meeting off; its cases go back and wait for the next one."""
    session.state = next_session_state(session.state, SessionMove.CANCEL)
    send_cancellation(session)
    for item in waiting_items(session):
        return_case(item, ItemResult.NOT_REACHED, by=by)
    end_guests(session)
    _note(by, "cancel_session", session)


def _note(by: Actor, action: str, session: DoorbraakSession) -> None:
    changed(session)
    record(by, action, "session", session, organisation=session.team.organisation.public_id)
