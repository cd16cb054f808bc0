"""People who come in for one meeting: a name in the session, and no account, role or list."""

from app.audit import Actor, record, reference_of
from app.clock import now
from app.database import clean_text, db, new_public_id, sort_key
from app.people.checks import checked_line
from app.people.models import Person
from app.people.operations import end_sessions


def create_guest(name: str, *, by: Actor) -> Person:
    """Add somebody who cannot sign in. The address in the row is nobody's.

    So an address that gets an account later is not taken, and somebody who is a guest twice is two
    people here: what one of them may see says nothing of the other.
    """
    name = checked_line(clean_text(name), "name", 120)
    email = f"gast-{new_public_id()}@gast.invalid"
    person = Person(name=name, sort_key=sort_key(name), email=email, guest=True, created_at=now())
    db.session.add(person)
    db.session.flush()
    reference_of(person.id)
    record(by, "create_guest", "person", person)
    return person


def close_guest(person: Person) -> None:
    """Let a guest in no more, and out at once."""
    person.active = False
    end_sessions(person)
