"""The rights to read that offers and sessions give, and their end."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update

from app.clock import now
from app.database import db
from app.people.models import Person
from cases.doorbraak.admission import consent_of, decides_over, is_admitted, needs_yes
from cases.doorbraak.lifecycle import SessionState
from cases.doorbraak.models.readers import ReadingConsent
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession
from cases.doorbraak.operations.nudges import nudge
from cases.doorbraak.terms import ConsentState
from cases.models.case import Case, CaseGrant
from cases.terms import NameShownTo

OFFER = "offer"
SESSION = "session"


def give(case: Case, people: Iterable[Person], reason: str, source: str) -> None:
    """Let people read a case until somebody ends it; the reporter needs no grant."""
    named = reason == SESSION and case.name_shown_to is NameShownTo.TEAM_AND_SESSION
    for person in people:
        if person.id == case.reporter_id:
            continue
        grant = _grant(case, person, reason, source)
        if grant is None:
            grant = CaseGrant(
                case_id=case.id, person_id=person.id, reason=reason, source=source, until=None
            )
            db.session.add(grant)
        grant.until, grant.name_shown = None, named
    db.session.flush()


def _grant(case: Case, person: Person, reason: str, source: str) -> CaseGrant | None:
    return db.session.scalar(
        select(CaseGrant).where(
            CaseGrant.case_id == case.id,
            CaseGrant.person_id == person.id,
            CaseGrant.reason == reason,
            CaseGrant.source == source,
        )
    )


def end(case: Case, source: str, *, until: datetime, person: Person | None = None) -> None:
    """Let the grants from one offer or session end, for all or for one person."""
    query = update(CaseGrant).where(
        CaseGrant.case_id == case.id, CaseGrant.source == source, CaseGrant.until.is_(None)
    )
    if person is not None:
        query = query.where(CaseGrant.person_id == person.id)
    db.session.execute(query.values(until=until))


def named_before(case: Case, source: str) -> set[int]:
    """Who was given the right to read by this offer, when the reporter saw their names."""
    query = select(CaseGrant.person_id).where(
        CaseGrant.case_id == case.id, CaseGrant.source == source
    )
    return set(db.session.scalars(query))


def give_for_session(session: DoorbraakSession, item: AgendaItem, *, tell: bool = True) -> None:
    """Who leads reads a case once it is on the agenda; all participants from preparing on.

    Whom the reporter did not see when they offered it, and who decides in its organisation, waits
    for their yes. That is asked at once, so that there is time to answer, and the reporter is told
    by mail that something waits, unless who calls does so.
    """
    everybody = session.state is not SessionState.PLANNED
    readers, asked = [], False
    for one in session.participants:
        asked = _ask(item, one.person) or asked
        if (everybody or one.leads) and is_admitted(item, one.person):
            readers.append(one.person)
    give(item.case, readers, SESSION, session.public_id)
    if asked and tell and item.case.reporter is not None:
        nudge(item.case.reporter)


def _ask(item: AgendaItem, person: Person) -> bool:
    """Ask the reporter about somebody, once; again when that person has come to decide there."""
    if not needs_yes(item, person):
        return False
    consent, decides = consent_of(item, person), decides_over(item.case, person)
    if consent is None:
        consent = ReadingConsent(item=item, person=person, decides=decides, asked_at=now())
        db.session.add(consent)
    elif decides and not consent.decides:
        consent.decides, consent.asked_at, consent.answered_at = True, now(), None
        consent.state = ConsentState.ASKED
    else:
        return False
    db.session.flush()
    return True
