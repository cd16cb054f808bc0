"""One press for a case: *herken ik ook*, and a thank-you. Both are counted, never named.

The trail of audit says that somebody let the reporter know something, not which of the two it was
or whether it was taken back.
"""

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from app.audit import Actor, record
from app.clock import now
from app.database import db
from app.people.models import Person
from app.refusals import Refused
from cases.models.case import Case
from cases.models.response import Appreciation, Recognition
from cases.permissions import can_respond

Press = type[Recognition] | type[Appreciation]


def recognise(case: Case, *, person: Person, by: Actor) -> None:
    """Say that one meets this too. Nobody does so for a case of their own; twice is once."""
    _press(Recognition, case, person, by)


def take_back_recognition(case: Case, *, person: Person, by: Actor) -> None:
    """Undo it, as if it was never said."""
    _take_back(Recognition, case, person, by)


def appreciate(case: Case, *, person: Person, by: Actor) -> None:
    """Thank the reporter, who learns that somebody did and not who."""
    _press(Appreciation, case, person, by)


def take_back_appreciation(case: Case, *, person: Person, by: Actor) -> None:
    """Undo the thank-you."""
    _take_back(Appreciation, case, person, by)


def _press(kind: Press, case: Case, person: Person, by: Actor) -> None:
    if not can_respond(case, person):
        raise Refused("case", case.public_id)
    mine = select(kind.id).where(kind.case_id == case.id, kind.person_id == person.id)
    if db.session.scalar(mine) is not None:
        return
    try:
        with db.session.begin_nested():
            db.session.add(kind(case_id=case.id, person_id=person.id, at=now()))
    except IntegrityError:
        # The same press came in twice at the same moment, and the other one was first.
        return
    _note(by, case)


def _take_back(kind: Press, case: Case, person: Person, by: Actor) -> None:
    if not can_respond(case, person):
        raise Refused("case", case.public_id)
    db.session.execute(delete(kind).where(kind.case_id == case.id, kind.person_id == person.id))
    _note(by, case)


def _note(by: Actor, case: Case) -> None:
    record(by, "respond", "case", case, organisation=case.organisation.public_id)
