"""Taking over the lead of a session from somebody who fell out."""

from app.audit import Actor, record
from app.database import db
from app.people.models import Person
from app.refusals import Invalid
from cases.doorbraak.models.session import DoorbraakSession, SessionParticipant
from cases.doorbraak.operations.agenda import seat
from cases.doorbraak.operations.grants import give_for_session
from cases.doorbraak.operations.revision import changed
from cases.doorbraak.permissions import can_take_over, leads_session
from cases.doorbraak.queries.sessions import waiting_items


def take_over(session: DoorbraakSession, *, person: Person, by: Actor) -> None:
    """Let the substitute, or another facilitator of the team, lead from now on.

    Who led keeps the lead as well, and may come back. What somebody new reads goes by the same
    rule as for anybody who joins: the grants decide, case by case. Pressing twice changes nothing.
    """
    if leads_session(session, person):
        return
    if not can_take_over(session, person):
        raise Invalid("Je kunt de begeleiding van deze sessie niet overnemen.")
    _seat(session, person).leads = True
    db.session.flush()
    for item in waiting_items(session):
        give_for_session(session, item)
    record(
        by,
        "take_over_session",
        "session",
        session,
        organisation=session.team.organisation.public_id,
    )
    changed(session)


def _seat(session: DoorbraakSession, person: Person) -> SessionParticipant:
    """The seat of a person; a facilitator of the team who has none gets one."""
    if all(one.person_id != person.id for one in session.participants):
        (member,) = [one for one in session.team.members if one.person_id == person.id]
        seat(session, member)
        db.session.flush()
    (seated,) = [one for one in session.participants if one.person_id == person.id]
    return seated
