"""The question on the own page of who met the bottleneck, and the one page to answer it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit import AuditEntry
from app.clock import moved_to
from app.database import db, transaction
from learning.models.practice import PracticeCount
from tests.client import Browser
from tests.learning.practice.scene import CHANGED_AT, CLOSED, HALF_YEAR, ask, changed
from tests.learning.proposals.scene import make_world
from tests.scenery import Scenery


@dataclass
class Saved:
    """Who was asked, who was not, and the address of the question."""

    app: Flask
    asked: list[int]
    others: list[int]
    url: str

    def browser(self, place: int = 0) -> Browser:
        return Browser(self.app, self.asked[place])


@pytest.fixture
def saved(app: Flask, scenery: Scenery) -> Iterator[Saved]:
    """Eight reporters are asked about a change; the clock stands on the second day."""

    def play() -> Saved:
        with app.app_context(), moved_to(CHANGED_AT), transaction():
            world = make_world()
            changed(world, members=8)
            found = ask(world)
            assert found is not None
            reporters = [one.id for one in world.reporters]
            others = [reporters[8], world.analyst.id, world.manager.id, world.elsewhere.id]
            return Saved(app, reporters[:8], others, f"/knelt-dit-nog/{found.public_id}")

    told = scenery("saved", play)
    with moved_to(HALF_YEAR + timedelta(days=1)):
        yield told


def counts(app: Flask) -> dict[str, int]:
    with app.app_context():
        return {one.answer.value: one.number for one in db.session.scalars(select(PracticeCount))}


def test_the_question_stands_on_the_own_page_until_it_is_answered(saved: Saved) -> None:
    browser = saved.browser()
    page = browser.get("/mijn-casussen")
    assert "Knelt dit nog? Eén vraag, zonder je naam" in page.main
    assert "Een brief die aankomt" in page.main
    assert "28 oktober 2026" in page.main
    assert saved.url in page.links
    question = browser.get(saved.url)
    assert "Er gaat nu een bericht uit." in question.main
    assert "minder dan 6" in question.main
    done = browser.submit(saved.url, answer="less")
    assert "Je antwoord is geteld, zonder je naam." in done.main
    assert saved.url not in done.links
    assert counts(saved.app) == {"solved": 0, "less": 1, "still": 0, "unknown": 0}


def test_nothing_chosen_says_what_to_do(saved: Saved) -> None:
    browser = saved.browser()
    browser.get(saved.url)
    page = browser.submit(saved.url)
    assert page.status == 422
    assert "Kies het antwoord dat het beste past." in page.main
    assert browser.post(saved.url, answer="misschien").status == 422
    assert sum(counts(saved.app).values()) == 0


def test_nobody_answers_twice(saved: Saved) -> None:
    first, second = saved.browser(), saved.browser()
    first.get(saved.url)
    second.get(saved.url)
    first.submit(saved.url, answer="solved")
    assert second.submit(saved.url, answer="solved").status == 404
    assert first.get(saved.url).status == 404
    assert counts(saved.app)["solved"] == 1


def test_who_is_not_asked_finds_nothing(saved: Saved) -> None:
    for person in saved.others:
        browser = Browser(saved.app, person)
        absent = browser.get("/knelt-dit-nog/a2b3c4d5e6f7a2b3")
        assert browser.get(saved.url).status == absent.status == 404
        assert browser.post(saved.url, answer="still").status == 404
        assert saved.url not in browser.get("/mijn-casussen").text
    assert Browser(saved.app).get(saved.url).status == 302
    assert sum(counts(saved.app).values()) == 0


def test_a_closed_round_is_not_there_any_more(saved: Saved) -> None:
    with moved_to(HALF_YEAR + CLOSED):
        browser = saved.browser()
        assert browser.get(saved.url).status == 404
        assert browser.post(saved.url, answer="still").status == 404


def test_the_trail_does_not_hold_what_was_answered(saved: Saved) -> None:
    """Two different answers leave rows that differ in who and when alone."""
    for place, said in enumerate(("solved", "still")):
        browser = saved.browser(place)
        browser.get(saved.url)
        browser.submit(saved.url, answer=said)
    with saved.app.app_context():
        rows = db.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "answer_practice")
        ).all()
        told = {(one.kind, one.record, one.records, one.outcome) for one in rows}
    assert len(rows) == 2
    assert len(told) == 1
    assert not any(
        word in str(row.__dict__) for row in rows for word in ("solved", "still", "opgelost")
    )
