"""Teams, who could join them, and the cases offered to them."""

from collections.abc import Sequence

from sqlalchemy import select

from app.clock import today
from app.database import db
from app.people.models import Membership, MembershipState, Person
from app.people.permissions import active_memberships
from app.people.roles import READING_ROLES
from app.refusals import Refused
from cases.doorbraak.models.team import DoorbraakMember, DoorbraakTeam, Offer
from cases.doorbraak.permissions import leads_team, may_read_offers
from cases.doorbraak.terms import LIVE_OFFERS, OfferState
from cases.models.case import Case
from cases.permissions import can_read_case
from cases.queries.urgency import by_need


def teams_with(person: Person) -> Sequence[DoorbraakTeam]:
    """The teams to which a person belongs, by name."""
    mine = select(DoorbraakMember.team_id).where(DoorbraakMember.person_id == person.id)
    query = select(DoorbraakTeam).where(DoorbraakTeam.id.in_(mine))
    return db.session.scalars(query.order_by(DoorbraakTeam.sort_key)).all()


def teams_for(case: Case) -> list[DoorbraakTeam]:
    """The teams to which a case can be offered: with its organisation in it, and a reader."""
    inside = select(DoorbraakMember.team_id).where(
        DoorbraakMember.organisation_id == case.organisation_id
    )
    query = select(DoorbraakTeam).where(
        (DoorbraakTeam.organisation_id == case.organisation_id) | DoorbraakTeam.id.in_(inside)
    )
    found = db.session.scalars(query.order_by(DoorbraakTeam.sort_key)).all()
    return [team for team in found if readers_of_offer(case, team)]


def readers_of_offer(case: Case, team: DoorbraakTeam) -> list[DoorbraakMember]:
    """Who reads a case once it is offered to this team: its facilitators of now."""
    return [member for member in team.members if may_read_offers(member, case)]


def live_offer(case: Case) -> Offer | None:
    """The offer of a case that is open or on an agenda."""
    return db.session.scalar(
        select(Offer).where(Offer.case_id == case.id, Offer.state.in_(list(LIVE_OFFERS)))
    )


def open_offers(teams: Sequence[DoorbraakTeam], person: Person) -> list[Offer]:
    """The cases that wait with the teams that a person leads, as far as they may read them.

    Running cases come first, by the day on which a solution is needed; then the oldest offer.
    """
    led = [team.id for team in teams if leads_team(team, person)]
    query = select(Offer).where(Offer.team_id.in_(led), Offer.state == OfferState.OPEN)
    found = db.session.scalars(query.order_by(Offer.offered_at, Offer.id)).all()
    readable = [offer for offer in found if can_read_case(offer.case, person)]
    return sorted(readable, key=lambda offer: by_need(offer.case))


def member_of(team: DoorbraakTeam, public_id: str) -> DoorbraakMember:
    """A member of this team, or a refusal."""
    for member in team.members:
        if member.public_id == public_id:
            return member
    raise Refused("doorbraak_member", public_id)


def candidates_for(team: DoorbraakTeam) -> list[tuple[Person, str]]:
    """Professionals and facilitators of all organisations who are not in the team, by name."""
    inside = select(DoorbraakMember.person_id).where(DoorbraakMember.team_id == team.id)
    reading = select(Membership.person_id).where(
        Membership.role.in_(list(READING_ROLES)),
        Membership.state == MembershipState.ACTIVE,
        Membership.ends_on.is_(None) | (Membership.ends_on >= today()),
    )
    found = db.session.scalars(
        select(Person)
        .where(Person.active, Person.id.in_(reading), Person.id.not_in(inside))
        .order_by(Person.sort_key)
    )
    named = [(person, _organisation_names(person)) for person in found]
    return [(person, names) for person, names in named if names]


def _organisation_names(person: Person) -> str:
    names = {
        one.organisation.name for one in active_memberships(person) if one.role in READING_ROLES
    }
    return ", ".join(sorted(names))
