"""Making a Doorbraak team and choosing who belongs to it."""

from sqlalchemy import select

from app.audit import Actor, record
from app.clock import now
from app.database import clean_text, db, sort_key
from app.people.models import Organisation, Person
from app.people.permissions import active_memberships, has_role
from app.people.roles import Role
from app.refusals import Invalid
from cases.doorbraak.lifecycle import LIVE_STATES
from cases.doorbraak.models.session import DoorbraakSession, SessionParticipant
from cases.doorbraak.models.team import DoorbraakMember, DoorbraakTeam, Offer
from cases.doorbraak.operations.grants import end
from cases.doorbraak.operations.invitations import withdraw_invitation


def create_team(
    name: str, *, organisation: Organisation, facilitator: Person, discipline: str, by: Actor
) -> DoorbraakTeam:
    """Make a team, hosted by an organisation; who makes it is its first facilitator."""
    name = clean_text(name).strip()
    known = select(DoorbraakTeam.id).where(
        DoorbraakTeam.organisation_id == organisation.id, DoorbraakTeam.name == name
    )
    if not name:
        raise Invalid("Geef het team een naam.", "name")
    if db.session.scalar(known) is not None:
        raise Invalid("Er is al een team met deze naam.", "name")
    _refuse_facilitator(facilitator, organisation)
    team = DoorbraakTeam(
        organisation=organisation, name=name, sort_key=sort_key(name), created_at=now()
    )
    db.session.add(team)
    db.session.flush()
    record(by, "create_doorbraak_team", "doorbraak_team", team, organisation=_host(team))
    add_member(
        team, facilitator, organisation=organisation, discipline=discipline, facilitates=True, by=by
    )
    return team


def add_member(
    team: DoorbraakTeam,
    person: Person,
    *,
    organisation: Organisation | None = None,
    discipline: str = "",
    facilitates: bool = False,
    by: Actor,
) -> DoorbraakMember:
    """Add somebody who works here. A new facilitator reads later offers, not earlier ones."""
    if any(member.person_id == person.id for member in team.members):
        raise Invalid("%(name)s zit al in dit team.", "person", name=person.name)
    organisation = organisation or _organisation_of(person, facilitates)
    if organisation is None:
        raise Invalid(
            "%(name)s heeft op dit moment geen rol in een organisatie.",
            "person",
            name=person.name,
        )
    if facilitates:
        _refuse_facilitator(person, organisation)
    member = DoorbraakMember(
        team=team,
        person=person,
        organisation=organisation,
        discipline=clean_text(discipline).strip(),
        facilitates=facilitates,
        joined_at=now(),
    )
    db.session.add(member)
    db.session.flush()
    record(by, "add_doorbraak_member", "doorbraak_member", member, organisation=_host(team))
    return member


def _refuse_facilitator(person: Person, organisation: Organisation) -> None:
    if not has_role(person, organisation.id, Role.FACILITATOR):
        raise Invalid(
            "%(name)s is geen Doorbraakbegeleider bij %(organisation)s.",
            "facilitates",
            name=person.name,
            organisation=organisation.name,
        )


def _organisation_of(person: Person, facilitates: bool) -> Organisation | None:
    """Where somebody works; for a facilitator, where they hold that role."""
    memberships = active_memberships(person)
    if facilitates:
        held = [one for one in memberships if one.role is Role.FACILITATOR]
        memberships = held or memberships
    return memberships[0].organisation if memberships else None


def remove_member(member: DoorbraakMember, *, by: Actor) -> None:
    """Take somebody out of a team: reading along by it ends at once, live sessions included."""
    team, person = member.team, member.person
    if member.facilitates and sum(one.facilitates for one in team.members) == 1:
        raise Invalid("Een team heeft een begeleider nodig. Voeg eerst een andere toe.")
    for offer in db.session.scalars(select(Offer).where(Offer.team_id == team.id)):
        end(offer.case, offer.public_id, until=now(), person=person)
    for session in _live_sessions(team, person):
        for item in session.agenda:
            end(item.case, session.public_id, until=now(), person=person)
        session.participants = [one for one in session.participants if one.person_id != person.id]
        if session.substitute_id == person.id:
            session.substitute = None
        withdraw_invitation(session, person)
    record(by, "remove_doorbraak_member", "doorbraak_member", member, organisation=_host(team))
    team.members.remove(member)
    db.session.flush()


def _live_sessions(team: DoorbraakTeam, person: Person) -> list[DoorbraakSession]:
    query = (
        select(DoorbraakSession)
        .join(SessionParticipant, SessionParticipant.session_id == DoorbraakSession.id)
        .where(
            DoorbraakSession.team_id == team.id,
            DoorbraakSession.state.in_(list(LIVE_STATES)),
            SessionParticipant.person_id == person.id,
        )
    )
    return list(db.session.scalars(query))


def _host(team: DoorbraakTeam) -> str:
    return team.organisation.public_id
