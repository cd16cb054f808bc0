"""Who sees a Doorbraak team, an offer, a session and a review.

Whether somebody reads the case itself is decided in `cases.permissions`, from the grants. Deny
wins there: who decides in the organisation of a case does not read it, grant or not.
"""

from collections.abc import Iterable

from sqlalchemy import or_, select

from app.clock import now
from app.database import db
from app.people.models import Person
from app.people.permissions import deciding_organisations, has_role
from app.people.roles import Role
from app.refusals import Invalid, Refused
from cases.doorbraak.lifecycle import SessionState
from cases.doorbraak.models.review import Agreement, Perspective
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession
from cases.doorbraak.models.team import DoorbraakMember, DoorbraakTeam, Offer
from cases.doorbraak.terms import ItemResult, OfferState
from cases.lifecycle import CaseState
from cases.models.case import Case, CaseGrant
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
        and case.organisation_id not in deciding_organisations(person)
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
    return any(one.person_id == person.id for one in session.participants)


def leads_session(session: DoorbraakSession, person: Person) -> bool:
    """Whether somebody leads a session: who sits in it and leads its team."""
    return participates(session, person) and leads_team(session.team, person)


def session_for(public_id: str, person: Person) -> DoorbraakSession:
    """A session in which this person sits, or a refusal; an analyst sees none by being one."""
    session = db.session.scalar(
        select(DoorbraakSession).where(DoorbraakSession.public_id == public_id)
    )
    if session is None or not participates(session, person):
        raise Refused("session", public_id)
    return session


def led_session(public_id: str, person: Person) -> DoorbraakSession:
    """A session that this person leads, or a refusal."""
    session = session_for(public_id, person)
    if not leads_session(session, person):
        raise Refused("session", public_id)
    return session


def can_follow(item: AgendaItem, person: Person) -> bool:
    """Whether somebody follows a review: the reporter, and participants until 30 days after."""
    if item.case.state is CaseState.ERASED:
        return False
    if item.case.reporter_id == person.id:
        return True
    holds = db.session.scalar(
        select(CaseGrant.id).where(
            CaseGrant.case_id == item.case_id,
            CaseGrant.person_id == person.id,
            CaseGrant.reason == "session",
            CaseGrant.source == item.session.public_id,
            or_(CaseGrant.until.is_(None), CaseGrant.until > now()),
        )
    )
    return holds is not None and can_read_case(item.case, person)


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


def led_item(public_id: str, person: Person) -> AgendaItem:
    """A case on the agenda of a session that this person leads, or a refusal."""
    item = db.session.scalar(select(AgendaItem).where(AgendaItem.public_id == public_id))
    if item is None or not leads_session(item.session, person):
        raise Refused("agenda_item", public_id)
    return item


def can_write_perspective(item: AgendaItem, person: Person) -> bool:
    """Whether somebody may write or change their perspective: until all can be read."""
    if item.session.state not in WRITING_STATES or item.result is not ItemResult.WAITING:
        return False
    if not participates(item.session, person) or not can_follow(item, person):
        return False
    return item.opened_at is None or own_perspective(item, person) is None


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


def refuse_deciders(people: Iterable[Person], cases: Iterable[Case], field: str = "") -> None:
    """Stop who decides in the organisation of a case from sitting in over another's case there."""
    reviewed = list(cases)
    for person in people:
        decides_in = deciding_organisations(person)
        for case in reviewed:
            if case.organisation_id in decides_in and case.reporter_id != person.id:
                raise Invalid(
                    "%(name)s is manager of bestuurder bij %(organisation)s. Daarom "
                    "kan %(name)s niet meepraten over een casus van een collega daar.",
                    field,
                    name=person.name,
                    organisation=case.organisation.name,
                )
