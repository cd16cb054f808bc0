"""Planning a session, and what moves it from planned to concluded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.audit import Actor, record
from app.clock import now
from app.database import clean_text, db
from app.refusals import Invalid
from cases.doorbraak.lifecycle import SessionMove, SessionState, next_session_state
from cases.doorbraak.models.review import ChosenWay, Lesson
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession, SessionStep
from cases.doorbraak.models.team import DoorbraakMember, DoorbraakTeam
from cases.doorbraak.operations.agenda import (
    begin_review,
    note_case,
    refuse_other_states,
    refuse_seats,
    return_case,
    seat,
)
from cases.doorbraak.operations.grants import end, give_for_session
from cases.doorbraak.operations.offers import end_offer
from cases.doorbraak.permissions import refuse_deciders
from cases.doorbraak.queries.sessions import current_step, waiting_items
from cases.doorbraak.terms import SHORT_FORM, ItemResult, OfferState, StepName
from cases.events import CaseReviewed, case_reviewed
from cases.lifecycle import CaseStep, next_state
from cases.operations.announce import announce

READING_AFTER = timedelta(days=30)


@dataclass(frozen=True)
class SessionPlan:
    """When and where a team meets."""

    starts_at: datetime
    minutes: int = 90
    place: str = ""


def plan_session(
    plan: SessionPlan, *, team: DoorbraakTeam, members: Sequence[DoorbraakMember], by: Actor
) -> DoorbraakSession:
    """Plan a meeting of a team with some of its members; one of them leads it."""
    refuse_seats(team, members)
    if plan.minutes < 1:
        raise Invalid("Vul in hoeveel minuten de sessie duurt.", "minutes")
    session = DoorbraakSession(
        team=team,
        starts_at=plan.starts_at,
        minutes=plan.minutes,
        place=clean_text(plan.place).strip(),
        created_at=now(),
    )
    db.session.add(session)
    for member in members:
        seat(session, member)
    db.session.flush()
    _note(by, "plan_session", session)
    return session


def start_preparing(session: DoorbraakSession, *, by: Actor) -> None:
    """Open the cases to all participants; each case is in review from now on."""
    state = next_session_state(session.state, SessionMove.PREPARE)
    items = waiting_items(session)
    if not items:
        raise Invalid("Zet eerst een casus op de agenda.")
    refuse_deciders([one.person for one in session.participants], [one.case for one in items])
    refuse_other_states([one.case for one in items])
    session.state = state
    for item in items:
        begin_review(item, by=by)
        give_for_session(session, item)
    _note(by, "start_preparing", session)


def start_session(session: DoorbraakSession, *, by: Actor) -> None:
    """Begin: every case gets the steps of the short form, in the order of the agenda."""
    state = next_session_state(session.state, SessionMove.START)
    items = waiting_items(session)
    if not items:
        raise Invalid("Er staat geen casus meer op de agenda. Zeg de sessie af.")
    refuse_deciders([one.person for one in session.participants], [one.case for one in items])
    session.state = state
    steps = [(item, name) for item in items for name in SHORT_FORM]
    for position, (item, name) in enumerate(steps, start=1):
        item.steps.append(SessionStep(position=position, name=name))
    db.session.flush()
    _note(by, "start_session", session)


def next_step(session: DoorbraakSession, *, by: Actor) -> SessionStep | None:
    """Finish the present step and give the one after it; after writing, all can be read."""
    if session.state is not SessionState.IN_SESSION:
        raise Invalid("De sessie is nog niet begonnen of al afgerond.")
    step = current_step(session)
    if step is None:
        raise Invalid("Alle stappen zijn gedaan. Rond de sessie af.")
    step.done = True
    if step.name is StepName.SILENT_WRITING and step.item.opened_at is None:
        step.item.opened_at = now()
    db.session.flush()
    _note(by, "finish_session_step", session)
    return current_step(session)


def conclude_session(session: DoorbraakSession, *, by: Actor) -> None:
    """End a session: reviewed cases are concluded, the others go back; reading ends in 30 days."""
    session.state = next_session_state(session.state, SessionMove.CONCLUDE)
    session.concluded_at = now()
    for item in waiting_items(session):
        if is_reached(item):
            _conclude_item(session, item)
            note_case(by, "end_review", item)
        else:
            return_case(item, ItemResult.NOT_REACHED, by=by)
    _note(by, "conclude_session", session)


def is_reached(item: AgendaItem) -> bool:
    """Whether a case was reviewed: the perspectives were heard, or a way was chosen."""
    heard = any(step.done and step.name is StepName.PERSPECTIVES for step in item.steps)
    query = select(ChosenWay.id).where(ChosenWay.item_id == item.id)
    return heard or db.session.scalar(query) is not None


def _conclude_item(session: DoorbraakSession, item: AgendaItem) -> None:
    case = item.case
    item.result = ItemResult.REVIEWED
    item.opened_at = item.opened_at or now()
    case.state = next_state(case.state, CaseStep.END_REVIEW)
    case.concluded_at = now()
    end_offer(item.offer, OfferState.DONE)
    end(case, session.public_id, until=now() + READING_AFTER)
    db.session.flush()
    announce(case)
    lessons = db.session.scalar(select(func.count(Lesson.id)).where(Lesson.item_id == item.id))
    case_reviewed.announce(CaseReviewed(case.id, lessons or 0))


def cancel_session(session: DoorbraakSession, *, by: Actor) -> None:
    """Call a meeting off; its cases go back and wait for the next one."""
    session.state = next_session_state(session.state, SessionMove.CANCEL)
    for item in waiting_items(session):
        return_case(item, ItemResult.NOT_REACHED, by=by)
    _note(by, "cancel_session", session)


def _note(by: Actor, action: str, session: DoorbraakSession) -> None:
    record(by, action, "session", session, organisation=session.team.organisation.public_id)
