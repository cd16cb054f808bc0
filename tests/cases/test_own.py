"""The reporter's own page: what is asked, and where each case stands in the chain."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select

from app.clock import moved_to, now, today
from app.database import db, transaction
from app.people.models import Person
from cases.models.case import Case
from cases.story import chains_of
from cases.terms import Audience, OutcomeStatus, Stage
from tests import factories
from tests.cases.town import PHONE, Town, build_town, logged, only_case, shared
from tests.client import Browser

MANY = 40
MOST_QUERIES = 40


@pytest.fixture
def town(app: Flask) -> Town:
    return build_town(app)


def set_up(town: Town, **values: object) -> None:
    """Change the one case behind the screens."""
    with town.app.app_context(), transaction():
        case = only_case(town.app)
        for name, value in values.items():
            setattr(case, name, value)


def test_the_page_of_who_has_nothing_yet_says_how_to_begin(town: Town) -> None:
    page = town.browser("elsewhere").get("/mijn-casussen")
    assert "Je hebt nog geen casus vastgelegd" in page.main
    assert "Wat wordt van mij gevraagd" not in page.main


def test_each_case_says_where_it_stands_and_who_reads_it(town: Town) -> None:
    reporter, url = shared(town)
    page = reporter.get("/mijn-casussen")
    (chain,) = page.document.xpath("//ol[contains(@class, 'chain')]")
    words = " ".join(chain.text_content().split())
    assert words.startswith("Casus gedeeld Doorbraak nog niet Patroon nog niet")
    assert "mijn team" in page.main
    assert "reactie uiterlijk" in page.main
    assert url in page.links


def test_a_draft_with_findings_is_asked_about(town: Town) -> None:
    reporter = town.browser("reporter")
    url = logged(reporter, situation=f"Bel {PHONE}.")
    page = reporter.get("/mijn-casussen")
    assert "Kijk de gegevens van personen na" in page.main
    assert f"{url}/gegevens" in page.links
    assert "Kijk de gegevens" not in town.browser("colleague").get("/mijn-casussen").main


def test_on_its_day_the_page_asks_how_it_ended_and_waits_when_told_to(town: Town) -> None:
    reporter, url = shared(town)
    set_up(town, follow_up_on=today() + timedelta(days=1))
    assert "Hoe liep het af?" not in reporter.get("/mijn-casussen").main
    set_up(town, follow_up_on=today())
    page = reporter.get("/mijn-casussen")
    assert "Hoe liep het af?" in page.main
    assert f"{url}/afronden" in page.links
    page = reporter.submit(f"{url}/nog-even-wachten")
    assert "Hoe liep het af?" not in page.main
    with town.app.app_context():
        assert only_case(town.app).follow_up_on == today() + timedelta(weeks=4)


@pytest.mark.parametrize(
    ("state", "asked"),
    [
        ({"stage": Stage.SEEKING_ROOM}, True),
        ({"stage": Stage.SOLVED}, False),
        ({"stage": Stage.SEEKING_ROOM, "outcome_status": OutcomeStatus.HELPED}, False),
        ({"stage": Stage.SEEKING_ROOM, "outcome_status": OutcomeStatus.UNKNOWN}, True),
        ({"stage": Stage.SEEKING_ROOM, "follow_up_on": date(2999, 1, 1)}, False),
    ],
)
@pytest.mark.parametrize("engine_kind", ["sqlite"])
def test_a_case_that_looks_for_room_is_asked_after_in_six_weeks(
    town: Town, state: dict[str, object], asked: bool
) -> None:
    reporter, _ = shared(town)
    set_up(town, **state)
    assert "Vond je al ruimte?" not in reporter.get("/mijn-casussen").main
    set_up(town, first_shared_at=now() - timedelta(weeks=6, days=1))
    assert ("Vond je al ruimte?" in reporter.get("/mijn-casussen").main) is asked


def test_nothing_is_asked_of_a_case_that_ended(town: Town) -> None:
    reporter, url = shared(town)
    set_up(town, follow_up_on=today())
    reporter.get(f"{url}/afronden")
    page = reporter.submit(
        outcome="Het kwam goed.",
        outcome_status="helped",
        who_else="dozens",
        first_time_right="yes",
    )
    assert "tientallen" in page.main
    assert "Hoe liep het af?" not in reporter.get("/mijn-casussen").main
    assert reporter.post(f"{url}/nog-even-wachten").status == 400


def test_concluding_again_keeps_what_was_said_and_not_said_now(town: Town) -> None:
    reporter, url = shared(town, who_else="a_few")
    reporter.get(f"{url}/afronden")
    reporter.submit(outcome="Het kwam goed.", outcome_status="helped")
    with town.app.app_context():
        case = only_case(town.app)
        assert (case.who_else and case.who_else.value, case.first_time_right) == ("a_few", None)


def test_waiting_is_for_the_reporter_alone(town: Town) -> None:
    _, url = shared(town)
    for name in ("colleague", "analyst", "elsewhere"):
        assert town.browser(name).post(f"{url}/nog-even-wachten").status == 404


def test_the_page_asks_as_much_of_the_database_for_many_cases_as_for_few(town: Town) -> None:
    def queries(browser: Browser) -> int:
        asked: list[str] = []

        def note(*args: object) -> None:
            asked.append(str(args[2]))

        event.listen(engine, "before_cursor_execute", note)
        assert browser.get("/mijn-casussen").status == 200
        event.remove(engine, "before_cursor_execute", note)
        return len([one for one in asked if one.lstrip().upper().startswith("SELECT")])

    reporter, _ = shared(town)
    with town.app.app_context():
        engine = db.engine
    few = queries(reporter)
    with town.app.app_context(), transaction():
        person = db.session.get_one(Person, town.people["reporter"])
        case = only_case(town.app)
        for number in range(MANY):
            factories.make_case(
                person,
                case.organisation,
                case.team,
                title=f"Casus {number}",
                audience=Audience.TEAM,
            )
    assert queries(reporter) <= few + 2
    assert few < MOST_QUERIES
    assert "Volgende" in reporter.get("/mijn-casussen").main
    assert "Casus" in reporter.get("/mijn-casussen?pagina=2").main


def test_the_chain_of_another_persons_case_tells_nothing_of_its_review(town: Town) -> None:
    shared(town)
    with town.app.test_request_context(), moved_to(now()):
        case = db.session.scalars(select(Case)).one()
        colleague = db.session.get_one(Person, town.people["colleague"])
        marks = [link.mark for link in chains_of([case], colleague)[case.id][1:]]
    assert marks == [None] * 5
