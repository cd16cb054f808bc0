"""Words that are no personal data here: allowed by a reporter, and by the administrator."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db, transaction
from app.people.models import Organisation
from app.people.roles import Role
from tests import factories
from tests.cases.test_findings import marks, press
from tests.cases.town import Town, build_town, logged, only_case
from tests.client import Browser

STORY = "De zoon Vroom belde."


@pytest.fixture
def town(app: Flask) -> Town:
    town = build_town(app)
    with app.app_context(), transaction():
        home = db.session.scalars(select(Organisation)).one()
        person = factories.make_person(home, Role.ADMINISTRATOR, name="Bea Beheer")
        town.people["administrator"] = person.id
    return town


def test_a_word_that_a_reporter_allows_is_no_finding_any_more(town: Town) -> None:
    browser = town.browser("reporter")
    first = logged(browser, situation=STORY)
    second = logged(browser, situation=f"Nog eens. {STORY}")
    press(browser, first, "Dit is een organisatie of systeem", "Vroom")
    assert marks(browser.get(f"{second}/gegevens")) == []
    colleague = town.browser("colleague")
    assert logged(colleague, situation=STORY) == colleague.page.url  # type: ignore[union-attr]
    words = town.browser("administrator").get("/beheer/woorden")
    assert "Vroom" in words.main
    assert "belde" not in words.main


def test_a_number_cannot_be_allowed_for_everybody(town: Town) -> None:
    browser = town.browser("reporter")
    url = logged(browser, situation="Zijn nummer is 111222333.")
    page = browser.get(f"{url}/gegevens")
    assert "Dit is een organisatie" not in page.main
    value = page.document.xpath("//button[@name='keep']/@value")[0]
    page = browser.post(f"{url}/gegevens", allow=value, follow=True)
    assert "geen nummers" in page.text
    assert len(marks(page)) == 1


def test_the_administrator_adds_and_removes_words(town: Town) -> None:
    administrator = town.browser("administrator")
    administrator.get("/beheer/woorden")
    page = administrator.submit("/beheer/woorden", word="Vroom")
    assert "Het woord staat op de lijst." in page.main
    browser = town.browser("reporter")
    url = logged(browser, situation=STORY)
    assert marks(browser.get(f"{url}/gegevens")) == []
    (action,) = page.document.xpath("//form[contains(@action, '/weg')]/@action")
    administrator.get("/beheer/woorden")
    assert "van de lijst" in administrator.submit(action).main
    refused = browser.post(f"{url}/delen", audience="team", name_shown_to="team")
    assert refused.status == 422, "sharing looks again"
    assert administrator.post("/beheer/woorden", word="").status == 422


def test_the_list_is_for_the_administrator_of_this_organisation(town: Town) -> None:
    administrator = town.browser("administrator")
    page = administrator.post("/beheer/woorden", word="Vroom", follow=True)
    (action,) = page.document.xpath("//form[contains(@action, '/weg')]/@action")
    with town.app.app_context(), transaction():
        other = factories.make_organisation("Gemeente Buur", "buur")
        person = factories.make_person(other, Role.ADMINISTRATOR, name="Bo Buur").id
    neighbour = Browser(town.app, person)
    assert "Vroom" not in neighbour.get("/beheer/woorden").main
    assert neighbour.post(action).status == 404
    for name in ("reporter", "analyst"):
        assert town.browser(name).get("/beheer/woorden").status == 404
        assert town.browser(name).post("/beheer/woorden", word="Bakker").status == 404
    assert "Vroom" in administrator.get("/beheer/woorden").main


def test_the_words_of_one_organisation_are_a_finding_in_another(town: Town) -> None:
    town.browser("administrator").post("/beheer/woorden", word="Vroom")
    with town.app.app_context(), transaction():
        other = factories.make_organisation("Gemeente Buur", "buur")
        person = factories.make_person(other, name="Bo Buur").id
    neighbour = Browser(town.app, person)
    url = logged(neighbour, situation=STORY)
    assert marks(neighbour.get(f"{url}/gegevens")) == ["Vroom (naam)"]
    with town.app.app_context():
        assert only_case(town.app).state.value == "draft"
