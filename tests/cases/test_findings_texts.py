"""Every other text that somebody reads at once: refused, or stated to be no personal data."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit import AuditEntry
from app.database import db
from tests.cases.doorbraak.staging import stage
from tests.cases.town import Town, build_town, shared
from tests.client import Page

NAMED = "Bel zoon Vroom."


@pytest.fixture
def town(app: Flask) -> Town:
    return build_town(app)


def stated_in(page: Page) -> list[str]:
    """The words that the page asks about, in boxes that are sent along with a form."""
    boxes = page.document.xpath("//form//input[@name='stated' and not(@checked)]/@value")
    return [str(one) for one in boxes]


def statements_noted(app: Flask) -> int:
    with app.app_context():
        query = select(AuditEntry.id).where(AuditEntry.action == "keep_findings")
        return len(db.session.scalars(query).all())


def test_a_reaction_with_a_name_is_refused_until_its_writer_says_it_is_none(town: Town) -> None:
    browser, url = shared(town)
    analyst = town.browser("analyst")
    analyst.get(url)
    page = analyst.submit(f"{url}/reactie", text=NAMED)
    assert page.status == 422
    assert stated_in(page) == ["Vroom"] or stated_in(page) == ["zoon Vroom"]
    assert "Vroom" not in browser.get(url)
    assert analyst.submit(text=NAMED).status == 422, "nothing was stated"
    assert statements_noted(town.app) == 0
    assert analyst.submit(stated=stated_in(page)).status == 200
    assert NAMED in browser.get(url)
    assert statements_noted(town.app) == 1


def test_a_statement_counts_for_its_own_words_only(town: Town) -> None:
    browser, url = shared(town)
    browser.get(f"{url}/afronden")
    page = browser.submit(outcome=NAMED, outcome_status="helped")
    stated = stated_in(page)
    page = browser.submit(outcome=f"{NAMED} En zoon Daan.", stated=stated)
    assert page.status == 422
    assert "Daan" in " ".join(stated_in(page))
    made = page.document.xpath("//form//input[@name='stated' and @checked]/@value")
    assert made == stated, "what was stated before is asked again"
    assert "Vroom" not in town.browser("colleague").get(url)


def test_a_perspective_is_screened_as_a_whole(app: Flask) -> None:
    room = stage(app)
    room.planned()
    room.press("voorbereiden")
    member = room.browser("member")
    session = member.get(f"/doorbraak/sessies/{room.session}")
    link = next(one for one in session.links if one.startswith("/doorbraak/bespreking/"))
    member.get(link)
    values = {"sees": "Mevrouw Jansen zit vast.", "would_do": "Bel jansen."}
    page = member.submit(f"{link}/perspectief", weighs_most="return", **values)
    assert page.status == 422
    assert {"Mevrouw Jansen", "jansen"} <= set(stated_in(page))
    page = member.submit(f"{link}/perspectief", stated=stated_in(page))
    assert "Je perspectief is bewaard." in page.main
