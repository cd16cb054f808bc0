"""What changes organisations, teams, people and roles. Each notes itself in the audit trail."""

import hashlib
import secrets
from datetime import date, timedelta

from sqlalchemy import delete

from app.audit import Actor, record, reference_of
from app.clock import now, today
from app.database import clean_text, db, sort_key
from app.people.checks import (
    check_address,
    check_period,
    check_slug,
    checked_line,
)
from app.people.events import organisation_created
from app.people.models import (
    Membership,
    MembershipState,
    OneTimeLink,
    Organisation,
    Person,
    Team,
    WebSession,
)
from app.people.queries import (
    administrator_count,
    organisation_by_slug,
    person_by_email,
    team_by_name,
)
from app.people.roles import CONFIRMED_ROLES, Role, conflict
from app.refusals import Invalid

LINK_LIFE = timedelta(hours=24)


def create_organisation(name: str, slug: str, *, by: Actor) -> Organisation:
    """Add an organisation; its slug is its name on the command line, for good."""
    check_slug(slug)
    if organisation_by_slug(slug) is not None:
        raise Invalid(f"Er is al een organisatie met de korte naam '{slug}'.", "slug")
    name = checked_line(clean_text(name), "name", 200)
    organisation = Organisation(name=name, slug=slug, sort_key=sort_key(name), created_at=now())
    db.session.add(organisation)
    db.session.flush()
    record(
        by,
        "create_organisation",
        "organisation",
        organisation,
        organisation=organisation.public_id,
    )
    organisation_created.announce(organisation, by)
    return organisation


def create_team(organisation: Organisation, name: str, *, by: Actor) -> Team:
    """Add a team; its name is its own within the organisation."""
    name = _team_name(organisation, name)
    team = Team(organisation=organisation, name=name, sort_key=sort_key(name))
    db.session.add(team)
    db.session.flush()
    record(by, "create_team", "team", team, organisation=organisation.public_id)
    return team


def rename_team(team: Team, name: str, *, by: Actor) -> None:
    """Give a team another name; who belongs to it, and so who reads, stays the same."""
    name = _team_name(team.organisation, name, besides=team)
    team.name, team.sort_key = name, sort_key(name)
    record(by, "rename_team", "team", team, organisation=team.organisation.public_id)


def _team_name(organisation: Organisation, name: str, besides: Team | None = None) -> str:
    name = checked_line(clean_text(name), "name", 120)
    if team_by_name(organisation.id, name) not in (None, besides):
        raise Invalid("Er is al een team met deze naam. Kies een andere naam.", "name")
    return name


def create_person(name: str, email: str, *, by: Actor) -> Person:
    """Add somebody, without any role yet."""
    email = email.strip().lower()
    check_address(email)
    if person_by_email(email) is not None:
        raise Invalid("Er is al iemand met dit e-mailadres.", "email")
    name = checked_line(clean_text(name), "name", 120)
    person = Person(name=name, sort_key=sort_key(name), email=email, created_at=now())
    db.session.add(person)
    db.session.flush()
    reference_of(person.id)
    record(by, "create_person", "person", person)
    return person


def grant_role(
    person: Person,
    organisation: Organisation,
    role: Role,
    *,
    by: Actor,
    team: Team | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Membership:
    """Give a role. Nobody grants themselves one; weighty roles wait for a second pair of eyes.

    The command line acts for who runs the machine and needs no second pair.
    """
    if by.person_id == person.id:
        raise Invalid("Je kunt jezelf geen rol geven. Vraag een andere beheerder.", "role")
    check_period(starts_on, ends_on)
    reason = conflict(role, held_roles(person, organisation))
    if reason:
        raise Invalid(reason, "role")
    if _held_already(person, organisation, role, team):
        raise Invalid("Deze persoon heeft deze rol al.", "role")
    waits = role in CONFIRMED_ROLES and by.person_id is not None
    membership = Membership(
        person=person,
        organisation=organisation,
        team=team,
        role=role,
        state=MembershipState.WAITING if waits else MembershipState.ACTIVE,
        starts_on=starts_on,
        ends_on=ends_on,
        granted_by_id=by.person_id,
        created_at=now(),
    )
    db.session.add(membership)
    db.session.flush()
    end_sessions(person)
    _note(by, "grant_role", membership)
    return membership


def held_roles(person: Person, organisation: Organisation) -> set[Role]:
    """Roles held or waiting; a waiting one bites just as well."""
    return {
        one.role
        for one in person.memberships
        if one.organisation_id == organisation.id and one.state is not MembershipState.ENDED
    }


def _held_already(
    person: Person, organisation: Organisation, role: Role, team: Team | None
) -> bool:
    return any(
        one.role is role
        and one.organisation_id == organisation.id
        and one.team is team
        and one.state is not MembershipState.ENDED
        and (one.ends_on is None or one.ends_on >= today())
        for one in person.memberships
    )


def confirm_role(membership: Membership, *, by: Actor) -> None:
    """Confirm a waiting role, as somebody else than who granted or who gets it."""
    if membership.state is not MembershipState.WAITING:
        raise Invalid("Deze rol wacht niet meer op bevestiging.")
    if by.person_id in (membership.granted_by_id, membership.person_id):
        raise Invalid("Een tweede beheerder of de privacy officer moet deze rol bevestigen.")
    membership.state = MembershipState.ACTIVE
    membership.confirmed_by_id = by.person_id
    end_sessions(membership.person)
    _note(by, "confirm_role", membership)


def end_membership(membership: Membership, *, by: Actor) -> None:
    """End a role at once; live sessions of the person end too. One administrator must stay."""
    if membership.state is MembershipState.ENDED:
        raise Invalid("Deze rol is al beëindigd.")
    if _is_last_administrator(membership):
        raise Invalid(
            "Dit is de enige functioneel beheerder. Geef eerst iemand anders deze rol "
            "en laat die bevestigen."
        )
    membership.state = MembershipState.ENDED
    end_sessions(membership.person)
    _note(by, "end_membership", membership)


def _is_last_administrator(membership: Membership) -> bool:
    return (
        membership.role is Role.ADMINISTRATOR
        and membership.state is MembershipState.ACTIVE
        and administrator_count(membership.organisation_id, membership.person_id) == 0
    )


def decline_role(membership: Membership, *, by: Actor) -> None:
    """Turn down a role that waits; nobody gets it."""
    if membership.state is not MembershipState.WAITING:
        raise Invalid("Deze rol wacht niet meer op bevestiging.")
    membership.state = MembershipState.ENDED
    _note(by, "decline_role", membership)


def deactivate_person(person: Person, *, by: Actor) -> None:
    """Close somebody's access at once."""
    if by.person_id == person.id:
        raise Invalid("Je kunt jezelf niet uitschakelen. Vraag een andere beheerder.")
    person.active = False
    end_sessions(person)
    record(by, "deactivate_person", "person", person)


def reactivate_person(person: Person, *, by: Actor) -> None:
    """Open somebody's access again."""
    person.active = True
    record(by, "reactivate_person", "person", person)


def set_password_hash(person: Person, password_hash: str, *, by: Actor) -> None:
    """Keep a new password's hash; all sessions of the person end."""
    person.password_hash = password_hash
    _forget_links(person)
    end_sessions(person)
    record(by, "set_password", "person", person)


def create_link(person: Person, *, by: Actor) -> str:
    """Make a one-time token with which a person sets a password; only its hash is kept.

    A new link ends the one before it.
    """
    _forget_links(person)
    token = secrets.token_urlsafe(32)
    db.session.add(
        OneTimeLink(token_hash=hashed(token), person_id=person.id, expires_at=now() + LINK_LIFE)
    )
    record(by, "create_link", "person", person)
    return token


def _forget_links(person: Person) -> None:
    unused = OneTimeLink.used_at.is_(None)
    db.session.execute(delete(OneTimeLink).where(OneTimeLink.person_id == person.id, unused))


def hashed(token: str) -> str:
    """The form in which random tokens are kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def end_sessions(person: Person) -> None:
    """Sign a person out everywhere."""
    db.session.execute(delete(WebSession).where(WebSession.person_id == person.id))


def sign_house_rules(
    organisation: Organisation, text: str, signed_by: str, signed_on: date, *, by: Actor
) -> None:
    """Keep the rules of the game that the board has signed; with these, sharing opens."""
    if signed_on > today():
        raise Invalid("De datum van ondertekening ligt in de toekomst.", "signed_on")
    signed_by = checked_line(clean_text(signed_by), "signed_by", 200)
    organisation.house_rules = clean_text(text)
    organisation.house_rules_signed_by = signed_by
    organisation.house_rules_signed_on = signed_on
    record(
        by, "sign_house_rules", "organisation", organisation, organisation=organisation.public_id
    )


def _note(by: Actor, action: str, membership: Membership) -> None:
    record(by, action, "membership", membership, organisation=membership.organisation.public_id)
