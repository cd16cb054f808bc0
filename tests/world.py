"""A small world in which every kind of reader meets every kind of case, with words that betray.

Each case holds words of its own ("canaries"): where one shows up, that case was shown. The name of
the reporter, the team and the dates are canaries too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from flask import Flask

from app.clock import moved_to, now, today
from app.database import db, transaction
from app.people.models import MembershipState, Organisation, Person, Team
from app.people.roles import Role
from app.search.indexer import index_waiting
from cases.lifecycle import CaseState
from cases.models.case import Case, CaseGrant
from cases.operations.share import conclude_case, withdraw_case
from cases.terms import Audience, NameShownTo, OutcomeStatus
from tests import factories

SHARED_AT = datetime(2026, 3, 17, 9, tzinfo=UTC)
HAPPENED_ON = date(2026, 3, 11)
REPORTER_NAME = "Kanariena Zangvogel"
TEAM_NAME = "Team Kanarievolière"
DATES = ("17 maart", "31 maart", "11 maart", "2026-03-17", "2026-03-31")
WORD = "volièredeur"
"""Stands in every case: who searches for it should find what they may read, and no more."""

AUDIENCES = (Audience.TEAM, Audience.ORGANISATION, Audience.NETWORK)
STATES = (CaseState.SHARED, CaseState.IN_REVIEW, CaseState.CONCLUDED)


@dataclass(frozen=True)
class Cell:
    """A case of the table: its audience and state, its address, and the words that betray it."""

    name: str
    audience: Audience
    state: CaseState
    public_id: str

    @property
    def canaries(self) -> tuple[str, str]:
        return f"Titelkanarie-{self.name}", f"verhaalkanarie-{self.name}"


@dataclass
class World:
    """Who there is and what there is; numbers and addresses only, so that no session is held."""

    people: dict[str, int] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)
    organisations: dict[str, int] = field(default_factory=dict)
    teams: dict[str, int] = field(default_factory=dict)


def build_world(app: Flask) -> World:
    """Make it through the operations that users go through."""
    world = World()
    with app.app_context(), transaction():
        home, other, team, rest = _places()
        world.organisations = {"home": home.id, "other": other.id}
        world.teams = {"team": team.id, "rest": rest.id}
        people = dict(_people(home, other, team, rest))
        with moved_to(SHARED_AT):
            cases = dict(_cases(people["reporter"], home, other, team))
        late = factories.make_organisation("Gemeente Nieuwkomer", "nieuwkomer")
        world.organisations["late"] = late.id
        people["late neighbour"] = factories.make_person(late, name="Nienke Nieuw")
        people["participant"] = factories.make_person(late, name="Patrick Deelnemer")
        people["past participant"] = factories.make_person(late, name="Petra Voorbij")
        _grants(people, list(cases.values()))
        world.people = {name: person.id for name, person in people.items()}
        world.cells = {
            name: Cell(name, _audience(name), case.state, case.public_id)
            for name, case in cases.items()
        }
    with app.app_context():
        index_waiting()
    return world


def _audience(name: str) -> Audience:
    return next((one for one in AUDIENCES if name.startswith(one.value)), Audience.PRIVATE)


def _places() -> tuple[Organisation, Organisation, Team, Team]:
    home = factories.make_organisation("Gemeente Thuis", "thuis")
    other = factories.make_organisation("Gemeente Buur", "buur")
    return home, other, factories.make_team(home, TEAM_NAME), factories.make_team(home, "Team Rest")


def _people(
    home: Organisation, other: Organisation, team: Team, rest: Team
) -> Iterator[tuple[str, Person]]:
    yield "reporter", factories.make_person(home, name=REPORTER_NAME, team=team)
    for name, roles, place in (
        ("colleague", [Role.PROFESSIONAL], team),
        ("team facilitator", [Role.FACILITATOR], team),
        ("other team", [Role.PROFESSIONAL], rest),
        ("other facilitator", [Role.FACILITATOR], rest),
        ("analyst", [Role.ANALYST], None),
        ("analyst in the team", [Role.ANALYST, Role.PROFESSIONAL], team),
        ("manager", [Role.MANAGER], None),
        ("manager in the team", [Role.MANAGER, Role.PROFESSIONAL], team),
        ("manager with a grant", [Role.MANAGER], None),
        ("board", [Role.BOARD], None),
        ("contributor", [Role.CONTRIBUTOR], team),
        ("administrator", [Role.ADMINISTRATOR], None),
        ("privacy officer", [Role.PRIVACY_OFFICER], None),
        ("officer in need", [Role.PRIVACY_OFFICER], None),
        ("officer in need of the name", [Role.PRIVACY_OFFICER], None),
    ):
        yield name, factories.make_person(home, *roles, name=f"Iemand als {name}", team=place)
    for name, role in (
        ("neighbour", Role.PROFESSIONAL),
        ("neighbouring facilitator", Role.FACILITATOR),
        ("neighbouring analyst", Role.ANALYST),
        ("neighbouring manager", Role.MANAGER),
    ):
        yield name, factories.make_person(other, role, name=f"Iemand als {name}")
    yield from _gone(home, team)


def _gone(home: Organisation, team: Team) -> Iterator[tuple[str, Person]]:
    """Who has left, by each of the ways in which that happens."""
    deactivated = factories.make_person(home, name="Iemand die uit staat", team=team)
    deactivated.active = False
    yield "deactivated", deactivated
    former = factories.make_person(home, name="Iemand die weg is", team=team)
    former.memberships[0].state = MembershipState.ENDED
    yield "former colleague", former
    past = factories.make_person(home, name="Iemand die waarnam", team=team)
    past.memberships[0].ends_on = today() - timedelta(days=1)
    yield "past deputy", past
    waiting = factories.make_person(home, Role.FACILITATOR, name="Iemand die wacht", team=team)
    waiting.memberships[0].state = MembershipState.WAITING
    yield "unconfirmed facilitator", waiting


def _cases(
    reporter: Person, home: Organisation, other: Organisation, team: Team
) -> Iterator[tuple[str, Case]]:
    def made(name: str, audience: Audience) -> Case:
        return factories.make_case(
            reporter,
            home,
            team,
            title=f"Titelkanarie-{name}",
            situation=f"Hier staat verhaalkanarie-{name} en {WORD}.",
            happened_on=HAPPENED_ON,
            procedure=f"Procedurekanarie-{name}",
            audience=audience,
            network=[home, other],
        )

    yield "draft", made("draft", Audience.PRIVATE)
    for audience in AUDIENCES:
        for state in STATES:
            name = f"{audience.value}-{state.value}"
            case = made(name, audience)
            if state is CaseState.CONCLUDED:
                conclude_case(
                    case,
                    outcome="Het kwam goed.",
                    outcome_status=OutcomeStatus.HELPED,
                    by=factories.as_actor(reporter),
                )
            case.state = state
            yield name, case
    withdrawn = made("withdrawn", Audience.NETWORK)
    withdraw_case(withdrawn, by=factories.as_actor(reporter))
    yield "withdrawn", withdrawn
    for shown in NameShownTo:
        named = made(f"organisation-name-{shown.value}", Audience.ORGANISATION)
        named.name_shown_to = shown
        yield f"organisation-name-{shown.value}", named


def _grants(people: dict[str, Person], cases: list[Case]) -> None:
    """The right to read that a session or a noodinzage gives, on every case there is."""
    ahead, behind = now() + timedelta(days=30), now() - timedelta(seconds=1)
    for name, reason, until, named in (
        ("participant", "session", ahead, False),
        ("past participant", "session", behind, False),
        ("manager with a grant", "session", ahead, False),
        ("officer in need", "emergency", ahead, False),
        ("officer in need of the name", "emergency", ahead, True),
    ):
        db.session.add_all(
            CaseGrant(
                case_id=case.id,
                person_id=people[name].id,
                reason=reason,
                name_shown=named,
                until=until,
            )
            for case in cases
        )
    db.session.flush()
