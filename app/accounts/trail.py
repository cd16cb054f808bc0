"""Reading the audit trail: the part that concerns one organisation, or one person's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, or_, select

from app.audit import AuditEntry, AuditIdentity, Outcome
from app.clock import AMSTERDAM
from app.database import db
from app.people.models import Membership, Organisation, Person

PAGE_SIZE = 50
OWN_ENTRIES = 10
LAST_PAGE = 2000


@dataclass(frozen=True)
class TrailFilter:
    """What the view is narrowed to; every part optional."""

    action: str = ""
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True)
class TrailPage:
    """A page of entries with the names of who acted; `pages` reaches one past what is known."""

    entries: Sequence[AuditEntry]
    names: dict[str, str]
    number: int
    pages: int


def trail_of(organisation: Organisation, chosen: TrailFilter, number: int) -> TrailPage:
    """What concerns an organisation, newest first.

    The trail is long and only grows, so no page counts all of it.
    """
    number = min(max(1, number), LAST_PAGE)
    query = select(AuditEntry).where(_concerns(organisation), *_narrowed(chosen))
    query = query.order_by(AuditEntry.seq.desc()).offset((number - 1) * PAGE_SIZE)
    found = db.session.scalars(query.limit(PAGE_SIZE + 1)).all()
    more = len(found) > PAGE_SIZE and number < LAST_PAGE
    entries = found[:PAGE_SIZE]
    return TrailPage(entries, names_of(entries), number, number + 1 if more else number)


def _concerns(organisation: Organisation) -> ColumnElement[bool]:
    """Its own entries, and those without organisation that are by or about its people."""
    members = select(Membership.person_id).where(Membership.organisation_id == organisation.id)
    references = select(AuditIdentity.reference).where(AuditIdentity.person_id.in_(members))
    people = select(Person.public_id).where(Person.id.in_(members))
    return or_(
        AuditEntry.organisation == organisation.public_id,
        and_(
            AuditEntry.organisation == "",
            or_(AuditEntry.actor.in_(references), AuditEntry.record.in_(people)),
        ),
    )


def _narrowed(chosen: TrailFilter) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if chosen.action:
        wanted.append(AuditEntry.action == chosen.action)
    if chosen.first_day:
        wanted.append(AuditEntry.at >= _midnight(chosen.first_day))
    if chosen.last_day:
        wanted.append(AuditEntry.at < _midnight(chosen.last_day + timedelta(days=1)))
    return wanted


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), AMSTERDAM)


def names_of(entries: Sequence[AuditEntry]) -> dict[str, str]:
    """The names behind the references; who was erased has none."""
    query = (
        select(AuditIdentity.reference, Person.name)
        .join(Person, Person.id == AuditIdentity.person_id)
        .where(AuditIdentity.reference.in_({entry.actor for entry in entries}))
    )
    return {row.reference: row.name for row in db.session.execute(query)}


def own_trail(reference: str) -> Sequence[AuditEntry]:
    """What a person did last, without the pages that they read."""
    query = (
        select(AuditEntry)
        .where(AuditEntry.actor == reference, AuditEntry.records == "")
        .where(AuditEntry.outcome == Outcome.DONE)
        .order_by(AuditEntry.seq.desc())
    )
    return db.session.scalars(query.limit(OWN_ENTRIES)).all() if reference else []
