"""Which roles a person holds, where, today. The one place that reads memberships for rights."""

from collections.abc import Iterable

from app.clock import today
from app.people.models import Membership, MembershipState, Organisation, Person
from app.people.queries import works_elsewhere
from app.people.roles import DECIDING_ROLES, READING_ROLES, Role
from app.refusals import Invalid, Refused


def active_memberships(person: Person) -> list[Membership]:
    """The memberships that hold today: confirmed, begun and not over, of an active person."""
    day = today()
    return [
        one
        for one in person.memberships
        if person.active
        and one.state is MembershipState.ACTIVE
        and (one.starts_on is None or one.starts_on <= day)
        and (one.ends_on is None or one.ends_on >= day)
    ]


def roles_in(person: Person, organisation_id: int) -> set[Role]:
    """The roles that a person holds in one organisation."""
    return {
        one.role for one in active_memberships(person) if one.organisation_id == organisation_id
    }


def has_role(person: Person, organisation_id: int, *roles: Role) -> bool:
    """Whether a person holds one of these roles in the organisation."""
    return bool(roles_in(person, organisation_id) & set(roles))


def organisations_with(person: Person, roles: Iterable[Role]) -> set[int]:
    """The organisations in which a person holds one of these roles."""
    wanted = set(roles)
    return {one.organisation_id for one in active_memberships(person) if one.role in wanted}


def reading_organisations(person: Person) -> set[int]:
    """Where a person reads as a professional or facilitator; deciding there takes it away."""
    return organisations_with(person, READING_ROLES) - deciding_organisations(person)


def reading_teams(person: Person) -> set[int]:
    """The teams with which a person reads along."""
    organisations = reading_organisations(person)
    return {
        one.team_id
        for one in active_memberships(person)
        if one.team_id is not None
        and one.role in READING_ROLES
        and one.organisation_id in organisations
    }


def analysing_organisations(person: Person) -> set[int]:
    """Where a person is analyst and does not decide."""
    return organisations_with(person, [Role.ANALYST]) - deciding_organisations(person)


def deciding_organisations(person: Person) -> set[int]:
    """Where a person is manager or board: deny wins over every other role there."""
    return organisations_with(person, DECIDING_ROLES)


def require_role(person: Person, organisation_id: int, *roles: Role) -> None:
    """Refuse who holds none of these roles there."""
    if not has_role(person, organisation_id, *roles):
        raise Refused("role")


def require_only_here(person: Person, organisation: Organisation) -> None:
    """Refuse when somebody works for another organisation as well.

    An account is one for all organisations: who may set its password could read there too.
    """
    if works_elsewhere(person.id, organisation.id):
        raise Invalid(
            "Deze persoon werkt ook voor een andere organisatie. "
            "Vraag wie de server beheert om het account aan te passen."
        )
