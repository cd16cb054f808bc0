"""The cast: two organisations, their teams, and everybody who plays a part. All are invented."""

from dataclasses import dataclass
from pathlib import Path

from app.accounts.command_line import MACHINE
from app.accounts.passwords import hash_password
from app.audit import Actor, Origin, reference_of
from app.clock import today
from app.people import operations
from app.people.joining import add_member
from app.people.models import Organisation, Person, Team
from app.people.queries import organisation_by_slug, person_by_email, team_by_name
from app.people.roles import ROLE_LABELS, Role
from app.refusals import Refused

DATA = Path(__file__).parent / "data"
PASSWORD = "leerlus demo wachtwoord"  # noqa: S105 - it stands on the sign-in page of a demo
WATERDAM, MERWESTREEK = "waterdam", "merwestreek"
ORGANISATIONS = {
    WATERDAM: ("Gemeente Waterdam", "Marjan Hoekstra, namens het college"),
    MERWESTREEK: ("Zorgkantoor Merwestreek", "Harm Schuurman, namens de directie"),
}


@dataclass(frozen=True)
class Part:
    """Somebody in the cast: who, where, and in which role."""

    name: str
    email: str
    role: Role = Role.PROFESSIONAL
    team: str = ""

    @property
    def slug(self) -> str:
        """The organisation, which the address names."""
        return self.email.split("@")[1].split(".")[0]


# In the order in which the sign-in page names them: one of each role first.
CAST = (
    Part("Anouk Verbruggen", "anouk.verbruggen@waterdam.example", team="Team Inkomen Noord"),
    Part("Sanne Dijkgraaf", "sanne.dijkgraaf@waterdam.example", Role.FACILITATOR, "Team Wmo"),
    Part("Ilse Noordhoek", "ilse.noordhoek@waterdam.example", Role.ANALYST),
    Part("Wouter Brandsma", "wouter.brandsma@waterdam.example", Role.MANAGER),
    Part("Femke Roelofs", "femke.roelofs@waterdam.example", Role.CONTRIBUTOR),
    Part("Marjan Hoekstra", "marjan.hoekstra@waterdam.example", Role.BOARD),
    Part("Ruud Timmer", "ruud.timmer@waterdam.example", Role.ADMINISTRATOR),
    Part("Petra Vos", "petra.vos@waterdam.example", Role.ADMINISTRATOR),
    Part("Aisha Kaddouri", "aisha.kaddouri@waterdam.example", Role.PRIVACY_OFFICER),
    Part("Rachid el Amrani", "rachid.elamrani@waterdam.example", team="Team Inkomen Noord"),
    Part("Marieke Stolk", "marieke.stolk@waterdam.example", team="Team Inkomen Noord"),
    Part("Joost Hagenaar", "joost.hagenaar@waterdam.example", team="Team Inkomen Zuid"),
    Part("Sevda Yildirim", "sevda.yildirim@waterdam.example", team="Team Inkomen Zuid"),
    Part("Karin Pronk", "karin.pronk@waterdam.example", team="Team Inkomen Zuid"),
    Part("Tineke Bosgraaf", "tineke.bosgraaf@waterdam.example", team="Team Wmo"),
    Part("Dewi Santoso", "dewi.santoso@waterdam.example", team="Team Wmo"),
    Part("Hans Molenkamp", "hans.molenkamp@waterdam.example", team="Team Wmo"),
    Part("Yara Benali", "yara.benali@waterdam.example", team="Team Jeugd"),
    Part("Pim de Groot", "pim.degroot@waterdam.example", team="Team Jeugd"),
    Part("Loes Wagemaker", "loes.wagemaker@waterdam.example", team="Team Schuldhulp"),
    Part("Dennis Kortekaas", "dennis.kortekaas@waterdam.example", team="Team Schuldhulp"),
    Part("Emine Aksoy", "emine.aksoy@waterdam.example", team="Team Burgerzaken"),
    Part("Bart Terlouw", "bart.terlouw@waterdam.example", team="Team Burgerzaken"),
    Part("Nadia Ouali", "nadia.ouali@waterdam.example", team="Team Wonen"),
    Part("Geert Lammertink", "geert.lammertink@waterdam.example", team="Team Wonen"),
    Part("Murat Demirci", "murat.demirci@merwestreek.example", team="Team Wlz Indicaties"),
    Part("Colette Janssens", "colette.janssens@merwestreek.example", team="Team Wlz Indicaties"),
    Part("Elly Vroom", "elly.vroom@merwestreek.example", team="Team Pgb"),
    Part("Ruben Achterberg", "ruben.achterberg@merwestreek.example", team="Team Pgb"),
    Part("Thijs van Rooij", "thijs.vanrooij@merwestreek.example", Role.FACILITATOR, "Team Pgb"),
    Part("Bodil Meertens", "bodil.meertens@merwestreek.example", Role.ANALYST),
    Part("Harm Schuurman", "harm.schuurman@merwestreek.example", Role.MANAGER),
    Part("Lotte Ypma", "lotte.ypma@merwestreek.example", Role.ADMINISTRATOR),
)


def move_in() -> None:
    """Make the organisations with their signed rules of the game, the teams and the people."""
    for slug, (name, signed_by) in ORGANISATIONS.items():
        made = operations.create_organisation(name, slug, by=MACHINE)
        rules = (DATA / "house_rules.md").read_text(encoding="utf-8").format(organisation=name)
        operations.sign_house_rules(made, rules, signed_by, today(), by=MACHINE)
    # One hash for all: argon2 is slow on purpose, and everybody here has the same password.
    password_hash = hash_password(PASSWORD)
    for part in CAST:
        host = organisation(part.slug)
        details = {"team": _team(host, part.team), "starts_on": None, "ends_on": None}
        person = add_member(
            part.name,
            part.email,
            host,
            {"role": part.role, **details},  # type: ignore[typeddict-item]
            by=MACHINE,
        )
        operations.set_password_hash(person, password_hash, by=MACHINE)


def _team(host: Organisation, name: str) -> Team | None:
    if not name:
        return None
    return team_by_name(host.id, name) or operations.create_team(host, name, by=MACHINE)


def organisation(slug: str) -> Organisation:
    """An organisation of the demo."""
    found = organisation_by_slug(slug)
    if found is None:
        raise Refused("organisation", slug)
    return found


def person(email: str) -> Person:
    """Somebody of the cast."""
    found = person_by_email(email)
    if found is None:
        raise Refused("person", email)
    return found


def holder(slug: str, role: Role) -> Person:
    """The first of the cast with this role in an organisation."""
    return person(next(one.email for one in CAST if one.slug == slug and one.role is role))


def acting(who: Person) -> Actor:
    """Somebody of the cast as who acts, on a page of the website."""
    return Actor(Origin.WEB, person_id=who.id, reference=reference_of(who.id))


def shown_accounts() -> list[tuple[str, str, str]]:
    """Name, role in words and address of everybody, for the sign-in page and the command."""
    return [(one.name, _in_words(one), one.email) for one in CAST]


def _in_words(part: Part) -> str:
    place = ORGANISATIONS[part.slug][0]
    return f"{ROLE_LABELS[part.role]}, {part.team or place}"
