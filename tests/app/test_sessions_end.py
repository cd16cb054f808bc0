"""What a form and a script hear when the session behind them has ended."""

import pytest
from flask import Flask

from tests.cases.town import Town, build_town
from tests.client import Browser

STORY = "Een heel verhaal,\nover twee regels."
CASE = {"title": "Brief kwam terug", "situation": STORY, "submission_key": "abcdefghijklmnop"}
JSON = {"Accept": "application/json"}
FORM = "/casussen/nieuw/uitgebreid"


@pytest.fixture
def town(app: Flask) -> Town:
    return build_town(app)


def left(browser: Browser) -> Browser:
    """A browser whose session has ended while a page stood open."""
    browser.get(FORM)
    browser.client.delete_cookie(browser.cookie)
    return browser


def typed_on(browser: Browser) -> list[str]:
    """The texts in the fields of the present page."""
    assert browser.page is not None
    return [one.text_content().strip() for one in browser.page.document.xpath("//main//textarea")]


def test_a_script_hears_that_its_person_is_signed_out(town: Town) -> None:
    browser = left(town.browser("reporter"))
    answer = browser.client.post("/casussen/bewaar", data=CASE, headers=JSON)
    assert (answer.status_code, answer.get_json()["error"]) == (401, "signed_out")
    assert answer.get_json()["sign_in"] == "/aanmelden"
    assert browser.client.get("/formulier-sleutel", headers=JSON).status_code == 401


def test_a_page_still_leads_to_signing_in(town: Town) -> None:
    page = left(town.browser("reporter")).get(FORM)
    assert (page.status, page.location) == (302, f"/aanmelden?next={FORM}")


def test_a_form_with_a_text_comes_back_with_it_and_can_be_sent_later(town: Town) -> None:
    browser = left(town.browser("reporter"))
    page = browser.post(FORM, **CASE)
    assert page.status == 401
    assert typed_on(browser) == ["Brief kwam terug", STORY]
    browser.enter(town.people["reporter"])
    again = browser.submit(FORM, follow=False)
    assert again.status == 400, "the token of before signing in still counts"
    assert "Druk nog een keer op Bewaren" in again.main
    saved = browser.submit(FORM)
    assert "Een heel verhaal," in saved.main
    assert "Je casus is bewaard." in saved.main


def test_a_button_without_a_text_leads_to_signing_in(town: Town) -> None:
    page = left(town.browser("reporter")).post("/casussen/concept/abcdefghijklmnop/weg")
    assert (page.status, page.location) == (302, "/aanmelden?next=/")


def test_a_fresh_token_is_for_ones_own_session(town: Town) -> None:
    browser = town.browser("reporter")
    answer = browser.client.get("/formulier-sleutel", headers=JSON).get_json()
    stale = {**CASE, "csrf_token": town.browser("colleague").token}
    refused = browser.client.post("/casussen/bewaar", data=stale, headers=JSON)
    assert (refused.status_code, refused.get_json()) == (400, {"error": "token"})
    kept = {**CASE, "csrf_token": answer["token"]}
    assert browser.client.post("/casussen/bewaar", data=kept, headers=JSON).status_code == 200
    assert answer["person"] == browser.get(FORM).document.xpath("string(//body/@data-person)")


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elders.example"},
        {"Origin": "null"},
    ],
)
def test_what_another_site_sends_is_not_offered_for_a_press(
    town: Town, headers: dict[str, str]
) -> None:
    browser = town.browser("reporter")
    answer = browser.client.post(FORM, data={**CASE, "csrf_token": "x"}, headers=headers)
    assert answer.status_code == 400
    assert "Een heel verhaal" not in answer.get_data(True)


def test_a_password_is_never_shown_again(town: Town) -> None:
    browser = Browser(town.app)
    secret = {"email": "iemand@proef.example", "password": "drie losse rode fietsen hier"}
    answer = browser.client.post("/aanmelden", data={**secret, "csrf_token": "x"})
    assert answer.status_code == 400
    assert secret["password"] not in answer.get_data(True)
