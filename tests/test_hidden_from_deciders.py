"""Fifty cases more, and not a byte else for who decides, carries out, accounts or works here.

The same test as in `test_hidden_cases.py`, for an organisation in which everything was published
that can be: a pattern with its band, figures of closed quarters, a change with its verdict. The
cases that come are hidden from all readers but the analyst, and made to weigh as much as they can:
they stand in the pattern, are recognised, and were shared in quarters that are published already.

Pages are found in the program itself. A new page without a variable part is visited at once; one
with a variable part when ABOUT names what its address begins with.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from app.clock import moved_to, now
from app.database import db, transaction
from app.jobs import drain
from app.people.models import Organisation, Person, Team
from app.search.indexer import index_waiting
from cases.operations.recognise import recognise
from cases.terms import Audience, Obstacle
from learning.lifecycle.patterns import PatternState
from learning.lifecycle.proposals import ProposalStep
from learning.models.patterns import DecidedBy, Pattern, PatternMember
from learning.operations.detection import detect_patterns
from learning.operations.figures import publish_closed_quarters
from learning.operations.measuring import measure_effects
from learning.operations.patterns import publish_pattern
from tests import factories
from tests.client import Browser
from tests.factories import MACHINE
from tests.learning.proposals.scene import TODAY, World, make_world
from tests.test_hidden_cases import masked, plain_pages

ROLES = ("manager", "board", "contributor", "professional")
WINTER, SPRING = datetime(2026, 2, 3, tzinfo=UTC), datetime(2026, 5, 4, tzinfo=UTC)
SUMMER = datetime(2026, 8, 4, tzinfo=UTC)
CHANGED = date(2026, 4, 1)
ABOUT = {
    "/patronen/": ("pattern",),
    "/verbetervoorstellen/": ("changed", "waiting", "rejected"),
    "/dit-is-veranderd/": ("changed",),
    "/bestuur/": ("changed",),
    "/stand-van-zaken/": ("changed",),
    "/openbaar/": ("changed",),
}
"""What an address begins with, and whose address part stands in it; add new ones here."""
REST = {"quarter": "2026-3", "code": "2026-3", "slug": "proefstad", "name": "bestuursrapportage"}
DOCUMENTS = (".pdf", ".odt")


@dataclass
class Saved:
    """What was saved: the keys of people, the addresses of what they read about."""

    app: Flask
    organisation: int = 0
    people: dict[str, int] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    strangers: list[int] = field(default_factory=list)


@pytest.fixture
def saved(app: Flask) -> Iterator[Saved]:
    """An organisation with all that others than the analyst can be told."""
    found = Saved(app)
    with moved_to(TODAY):
        with app.app_context(), transaction():
            world = make_world()
            fill(world)
            with moved_to(TODAY - timedelta(days=47)):
                found.about["waiting"] = world.submitted("Wachtend voorstel").public_id
            rejected = world.submitted("Niet overgenomen voorstel")
            world.decide(rejected, ProposalStep.REJECT, reason="Er is geen geld voor.")
            found.about |= {"rejected": rejected.public_id, "pattern": world.pattern.public_id}
            with moved_to(datetime(2026, 4, 2, tzinfo=UTC)):
                found.about["changed"] = world.implemented(CHANGED).public_id
            publish_closed_quarters(world.organisation, by=MACHINE)
            measure_effects(world.organisation, by=MACHINE)
            found.organisation = world.organisation.id
            found.people = {name: getattr(world, name).id for name in (*ROLES, "analyst")}
            found.people["reporter"] = world.reporters[0].id
            team = factories.make_team(world.organisation, "Team Apart")
            found.strangers = [
                factories.make_person(world.organisation, name=f"Vreemde {n}", team=team).id
                for n in range(8)
            ]
        with app.app_context():
            index_waiting()
        yield found


def fill(world: World) -> None:
    """Quarters with enough to publish, and a pattern with a band."""
    world.fill({WINTER: (16, 20), SPRING: (8, 20), SUMMER: (8, 18)})
    world.pattern.state, world.pattern.published_at = PatternState.CONFIRMED, None
    world.pattern.summary = world.pattern.published_summary
    publish_pattern(world.pattern, network=True, by=MACHINE)


def hide_fifty(saved: Saved) -> None:
    """Cases that nobody of ROLES may read, in the pattern, in quarters old and new, recognised."""
    home = db.session.get_one(Organisation, saved.organisation)
    people = [db.session.get_one(Person, one) for one in saved.strangers]
    team = db.session.get_one(Team, people[0].memberships[0].team_id)
    pattern = db.session.query(Pattern).filter_by(public_id=saved.about["pattern"]).one()
    for number in range(50):
        with moved_to((WINTER, SPRING, SUMMER, now())[number % 4] + timedelta(hours=number)):
            case = factories.make_case(
                people[number % 7],
                home,
                team,
                title=f"Verborgen zaak {number}",
                situation="De brief kwam terug omdat er geen adres was.",
                audience=Audience.TEAM,
                obstacle=Obstacle.POLICY,
                procedure=f"Verborgen procedure {number % 5}",
            )
            recognise(case, person=people[7], by=factories.as_actor(people[7]))
        row = PatternMember(
            pattern=pattern, case=case, joined_at=now(), decided_by=DecidedBy.MACHINE
        )
        db.session.add(row)


def addresses(saved: Saved) -> Iterator[str]:
    """Every page that the program has, about everything that there is."""
    yield from plain_pages(saved.app)
    for rule in saved.app.url_map.iter_rules():
        for start, names in ABOUT.items():
            if rule.rule.startswith(start) and rule.arguments and "GET" in (rule.methods or ()):
                values = {name: REST.get(name, "odt") for name in rule.arguments}
                with saved.app.test_request_context():
                    for name in names:
                        given = {**values, "public_id": saved.about[name]}
                        yield rule.build({one: given[one] for one in rule.arguments})[1]


def pages_of(saved: Saved, name: str) -> dict[str, str]:
    browser = Browser(saved.app, saved.people[name])
    return {
        url: masked(browser.get(url))
        for url in sorted(set(addresses(saved)))
        if not url.endswith(DOCUMENTS)
    }


@pytest.mark.timeout(400)
@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
def test_fifty_hidden_cases_in_a_published_pattern_change_not_one_byte(saved: Saved) -> None:
    readers = (*ROLES, "reporter")
    before = {name: pages_of(saved, name) for name in readers}
    bench = of_the_analyst(saved)
    with saved.app.app_context():
        with transaction():
            hide_fifty(saved)
        index_waiting()
        detect_patterns(saved.organisation, by=MACHINE)
        home = db.session.get_one(Organisation, saved.organisation)
        with transaction():
            assert publish_closed_quarters(home, by=MACHINE) == 0
            measure_effects(home, by=MACHINE)
        drain()
    changed = [
        f"{name}: {url}"
        for name in readers
        for url, text in pages_of(saved, name).items()
        if before[name][url] != text
    ]
    assert not changed, "\n".join(changed)
    assert of_the_analyst(saved) != bench, "the cases are not hidden, they are not there"


def of_the_analyst(saved: Saved) -> str:
    browser = Browser(saved.app, saved.people["analyst"])
    return masked(browser.get(f"/patronen/werkbank/{saved.about['pattern']}"))


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
def test_there_is_something_to_read(saved: Saved) -> None:
    """A page that refuses everybody is the same before and after, and proves nothing."""
    browser = Browser(saved.app, saved.people["manager"])
    about = f"/verbetervoorstellen/{saved.about['changed']}"
    assert "meer dan 20 casussen" in browser.get(f"/patronen/{saved.about['pattern']}").text
    assert "kwartaal 2026" in browser.get("/stand-van-zaken").text
    for rest in ("", "/effect", "/verhaal", "/versies"):
        assert browser.get(f"{about}{rest}").status == 200, rest
        assert f"{about}{rest}" in set(addresses(saved))
