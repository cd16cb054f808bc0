"""A session that is spread over days: at which step all cases are, and what it asks of whom.

A round is one step of all cases that are still on the agenda; they open and close together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.clock import now
from app.database import db
from app.people.models import Person
from cases.doorbraak.lifecycle import SessionState
from cases.doorbraak.models.session import (
    AgendaItem,
    DoorbraakSession,
    SessionParticipant,
    SessionStep,
)
from cases.doorbraak.permissions import (
    attends,
    can_follow,
    leads_session,
    own_perspective,
    participates,
    sees_live,
)
from cases.doorbraak.queries.live import Scene
from cases.doorbraak.queries.review import questions_of
from cases.doorbraak.queries.sessions import current_step
from cases.doorbraak.terms import Duty, ItemResult, SessionForm, SessionMode, StepName

# Until the session is past these, the perspectives may stay shut.
BEFORE_PERSPECTIVES = frozenset({StepName.INPUT, StepName.QUESTIONS, StepName.SILENT_WRITING})
DUTIES = {
    StepName.INPUT: Duty.READ,
    StepName.QUESTIONS: Duty.ASK,
    StepName.SILENT_WRITING: Duty.WRITE,
    StepName.PERSPECTIVES: Duty.COMPARE,
    StepName.OPTIONS: Duty.WEIGH,
    StepName.BREAKTHROUGH: Duty.CHOOSE,
    StepName.AGREEMENTS: Duty.AGREE,
    StepName.LESSONS: Duty.LEARN,
}
# What the same step asks of the reporter.
OWN_DUTIES = {StepName.INPUT: Duty.COMPLETE, StepName.QUESTIONS: Duty.ANSWER}


@dataclass(frozen=True)
class Round:
    """One step of all cases."""

    name: StepName
    steps: Sequence[SessionStep]

    @property
    def is_done(self) -> bool:
        """Whether the step is closed for every case."""
        return all(step.done for step in self.steps)

    @property
    def closes_at(self) -> datetime | None:
        """When it closes, or should have closed."""
        return max((step.closes_at for step in self.steps if step.closes_at), default=None)


@dataclass(frozen=True)
class Todo:
    """What is asked of one person about one case, and until when."""

    item: AgendaItem
    duty: Duty
    until: datetime | None
    done: bool


def rounds_of(session: DoorbraakSession) -> list[Round]:
    """The rounds in the order in which they go, as the database has them now."""
    found = db.session.scalars(
        select(SessionStep)
        .join(AgendaItem, AgendaItem.id == SessionStep.item_id)
        .where(AgendaItem.session_id == session.id, AgendaItem.result == ItemResult.WAITING)
        .order_by(SessionStep.position)
        .execution_options(populate_existing=True)
    )
    by_name: dict[StepName, list[SessionStep]] = {}
    for step in found:
        by_name.setdefault(step.name, []).append(step)
    return [Round(name, steps) for name, steps in by_name.items()]


def rounds_ahead(session: DoorbraakSession) -> list[Round]:
    """The rounds that are not closed; the first of them is the present one."""
    return [one for one in rounds_of(session) if not one.is_done]


def reopenable(rounds: Sequence[Round]) -> Round | None:
    """The round that closed last: the only one that can be opened again."""
    return next((one for one in reversed(rounds) if one.is_done), None)


def is_spread_out(session: DoorbraakSession) -> bool:
    """Whether a session goes on, and does so over days."""
    return session.mode is SessionMode.SPREAD and session.state is SessionState.IN_SESSION


def sessions_to_close() -> Sequence[int]:
    """The sessions in which the moment of a step that is open has come."""
    return db.session.scalars(
        select(DoorbraakSession.id)
        .join(AgendaItem, AgendaItem.session_id == DoorbraakSession.id)
        .join(SessionStep, SessionStep.item_id == AgendaItem.id)
        .where(
            DoorbraakSession.state == SessionState.IN_SESSION,
            DoorbraakSession.mode == SessionMode.SPREAD,
            AgendaItem.result == ItemResult.WAITING,
            SessionStep.done.is_(False),
            SessionStep.closes_at <= now(),
        )
        .order_by(DoorbraakSession.id)
        .distinct()
    ).all()


def todos_for(session: DoorbraakSession, person: Person) -> list[Todo]:
    """What the present step asks of somebody, case by case; nothing about a case not for them."""
    ahead = rounds_ahead(session) if is_spread_out(session) else []
    if not ahead:
        return []
    items = [step.item for step in ahead[0].steps if can_follow(step.item, person)]
    return [todo for item in items for todo in _todos(item, ahead, person)]


def _todos(item: AgendaItem, ahead: Sequence[Round], person: Person) -> list[Todo]:
    present = ahead[0]
    sits_in = participates(item.session, person)
    if item.case.reporter_id == person.id and present.name in OWN_DUTIES:
        duties = [OWN_DUTIES[present.name]] if sits_in or attends(item, person) else []
    else:
        duties = [_duty(item, present)] if sits_in else []
    found = [Todo(item, duty, present.closes_at, _is_done(item, duty, person)) for duty in duties]
    writing = [one for one in ahead if one.name in BEFORE_PERSPECTIVES]
    if sits_in and writing and Duty.WRITE not in duties:
        done = own_perspective(item, person) is not None
        found.append(Todo(item, Duty.WRITE, writing[-1].closes_at, done))
    return found


def _duty(item: AgendaItem, present: Round) -> Duty:
    both = item.session.form is SessionForm.SHORT and present.name is StepName.AGREEMENTS
    return Duty.AGREE_AND_LEARN if both else DUTIES[present.name]


def _is_done(item: AgendaItem, duty: Duty, person: Person) -> bool:
    """Whether nothing is left to do; what leaves no trace of its own stays until the closing."""
    if duty is Duty.WRITE:
        return own_perspective(item, person) is not None
    return duty is Duty.ANSWER and all(one.answer for one in questions_of(item))


def spread_sessions_with(person: Person) -> list[DoorbraakSession]:
    """The sessions over days that are going on and that this person follows."""
    return list(
        db.session.scalars(
            select(DoorbraakSession)
            .where(
                DoorbraakSession.mode == SessionMode.SPREAD,
                DoorbraakSession.state == SessionState.IN_SESSION,
                sees_live(person.id),
            )
            .order_by(DoorbraakSession.starts_at)
        )
    )


def sessions_to_conclude(person: Person) -> list[DoorbraakSession]:
    """The sessions over days that this person leads, of which all steps are closed."""
    return [
        one
        for one in spread_sessions_with(person)
        if leads_session(one, person) and not rounds_ahead(one)
    ]


def who_take_part(session: DoorbraakSession) -> list[Person]:
    """Who sit in, and the reporters who come to the review of their own case."""
    seats: Sequence[SessionParticipant] = session.participants
    people = {one.person_id: one.person for one in seats}
    for item in session.agenda:
        reporter = item.case.reporter
        if item.result is ItemResult.WAITING and reporter and attends(item, reporter):
            people.setdefault(reporter.id, reporter)
    return list(people.values())


def step_at(item: AgendaItem) -> SessionStep | None:
    """The step at which this case is now; none while the session is at another case."""
    if item.session.mode is SessionMode.TOGETHER:
        step = current_step(item.session)
        return step if step is not None and step.item_id == item.id else None
    if not is_spread_out(item.session) or item.result is not ItemResult.WAITING:
        return None
    return min((one for one in item.steps if not one.done), key=_place, default=None)


def _place(step: SessionStep) -> int:
    return step.position


def scene_at(item: AgendaItem, person: Person) -> Scene:
    """One case at the present step, without a clock; the caller has let this person in."""
    return Scene(
        session=item.session,
        step=step_at(item),
        sees_case=True,
        sits_in=participates(item.session, person),
        leads=leads_session(item.session, person),
        clock=None,
        written=0,
        awaited=0,
        steps=sorted(item.steps, key=_place),
    )
