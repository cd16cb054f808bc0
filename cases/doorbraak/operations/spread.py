"""A session that is spread over days: every case is in the same step, and each step closes.

Who leads may close a step before its moment, move that moment, or open the last one again. What
has come to its moment is closed by a job. The end of the session stays the choice of who leads.
"""

from collections.abc import Sequence
from datetime import datetime

from app.audit import Actor, record
from app.clock import now
from app.database import db
from app.refusals import Invalid
from cases.doorbraak.closing import closing_after
from cases.doorbraak.models.session import DoorbraakSession, SessionStep
from cases.doorbraak.operations.nudges import nudge
from cases.doorbraak.operations.revision import changed
from cases.doorbraak.operations.steps import open_item
from cases.doorbraak.permissions import leads_session
from cases.doorbraak.queries.rounds import (
    BEFORE_PERSPECTIVES,
    Round,
    is_spread_out,
    reopenable,
    rounds_ahead,
    rounds_of,
    todos_for,
    who_take_part,
)
from cases.doorbraak.queries.sessions import waiting_items
from cases.doorbraak.steps import STEPS


def begin_rounds(session: DoorbraakSession, *, by: Actor) -> None:
    """Give every case its steps: all cases go through one before any goes to the next."""
    items = waiting_items(session)
    planned = [(item, step) for step in STEPS[session.form] for item in items]
    for position, (item, step) in enumerate(planned, start=1):
        item.steps.append(SessionStep(position=position, name=step.name, minutes=step.minutes))
    db.session.flush()
    _enter_present(session, by)


def close_round(session: DoorbraakSession, *, by: Actor, shown: str = "") -> None:
    """Close the present step of all cases before its moment, and open the next.

    `shown` is the step that the page showed: when it was closed in the meantime, the press does
    nothing, so that two who press never close a step that nobody has seen.
    """
    _hold(session)
    ahead = rounds_ahead(session)
    if not ahead:
        raise Invalid("Alle stappen zijn gesloten. Rond de sessie af.")
    if not shown or ahead[0].name.value == shown:
        _close(session, ahead[0], by)


def close_when_due(session: DoorbraakSession, *, by: Actor) -> None:
    """Close the present step when its moment has come; anything else is left as it is."""
    _lock(session)
    ahead = rounds_ahead(session) if is_spread_out(session) else []
    closes_at = ahead[0].closes_at if ahead else None
    if closes_at is not None and closes_at <= now():
        _close(session, ahead[0], by)


def move_closing(session: DoorbraakSession, name: str, closes_at: datetime, *, by: Actor) -> None:
    """Let a step close at another moment that is still to come, after the step before it."""
    _hold(session)
    ahead = rounds_ahead(session)
    place = next((at for at, one in enumerate(ahead) if one.name.value == name), None)
    if place is None:
        raise Invalid("Deze stap is intussen gesloten. Je kunt hem weer openen.")
    _refuse_past(closes_at)
    before = ahead[place - 1].closes_at if place else None
    if before is not None and closes_at <= before:
        raise Invalid("Kies een moment na de sluiting van de stap ervoor.", "day")
    _close_at(ahead[place], closes_at)
    _keep_in_order(session, ahead[place + 1 :], closes_at)
    _note(by, "move_session_closing", session)


def reopen_round(session: DoorbraakSession, name: str, closes_at: datetime, *, by: Actor) -> None:
    """Open the step that closed last once more, until a moment that is still to come.

    What was opened for all to read stays open.
    """
    _hold(session)
    last = reopenable(rounds_of(session))
    if last is None or last.name.value != name:
        raise Invalid("Alleen de stap die het laatst is gesloten, kan weer open.")
    _refuse_past(closes_at)
    for step in last.steps:
        step.done = False
    _close_at(last, closes_at)
    _enter_present(session, by)
    _note(by, "reopen_session_round", session)


def _lock(session: DoorbraakSession) -> None:
    """Let one at a time move the steps: the job, or who leads."""
    db.session.refresh(session, ["state"], with_for_update={"of": DoorbraakSession})


def _hold(session: DoorbraakSession) -> None:
    _lock(session)
    if not is_spread_out(session):
        raise Invalid("De sessie is nog niet begonnen of al afgerond.")


def _refuse_past(closes_at: datetime) -> None:
    if closes_at <= now():
        raise Invalid("Kies een moment dat nog komt.", "day")


def _close(session: DoorbraakSession, present: Round, by: Actor) -> None:
    for step in present.steps:
        step.done = True
    _enter_present(session, by)
    _note(by, "close_session_round", session)


def _enter_present(session: DoorbraakSession, by: Actor) -> None:
    """Open the step that is present now for all cases, and tell who has something to do in it."""
    db.session.flush()
    ahead = rounds_ahead(session)
    _keep_in_order(session, ahead, now())
    for one in ahead:
        for step in one.steps:
            step.started_at = (step.started_at or now()) if one is ahead[0] else None
    if not ahead or ahead[0].name not in BEFORE_PERSPECTIVES:
        for item in waiting_items(session):
            open_item(item, by)
    db.session.flush()
    _tell(session, over=not ahead)


def _keep_in_order(session: DoorbraakSession, rounds: Sequence[Round], after: datetime) -> None:
    """Give each step its days when it has no moment yet, or one that is past.

    After days on which the program stood still, nobody has been able to take part in the steps
    that should have been open. They come in their order, each with its full time.
    """
    for one in rounds:
        closes_at = one.closes_at
        if closes_at is None or closes_at <= after:
            closes_at = closing_after(after, session.step_days)
            _close_at(one, closes_at)
        after = closes_at


def _close_at(one: Round, closes_at: datetime) -> None:
    for step in one.steps:
        step.closes_at = closes_at


def _tell(session: DoorbraakSession, *, over: bool) -> None:
    """One neutral mail to everybody who has something to do; at the end to who leads."""
    for person in who_take_part(session):
        asked = any(not todo.done for todo in todos_for(session, person))
        if asked or (over and leads_session(session, person)):
            nudge(person)


def _note(by: Actor, action: str, session: DoorbraakSession) -> None:
    db.session.flush()
    changed(session)
    record(by, action, "session", session, organisation=session.team.organisation.public_id)
