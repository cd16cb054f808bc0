"""Words that were replaced come back from no other window, and stay in no text about the case."""

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.clock import now
from app.database import db, transaction
from app.jobs import Run
from app.people.models import Person
from cases.doorbraak.models.review import ChosenWay, Perspective
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession
from cases.doorbraak.models.team import DoorbraakTeam, Offer
from cases.doorbraak.terms import Value
from cases.jobs.texts import scrub
from cases.models.case import Case
from cases.operations.findings import find_personal_data
from learning.models.patterns import DecidedBy, Pattern, PatternMember
from tests.cases.test_drafts import KEY, field, kept_texts, typed
from tests.cases.test_scrub import holding
from tests.cases.town import Town, build_town, everything_written, logged, only_case, shared
from tests.client import Browser

NAME = "Quispelaer"
TOLD = f"Mevrouw {NAME} kreeg haar brief niet."


@pytest.fixture
def town(app: Flask) -> Town:
    return build_town(app)


def replaced(browser: Browser, url: str) -> None:
    """Press what replaces all that looks like personal data."""
    browser.get(f"{url}/gegevens")
    browser.submit(press="Vervang alles")


def logged_in_two_windows(town: Town) -> tuple[Browser, str, str]:
    """One form in two windows with the same name in both; the first one has become a case."""
    browser = town.browser("reporter")
    form = browser.get("/casussen/nieuw/uitgebreid")
    key = field(browser, "submission_key")
    typed(browser, key=key, situation=TOLD, draft_window="a", draft_turn="1")
    _status, answer = typed(
        browser, key=key, situation=f"{TOLD} En toen?", draft_window="b", draft_turn="1"
    )
    browser.page = form
    page = browser.submit(title="Brief kwam terug", situation=TOLD)
    return browser, re.sub(r"/gegevens$", "", page.url), answer["fields"]["submission_key"]


def test_the_draft_of_a_second_window_lets_them_go(town: Town) -> None:
    browser, url, _other = logged_in_two_windows(town)
    assert kept_texts(town.app) == [f"{TOLD} En toen?"]
    replaced(browser, url)
    assert kept_texts(town.app) == ["[naam] kreeg haar brief niet. En toen?"]
    assert NAME not in everything_written(town.app)


@pytest.mark.parametrize("engine_kind", ["sqlite"])
def test_no_byte_of_them_stays_in_the_file(town: Town, tmp_path: Path) -> None:
    browser, url, other = logged_in_two_windows(town)
    replaced(browser, url)
    typed(browser, key=other, situation=f"{TOLD} En toen dit.", draft_window="b", draft_turn="2")
    with town.app.app_context():
        scrub(Run(0, "", {}))
    assert not holding(NAME, tmp_path)


def test_a_window_that_still_shows_them_does_not_put_them_back(town: Town) -> None:
    browser, url, other = logged_in_two_windows(town)
    replaced(browser, url)
    for key in (other, other.partition("~")[0]):
        text = f"{TOLD} En toen belde ze."
        assert typed(browser, key=key, situation=text, draft_window="b", draft_turn="3")[0] in (
            200,
            409,
        )
    assert NAME not in everything_written(town.app)
    assert "[naam] kreeg haar brief niet. En toen belde ze." in kept_texts(town.app)


def test_a_window_in_which_the_case_is_edited_does_not_put_them_back(town: Town) -> None:
    browser = town.browser("reporter")
    url = logged(browser, situation=TOLD)
    browser.get(f"{url}/bewerken")
    key, version = field(browser, "submission_key"), field(browser, "version")
    replaced(browser, url)
    values = {"key": key, "version": version, "situation": f"{TOLD} En toen?"}
    assert typed(browser, url=f"{url}/bewaar", **values)[0] == 200
    assert NAME not in everything_written(town.app)


def test_who_saw_the_replacement_may_write_what_they_want(town: Town) -> None:
    browser = town.browser("reporter")
    url = logged(browser, situation=TOLD)
    replaced(browser, url)
    browser.get(f"{url}/bewerken")
    key, version = field(browser, "submission_key"), field(browser, "version")
    typed(browser, url=f"{url}/bewaar", key=key, version=version, situation=TOLD)
    assert kept_texts(town.app) == [TOLD]


def test_the_draft_of_another_form_is_left_alone(town: Town) -> None:
    browser = town.browser("reporter")
    typed(browser, key=KEY, situation=TOLD)
    replaced(browser, logged(browser, situation=TOLD))
    assert kept_texts(town.app) == [TOLD]


def test_what_was_written_about_the_case_lets_them_go(town: Town) -> None:
    browser, url = shared(town, situation="De brief kwam niet aan.")
    with town.app.app_context(), transaction():
        case = only_case(town.app)
        case.situation = TOLD
        written_in_a_session(case, db.session.get_one(Person, town.people["colleague"]))
        in_a_pattern(case)
        # As the scan of a later version of the program would find it.
        find_personal_data(case)
    replaced(browser, url)
    assert NAME.lower() not in everything_written(town.app).lower()
    with town.app.app_context():
        way = db.session.scalars(select(ChosenWay)).one()
        assert way.text == "Bel [naam] eerst."
        pattern = db.session.scalars(select(Pattern)).one()
        assert pattern.explanation["exemplars"] == [case_id(url)]


def case_id(url: str) -> str:
    return url.rsplit("/", 1)[-1]


def written_in_a_session(case: Case, writer: Person) -> None:
    """A perspective and a chosen way that name somebody."""
    team = DoorbraakTeam(
        organisation_id=case.organisation_id, name="Stad", sort_key="stad", created_at=now()
    )
    db.session.add(team)
    db.session.flush()
    session = DoorbraakSession(team_id=team.id, starts_at=now(), minutes=60, created_at=now())
    offer = Offer(case_id=case.id, team_id=team.id, offered_at=now())
    db.session.add_all([session, offer])
    db.session.flush()
    item = AgendaItem(
        session_id=session.id, case_id=case.id, offer_id=offer.id, position=1, minutes=30
    )
    db.session.add(item)
    db.session.flush()
    db.session.add_all(
        [
            Perspective(
                item_id=item.id,
                person_id=writer.id,
                sees=f"Ik ken mevrouw {NAME} al lang.",
                weighs_most=Value.RETURN,
                would_do="Bellen.",
                written_at=now(),
            ),
            ChosenWay(item_id=item.id, text=f"Bel mevrouw {NAME} eerst.", written_at=now()),
        ]
    )


def in_a_pattern(case: Case) -> None:
    """A candidate of which the words were taken from the case."""
    pattern = Pattern(
        organisation_id=case.organisation_id,
        number=1,
        title=f"brief, {NAME.lower()}",
        found_at=now(),
        explanation={
            "terms": [NAME.lower(), "brief"],
            "signals": [{"field": "law", "value": f"art. 1 {NAME}", "count": 2}],
            "exemplars": [case.public_id],
        },
    )
    db.session.add(pattern)
    db.session.flush()
    db.session.add(
        PatternMember(
            pattern_id=pattern.id, case_id=case.id, joined_at=now(), decided_by=DecidedBy.MACHINE
        )
    )
