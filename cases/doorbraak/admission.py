"""Whether a session may let somebody read a case: the reporter saw their name, or said yes.

A reporter sees by name who will read when they offer a case. Whoever comes later waits for their
yes, and so does who decides in the organisation of the case, seen or not.
"""

from sqlalchemy import or_, select

from app.clock import now
from app.database import db
from app.people.models import Person
from app.people.permissions import deciding_organisations
from app.refusals import Refused
from cases.doorbraak.models.readers import NamedReader, ReadingConsent
from cases.doorbraak.models.session import AgendaItem
from cases.doorbraak.terms import ConsentState
from cases.models.case import Case, CaseGrant


def decides_over(case: Case, person: Person) -> bool:
    """Whether somebody is manager or board member where the case comes from."""
    return case.organisation_id in deciding_organisations(person)


def needs_yes(item: AgendaItem, person: Person) -> bool:
    """Whether the reporter is to say yes first: to whom they did not see, and to who decides."""
    if item.case.reporter_id == person.id:
        return False
    named = select(NamedReader.id).where(
        NamedReader.offer_id == item.offer_id, NamedReader.person_id == person.id
    )
    return decides_over(item.case, person) or db.session.scalar(named) is None


def has_yes(item: AgendaItem, person: Person) -> bool:
    """Whether the reporter said yes to somebody, knowing whether they decide over the case."""
    consent = consent_of(item, person)
    if consent is None or consent.state is not ConsentState.GIVEN:
        return False
    return consent.decides or not decides_over(item.case, person)


def is_admitted(item: AgendaItem, person: Person) -> bool:
    """Whether the session may let this participant read the case."""
    return not needs_yes(item, person) or has_yes(item, person)


def consent_of(item: AgendaItem, person: Person) -> ReadingConsent | None:
    """What the reporter was asked about somebody, and said."""
    return db.session.scalar(
        select(ReadingConsent).where(
            ReadingConsent.item_id == item.id, ReadingConsent.person_id == person.id
        )
    )


def holds_grant(item: AgendaItem, person: Person) -> bool:
    """Whether the session of this review gives somebody the right to read its case now."""
    found = db.session.scalar(
        select(CaseGrant.id).where(
            CaseGrant.case_id == item.case_id,
            CaseGrant.person_id == person.id,
            CaseGrant.reason == "session",
            CaseGrant.source == item.session.public_id,
            or_(CaseGrant.until.is_(None), CaseGrant.until > now()),
        )
    )
    return found is not None


def consent_to_answer(public_id: str, person: Person) -> ReadingConsent:
    """What this person is asked as a reporter: may somebody read along? Or a refusal."""
    consent = db.session.scalar(select(ReadingConsent).where(ReadingConsent.public_id == public_id))
    if consent is None or consent.item.case.reporter_id != person.id:
        raise Refused("reading_consent", public_id)
    return consent
