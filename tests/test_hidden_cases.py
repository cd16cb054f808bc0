"""What somebody may not see leaves no trace: not in a status, not in a count, not in a byte."""

import re
from collections.abc import Iterable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit import AuditEntry
from app.clock import now
from app.database import db, transaction
from app.jobs import drain
from app.people.models import Organisation, Person, Team
from app.people.roles import Role
from app.search.indexer import index_waiting
from cases.operations.lists import add_domain
from cases.terms import Audience, Obstacle
from learning.models.patterns import Pattern
from learning.operations.across import confirm_across
from learning.operations.detect_across import detect_across
from learning.operations.detection import detect_patterns
from learning.operations.fitting import refit_weights
from learning.operations.patterns import publish_pattern
from tests import factories
from tests.client import Browser, Page
from tests.learning.patterns.corpus import ADDRESS, LOOSE, Town
from tests.learning.patterns.test_weights import curate
from tests.world import WORD, World, build_world

ABSENT = "a2b3c4d5e6f7a2b3"
CHANGING = (
    r'name="csrf_token"\s+value="[^"]+"',
    r'name="submission_key"[^>]*value="[^"]+"',
    r"/zoeken/[a-z2-7]{16}",
    r"<code>[0-9a-f]{16}</code>",
    r'"token":\s*"[^"]+"',
)
"""What differs between two answers to the same question by design: tokens and request ids."""

OTHERS = ("reporter", "colleague", "other facilitator", "neighbour", "participant", "manager")
SHOWN = ("draft", "team-shared", "organisation-concluded", "network-shared")


@pytest.fixture
def world(app: Flask) -> World:
    return build_world(app)


def masked(page: Page) -> str:
    text = page.text
    for pattern in CHANGING:
        text = re.sub(pattern, "*", text)
    return text


@pytest.mark.parametrize("name", ["other team", "manager", "late neighbour", "administrator"])
def test_hidden_answers_as_absent(app: Flask, world: World, name: str) -> None:
    hidden = world.cells["team-shared"].public_id
    browser = Browser(app, world.people[name])
    pages = ("", "/bewerken", "/delen", "/versies", "/gegevens", "/duiding", "/afronden")
    for rest in pages:
        page, absent = (browser.get(f"/casussen/{one}{rest}") for one in (hidden, ABSENT))
        same_answer(app, page, absent, hidden)
    for rest in ("/intrekken", "/reactie", "/heropenen", "/bewerken", "/delen"):
        page, absent = (
            browser.post(f"/casussen/{one}{rest}", kind="thanks") for one in (hidden, ABSENT)
        )
        same_answer(app, page, absent, hidden)


def same_answer(app: Flask, page: Page, absent: Page, hidden: str) -> None:
    assert page.status == absent.status == 404
    assert masked(page).replace(hidden, ABSENT) == masked(absent)
    assert set(page.headers) == set(absent.headers)
    assert noted(app, page) == {
        **noted(app, absent), "record": noted(app, absent)["record"] and hidden
    }  # fmt: skip


def noted(app: Flask, page: Page) -> dict[str, str]:
    """The one row in the trail about an answer, without what must differ."""
    with app.app_context():
        rows = db.session.scalars(
            select(AuditEntry).where(AuditEntry.request == page.request_id)
        ).all()
        (row,) = rows
        return {
            name: str(getattr(row, name))
            for name in ("actor", "action", "kind", "record", "records", "outcome", "organisation")
        }


@pytest.mark.parametrize("odd", ["x" * 300, "%00", "a'--", "ABC", "%F0%9F%92%A9", "../../etc"])
def test_an_odd_address_is_refused_and_not_kept(app: Flask, world: World, odd: str) -> None:
    browser = Browser(app, world.people["colleague"])
    page = browser.get(f"/casussen/{odd}")
    assert page.status in (400, 404)
    with app.app_context():
        kept = db.session.scalars(
            select(AuditEntry.record).where(AuditEntry.request == page.request_id)
        ).all()
    assert not any(kept)


def test_fifty_hidden_cases_change_not_one_byte(app: Flask, world: World, engine_kind: str) -> None:
    # The pages are the same on both engines, the search is not: there a few readers will do.
    others = OTHERS if engine_kind == "sqlite" else OTHERS[2:4]
    with app.app_context(), transaction():
        stranger = hidden_places(world)
    before = {name: pages_of(app, world, name) for name in others}
    with app.app_context(), transaction():
        hide_cases(world, stranger, 50)
    fresh = {name: searches_of(app, world, name) for name in others}
    with app.app_context():
        index_waiting()
    indexed = {name: pages_of(app, world, name) for name in others}
    changed = [
        f"{name}: {url}"
        for name in others
        for after in (fresh, indexed)
        for url, text in after[name].items()
        if before[name][url] != text
    ]
    assert not changed, "\n".join(changed)
    analyst = pages_of(app, world, "analyst")
    assert "verborgen" in analyst["/casussen"], "the cases are not hidden, they are not there"


def test_what_a_run_across_finds_changes_not_one_byte(
    app: Flask, world: World, engine_kind: str
) -> None:
    some = ["neighbour", "neighbouring manager"]
    others = some if engine_kind != "sqlite" else [*some, "colleague", "manager", "administrator"]
    home, other = world.organisations["home"], world.organisations["other"]
    with app.app_context(), transaction():
        share_with_network(world, "other team", "home", [*ADDRESS[:3], *LOOSE[:4]])
        share_with_network(world, "neighbour", "other", [*ADDRESS[3:], *LOOSE[4:]])
    with app.app_context():
        index_waiting()
    before = {name: pages_of(app, world, name) for name in others}
    with app.app_context():
        for one in (home, other):
            detect_across(one, by=factories.MACHINE)
        found = db.session.scalars(select(Pattern).where(Pattern.organisation_id == home)).all()
        with transaction():
            confirm_across(found[0], title="Van twee", summary="Kort.", by=factories.MACHINE)
    after = {name: pages_of(app, world, name) for name in others}
    changed = [
        f"{name}: {url}"
        for name in others
        for url, text in after[name].items()
        if before[name][url] != text
    ]
    assert not changed, "\n".join(changed)
    assert "Van twee" in pages_of(app, world, "neighbouring analyst")["/patronen/werkbank/netwerk"]


def share_with_network(
    world: World, name: str, place: str, texts: Iterable[tuple[str, str]]
) -> None:
    """Cases that somebody shares with both organisations of the world."""
    both = [db.session.get_one(Organisation, world.organisations[one]) for one in ("home", "other")]
    for title, situation in texts:
        factories.make_case(
            db.session.get_one(Person, world.people[name]),
            db.session.get_one(Organisation, world.organisations[place]),
            title=title,
            situation=situation,
            audience=Audience.NETWORK,
            network=both,
        )


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
def test_what_was_learned_changes_not_one_byte(app: Flask, world: World) -> None:
    """Weights fitted from decisions work in detection alone: nobody else's page tells of them."""
    with app.app_context(), transaction():
        publish_pattern(curate(Home(world))[0], network=False, by=factories.MACHINE)
    with app.app_context():
        index_waiting()
    before = {name: pages_of(app, world, name) for name in OTHERS}
    with app.app_context():
        fit = refit_weights(world.organisations["home"], now(), by=factories.MACHINE)
        assert fit is not None
        assert fit.in_use, "nothing was learned, so that there is nothing to tell"
        run = detect_patterns(world.organisations["home"], by=factories.MACHINE)
        assert run.settings["weights"] == fit.public_id
        drain()
    for name in OTHERS:
        after = pages_of(app, world, name)
        assert [url for url, text in after.items() if before[name][url] != text] == [], name
    page = Browser(app, world.people["analyst"]).get("/patronen/werkbank/gewichten")
    assert "De geleerde weging staat aan" in page.main


class Home(Town):
    """The organisation of the world as one in which patterns are curated."""

    def __init__(self, world: World) -> None:
        self.organisation = db.session.get_one(Organisation, world.organisations["home"])
        self.team = db.session.get_one(Team, world.teams["team"])
        people = ("reporter", "colleague", "team facilitator", "other team", "other facilitator")
        self.reporters = [db.session.get_one(Person, world.people[name]) for name in people]
        self.analyst = db.session.get_one(Person, world.people["analyst"])


def hidden_places(world: World) -> int:
    """Somebody in a team of their own, there before the comparison begins."""
    home = db.session.get_one(Organisation, world.organisations["home"])
    team = factories.make_team(home, "Team Verborgen")
    add_domain(home, "Verborgen domein", sensitive=False, by=factories.MACHINE)
    return factories.make_person(home, Role.PROFESSIONAL, name="Iemand apart", team=team).id


def hide_cases(world: World, stranger: int, count: int) -> None:
    """Cases with the words, tags and lists that the readers meet, and new ones besides."""
    home = db.session.get_one(Organisation, world.organisations["home"])
    person = db.session.get_one(Person, stranger)
    team = db.session.get_one(Team, person.memberships[0].team_id)
    for number in range(count):
        factories.make_case(
            person,
            home,
            team,
            title=f"Titelkanarie verborgen {number}",
            situation=f"Ook hier {WORD}, {WORD} en verborgenwoord{number}.",
            audience=Audience.TEAM if number % 2 else Audience.PRIVATE,
            procedure=f"Verborgen procedure {number % 7}",
            domain="Verborgen domein" if number % 3 else "",
            obstacle=Obstacle.POLICY,
            partners=["Verborgen partner"],
            law="Participatiewet art. 18",
        )


def pages_of(app: Flask, world: World, name: str) -> dict[str, str]:
    """What this reader sees on every page that can be opened without knowing anything."""
    browser = Browser(app, world.people[name])
    found = {url: masked(browser.get(url)) for url in (*plain_pages(app), *filtered())}
    for cell in SHOWN:
        found[cell] = masked(browser.get(f"/casussen/{world.cells[cell].public_id}"))
    return found | searches_of(app, world, name)


def searches_of(app: Flask, world: World, name: str) -> dict[str, str]:
    """What this reader finds by words that stand in hidden cases too."""
    browser = Browser(app, world.people[name])
    return {
        f"search {words}": masked(browser.post("/zoeken", words=words, follow=True))
        for words in (WORD, "Titelkanarie", "verborgen*", "volieredeur", "verborgenwoord1")
    }


def plain_pages(app: Flask) -> list[str]:
    """Every page without a variable part, but for those whose subject is who did what."""
    skipped = ("/account", "/beheer", "/logboek", "/privacybeheer", "/static", "/gezond")
    return sorted(
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments
        if not rule.rule.startswith(skipped)
    )


def filtered() -> Iterator[str]:
    yield from ("/casussen?knelpunt=policy", "/casussen?pagina=2", "/casussen?soort=good_example")
