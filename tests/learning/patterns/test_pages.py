import json
import re
from collections.abc import Iterator
from contextvars import Context
from functools import partial

import pytest
from click.testing import Result
from flask import Flask

from app import jobs
from app.database import db, transaction
from app.people.models import Person
from app.people.roles import Role
from learning.commands.patterns import patterns
from learning.lifecycle.patterns import PatternState
from learning.models.patterns import Pattern
from learning.operations.detection import detect_patterns
from learning.operations.patterns import publish_pattern
from tests.client import Browser, Page
from tests.factories import MACHINE, make_person
from tests.learning.patterns.corpus import ADDRESS, LOOSE, Town

BENCH = "/patronen/werkbank"


@pytest.fixture
def town(app: Flask) -> Iterator[Town]:
    with app.app_context():
        with transaction():
            town = Town()
        yield town
        db.session.remove()


class Visitor:
    """Somebody at a browser; each request is on its own, whatever context the test is in."""

    def __init__(self, app: Flask, person: Person | None = None) -> None:
        self.browser = Context().run(Browser, app, person.id if person else None)

    def get(self, path: str, follow: bool = False) -> Page:
        return Context().run(partial(self.browser.get, path, follow=follow))

    def send(self, path: str, **values: str) -> Page:
        """Send what no form on a page offers."""
        return Context().run(partial(self.browser.post, path, **values))

    def press(self, page: str, target: str, **values: str) -> Page:
        """Open a page and send the form on it that posts to this address."""
        self.get(page)
        return Context().run(partial(self.browser.submit, target, **values))


@pytest.fixture
def analyst(app: Flask, town: Town) -> Visitor:
    return Visitor(app, town.analyst)


def made(town: Town, state: PatternState = PatternState.CONFIRMED, published: bool = False) -> str:
    """The address part of a pattern of the six cases about addresses."""
    with transaction():
        pattern = town.pattern(town.cases(ADDRESS), state)
        if published:
            publish_pattern(pattern, network=False, by=MACHINE)
        return pattern.public_id


def reread(public_id: str) -> Pattern:
    db.session.rollback()
    return db.session.query(Pattern).filter_by(public_id=public_id).one()


def test_the_analyst_searches_and_sees_how_far_it_is(analyst: Visitor, town: Town) -> None:
    with transaction():
        town.corpus()
    page = analyst.press(BENCH, f"{BENCH}/zoeken")
    found = re.search('data-progress-url="([^"]+)"', page.text)
    assert found is not None
    state = json.loads(analyst.get(found[1]).text)
    assert (state["percent"], state["done"]) == (0, False)
    jobs.drain()
    state = json.loads(analyst.get(found[1]).text)
    assert (state["percent"], state["done"]) == (100, True)
    assert "Mogelijke patronen" in analyst.get(state["next"], follow=True).text


def test_the_analyst_page_says_why_and_shows_the_cases(analyst: Visitor, town: Town) -> None:
    page = analyst.get(f"{BENCH}/{made(town)}").text
    assert "briefadres" in page
    assert all(title in page for title, _ in ADDRESS)
    assert "6 casussen van 6 inbrengers" in page
    # Two of six are doubtful: the last third by likeness. They stand above the first two.
    doubtful, sure = ADDRESS[4:], ADDRESS[:4]
    places = {title: page.index(f">{title}</a>") for title, _ in ADDRESS}
    assert max(places[title] for title, _ in doubtful) < min(places[title] for title, _ in sure)
    assert page.count("Lijkt minder op de andere casussen") == 2
    # Only the analyst's own name, in the header; all people of these tests are called alike.
    assert page.count("Proefpersoon") == 1


def test_a_candidate_is_confirmed_described_and_published(analyst: Visitor, town: Town) -> None:
    key = made(town, PatternState.CANDIDATE)
    page = f"{BENCH}/{key}"
    assert "bevestigd" in analyst.press(page, f"{page}/bevestigen").text
    text = {
        "title": "Geen adres, geen post",
        "summary": "Wie geen huis heeft, blijft buiten beeld.",
    }
    analyst.press(f"{page}/tekst", f"{page}/tekst", **text)
    answer = analyst.press(f"{page}/publiceren", f"{page}/publiceren").text
    assert "Geen adres, geen post" in answer
    assert "samen met andere casussen" in answer
    assert reread(key).state is PatternState.PUBLISHED


def test_a_refused_publication_says_what_to_do(analyst: Visitor, town: Town) -> None:
    town.reporters = town.reporters[:2]
    page = f"{BENCH}/{made(town)}/publiceren"
    assert "minder dan 5 inbrengers" in analyst.get(page).text
    answer = analyst.send(page)
    assert answer.status == 422
    assert "minder dan 5 inbrengers" in answer.text


def test_a_pattern_is_dismissed_with_a_reason_and_put_back(analyst: Visitor, town: Town) -> None:
    page = f"{BENCH}/{made(town)}"
    answer = analyst.press(f"{page}/terzijde", f"{page}/terzijde", reason="")
    assert (answer.status, "waarom" in answer.text) == (422, True)
    said = {"kind": "not_together", "reason": "Twee oorzaken"}
    analyst.press(f"{page}/terzijde", f"{page}/terzijde", **said)
    assert "Twee oorzaken" in analyst.get(page).text
    assert "mogelijk patroon" in analyst.press(page, f"{page}/terugzetten").text


def test_a_case_is_taken_out_put_back_and_added(analyst: Visitor, town: Town) -> None:
    page = f"{BENCH}/{made(town)}"
    with transaction():
        extra = town.cases(LOOSE[:1])[0].public_id
    case = re.search(r"/casussen/(\w+)/weg", analyst.get(page).text)
    assert case is not None
    assert "Hoort hier toch" in analyst.press(page, f"{page}/casussen/{case[1]}/weg").text
    back = analyst.press(page, f"{page}/casussen/{case[1]}/hoort-hier").text
    assert "Hoort hier toch" not in back
    link = f"https://leerlus.example/casussen/{extra}"
    assert LOOSE[0][0] in analyst.press(page, f"{page}/casussen", case=link).text
    answer = analyst.press(page, f"{page}/casussen", case="bestaat-niet").text
    assert "geen gedeelde casus met dit adres" in answer


def test_two_patterns_are_merged_and_parted(analyst: Visitor, town: Town) -> None:
    page = f"{BENCH}/{made(town)}"
    with transaction():
        other = town.pattern(town.cases(LOOSE), number=2).public_id
    answer = analyst.press(page, f"{page}/samenvoegen", into=other).text
    assert all(title in answer for title, _ in ADDRESS)
    assert "samengevoegd" in analyst.get(BENCH).text
    assert "bevestigd" in analyst.press(page, f"{page}/terugzetten").text


@pytest.mark.parametrize("role", list(Role))
def test_everybody_of_the_organisation_reads_a_published_pattern(
    app: Flask, town: Town, role: Role
) -> None:
    key = made(town, published=True)
    with transaction():
        reader = make_person(town.organisation, role)
    reading = Visitor(app, reader)
    page = reading.get(f"/patronen/{key}").text
    assert "Zonder adres geen inschrijving" in page
    assert "samen met andere casussen" in page
    assert not any(title in page for title, _ in ADDRESS)
    assert key in reading.get("/patronen").text


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ANALYST])
def test_nobody_but_the_analyst_reaches_the_bench(app: Flask, town: Town, role: Role) -> None:
    key = made(town, published=True)
    with transaction():
        reader = make_person(town.organisation, role)
    reading = Visitor(app, reader)
    for path in ("", f"/{key}", f"/{key}/tekst", f"/{key}/terzijde", f"/{key}/publiceren"):
        answer = reading.get(f"{BENCH}{path}")
        assert answer.status == 404
        assert "briefadres" not in answer.text


@pytest.mark.parametrize("state", [PatternState.CANDIDATE, PatternState.CONFIRMED])
def test_what_is_not_published_does_not_exist_for_a_reader(
    app: Flask, town: Town, state: PatternState
) -> None:
    key = made(town, state)
    reading = Visitor(app, town.reporters[0])
    assert reading.get(f"/patronen/{key}").status == 404
    assert key not in reading.get("/patronen").text


@pytest.mark.parametrize(
    ("network", "role", "status"),
    [
        (True, Role.PROFESSIONAL, 200),
        (True, Role.FACILITATOR, 200),
        (True, Role.MANAGER, 404),
        (True, Role.ANALYST, 404),
        (False, Role.PROFESSIONAL, 404),
    ],
)
def test_another_organisation_reads_what_was_published_for_the_network(
    app: Flask, town: Town, network: bool, role: Role, status: int
) -> None:
    with transaction():
        pattern = town.pattern(town.cases(ADDRESS))
        publish_pattern(pattern, network=network, by=MACHINE)
        key = pattern.public_id
        reader = make_person(Town("Gemeente Elders", "elders").organisation, role)
    reading = Visitor(app, reader)
    assert reading.get(f"/patronen/{key}").status == status
    assert (key in reading.get("/patronen").text) is (status == 200)


def test_the_analyst_of_another_organisation_finds_nothing(app: Flask, town: Town) -> None:
    key = made(town)
    with transaction():
        other = Town("Gemeente Elders", "elders").analyst
    reading = Visitor(app, other)
    assert reading.get(f"{BENCH}/{key}").status == 404
    assert key not in reading.get(BENCH).text


def test_who_is_signed_out_is_asked_to_sign_in(app: Flask, town: Town) -> None:
    key = made(town, published=True)
    for path in ("/patronen", f"/patronen/{key}", BENCH, f"{BENCH}/{key}"):
        assert "/aanmelden" in Visitor(app).get(path).location


def test_hidden_cases_and_a_run_change_no_byte_that_others_read(app: Flask, town: Town) -> None:
    key = made(town, published=True)
    reading = Visitor(app, town.reporters[0])

    def read() -> list[str]:
        pages = [reading.get(path).text for path in (f"/patronen/{key}", "/patronen")]
        return [re.sub('name="csrf_token" value="[^"]+"', "", page) for page in pages]

    before = read()
    with transaction():
        town.corpus()
    detect_patterns(town.organisation.id, by=MACHINE)
    assert read() == before


def run(app: Flask, *args: str) -> Result:
    return app.test_cli_runner().invoke(patterns, list(args))


def test_the_command_line_prints_what_the_contract_says(app: Flask, town: Town) -> None:
    with transaction():
        cases = town.corpus()
        for number, case in enumerate(cases["glasses"]):
            case.external_id = f"G{number}"
    db.session.remove()
    done = run(app, "detect", "--organisation", "proefstad", "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert {"id", "title", "cases", "terms", "signals"} == set(found["patterns"][0])
    assert ["G0", "G1", "G2", "G3", "G4"] in [sorted(one["cases"]) for one in found["patterns"]]
    everything = [key for one in found["patterns"] for key in one["cases"]] + found["unassigned"]
    assert len(everything) == len(set(everything)) == sum(map(len, cases.values()))
    near = run(app, "neighbours", "--organisation", "proefstad", "--json")
    lines = [json.loads(line) for line in near.stdout.splitlines()]
    assert len(lines) == len(everything)
    first = next(line for line in lines if line["case"] == "G0")
    assert first["neighbours"][0] in {"G1", "G2", "G3", "G4"}


def test_an_unknown_organisation_is_one_clear_line(app: Flask) -> None:
    done = run(app, "detect", "--organisation", "nergens")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "nergens" in done.stderr
