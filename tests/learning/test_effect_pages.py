"""The page of an effect: a sentence for all, a chart of what was published, exact for one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from app.clock import moved_to
from app.database import db, transaction
from app.people.models import Person
from learning.models.proposals import Proposal
from learning.operations.figures import publish_closed_quarters
from learning.operations.measuring import measure_effects
from tests.client import Browser, Page
from tests.factories import MACHINE
from tests.learning.practice.scene import CLOSED, SOLVED, answer, ask
from tests.learning.proposals.scene import TODAY, World, make_world
from tests.scenery import Scenery

AUTUMN, WINTER = datetime(2025, 11, 3, tzinfo=UTC), datetime(2026, 2, 3, tzinfo=UTC)
SPRING, SUMMER = datetime(2026, 5, 4, tzinfo=UTC), datetime(2026, 8, 4, tzinfo=UTC)
HIDDEN = {AUTUMN: (10, 20), WINTER: (9, 20), SPRING: (1, 26), SUMMER: (0, 26)}
SHOWN = {AUTUMN: (33, 30), WINTER: (33, 30), SPRING: (9, 50), SUMMER: (9, 50)}
FULL = ("analyst", "manager", "contributor", "board")
CELLS = "./th/text() | ./td/span[2]/text()"
OTHERS = ("professional", "administrator", "elsewhere")


@dataclass
class Saved:
    """What was saved: the people by name, and the address of the page."""

    app: Flask
    people: dict[str, int] = field(default_factory=dict)
    proposal: str = ""
    url: str = ""

    def page(self, role: str) -> Page:
        return Browser(self.app, self.people[role]).get(self.url)


def save(app: Flask, quarters: dict[datetime, tuple[int, int]], *, asking: bool = False) -> Saved:
    """A change in April of which the figures of summer were the last to be published."""
    found = Saved(app)
    with app.app_context(), moved_to(TODAY), transaction():
        world = make_world()
        with moved_to(datetime(2026, 4, 2, tzinfo=UTC)):
            proposal = world.implemented(date(2026, 4, 1))
            proposal.expected_fall = 80
        world.fill(quarters)
        publish_closed_quarters(world.organisation, by=MACHINE)
        measure_effects(world.organisation, by=MACHINE)
        if asking:
            confirm(world)
        found.people = {name: getattr(world, name).id for name in (*FULL, *OTHERS)}
        found.proposal = f"/verbetervoorstellen/{proposal.public_id}"
        found.url = f"{found.proposal}/effect"
    return found


def confirm(world: World) -> None:
    asked = datetime(2026, 10, 2, tzinfo=UTC)
    found = ask(world, asked)
    answer(found, world.reporters[:8], *[SOLVED] * 8)
    ask(world, asked + CLOSED)


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with moved_to(TODAY):
        yield


def test_whoever_reads_the_proposal_in_full_reads_the_verdict(app: Flask, scenery: Scenery) -> None:
    saved = scenery("hidden", lambda: save(app, HIDDEN))
    for role in FULL:
        page = saved.page(role)
        assert "Sinds de verandering komen er aantoonbaar minder casussen." in page.main
        assert "Hoe is dit berekend?" in page.main
        assert "4e kwartaal 2025 tot en met 1e kwartaal 2026" in page.main
        linked = Browser(app, saved.people[role]).get(saved.proposal)
        assert saved.url in linked.links
    for role in OTHERS:
        assert saved.page(role).status == 404


def test_exact_counts_stand_there_for_the_analyst_alone(app: Flask, scenery: Scenery) -> None:
    saved = scenery("hidden", lambda: save(app, HIDDEN))
    analyst = saved.page("analyst")
    assert "19 en 1 casussen" in analyst.main
    assert "augustus 2026" in analyst.main
    assert analyst.document.xpath("count(//svg[@role='img'])") == 2
    for role in FULL[1:]:
        page = saved.page(role)
        assert "Alleen voor jou" not in page.main
        assert "De aantallen zijn te klein om te tonen." in page.main
        assert not page.document.xpath("//main//svg[@role='img']")
        assert not re.findall(r"\b(19|1) casus", page.main)


def test_one_chart_of_published_figures_with_a_table(app: Flask, scenery: Scenery) -> None:
    saved = scenery("shown", lambda: save(app, SHOWN))
    for role in ("manager", "board", "contributor"):
        page = saved.page(role)
        pictures = page.document.xpath("//main//svg[@role='img']")
        assert len(pictures) == 2
        for picture in pictures:
            named = picture.get("aria-labelledby").split()
            told = [page.document.xpath(f"string(//*[@id='{one}'])") for one in named]
            assert all(told)
            assert "1 april 2026" in told[1]
        rows = page.document.xpath("//main//details//table/tbody/tr")
        assert [[" ".join(str(one).split()) for one in row.xpath(CELLS)] for row in rows] == [
            ["4e kwartaal 2025", "35", "65", "voor de verandering"],
            ["1e kwartaal 2026", "35", "65", "voor de verandering"],
            ["2e kwartaal 2026", "10", "60", "na de verandering"],
            ["3e kwartaal 2026", "10", "60", "na de verandering"],
        ]
        # 33 was published as 35, and 9 as 10.
        assert "van ongeveer 70 naar ongeveer 20 casussen" in page.main
        assert "80% minder" in page.main
        assert "33" not in page.main


def test_fifty_cases_more_change_nothing_for_anybody_but_the_analyst(
    app: Flask, scenery: Scenery
) -> None:
    saved = scenery("shown", lambda: save(app, SHOWN))
    before = {role: masked(saved.page(role)) for role in FULL}
    with app.app_context(), transaction():
        world = world_of(saved)
        world.fill({WINTER: (20, 5), SUMMER: (20, 5)})
    after = {role: masked(saved.page(role)) for role in FULL}
    assert [role for role in FULL if before[role] != after[role]] == ["analyst"]


def world_of(saved: Saved) -> World:
    """The saved organisation, to add cases to."""
    found = db.session.query(Proposal).one()
    people = {name: db.session.get_one(Person, key) for name, key in saved.people.items()}
    reporters = db.session.query(Person).filter(Person.name.like("Inbrenger%")).all()
    return World(
        organisation=found.organisation, pattern=found.patterns[0], reporters=reporters, **people
    )


def masked(page: Page) -> str:
    return re.sub(r'name="csrf_token"\s+value="[^"]+"|<code>[0-9a-f]{16}</code>', "*", page.text)


def test_both_doors_are_named_and_the_open_one_leads_on(app: Flask) -> None:
    saved = save(app, HIDDEN, asking=True)
    page = saved.page("analyst")
    assert "daling aangetoond open" in page.main
    assert "bevestigd door de praktijk open" in page.main
    assert f"{saved.proposal}/beslissing" in page.links
    told = saved.page("manager")
    assert "Uitkomst: bevestigd door de praktijk." in told.main
    assert f"{saved.proposal}/beslissing" not in told.links
    # Eight answers were given; how many is nobody's to know.
    assert not re.search(r"\b8\b", told.main)


def test_it_says_when_the_first_verdict_comes(app: Flask) -> None:
    with app.app_context(), transaction():
        world = make_world()
        proposal = world.implemented(date(2026, 11, 2))
        waiting = world.submitted("Nog niets")
        measure_effects(world.organisation, by=MACHINE)
        people = {"manager": world.manager.id, "analyst": world.analyst.id}
        saved = Saved(app, people, url=f"/verbetervoorstellen/{proposal.public_id}/effect")
        later = Saved(app, people, url=f"/verbetervoorstellen/{waiting.public_id}/effect")
    for role in people:
        page = saved.page(role)
        assert "Het is nog te vroeg om te zeggen of het helpt." in page.main
        assert "vanaf 15 juli 2027" in page.main
        assert "De verandering viel in 4e kwartaal 2026." in page.main
        assert "krijgt vanaf 2 mei 2027 één vraag" in page.main
        assert "Er is nog niets veranderd" in later.page(role).main
