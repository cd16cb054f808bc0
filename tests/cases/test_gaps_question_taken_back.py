"""A question that is not answered yet can be taken back by who asked it."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from cases.models.history import Reaction
from tests.cases.test_response_questions import ANSWER, QUESTION, ask, open_question
from tests.cases.town import Town, build_town, everything_written, shared


@pytest.fixture
def town(app: Flask) -> Town:
    return build_town(app)


def test_a_question_that_is_taken_back_was_never_put(town: Town) -> None:
    reporter, url = shared(town)
    analyst = town.browser("analyst")
    ask(analyst, url)
    assert "Brief kwam terug" not in analyst.get("/werkvoorraad").main
    analyst.get("/vragen")
    page = analyst.submit(press="Vraag terugnemen")
    assert "Je vraag is teruggenomen" in page.main
    assert QUESTION not in page.main
    assert QUESTION not in everything_written(town.app)
    assert QUESTION not in reporter.get("/mijn-casussen")
    assert QUESTION not in reporter.get(url)
    with town.app.app_context():
        assert db.session.scalars(select(Reaction)).all() == []
    assert "Brief kwam terug" in analyst.get("/werkvoorraad").main
    assert "verstuurd" in ask(analyst, url)


def test_who_was_writing_an_answer_keeps_the_words(town: Town) -> None:
    reporter, url = shared(town)
    analyst = town.browser("analyst")
    ask(analyst, url)
    reporter.get(open_question(reporter))
    analyst.get("/vragen")
    analyst.submit(press="Vraag terugnemen")
    page = reporter.submit(text=ANSWER)
    assert page.status == 404
    assert ANSWER in page.main


def test_an_answered_question_stays(town: Town) -> None:
    reporter, url = shared(town)
    analyst = town.browser("analyst")
    ask(analyst, url)
    older = analyst.get("/vragen")
    reporter.get(open_question(reporter))
    reporter.submit(text=ANSWER)
    analyst.page = older
    page = analyst.submit(press="Vraag terugnemen")
    assert "heeft je vraag al beantwoord" in page.main
    assert ANSWER in page.main
    assert "Vraag terugnemen" not in page.main


def test_nobody_takes_back_the_question_of_another(town: Town) -> None:
    _reporter, url = shared(town)
    analyst = town.browser("analyst")
    ask(analyst, url)
    action = str(
        analyst.get("/vragen").document.xpath(
            "string(//form[contains(@action, 'terugnemen')]/@action)"
        )
    )
    for name in ("reporter", "colleague", "facilitator"):
        assert town.browser(name).post(action).status == 404
    assert QUESTION in analyst.get("/vragen").main
