"""A question to the reporter and its answer, passed on without a name that nobody gave."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db, transaction
from app.people.models import Person
from app.people.roles import Role
from cases.models.case import Case
from cases.models.history import Reaction
from cases.models.response import Question
from tests import factories
from tests.cases.town import PHONE, Town, build_town, shared
from tests.client import Browser, Page

QUESTION = "Wist je vooraf dat dit mocht?"
ANSWER = "Nee, een collega van de balie vertelde het me."


@pytest.fixture
def town(app: Flask) -> Town:
    return build_town(app)


def ask(reader: Browser, url: str, **values: str) -> Page:
    """Ask through the page."""
    reader.get(f"{url}/vraag")
    return reader.submit(**({"text": QUESTION} | values))


def open_question(reporter: Browser) -> str:
    """Where the reporter answers the one question, as their own page says."""
    page = reporter.get("/mijn-casussen")
    (url,) = {one for one in page.links if re.fullmatch(r"/vragen/\w+/beantwoorden", one)}
    return url


def test_question_and_answer_pass_without_names(town: Town) -> None:
    reporter, url = shared(town, situation="Er was geen adres.")
    asker = town.browser("colleague")
    assert ask(asker, url).url == url
    told = reporter.get("/mijn-casussen")
    assert QUESTION in told
    for page in (told, reporter.get(url), reporter.get(open_question(reporter))):
        assert QUESTION in page.text
        assert "Carlijn" not in page
    page = reporter.submit(text=ANSWER, press="Antwoord versturen")
    assert ANSWER in page
    assert QUESTION not in reporter.get("/mijn-casussen")
    for page in (asker.get("/vragen"), asker.get(url)):
        assert ANSWER in page.text
        assert "Antwoord van de inbrenger" in page.main
    assert "Rens" not in asker.get("/vragen")
    third = town.browser("analyst").get(url)
    assert QUESTION not in third
    assert ANSWER not in third
    assert QUESTION not in town.browser("analyst").get("/vragen")


def test_each_may_give_their_own_name(town: Town) -> None:
    reporter, url = shared(town)
    asker = town.browser("colleague")
    ask(asker, url, name_shown="y")
    page = reporter.get(open_question(reporter))
    assert "Vraag van Carlijn Collega" in page.main
    reporter.submit(text=ANSWER, name_shown="y", press="Antwoord versturen")
    assert "Antwoord van Rens Inbrenger" in asker.get("/vragen").main


def test_the_name_of_the_reporter_stays_out_for_who_may_not_see_it(town: Town) -> None:
    reporter, url = shared(town)
    analyst = town.browser("analyst")
    ask(analyst, url)
    reporter.get(open_question(reporter))
    reporter.submit(text=ANSWER, press="Antwoord versturen")
    for path in ("/vragen", url, "/mijn-casussen"):
        page = analyst.get(path)
        assert page.status == 200
        assert "Rens" not in page


def test_an_answer_is_new_until_it_is_read(town: Town) -> None:
    reporter, url = shared(town)
    asker = town.browser("colleague")
    ask(asker, url)
    reporter.get(open_question(reporter))
    reporter.submit(text=ANSWER, press="Antwoord versturen")
    assert "Antwoord op je vraag" in asker.get("/mijn-casussen").main
    asker.get("/vragen")
    asker.submit(press="Gelezen")
    assert "Antwoord op je vraag" not in asker.get("/mijn-casussen").main
    assert ANSWER in asker.get("/vragen")


def test_one_question_at_a_time_and_none_after_a_no(town: Town) -> None:
    reporter, url = shared(town)
    asker = town.browser("colleague")
    ask(asker, url)
    again = ask(asker, url, text="En nog iets?")
    assert again.status == 422
    assert "Wacht eerst op het antwoord" in again.main
    assert "Stel een vraag" not in asker.get(url).main
    reporter.get(open_question(reporter))
    reporter.submit(text="", press="Liever niet beantwoorden")
    assert "beantwoordt deze vraag liever niet" in asker.get("/vragen").main
    assert ask(asker, url).status == 422
    with town.app.app_context():
        assert len(db.session.scalars(select(Question)).all()) == 1


def test_after_an_answer_there_may_be_a_next_question(town: Town) -> None:
    reporter, url = shared(town)
    asker = town.browser("colleague")
    ask(asker, url)
    answering = open_question(reporter)
    reporter.get(answering)
    reporter.submit(text=ANSWER, press="Antwoord versturen")
    assert reporter.post(answering, text="Toch anders").status == 422
    assert ask(asker, url, text="En daarna?").url == url


@pytest.mark.parametrize("text", ["", f"Bel me op {PHONE}"])
def test_personal_data_and_nothing_at_all_are_stopped(town: Town, text: str) -> None:
    reporter, url = shared(town)
    asker = town.browser("colleague")
    page = ask(asker, url, text=text)
    assert page.status == 422
    assert text in page
    ask(asker, url)
    reporter.get(open_question(reporter))
    page = reporter.submit(text=text, press="Antwoord versturen")
    assert page.status == 422
    assert text in page
    with town.app.app_context():
        assert db.session.scalars(select(Question.answer)).all() == [""]


def test_only_the_reporter_answers_and_only_the_asker_reads(town: Town) -> None:
    reporter, url = shared(town)
    ask(town.browser("colleague"), url)
    answering = open_question(reporter)
    reading = answering.replace("beantwoorden", "gelezen")
    for name in ("colleague", "elsewhere", "facilitator", "analyst"):
        assert town.browser(name).get(answering).status == 404
        assert town.browser(name).post(answering, text=ANSWER).status == 404
    for name in ("reporter", "elsewhere", "facilitator", "analyst"):
        assert town.browser(name).post(reading).status == 404


def test_who_can_no_longer_read_the_case_keeps_the_answer_without_the_case(town: Town) -> None:
    reporter, url = shared(town)
    asker = town.browser("colleague")
    ask(asker, url)
    reporter.get(open_question(reporter))
    reporter.submit(text=ANSWER, press="Antwoord versturen")
    assert "Brief kwam terug" in asker.get("/vragen")
    reporter.get(url)
    reporter.submit(f"{url}/intrekken")
    page = asker.get("/vragen")
    assert ANSWER in page
    assert "Brief kwam terug" not in page
    assert url not in page


def test_a_question_about_a_withdrawn_case_is_asked_no_more(town: Town) -> None:
    reporter, url = shared(town)
    ask(town.browser("colleague"), url)
    answering = open_question(reporter)
    reporter.get(url)
    reporter.submit(f"{url}/intrekken")
    assert QUESTION not in reporter.get("/mijn-casussen")
    assert reporter.get(answering).status == 404


def test_who_came_to_decide_reads_no_answers_any_more(town: Town) -> None:
    reporter, url = shared(town)
    asker = town.browser("colleague")
    ask(asker, url)
    reporter.get(open_question(reporter))
    reporter.submit(text=ANSWER, press="Antwoord versturen")
    with town.app.app_context(), transaction():
        person = db.session.get_one(Person, town.people["colleague"])
        organisation = db.session.scalars(select(Case)).one().organisation
        factories.give_role(person, organisation, Role.MANAGER)
    for path in ("/vragen", "/mijn-casussen"):
        assert ANSWER not in asker.get(path)
        assert QUESTION not in asker.get(path)


def test_a_question_from_the_bench_is_the_first_reaction_and_can_be_answered(town: Town) -> None:
    reporter, url = shared(town)
    analyst = town.browser("analyst")
    analyst.get(url)
    analyst.submit(f"{url}/reactie", kind="question", text=QUESTION)
    assert "Brief kwam terug" not in analyst.get("/werkvoorraad")
    with town.app.app_context():
        assert db.session.scalars(select(Reaction.text)).all() == [""]
    reporter.get(open_question(reporter))
    reporter.submit(text=ANSWER, press="Antwoord versturen")
    assert ANSWER in analyst.get("/vragen")
    assert QUESTION not in town.browser("colleague").get(url)
