"""Who sees a Doorbraak team, an offer, a session and a review.

Whether somebody reads the case itself is decided in `cases.permissions`, from the grants. Deny
wins there: who decides in the organisation of a case does not read it, grant or not. Such a person
sits in with the reporter's yes only, and follows the review on its own pages, until it is over.
"""

from sqlalchemy import ColumnElement, and_, or_, select

from app.database import db
from app.people.models import Person
from app.people.permissions import has_role
from app.people.roles import Role
from app.refusals import Refused
from cases.doorbraak.admission import decides_over, has_yes, holds_grant
from cases.doorbraak.lifecycle import LIVE_STATES, SessionState
from cases.doorbraak.models.readers import GuestPass
from cases.doorbraak.models.review import Agreement, Perspective
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession, SessionParticipant
from cases.doorbraak.models.team import DoorbraakMember, DoorbraakTeam, Offer
from cases.doorbraak.terms import ItemResult, OfferState
from cases.lifecycle import SHARED_STATES, CaseState
from cases.models.case import Case
from cases.permissions import can_read_case

WRITING_STATES = (SessionState.PREPARING, SessionState.IN_SESSION)


def leads_team(team: DoorbraakTeam, person: Person) -> bool:
    """Whether somebody leads a team: its facilitator, who still holds that role."""
    return any(
        member.facilitates and has_role(person, member.organisation_id, Role.FACILITATOR)
        for member in team.members
        if member.person_id == person.id
    )


def may_read_offers(member: DoorbraakMember, case: Case) -> bool:
    """Whether a member reads a case when it is offered: a facilitator who does not decide there."""
    person = member.person
    return (
        leads_team(member.team, person)
        and person.active
        and person.id != case.reporter_id
        and not decides_over(case, person)
    )


def doorbraak_team(public_id: str, person: Person) -> DoorbraakTeam:
    """A team of which this person is a member, or a refusal."""
    team = db.session.scalar(
        select(DoorbraakTeam)
        .join(DoorbraakMember, DoorbraakMember.team_id == DoorbraakTeam.id)
        .where(DoorbraakTeam.public_id == public_id, DoorbraakMember.person_id == person.id)
    )
    if team is None:
        raise Refused("doorbraak_team", public_id)
    return team


def led_team(public_id: str, person: Person) -> DoorbraakTeam:
    """A team that this person leads, or a refusal."""
    team = doorbraak_team(public_id, person)
    if not leads_team(team, person):
        raise Refused("doorbraak_team", public_id)
    return team


def offer_to_answer(public_id: str, person: Person) -> Offer:
    """An open offer to a team that this person leads, of a case they may read, or a refusal."""
    offer = db.session.scalar(select(Offer).where(Offer.public_id == public_id))
    if offer is None or offer.state is not OfferState.OPEN:
        raise Refused("offer", public_id)
    if not leads_team(offer.team, person) or not can_read_case(offer.case, person):
        raise Refused("offer", public_id)
    return offer


def participates(session: DoorbraakSession, person: Person) -> bool:
    """Whether somebody sits in a session."""
    return _seat_of(session, person) is not None


def _seat_of(session: DoorbraakSession, person: Person) -> SessionParticipant | None:
    return next((one for one in session.participants if one.person_id == person.id), None)


def leads_session(session: DoorbraakSession, person: Person) -> bool:
    """Whether somebody leads a session: who sits in it and leads its team, or has taken over.

    The substitute need not hold the role of facilitator: being named beforehand is enough.
    """
    seat = _seat_of(session, person)
    if seat is None:
        return False
    took_over = seat.leads and session.substitute_id == person.id
    return took_over or leads_team(session.team, person)


def can_take_over(session: DoorbraakSession, person: Person) -> bool:
    """Whether somebody may take the lead of a session that is not over, and does not lead it yet.

    The substitute who sits in, and every other facilitator of the team.
    """
    if session.state not in LIVE_STATES or leads_session(session, person):
        return False
    substitute = session.substitute_id == person.id and participates(session, person)
    return substitute or leads_team(session.team, person)


def session_to_take_over(public_id: str, person: Person) -> DoorbraakSession:
    """A session of which this person may take the lead or has it already, or a refusal."""
    session = _session(public_id)
    if session is None or not (can_take_over(session, person) or leads_session(session, person)):
        raise Refused("session", public_id)
    return session


def session_to_enter(public_id: str, person: Person) -> DoorbraakSession:
    """A session in which this person sits or of which they may take the lead, or a refusal."""
    session = _session(public_id)
    if session is None or not (participates(session, person) or can_take_over(session, person)):
        raise Refused("session", public_id)
    return session


def attends(item: AgendaItem, person: Person) -> bool:
    """Whether somebody is the reporter who said to come to the review of this case."""
    return item.case.reporter_id == person.id and item.reporter_attends is True


def sees_live(person_id: int) -> ColumnElement[bool]:
    """The row filter of the live pages: who sits in, and a reporter who comes to their own case.

    It says who may be there; `can_follow` says of each case whether they may see it.
    """
    active = select(Person.id).where(Person.id == person_id, Person.active)
    seats = select(SessionParticipant.session_id).where(SessionParticipant.person_id == person_id)
    coming = (
        select(AgendaItem.session_id)
        .join(Case, Case.id == AgendaItem.case_id)
        .where(
            Case.reporter_id == person_id,
            AgendaItem.reporter_attends.is_(True),
            AgendaItem.result != ItemResult.TAKEN_OFF,
        )
    )
    inside = or_(DoorbraakSession.id.in_(seats), DoorbraakSession.id.in_(coming))
    return and_(active.exists(), inside)


def live_session(public_id: str, person: Person) -> DoorbraakSession:
    """A session whose live pages this person may open, or a refusal."""
    session = db.session.scalar(
        select(DoorbraakSession).where(
            DoorbraakSession.public_id == public_id, sees_live(person.id)
        )
    )
    if session is None:
        raise Refused("session", public_id)
    return session


def session_for(public_id: str, person: Person) -> DoorbraakSession:
    """A session in which this person sits, or a refusal; an analyst sees none by being one."""
    session = _session(public_id)
    if session is None or not participates(session, person):
        raise Refused("session", public_id)
    return session


def _session(public_id: str) -> DoorbraakSession | None:
    return db.session.scalar(
        select(DoorbraakSession).where(DoorbraakSession.public_id == public_id)
    )


def led_session(public_id: str, person: Person) -> DoorbraakSession:
    """A session that this person leads, or a refusal."""
    session = session_for(public_id, person)
    if not leads_session(session, person):
        raise Refused("session", public_id)
    return session


def can_follow(item: AgendaItem, person: Person) -> bool:
    """Whether somebody follows a review: the reporter, and whom the session lets read the case.

    Until some days after; who decides in the organisation of the case, only until it is over.
    """
    if item.case.state is CaseState.ERASED:
        return False
    if item.case.reporter_id == person.id:
        return True
    if not holds_grant(item, person):
        return False
    if decides_over(item.case, person):
        return _is_under_way(item) and has_yes(item, person)
    return can_read_case(item.case, person)


def _is_under_way(item: AgendaItem) -> bool:
    waits = item.result is ItemResult.WAITING and item.session.state in LIVE_STATES
    return waits and item.case.state in SHARED_STATES


def item_for(public_id: str, person: Person) -> AgendaItem:
    """A case on an agenda that this person may follow, or a refusal."""
    item = db.session.scalar(select(AgendaItem).where(AgendaItem.public_id == public_id))
    if item is None or not can_follow(item, person):
        raise Refused("agenda_item", public_id)
    return item


def item_to_review(public_id: str, person: Person) -> AgendaItem:
    """A case in whose review this person takes part, or a refusal."""
    item = item_for(public_id, person)
    if not participates(item.session, person):
        raise Refused("agenda_item", public_id)
    return item


def own_item(public_id: str, person: Person) -> AgendaItem:
    """A review of one's own case, or a refusal."""
    item = item_for(public_id, person)
    if item.case.reporter_id != person.id:
        raise Refused("agenda_item", public_id)
    return item


def led_guest_pass(public_id: str, person: Person) -> GuestPass:
    """The pass of a guest in a session that this person leads, or a refusal."""
    found = db.session.scalar(select(GuestPass).where(GuestPass.public_id == public_id))
    if found is None or found.ended_at is not None or not leads_session(found.session, person):
        raise Refused("guest_pass", public_id)
    return found


def led_item(public_id: str, person: Person) -> AgendaItem:
    """A case on the agenda of a session that this person leads, or a refusal."""
    item = db.session.scalar(select(AgendaItem).where(AgendaItem.public_id == public_id))
    if item is None or not leads_session(item.session, person):
        raise Refused("agenda_item", public_id)
    return item


def can_write_perspective(item: AgendaItem, person: Person) -> bool:
    """Whether somebody may write or change their perspective: until all can be read.

    Afterwards only who has no text of their own: nobody wrote yet, or another did for them.
    """
    if item.session.state not in WRITING_STATES or item.result is not ItemResult.WAITING:
        return False
    if not participates(item.session, person) or not can_follow(item, person):
        return False
    if item.opened_at is None:
        return True
    kept = own_perspective(item, person)
    return kept is None or kept.written_by_id is not None


def own_perspective(item: AgendaItem, person: Person) -> Perspective | None:
    """What this person wrote about a case."""
    return db.session.scalar(
        select(Perspective).where(
            Perspective.item_id == item.id, Perspective.person_id == person.id
        )
    )


def can_note(item: AgendaItem, person: Person) -> bool:
    """Whether somebody may note the way, agreements and lessons: a participant, in session."""
    return (
        item.session.state is SessionState.IN_SESSION
        and item.result is ItemResult.WAITING
        and item.opened_at is not None
        and participates(item.session, person)
        and can_follow(item, person)
    )


def held_agreement(public_id: str, person: Person) -> Agreement:
    """An agreement that this person holds, or a refusal."""
    agreement = db.session.scalar(
        select(Agreement).where(Agreement.public_id == public_id, Agreement.holder_id == person.id)
    )
    if agreement is None:
        raise Refused("agreement", public_id)
    return agreement
