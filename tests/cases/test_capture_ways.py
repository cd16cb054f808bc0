"""The ways into quick capture and out of it: a link, a draft, the full form."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.database import db, transaction
from app.people.models import Person
from cases.models.lists import Procedure
from cases.operations.lists import add_procedure
from tests import factories
from tests.cases.capturing import TEXT, case_count, key_of, ticked, told, value_of
from tests.cases.town import Town, build_town, only_case
from tests.client import Browser, Page


@pytest.fixture
def town(app: Flask) -> Town:
    return build_town(app)


def test_the_full_form_takes_along_what_was_typed(town: Town) -> None:
    browser = town.browser("reporter")
    browser.get("/casussen/nieuw?procedure=Bijzondere bijstand")
    page = browser.submit(
        "/casussen/nieuw", press="Liever het hele formulier", situation=TEXT, stage="not_allowed"
    )
    assert page.url.startswith("/casussen/nieuw/uitgebreid?concept=")
    assert TEXT not in page.url
    assert TEXT in page.main
    assert value_of(page, "procedure") == "Bijzondere bijstand"
    assert page.document.xpath("//input[@name='stage'][@checked]/@value") == ["not_allowed"]
    browser.submit(press="Bewaren als concept", title="Alleen digitaal")
    assert case_count(town.app) == 1


def test_a_draft_opens_in_the_form_in_which_it_was_begun(town: Town) -> None:
    browser = town.browser("reporter")
    key = key_of(told(browser))
    assert TEXT in browser.get(f"/casussen/nieuw?concept={key}").main
    browser.get(f"/casussen/nieuw/uitgebreid?concept={key}")
    filled = {"submission_key": key, "situation": TEXT, "outcome": "", "title": "T"}
    browser.post("/casussen/bewaar", **filled)
    page = browser.get(f"/casussen/nieuw?concept={key}", follow=True)
    assert page.url == f"/casussen/nieuw/uitgebreid?concept={key}"


@pytest.mark.parametrize("text", ["", "x" * 20_001])
def test_a_draft_that_is_empty_or_too_long_goes_back_to_the_text(town: Town, text: str) -> None:
    """Typing on in another window may leave such a draft; nothing of it is cut off."""
    browser = town.browser("reporter")
    url = told(browser).url
    key = url.split("/")[-2]
    browser.post("/casussen/bewaar", submission_key=key, situation=text)
    for page in (browser.get(url), browser.post(url, title="T", then="all")):
        assert page.location == f"/casussen/nieuw?concept={key}"
    assert text in browser.get(f"/casussen/nieuw?concept={key}")
    assert case_count(town.app) == 0


def test_the_draft_of_somebody_else_is_not_there(town: Town) -> None:
    key = key_of(told(town.browser("reporter")))
    other = town.browser("colleague")
    assert other.get(f"/casussen/nieuw/{key}/voorstellen").status == 404
    assert other.post(f"/casussen/nieuw/{key}/voorstellen", title="T", then="all").status == 404
    assert TEXT[:40] not in other.get(f"/casussen/nieuw?concept={key}")
    page = other.post("/casussen/nieuw", submission_key=key, situation="Overgenomen")
    assert page.status == 422
    assert case_count(town.app) == 0
    assert TEXT in town.browser("reporter").get(f"/casussen/nieuw?concept={key}").main


@pytest.mark.parametrize("called", ["BB-01", "Bijzondere bijstand", "bijzondere BIJSTAND"])
def test_the_procedure_of_the_address_is_shown_and_set(town: Town, called: str) -> None:
    with town.app.app_context(), transaction():
        reporter = db.session.get_one(Person, town.people["reporter"])
        home = reporter.memberships[0].organisation
        add_procedure(home, "Bijzondere bijstand", code="BB-01", by=factories.MACHINE)
    browser = town.browser("reporter")
    page = browser.get(f"/casussen/nieuw?procedure={called}")
    assert "Hoort bij: Bijzondere bijstand" in page.main
    page = browser.submit("/casussen/nieuw", situation=TEXT)
    assert ticked(page) == ["procedure:Bijzondere bijstand"]
    browser.submit(press="Verder met wat ik aanvinkte")
    with town.app.app_context():
        case = only_case(town.app)
        assert case.procedure is not None
        assert case.procedure.code == "BB-01"
        assert db.session.scalar(select(func.count()).select_from(Procedure)) == 1


def test_the_procedure_of_the_address_can_be_removed(town: Town) -> None:
    browser = town.browser("reporter")
    browser.get("/casussen/nieuw?procedure=Bijzondere bijstand")
    browser.submit("/casussen/nieuw", situation=TEXT)
    browser.submit(press="Verder met wat ik aanvinkte", accepted=[])
    with town.app.app_context():
        assert only_case(town.app).procedure is None


def test_signing_in_returns_with_the_procedure_set(town: Town) -> None:
    with town.app.app_context():
        email = db.session.get_one(Person, town.people["reporter"]).email
    browser = Browser(town.app)
    browser.get("/casussen/nieuw?procedure=Bijzondere+bijstand", follow=True)
    page = browser.submit(email=email, password=factories.PASSWORD)
    assert page.url == "/casussen/nieuw?procedure=Bijzondere+bijstand"
    assert "Hoort bij: Bijzondere bijstand" in page.main


def test_the_full_form_is_two_fields_shorter_for_a_good_example(town: Town) -> None:
    browser = town.browser("reporter")
    usual = shown_fields(browser.get("/casussen/nieuw/uitgebreid"))
    good = shown_fields(browser.get("/casussen/nieuw/uitgebreid?soort=goed-voorbeeld"))
    assert usual - good == {"in_the_way", "gut_feeling"}
    assert good <= usual


def test_editing_a_good_example_loses_no_text_that_was_typed(town: Town) -> None:
    """A field that holds text never disappears, whatever the kind is."""
    browser = town.browser("reporter")
    browser.get("/casussen/nieuw/uitgebreid")
    browser.submit(title="T", situation="S", in_the_way="Het scherm.", kind="good_example")
    with town.app.app_context():
        url = f"/casussen/{only_case(town.app).public_id}"
    page = browser.get(f"{url}/bewerken")
    assert "in_the_way" in shown_fields(page)
    assert "gut_feeling" not in shown_fields(page)
    browser.submit(title="Andere titel")
    with town.app.app_context():
        assert only_case(town.app).in_the_way == "Het scherm."


def shown_fields(page: Page) -> set[str]:
    """The names of the fields of the page's form that are not hidden."""
    found = page.form().xpath(
        ".//*[self::input[not(@type='hidden')] or self::textarea or self::select]"
        "[not(ancestor::*[@hidden])]/@name"
    )
    return {str(one) for one in found}
