"""A text from the share sheet of a phone: from outside, without a token, perhaps no cookie."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.database import db
from app.people.models import WebSession
from cases.models.case import Case
from cases.models.history import CaseDraft
from tests.cases.capturing import TEXT, value_of
from tests.cases.town import Town, build_town
from tests.client import Browser, Page


@pytest.fixture
def town(app: Flask) -> Town:
    return build_town(app)


# What a phone shares comes in from outside, without a token and perhaps without the cookie.


def handed_over(browser: Browser, **values: str) -> Page:
    """Post as a share sheet does; the answer is not inspected as a page of ours."""
    answer = browser.client.post("/casussen/nieuw/gedeeld", data=values)
    return Page(
        "/casussen/nieuw/gedeeld", answer.status_code, dict(answer.headers), answer.get_data(True)
    )


def rows(app: Flask) -> tuple[int | None, ...]:
    with app.app_context():
        return tuple(
            db.session.scalar(select(func.count()).select_from(table))
            for table in (Case, CaseDraft, WebSession)
        )


def test_a_text_from_the_share_sheet_is_shown_and_not_kept(town: Town) -> None:
    browser = town.browser("reporter")
    before = rows(town.app)
    page = handed_over(browser, title="Uit mijn notities", text=TEXT)
    assert page.status == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert page.document.xpath("string(//textarea[@name='situation'])").strip() == (
        f"Uit mijn notities\n\n{TEXT}"
    )
    assert rows(town.app) == before
    browser.page = page
    page = browser.submit("/casussen/nieuw")
    assert page.url.endswith("/voorstellen")
    assert TEXT in page.main


def test_a_shared_text_needs_the_token_of_the_page_to_be_kept(town: Town) -> None:
    browser = town.browser("reporter")
    page = handed_over(browser, text=TEXT)
    forged = browser.client.post("/casussen/nieuw", data={"situation": TEXT, "submission_key": "k"})
    assert forged.status_code == 400
    assert value_of(page, "csrf_token")
    assert rows(town.app)[:2] == (0, 0)


def test_a_text_that_comes_without_the_cookie_begins_no_session(town: Town) -> None:
    """A new cookie would sign somebody out who is signed in: the phone may leave the old away."""
    before = rows(town.app)
    visitor = Browser(town.app)
    page = handed_over(visitor, text=f"{TEXT} <script>alert(1)</script>")
    assert page.status == 200
    assert "Set-Cookie" not in page.headers
    assert rows(town.app) == before
    assert "<script>alert" not in page.text
    assert TEXT in page.main
    (field,) = page.document.xpath("//form//textarea[@name='text']")
    assert field.getparent().getparent().get("action") == "/casussen/nieuw/gedeeld"
    again = handed_over(town.browser("reporter"), text=field.text_content())
    assert TEXT in again.main
    assert again.document.xpath("//textarea[@name='situation']")


def test_a_shared_text_is_cut_at_what_a_case_may_hold(town: Town) -> None:
    for browser in (town.browser("reporter"), Browser(town.app)):
        page = handed_over(browser, text="a" * 30_000)
        (field,) = page.document.xpath("//form//textarea")
        assert len(field.text_content().strip()) == 20_000
        assert "Het eerste deel" in page.main
    assert browser.client.get("/casussen/nieuw/gedeeld").status_code == 405


def test_the_manifest_offers_the_share_sheet_to_everybody(app: Flask) -> None:
    browser = Browser(app)
    answer = browser.client.get("/manifest.webmanifest")
    manifest = answer.get_json()
    assert answer.mimetype == "application/manifest+json"
    assert "Set-Cookie" not in answer.headers
    assert manifest["share_target"] == {
        "action": "/casussen/nieuw/gedeeld",
        "method": "POST",
        "enctype": "application/x-www-form-urlencoded",
        "params": {"title": "title", "text": "text"},
    }
    icon = browser.client.get(manifest["icons"][0]["src"])
    assert icon.status_code == 200
    assert icon.mimetype == "image/svg+xml"
    icon.close()
    linked = browser.get("/privacy").document.xpath("//link[@rel='manifest']/@href")
    assert linked == ["/manifest.webmanifest"]
