"""Reminding who still has something to do for a session; it stops once it is done.

Each thing is told once. A mail is neutral and one a time is enough, so whatever waits for somebody
goes into one.
"""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import select

from app import mail
from app.clock import now, today
from app.database import db
from app.people.models import Person
from cases.doorbraak.lifecycle import SessionState
from cases.doorbraak.models.review import Agreement
from cases.doorbraak.models.session import DoorbraakSession, SessionParticipant
from cases.doorbraak.operations.nudges import nudge
from cases.doorbraak.permissions import can_write_perspective, own_perspective
from cases.doorbraak.queries.sessions import waiting_items

BEFORE_SESSION = timedelta(days=2)
BEFORE_DUE = timedelta(days=3)
AFTER_DUE = timedelta(days=7)
# What was late long before there was mail is left in peace.
TOO_LATE = timedelta(days=30)


def send_reminders() -> None:
    """Nudge everybody who has not written or not done what they agreed; nothing without mail."""
    if not mail.goes_out():
        return
    waiting: dict[int, Person] = {}
    for person in (*_who_must_write(), *_who_must_do(), *_who_is_late()):
        waiting[person.id] = person
    for person in waiting.values():
        nudge(person)
    db.session.flush()


def _who_must_write() -> Iterable[Person]:
    """Two days before: participants of a session in preparation without a perspective of theirs."""
    query = (
        select(SessionParticipant)
        .join(DoorbraakSession, DoorbraakSession.id == SessionParticipant.session_id)
        .where(
            SessionParticipant.reminded_at.is_(None),
            DoorbraakSession.state == SessionState.PREPARING,
            DoorbraakSession.starts_at > now(),
            DoorbraakSession.starts_at <= now() + BEFORE_SESSION,
        )
    )
    for one in db.session.scalars(query):
        if _has_to_write(one):
            one.reminded_at = now()
            yield one.person


def _has_to_write(one: SessionParticipant) -> bool:
    return any(
        can_write_perspective(item, one.person) and own_perspective(item, one.person) is None
        for item in waiting_items(one.session)
    )


def _who_must_do() -> Iterable[Person]:
    """Three days before the day of an agreement that is still open."""
    query = select(Agreement).where(
        Agreement.done_at.is_(None),
        Agreement.reminded_at.is_(None),
        Agreement.due_on.between(today(), today() + BEFORE_DUE),
    )
    for one in db.session.scalars(query):
        one.reminded_at = now()
        yield one.holder


def _who_is_late() -> Iterable[Person]:
    """A week after the day of an agreement that is still open."""
    query = select(Agreement).where(
        Agreement.done_at.is_(None),
        Agreement.reminded_late_at.is_(None),
        Agreement.due_on.between(today() - TOO_LATE, today() - AFTER_DUE),
    )
    for one in db.session.scalars(query):
        one.reminded_late_at = now()
        yield one.holder
