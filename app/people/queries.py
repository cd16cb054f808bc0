"""Questions about people, teams and organisations."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select

from app.clock import today
from app.database import db, sort_key
from app.disclosure import K
from app.people.models import Membership, MembershipState, Organisation, Person, Team
from app.people.roles import DECIDING_ROLES, READING_ROLES, Role
from app.refusals import Refused


def organisation_by_slug(slug: str) -> Organisation | None:
    """The organisation with this slug."""
    return db.session.scalar(select(Organisation).where(Organisation.slug == slug))


def all_organisations() -> Sequence[Organisation]:
    """Every organisation of the installation, by name."""
    return db.session.scalars(select(Organisation).order_by(Organisation.sort_key)).all()


def smallest_group(organisation: Organisation) -> int:
    """The k of an organisation, which can be raised and not lowered."""
    return max(K, organisation.smallest_group)


def person_by_email(email: str) -> Person | None:
    """The account with this address; addresses are kept in lower case. A guest has no account."""
    address = email.strip().lower()
    return db.session.scalar(select(Person).where(Person.email == address, Person.guest.is_(False)))


def person_of(public_id: str, organisation_id: int) -> Person:
    """A person with a membership in this organisation, or a refusal."""
    person = db.session.scalar(
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Person.public_id == public_id, Membership.organisation_id == organisation_id)
    )
    if person is None:
        raise Refused("person", public_id)
    return person


def people_of(organisation_id: int) -> Sequence[Person]:
    """Everybody who has or had a membership in the organisation, by name."""
    member_ids = select(Membership.person_id).where(Membership.organisation_id == organisation_id)
    query = select(Person).where(Person.id.in_(member_ids)).order_by(Person.sort_key)
    return db.session.scalars(query).all()


def teams_of(organisation_id: int) -> Sequence[Team]:
    """The teams of an organisation, by name."""
    query = select(Team).where(Team.organisation_id == organisation_id).order_by(Team.sort_key)
    return db.session.scalars(query).all()


def team_by_name(organisation_id: int, name: str) -> Team | None:
    """The team of this name, whatever its capitals and accents."""
    query = select(Team).where(Team.organisation_id == organisation_id)
    return db.session.scalar(query.where(Team.sort_key == sort_key(name)))


def team_of(public_id: str, organisation_id: int) -> Team:
    """A team of this organisation, or a refusal."""
    team = db.session.scalar(
        select(Team).where(Team.public_id == public_id, Team.organisation_id == organisation_id)
    )
    if team is None:
        raise Refused("team", public_id)
    return team


def membership_of(public_id: str, organisation_id: int) -> Membership:
    """A membership of this organisation, or a refusal."""
    membership = db.session.scalar(
        select(Membership).where(
            Membership.public_id == public_id, Membership.organisation_id == organisation_id
        )
    )
    if membership is None:
        raise Refused("membership", public_id)
    return membership


def waiting_memberships(organisation_id: int) -> Sequence[Membership]:
    """Roles that wait for a second administrator or the privacy officer."""
    return db.session.scalars(
        select(Membership)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.state == MembershipState.WAITING,
        )
        .order_by(Membership.id)
    ).all()


def people_with_role(organisation_id: int, role: Role) -> Sequence[Person]:
    """Who holds a role in an organisation today, by name."""
    day = today()
    query = (
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.role == role,
            Membership.state == MembershipState.ACTIVE,
            or_(Membership.starts_on.is_(None), Membership.starts_on <= day),
            or_(Membership.ends_on.is_(None), Membership.ends_on >= day),
            Person.active,
        )
        .order_by(Person.sort_key)
        .distinct()
    )
    return db.session.scalars(query).all()


def reader_count(organisation_id: int, team_id: int | None = None) -> int:
    """How many people read along today with a team or an organisation; deciders do not."""
    readers = set(people_ids_with(organisation_id, READING_ROLES, team_id))
    return len(readers - set(people_ids_with(organisation_id, DECIDING_ROLES)))


def people_ids_with(
    organisation_id: int, roles: Collection[Role], team_id: int | None = None
) -> Sequence[int]:
    """Who holds one of these roles today, perhaps in one team only."""
    day = today()
    query = (
        select(Membership.person_id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.role.in_(list(roles)),
            Membership.state == MembershipState.ACTIVE,
            or_(Membership.starts_on.is_(None), Membership.starts_on <= day),
            or_(Membership.ends_on.is_(None), Membership.ends_on >= day),
            Person.active,
        )
        .distinct()
    )
    if team_id is not None:
        query = query.where(Membership.team_id == team_id)
    return db.session.scalars(query).all()


def administrator_count(organisation_id: int, besides_person_id: int = 0) -> int:
    """How many others can administer the organisation today."""
    holders = people_with_role(organisation_id, Role.ADMINISTRATOR)
    return sum(1 for person in holders if person.id != besides_person_id)


def works_elsewhere(person_id: int, organisation_id: int) -> bool:
    """Whether a person has, or has had, a role in another organisation."""
    query = select(Membership.id).where(
        Membership.person_id == person_id, Membership.organisation_id != organisation_id
    )
    return db.session.scalar(query.limit(1)) is not None


def names_by_id(person_ids: set[int]) -> dict[int, str]:
    """The names of these people."""
    query = select(Person.id, Person.name).where(Person.id.in_(person_ids))
    return {row.id: row.name for row in db.session.execute(query)}
