"""Erasing what teams and sessions keep of one person."""

from typing import Any

from sqlalchemy import delete, update

from app.database import db
from cases.doorbraak.models.deliberation import ClarifyingQuestion
from cases.doorbraak.models.readers import GuestPass, NamedReader, ReadingConsent
from cases.doorbraak.models.review import Perspective
from cases.doorbraak.models.session import DoorbraakSession, SessionParticipant
from cases.doorbraak.models.team import DoorbraakMember

GONE = (DoorbraakMember, NamedReader, ReadingConsent, GuestPass)
AUTHORS: tuple[tuple[type[Any], str], ...] = (
    (DoorbraakSession, "substitute_id"),
    (ClarifyingQuestion, "asker_id"),
    (Perspective, "written_by_id"),
)


def erase_record(person_id: int) -> None:
    """Take the person out of teams, and leave nothing by which a participant is known.

    That somebody sat in a session, how they looked at a case and what they promised belongs to
    the minutes, which stay: they point at a person of whom nothing is known any more.
    """
    for kind in GONE:
        db.session.execute(delete(kind).where(_of(kind, "person_id") == person_id))
    for author, name in AUTHORS:
        mine = update(author).where(_of(author, name) == person_id)
        db.session.execute(mine.values({name: None}))
    seats = update(SessionParticipant).where(SessionParticipant.person_id == person_id)
    db.session.execute(seats.values(discipline="", body=""))


def _of(kind: type[Any], name: str) -> Any:
    return getattr(kind, name)
