"""What organisations and people keep of one person: to hand over, and to erase."""

from typing import Any

from sqlalchemy import delete

from app.audit import AuditIdentity
from app.database import db
from app.people.models import MembershipState, OneTimeLink, Person
from app.people.operations import end_sessions
from app.people.roles import ROLE_LABELS

ERASED = "[gewist]"
NOWHERE = "gewist.invalid"


def export_own_record(person_id: int) -> dict[str, Any]:
    """Name, address and roles, in plain values."""
    person = db.session.get_one(Person, person_id)
    return {
        "naam": person.name,
        "e-mailadres": person.email,
        "sinds": person.created_at.isoformat(),
        "rollen": [
            {
                "organisatie": one.organisation.name,
                "team": one.team.name if one.team else "",
                "rol": ROLE_LABELS[one.role],
                "stand": one.state.value,
                "vanaf": one.starts_on.isoformat() if one.starts_on else "",
                "tot en met": one.ends_on.isoformat() if one.ends_on else "",
            }
            for one in person.memberships
        ],
    }


def erase_own_record(person_id: int) -> None:
    """Leave a row without a person: others' records keep pointing at somebody, at nobody known.

    The way from the trail's reference to the person goes; the trail itself stays whole.
    """
    person = db.session.get_one(Person, person_id)
    person.name, person.sort_key = ERASED, ERASED
    person.email = f"{person.public_id}@{NOWHERE}"
    person.password_hash, person.active = None, False
    for membership in person.memberships:
        membership.state = MembershipState.ENDED
    end_sessions(person)
    db.session.execute(delete(OneTimeLink).where(OneTimeLink.person_id == person_id))
    db.session.execute(delete(AuditIdentity).where(AuditIdentity.person_id == person_id))
