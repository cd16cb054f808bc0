"""What the live pages of a session ask: has something changed, at which step are we, how long yet.

Everything comes from rows, so that who comes late, loses the connection or starts the server anew
lands at the same step.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from app.clock import now
from app.database import db
from app.people.models import Person
from cases.doorbraak.lifecycle import SessionState
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession, SessionStep
from cases.doorbraak.permissions import can_follow, leads_session, participates, sees_live
from cases.doorbraak.queries.sessions import current_step, participants_who, who_is_in
from cases.doorbraak.terms import ItemResult


@dataclass(frozen=True)
class Clock:
    """The time of one step: it nudges when it is up, and never cuts off."""

    minutes: int
    seconds_left: int

    @property
    def minutes_left(self) -> int:
        """Whole minutes, rounded up: the last one stands there until the time is up."""
        return -(-self.seconds_left // 60)

    @property
    def is_up(self) -> bool:
        """Whether the minutes of the step are over."""
        return self.seconds_left == 0


@dataclass(frozen=True)
class Scene:
    """A session at this moment, as one person may see it."""

    session: DoorbraakSession
    step: SessionStep | None
    sees_case: bool
    sits_in: bool
    leads: bool
    clock: Clock | None
    written: int
    awaited: int
    steps: Sequence[SessionStep]

    @property
    def item(self) -> AgendaItem | None:
        """The present case, for who may follow it."""
        return self.step.item if self.step is not None and self.sees_case else None

    @property
    def step_key(self) -> str:
        """By what the buttons and the page name the present step."""
        return step_key(self.step) if self.step is not None else self.session.state.value

    @property
    def goes_on(self) -> bool:
        """Whether there is anything left to wait for."""
        return self.session.state not in (SessionState.CONCLUDED, SessionState.CANCELLED)


def scene_of(session: DoorbraakSession, person: Person) -> Scene:
    """The present step for this person; of a case that is not for them nothing but the clock."""
    going_on = session.state is SessionState.IN_SESSION
    step = current_step(session) if going_on else None
    return Scene(
        session=session,
        step=step,
        sees_case=step is not None and can_follow(step.item, person),
        sits_in=participates(session, person),
        leads=leads_session(session, person),
        clock=clock_of(step, now()) if step is not None else None,
        written=len(who_is_in(step.item)) if step is not None else 0,
        awaited=len(participants_who(step.item)) if step is not None else 0,
        steps=sorted(step.item.steps, key=lambda one: one.position) if step is not None else [],
    )


def clock_of(step: SessionStep, moment: datetime) -> Clock | None:
    """How much of the minutes of a step is left; none before it has begun."""
    if step.started_at is None:
        return None
    left = step.started_at + timedelta(minutes=step.minutes) - moment
    return Clock(step.minutes, max(0, round(left.total_seconds())))


def revision_for(public_id: str, person_id: int) -> int | None:
    """The number that grows when something changed; nothing for who may not be there (any more).

    One short question, since every open page asks it every second.
    """
    return db.session.scalar(
        select(DoorbraakSession.revision).where(
            DoorbraakSession.public_id == public_id, sees_live(person_id)
        )
    )


def steps_of(session: DoorbraakSession) -> Sequence[SessionStep]:
    """The steps of the cases that are still on the agenda, in the order in which they go."""
    return db.session.scalars(
        select(SessionStep)
        .join(AgendaItem, AgendaItem.id == SessionStep.item_id)
        .where(AgendaItem.session_id == session.id, AgendaItem.result == ItemResult.WAITING)
        .order_by(SessionStep.position)
    ).all()


def step_key(step: SessionStep) -> str:
    """How a form names a step: its place and its name, so that a stale form names none."""
    return f"{step.position}-{step.name.value}"


@dataclass(frozen=True)
class CaseSteps:
    """One case with its steps, for who leads; without a title for a leader who may not read it."""

    item: AgendaItem
    readable: bool
    steps: list[SessionStep]
    present: SessionStep | None

    @property
    def is_present(self) -> bool:
        """Whether the session is at this case."""
        return self.present is not None and self.present in self.steps

    @property
    def is_done(self) -> bool:
        """Whether no step of this case is left."""
        return all(step.done for step in self.steps)

    @property
    def ahead(self) -> list[SessionStep]:
        """The steps that are to come, which can change places."""
        return [step for step in self.steps if not step.done and step is not self.present]


def cases_with_steps(session: DoorbraakSession, person: Person) -> list[CaseSteps]:
    """The cases that are still on the agenda, in its order, each with its steps."""
    present = current_step(session)
    by_case: dict[AgendaItem, list[SessionStep]] = {}
    for step in steps_of(session):
        by_case.setdefault(step.item, []).append(step)
    return [
        CaseSteps(item, can_follow(item, person), steps, present)
        for item, steps in sorted(by_case.items(), key=lambda pair: pair[0].position)
    ]
