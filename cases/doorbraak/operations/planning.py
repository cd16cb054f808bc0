"""Planning a session, and changing when, where and how it is held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.audit import Actor, record
from app.clock import AMSTERDAM, now, today
from app.database import clean_text, db
from app.people.models import Person
from app.refusals import Invalid
from cases.doorbraak.lifecycle import OPEN_STATES
from cases.doorbraak.models.session import DoorbraakSession
from cases.doorbraak.models.team import DoorbraakMember, DoorbraakTeam
from cases.doorbraak.operations.agenda import refuse_seats, seat
from cases.doorbraak.operations.invitations import send_update
from cases.doorbraak.operations.revision import changed
from cases.doorbraak.terms import SessionForm, SessionMode

MOST_STEP_DAYS = 10


@dataclass(frozen=True)
class SessionPlan:
    """When and where a team meets, and with which steps.

    A session that is spread over days has no place; each step stays open for `step_days`.
    """

    starts_at: datetime
    minutes: int = 90
    place: str = ""
    form: SessionForm = SessionForm.SHORT
    mode: SessionMode = SessionMode.TOGETHER
    step_days: int = 2


def plan_session(
    plan: SessionPlan,
    *,
    team: DoorbraakTeam,
    members: Sequence[DoorbraakMember],
    substitute: Person | None = None,
    by: Actor,
) -> DoorbraakSession:
    """Plan a meeting of a team with some of its members; one of them leads it."""
    refuse_seats(team, members)
    _refuse_past(plan.starts_at)
    session = DoorbraakSession(team=team, created_at=now())
    for member in members:
        seat(session, member)
    _refuse_substitute(session, substitute)
    _settle(session, plan, substitute)
    db.session.add(session)
    db.session.flush()
    _note(by, "plan_session", session)
    return session


def change_session(
    session: DoorbraakSession,
    plan: SessionPlan,
    *,
    substitute: Person | None = None,
    by: Actor,
) -> None:
    """Change a session that has not begun; who was invited hears of another time or place."""
    if session.state not in OPEN_STATES:
        raise Invalid("De sessie is al begonnen of voorbij. Je kunt haar niet meer verzetten.")
    if plan.starts_at != session.starts_at:
        _refuse_past(plan.starts_at)
    _refuse_substitute(session, substitute)
    before = _where_and_when(session)
    _settle(session, plan, substitute)
    db.session.flush()
    _note(by, "change_session", session)
    if _where_and_when(session) != before:
        send_update(session)
    changed(session)
    db.session.flush()


def _settle(session: DoorbraakSession, plan: SessionPlan, substitute: Person | None) -> None:
    if plan.minutes < 1:
        raise Invalid("Vul in hoeveel minuten de sessie duurt.", "minutes")
    if not 1 <= plan.step_days <= MOST_STEP_DAYS:
        raise Invalid("Kies tussen 1 en 10 werkdagen per stap.", "step_days")
    session.starts_at, session.minutes = plan.starts_at, plan.minutes
    session.mode, session.step_days = plan.mode, plan.step_days
    spread = plan.mode is SessionMode.SPREAD
    session.place = "" if spread else clean_text(plan.place).strip()
    session.form, session.substitute = plan.form, substitute


def _where_and_when(session: DoorbraakSession) -> tuple[datetime, int, str, SessionMode]:
    return session.starts_at, session.minutes, session.place, session.mode


def _refuse_past(starts_at: datetime) -> None:
    """A session of earlier today is fine: somebody may plan it when it has just begun."""
    if starts_at.astimezone(AMSTERDAM).date() < today():
        raise Invalid("Kies een dag die nog komt.", "day")


def _refuse_substitute(session: DoorbraakSession, substitute: Person | None) -> None:
    if substitute is None:
        return
    # A session that is being planned has no rows yet, so the people themselves are compared.
    seated = {one.person.id for one in session.participants}
    if substitute.guest or substitute.id not in seated:
        raise Invalid("Kies een vervanger die zelf aan de sessie meedoet.", "substitute")


def _note(by: Actor, action: str, session: DoorbraakSession) -> None:
    record(by, action, "session", session, organisation=session.team.organisation.public_id)
