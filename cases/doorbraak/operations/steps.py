"""The steps of a session that is going on: forward, back, past one, in another order.

Each step is a row, so that a session goes on where it was after any interruption. The present step
is the first that is not done; positions only grow, so that they tell in which order it went.
"""

from sqlalchemy import func, select

from app.audit import Actor, record
from app.clock import now
from app.database import db
from app.refusals import Invalid
from cases.doorbraak.lifecycle import SessionState
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession, SessionStep
from cases.doorbraak.operations.agenda import note_case
from cases.doorbraak.operations.revision import changed
from cases.doorbraak.queries.live import step_key, steps_of
from cases.doorbraak.queries.rounds import BEFORE_PERSPECTIVES
from cases.doorbraak.queries.sessions import current_step, waiting_items
from cases.doorbraak.steps import STEPS
from cases.doorbraak.terms import ItemResult, SessionMode, StepName


def make_steps(session: DoorbraakSession) -> None:
    """Give every case its steps, by the form of the session, in the order of the agenda."""
    steps = [(item, step) for item in waiting_items(session) for step in STEPS[session.form]]
    for position, (item, step) in enumerate(steps, start=1):
        item.steps.append(SessionStep(position=position, name=step.name, minutes=step.minutes))
    db.session.flush()
    _enter_present(session)


def next_step(session: DoorbraakSession, *, by: Actor, after: str = "") -> SessionStep | None:
    """Finish the present step and give the one after it; after writing, all can be read.

    `after` is the step that the page showed: when somebody else went on in the meantime, the press
    does nothing, so that two who lead never pass over a step together.
    """
    step = _present(session)
    if after and step_key(step) != after:
        return step
    return _leave(session, step, "finish_session_step", by)


def skip_step(session: DoorbraakSession, key: str, *, by: Actor) -> None:
    """Pass over a step that is not done: the present one, or one that is to come."""
    present = _present(session)
    step = _step_of(session, key)
    if step.done:
        raise Invalid("Deze stap is al gedaan.")
    step.skipped = True
    if step is present:
        _leave(session, step, "skip_session_step", by)
    else:
        step.done = True
        _moved(session, "skip_session_step", by)


def take_up_step(session: DoorbraakSession, key: str, *, by: Actor) -> None:
    """Do a step after all that was passed over."""
    _hold(session)
    step = _step_of(session, key)
    if not step.skipped:
        raise Invalid("Deze stap is niet overgeslagen.")
    step.done = step.skipped = False
    _moved(session, "take_up_session_step", by)


def previous_step(session: DoorbraakSession, *, by: Actor) -> SessionStep | None:
    """Go back to the step before; what was opened stays open."""
    _hold(session)
    present = current_step(session)
    before = [
        step
        for step in steps_of(session)
        if step.done and (present is None or step.position < present.position)
    ]
    if not before:
        raise Invalid("Dit is de eerste stap.")
    before[-1].done = before[-1].skipped = False
    return _moved(session, "go_back_session_step", by)


def move_step(session: DoorbraakSession, key: str, *, up: bool, by: Actor) -> None:
    """Put a step that is to come before or after its neighbour of the same case."""
    present = _present(session)
    step = _step_of(session, key)
    ahead = [
        one
        for one in steps_of(session)
        if one.item_id == step.item_id and not one.done and one is not present
    ]
    if step not in ahead:
        raise Invalid("Alleen een stap die nog komt, kun je verplaatsen.")
    place = ahead.index(step) + (-1 if up else 1)
    if not 0 <= place < len(ahead):
        raise Invalid("Verder kan deze stap niet.")
    _swap(step, ahead[place])
    _moved(session, "move_session_step", by)


def go_to_case(session: DoorbraakSession, item: AgendaItem, *, by: Actor) -> SessionStep | None:
    """Go on with another case; what is left of the present one waits behind it."""
    _hold(session)
    if item.session_id != session.id or item.result is not ItemResult.WAITING:
        raise Invalid("Kies een casus die nog op de agenda staat.")
    if all(step.done for step in item.steps):
        raise Invalid("Van deze casus zijn alle stappen gedaan. Ga terug naar een stap.")
    last = _last_position(session)
    waiting = [one for one in steps_of(session) if not one.done and one.item_id != item.id]
    for position, step in enumerate(waiting, start=last + 1):
        step.position = position
    return _moved(session, "go_to_case", by)


def _hold(session: DoorbraakSession) -> None:
    """Let one press at a time move the steps, and none of a session that is not going on."""
    db.session.refresh(session, ["state"], with_for_update={"of": DoorbraakSession})
    if session.state is not SessionState.IN_SESSION:
        raise Invalid("De sessie is nog niet begonnen of al afgerond.")
    if session.mode is SessionMode.SPREAD:
        raise Invalid("In deze sessie sluit je een stap voor alle casussen samen.")


def _present(session: DoorbraakSession) -> SessionStep:
    _hold(session)
    step = current_step(session)
    if step is None:
        raise Invalid("Alle stappen zijn gedaan. Rond de sessie af.")
    return step


def _step_of(session: DoorbraakSession, key: str) -> SessionStep:
    for step in steps_of(session):
        if step_key(step) == key:
            return step
    raise Invalid("De volgorde is intussen veranderd. Kijk nog eens.")


def _leave(
    session: DoorbraakSession, step: SessionStep, action: str, by: Actor
) -> SessionStep | None:
    step.done = True
    if step.name is StepName.SILENT_WRITING:
        open_item(step.item, by)
    return _moved(session, action, by)


def _moved(session: DoorbraakSession, action: str, by: Actor) -> SessionStep | None:
    """Let the clock of the step that is present now begin, and tell every device."""
    db.session.flush()
    step = _enter_present(session)
    if step is not None and step.name not in BEFORE_PERSPECTIVES:
        open_item(step.item, by)
    record(by, action, "session", session, organisation=session.team.organisation.public_id)
    changed(session)
    return step


def _enter_present(session: DoorbraakSession) -> SessionStep | None:
    """Start the clock of the present step; every other step that is to come has none."""
    present = current_step(session)
    for step in steps_of(session):
        if step is present:
            step.started_at = step.started_at or now()
        elif not step.done:
            step.started_at = None
    db.session.flush()
    return present


def open_item(item: AgendaItem, by: Actor) -> None:
    """Let everybody who follows a case read the perspectives on it; once is enough."""
    if item.opened_at is None:
        item.opened_at = now()
        note_case(by, "open_perspectives", item)


def _swap(one: SessionStep, other: SessionStep) -> None:
    """Change places in three moves: at no moment do two steps of a case stand in one place."""
    first, second = one.position, other.position
    one.position = _last_position(one.item.session) + 1
    db.session.flush()
    other.position = first
    db.session.flush()
    one.position = second


def _last_position(session: DoorbraakSession) -> int:
    query = select(func.max(SessionStep.position)).join(AgendaItem)
    return db.session.scalar(query.where(AgendaItem.session_id == session.id)) or 0
