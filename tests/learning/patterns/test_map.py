"""The map: for the analyst alone, the same from day to day, and the same as a list."""

import json
import re
from collections.abc import Iterator
from contextvars import Context
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from app import jobs
from app.audit import AuditEntry
from app.clock import now
from app.database import db, transaction
from app.jobs import JobState
from app.people.models import Person
from app.people.roles import Role
from cases.models.case import Case, CaseBouwsteen
from cases.models.lists import Domain
from cases.operations.share import withdraw_case
from cases.queries.lists import active_bouwstenen
from cases.terms import Direction
from learning.lifecycle.patterns import PatternState
from learning.models.patterns import DecidedBy, PatternMember
from learning.models.runs import CasePlace
from learning.operations.mapping import place_on_map, plan_map, resemblance
from learning.queries import pattern_map
from learning.queries.comparison import comparable_cases
from learning.similarity import groups
from tests.client import Browser, Page
from tests.factories import as_actor, give_role, make_person
from tests.learning.patterns.corpus import ADDRESS, GLASSES, LOOSE, Town

MAP = "/patronen/werkbank/kaart"


@pytest.fixture
def town(app: Flask) -> Iterator[Town]:
    """Two patterns, the second a candidate, and cases in none, one of which was taken out."""
    with app.app_context():
        with transaction():
            town = Town()
            give_role(town.analyst, town.organisation, Role.PROFESSIONAL, town.team)
            address = town.pattern(town.cases(ADDRESS))
            glasses = town.pattern(town.cases(GLASSES), PatternState.CANDIDATE, number=2)
            glasses.title = "Bril en zorgverzekering"
            taken_out = town.cases(LOOSE)[0]
            db.session.add(
                PatternMember(
                    pattern_id=address.id,
                    case_id=taken_out.id,
                    joined_at=now(),
                    decided_by=DecidedBy.ANALYST,
                    removed=True,
                )
            )
        yield town
        db.session.remove()


class Visitor:
    """Somebody at a browser; each request is on its own, whatever context the test is in."""

    def __init__(self, app: Flask, person: Person) -> None:
        self.browser = Context().run(Browser, app, person.id)

    def get(self, path: str = MAP) -> Page:
        return Context().run(partial(self.browser.get, path))

    def press(self, target: str) -> Page:
        return Context().run(partial(self.browser.submit, target))


@pytest.fixture
def analyst(app: Flask, town: Town) -> Visitor:
    return Visitor(app, town.analyst)


def draw(town: Town) -> None:
    organisation = town.organisation.id
    db.session.rollback()
    place_on_map(organisation)


def places(town: Town) -> dict[int, tuple[float, float]]:
    db.session.rollback()
    mine = CasePlace.organisation_id == town.organisation.id
    return {
        row.case_id: (row.x, row.y) for row in db.session.scalars(select(CasePlace).where(mine))
    }


def case_titled(title: str) -> Case:
    return db.session.scalars(select(Case).where(Case.title == title)).one()


def dots(page: Page) -> list[str]:
    return re.findall(r'class="map__case"\s+href="/casussen/(\w+)"', page.text)


def drawing(page: Page) -> str:
    """The picture and the list, without what differs from request to request."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page.main)


def test_the_analyst_lets_the_map_be_drawn_and_sees_all_cases(analyst: Visitor, town: Town) -> None:
    assert "Nog geen kaart" in analyst.get()
    waiting = analyst.press(f"{MAP}/tekenen")
    progress = re.search('data-progress-url="([^"]+)"', waiting.text)
    assert progress is not None
    assert json.loads(analyst.get(progress[1]).text)["done"] is False
    jobs.drain()
    told = json.loads(analyst.get(progress[1]).text)
    assert (told["done"], told["next"]) == (True, MAP)
    page = analyst.get()
    assert len(dots(page)) == len(set(dots(page))) == len(ADDRESS + GLASSES + LOOSE)
    assert "8 casussen in geen patroon" in page
    assert 'aria-label="Patroon 2: Bril en zorgverzekering"' in page
    rows = page.document.xpath("//main//tbody/tr")
    assert [" ".join(row.text_content().split()) for row in rows] == [
        "1 Zonder adres geen inschrijving Status bevestigd Casussen 6 Ligt naast patroon 2"
        " Kaart Alleen dit patroon, en wat eraan grenst: Zonder adres geen inschrijving",
        "2 Bril en zorgverzekering Status mogelijk patroon Casussen 5 Ligt naast patroon 1"
        " Kaart Alleen dit patroon, en wat eraan grenst: Bril en zorgverzekering",
    ]
    noted = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "map")).all()
    assert set(noted[-1].records.split()) == set(dots(page))


def test_nobody_else_sees_a_map(app: Flask, town: Town) -> None:
    draw(town)
    with transaction():
        people = [make_person(town.organisation, role) for role in Role if role is not Role.ANALYST]
        stranger = Town("Gemeente Elders", "elders").analyst
    for person in people:
        assert Visitor(app, person).get().status == 404
    elsewhere = Visitor(app, stranger).get()
    assert elsewhere.status == 200
    assert "Nog geen casussen" in elsewhere
    assert not dots(elsewhere)
    public_id = re.search(r"patroon=(\w+)", Visitor(app, town.analyst).get().text)
    assert public_id is not None
    assert Visitor(app, stranger).get(f"{MAP}?patroon={public_id[1]}").status == 404


def test_an_organisation_of_one_case_has_a_map_of_one_dot(app: Flask, town: Town) -> None:
    with transaction():
        small = Town("Gemeente Klein", "klein")
        small.cases(LOOSE[:1])
    draw(small)
    assert len(dots(Visitor(app, small.analyst).get())) == 1
    assert not places(town)


def test_the_same_cases_make_the_same_page(analyst: Visitor, town: Town) -> None:
    draw(town)
    first, stood = analyst.get(), places(town)
    draw(town)
    assert places(town) == stood
    assert drawing(analyst.get()) == drawing(first)
    with transaction():
        db.session.query(CasePlace).delete()
    draw(town)
    assert drawing(analyst.get()) == drawing(first)


def test_a_new_case_joins_its_like_and_the_others_stay(analyst: Visitor, town: Town) -> None:
    draw(town)
    stood = places(town)
    with transaction():
        new = town.cases([("Briefadres en inschrijving", "Geen inschrijving zonder briefadres.")])
        key = new[0].id
    assert "1 gedeelde casus staat nog niet op de kaart" in analyst.get()
    analyst.press(f"{MAP}/tekenen")
    jobs.drain()
    stand = places(town)
    moves = [abs(a - b) for one in stood for a, b in zip(stood[one], stand[one], strict=True)]
    assert max(moves) < 0.0102
    nearest = min(
        stood,
        key=lambda one: sum((a - b) ** 2 for a, b in zip(stand[one], stand[key], strict=True)),
    )
    assert db.session.get_one(Case, nearest).title in dict(ADDRESS)


def test_a_case_that_is_withdrawn_leaves_the_map_at_once(analyst: Visitor, town: Town) -> None:
    with transaction():
        town.reporters = [town.analyst]
        town.cases([("Eigen casus", "De leeranalist maakte ook zelf iets mee.")])
    draw(town)
    case = case_titled("Eigen casus")
    key, public_id = case.id, case.public_id
    assert public_id in analyst.get()
    with transaction():
        case = case_titled("Eigen casus")
        withdraw_case(case, by=as_actor(town.analyst))
    assert key not in places(town)
    assert public_id not in analyst.get()
    with transaction():
        db.session.add(CasePlace(case_id=key, organisation_id=town.organisation.id, x=0.5, y=0.5))
    assert public_id not in analyst.get()
    draw(town)
    assert key not in places(town)


def test_a_map_of_one_domain_of_one_bouwsteen_and_around_one_pattern(
    analyst: Visitor, town: Town
) -> None:
    with transaction():
        domain = Domain(organisation_id=town.organisation.id, name="zorg", sort_key="zorg")
        case_titled(GLASSES[0][0]).domain = domain
        tag = active_bouwstenen(town.organisation.id)[0]
        tagged = case_titled(LOOSE[1][0])
        db.session.add(
            CaseBouwsteen(case_id=tagged.id, bouwsteen_id=tag.id, direction=Direction.HELPED)
        )
        db.session.flush()
        codes = (domain.public_id, tag.public_id, tagged.public_id)
    draw(town)
    glasses = case_titled(GLASSES[0][0]).public_id
    assert dots(analyst.get(f"{MAP}?domein={codes[0]}&bouwsteen=")) == [glasses]
    assert dots(analyst.get(f"{MAP}?bouwsteen={codes[1]}")) == [codes[2]]
    nothing = analyst.get(f"{MAP}?bouwsteen={codes[1]}&domein={codes[0]}")
    assert "Geen casussen gevonden" in nothing
    for name in ("domein", "bouwsteen", "patroon"):
        assert analyst.get(f"{MAP}?{name}=bestaatniet").status == 404
    way = re.findall(r'href="([^"]+patroon=\w+)"', analyst.get().text)
    page = analyst.get(way[0])
    assert "Rond patroon 1" in page
    assert len(dots(page)) < len(dots(analyst.get())) or "8 casussen" in page
    assert len(dots(page)) >= len(ADDRESS) + len(GLASSES)


def test_more_cases_than_can_be_told_apart_are_said_not_drawn(
    analyst: Visitor, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(town)
    monkeypatch.setattr(pattern_map, "MOST_DRAWN", 12)
    page = analyst.get()
    assert len(dots(page)) == 12
    assert "7 casussen passen niet meer in het plaatje" in page
    assert "8 casussen in geen patroon" in page


def test_very_many_cases_are_compared_in_another_way(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(groups, "DEFAULT", groups.Settings(all_pairs_up_to=5))
    texts = comparable_cases(town.organisation.id)
    title = {text.key: text.title for text in texts}
    near = resemblance(texts)
    for text in texts:
        if text.title in dict(GLASSES):
            best = max(near[text.key], key=lambda one: near[text.key][one])
            assert title[best] in dict(GLASSES)


def test_a_drawing_for_an_organisation_that_is_gone_ends_quietly(town: Town) -> None:
    with transaction():
        job = plan_map(town.organisation)
        job.payload = {"organisation": "weg"}
    jobs.drain()
    db.session.refresh(job)
    assert job.state is JobState.DONE
    assert not places(town)
