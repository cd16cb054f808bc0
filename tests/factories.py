"""People, organisations and cases for tests, made through the operations that users go through."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import inspect

from app.accounts.passwords import hash_password
from app.audit import Actor, Origin
from app.clock import now
from app.database import db
from app.people import operations as people
from app.people.models import MembershipState, Organisation, Person, Team
from app.people.roles import Role
from cases.models.case import Case, CaseGrant
from cases.operations.log import CaseDetails, log_case
from cases.operations.share import share_case
from cases.terms import Audience, NameShownTo

MACHINE = Actor(Origin.COMMAND)
PASSWORD = "vier losse gele fietsen"
_known: dict[str, str] = {}


def as_actor(person: Person) -> Actor:
    """The person as who acts in an operation."""
    return Actor(Origin.WEB, person_id=person.id)


def make_organisation(name: str = "Gemeente Proefstad", slug: str = "proefstad") -> Organisation:
    """An organisation whose board has signed the house rules."""
    organisation = people.create_organisation(name, slug, by=MACHINE)
    people.sign_house_rules(
        organisation,
        "Geen casus telt mee bij een beoordeling.",
        "M. Proef",
        now().date(),
        by=MACHINE,
    )
    return organisation


def make_team(organisation: Organisation, name: str = "Team Proef") -> Team:
    """A team."""
    return people.create_team(organisation, name, by=MACHINE)


def make_person(
    organisation: Organisation,
    *roles: Role,
    name: str = "Proefpersoon",
    team: Team | None = None,
    email: str | None = None,
) -> Person:
    """Somebody with these roles and the password of the tests."""
    count = db.session.query(Person).count() + 1
    person = people.create_person(name, email or f"persoon{count}@proef.example", by=MACHINE)
    # One hash for all test accounts: argon2 is slow on purpose.
    if "hash" not in _known:
        _known["hash"] = hash_password(PASSWORD)
    person.password_hash = _known["hash"]
    for role in roles or (Role.PROFESSIONAL,):
        give_role(person, organisation, role, team)
    db.session.flush()
    return person


def give_role(
    person: Person, organisation: Organisation, role: Role, team: Team | None = None
) -> None:
    """A role that holds at once."""
    membership = people.grant_role(person, organisation, role, by=MACHINE, team=team)
    membership.state = MembershipState.ACTIVE
    db.session.flush()


def make_case(
    reporter: Person,
    organisation: Organisation,
    team: Team | None = None,
    *,
    title: str = "Brief kwam terug",
    situation: str = "De brief kwam terug omdat er geen adres was.",
    audience: Audience = Audience.PRIVATE,
    name_shown_to: NameShownTo = NameShownTo.TEAM,
    network: Iterable[Organisation] = (),
    **details: object,
) -> Case:
    """A case; with an audience it is shared at once."""
    case = log_case(
        CaseDetails(title=title, situation=situation, **details),  # type: ignore[arg-type]
        reporter=reporter,
        organisation=organisation,
        team=team,
        by=as_actor(reporter),
    )
    if audience is not Audience.PRIVATE:
        share_case(
            case,
            audience=audience,
            name_shown_to=name_shown_to,
            by=as_actor(reporter),
            network=list(network),
        )
    db.session.flush()
    return case


def case_like(first: Case, reporter: Person, when: datetime) -> Case:
    """The same case of somebody else at another moment, written as it stands; for great numbers."""
    told = {
        column.key: getattr(first, column.key)
        for column in inspect(Case).column_attrs
        if column.key not in ("id", "public_id", "submission_key")
    }
    moments = dict.fromkeys(("created_at", "changed_at", "first_shared_at", "shared_at"), when)
    case = Case(**told | moments | {"reporter_id": reporter.id})
    db.session.add(case)
    db.session.flush()
    return case


def grant_reading(case: Case, person: Person, reason: str = "session") -> None:
    """The right to read one case for a month."""
    db.session.add(
        CaseGrant(
            case_id=case.id, person_id=person.id, reason=reason, until=now() + timedelta(days=30)
        )
    )
    db.session.flush()


def sign_in(client: object, person: Person) -> None:
    """Sign in through the page, as a user does."""
    page = client.get("/aanmelden").get_data(as_text=True)  # type: ignore[attr-defined]
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    answer = client.post(  # type: ignore[attr-defined]
        "/aanmelden",
        data={"email": person.email, "password": PASSWORD, "csrf_token": token},
    )
    assert answer.status_code == 302, answer.status_code
