"""The command line of accounts: the first start, organisations, people, and the audit trail."""

import sys
from pathlib import Path

import click
import flask_migrate
from flask import current_app

from app.accounts.command_line import MACHINE, Failed, RoleName, organisation_named, plainly
from app.accounts.jobs import append_head, current_head
from app.accounts.passwords import hash_password, weakness
from app.audit import protect, verify_chain
from app.database import db, transaction
from app.people import operations
from app.people.models import Membership, Organisation, Person, Team
from app.people.queries import organisation_by_slug, person_by_email, team_by_name
from app.people.roles import ROLE_LABELS, Role
from app.refusals import Invalid

DEVELOPMENT_ADDRESS = "http://localhost:8000"


@click.command("init")
@click.option("--organisation", "name", required=True, help="Naam van de eerste organisatie.")
@click.option("--slug", required=True, help="Korte naam, voor de opdrachtregel.")
@click.option("--administrator", "email", required=True, help="E-mailadres van de beheerder.")
@plainly
def init(name: str, slug: str, email: str) -> None:
    """Maak de database, de eerste organisatie en haar beheerder. Mag vaker."""
    bring_up_to_date()
    lines = []
    with transaction():
        organisation = organisation_by_slug(slug)
        if organisation is None:
            organisation = operations.create_organisation(name, slug, by=MACHINE)
            lines.append(f"Organisatie '{organisation.name}' is gemaakt.")
        person = _known_or_new(email, email.split("@", maxsplit=1)[0])
        if Role.ADMINISTRATOR not in operations.held_roles(person, organisation):
            operations.grant_role(person, organisation, Role.ADMINISTRATOR, by=MACHINE)
            lines.append(f"{person.email} is nu functioneel beheerder.")
        lines.append(_way_in(person))
    click.echo("\n".join(lines))


@click.command("upgrade")
@plainly
def upgrade() -> None:
    """Breng de database bij de tijd."""
    bring_up_to_date()
    click.echo("De database is bij de tijd.")


def bring_up_to_date() -> None:
    """Run the revisions, and put the append-only triggers back that a rebuild may have dropped."""
    Path(current_app.config["LEERLUS_DATA"]).mkdir(parents=True, exist_ok=True, mode=0o700)
    flask_migrate.upgrade()
    with db.engine.begin() as connection:
        protect(connection)


@click.group("organisations")
def organisations() -> None:
    """Organisaties."""


@organisations.command("create")
@click.argument("name")
@click.option("--slug", required=True, help="Korte naam, voor de opdrachtregel.")
@plainly
def create_organisation(name: str, slug: str) -> None:
    """Maak een organisatie."""
    with transaction():
        organisation = operations.create_organisation(name, slug, by=MACHINE)
        message = f"Organisatie '{organisation.name}' is gemaakt, met de korte naam '{slug}'."
    click.echo(message)


@click.group("accounts")
def accounts() -> None:
    """Mensen en hun rollen."""


@accounts.command("create")
@click.argument("email")
@click.option("--name", required=True, help="Naam van de persoon.")
@click.option("--organisation", "slug", required=True, help="Korte naam van de organisatie.")
@click.option("--team", default="", help="Team; een nieuw team wordt gemaakt.")
@click.option("--role", type=RoleName(), required=True, help="Rol, als code of in het Nederlands.")
@click.option("--password-stdin", is_flag=True, help="Lees het wachtwoord van standaardinvoer.")
@plainly
def create_account(
    email: str, *, name: str, slug: str, team: str, role: Role, password_stdin: bool
) -> None:
    """Geef iemand een account en een rol. Een bestaand account krijgt de rol erbij."""
    password = _read_password(email) if password_stdin else ""
    with transaction():
        organisation = organisation_named(slug)
        person = _known_or_new(email, name)
        made, where = _team(organisation, team)
        given = operations.grant_role(person, organisation, role, by=MACHINE, team=where)
        if password:
            operations.set_password_hash(person, hash_password(password), by=MACHINE)
        lines = _account_lines(given, where if made else None)
        if not password:
            lines.append(_way_in(person))
    click.echo("\n".join(lines))


def _read_password(email: str) -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    problem = weakness(password, email)
    if problem:
        raise problem
    return password


def _known_or_new(email: str, name: str) -> Person:
    known = person_by_email(email)
    return known if known is not None else operations.create_person(name, email, by=MACHINE)


def _team(organisation: Organisation, name: str) -> tuple[bool, Team | None]:
    """The team of this name, and whether it was made just now."""
    if not name.strip():
        return False, None
    known = team_by_name(organisation.id, name)
    if known is not None:
        return False, known
    return True, operations.create_team(organisation, name, by=MACHINE)


def _account_lines(given: Membership, new_team: Team | None) -> list[str]:
    label, place = ROLE_LABELS[given.role], given.organisation.name
    lines = [f"Team '{new_team.name}' bestond nog niet en is gemaakt."] if new_team else []
    return [*lines, f"{given.person.email} is nu {label} bij {place}."]


def _way_in(person: Person) -> str:
    """A link to set a first password; it works once, and a day long."""
    if person.password_hash:
        return f"{person.email} heeft al een wachtwoord."
    token = operations.create_link(person, by=MACHINE)
    path = current_app.url_map.bind("localhost").build("accounts.set_password", {"token": token})
    base = current_app.config["BASE_URL"] or DEVELOPMENT_ADDRESS
    return f"Stel binnen een dag een wachtwoord in: {base}{path}"


@click.group("audit")
def audit() -> None:
    """Het logboek."""


@audit.command("verify")
@click.option(
    "--head",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Bestand met eerder bewaarde hoofden; het laatste moet nog kloppen.",
)
@plainly
def verify(head: Path | None) -> None:
    """Controleer of het logboek heel is."""
    seq, expected = _last_head(head) if head else (0, "")
    found = verify_chain(seq, expected)
    if found.broken is not None:
        raise Failed(f"Het logboek klopt niet vanaf regel {found.broken}: {found.reason}.")
    click.echo(f"Het logboek is heel: {found.rows} regels, hoofd {found.head}.")


def _last_head(path: Path) -> tuple[int, str]:
    lines = [line.split() for line in path.read_text(encoding="ascii").splitlines() if line]
    if not lines:
        return 0, ""
    if len(lines[-1]) != 3 or not lines[-1][1].isdecimal():
        raise Invalid(f"In {path.name} staat geen hoofd van het logboek.")
    return int(lines[-1][1]), lines[-1][2]


@audit.command("head")
@click.option("--write", is_flag=True, help="Bewaar het ook in audit-heads.log.")
@plainly
def head(write: bool) -> None:
    """Toon het hoofd van het logboek: dag, nummer en kenmerk van de laatste regel."""
    line = current_head()
    if not line:
        raise Invalid("Het logboek is nog leeg.")
    if write:
        append_head(line)
    click.echo(line)


COMMANDS = (init, upgrade, organisations, accounts, audit)
