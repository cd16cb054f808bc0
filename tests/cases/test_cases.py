"""Logging and editing a case: nothing typed is lost, nothing is made twice or overwritten."""

import threading

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.database import db
from cases.models.case import Case
from cases.models.history import CaseDraft, CaseRevision
from cases.terms import Audience
from tests.cases.town import (
    Town,
    build_town,
    compared_texts,
    everything_written,
    logged,
    only_case,
    shared,
)


@pytest.fixture
def town(app: Flask) -> Town:
    return build_town(app)


def test_the_same_form_sent_twice_makes_one_case(town: Town) -> None:
    browser = town.browser("reporter")
    form = browser.get("/casussen/nieuw/uitgebreid")
    values = {"title": "Brief kwam terug", "situation": "Er was geen adres."}
    first = browser.submit(follow=False, **values)
    browser.page = form
    second = browser.submit(follow=False, **values)
    assert first.status == second.status == 302
    assert first.location == second.location
    with town.app.app_context():
        assert only_case(town.app).title == "Brief kwam terug"


def test_one_case_when_a_form_comes_in_many_times_at_once(town: Town) -> None:
    browser = town.browser("reporter")
    token, together = browser.token, threading.Barrier(6)
    cookie = browser.client.get_cookie(browser.cookie)
    assert cookie is not None
    answers: list[int] = []

    def press() -> None:
        client = town.app.test_client()
        client.set_cookie(browser.cookie, cookie.value)
        data = {"csrf_token": token, "submission_key": "k" * 16, "title": "T", "situation": "S"}
        together.wait(timeout=10)
        answers.append(client.post("/casussen/nieuw/uitgebreid", data=data).status_code)

    presses = [threading.Thread(target=press) for _ in range(6)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert answers == [302] * 6
    with town.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Case)) == 1


def test_who_saved_in_between_is_not_overwritten(town: Town) -> None:
    first = town.browser("reporter")
    url = logged(first)
    second = town.browser("reporter")
    first.get(f"{url}/bewerken")
    second.get(f"{url}/bewerken")
    assert first.submit(situation="Wat de eerste schreef.").status == 200
    page = second.submit(situation="Wat de tweede schreef.", follow=False)
    assert page.status == 409
    assert compared_texts(page) == ["Wat de eerste schreef.", "Wat de tweede schreef."]
    assert "Wat de eerste schreef." in second.get(url)
    second.page = page
    assert second.submit().url == url
    assert "Wat de tweede schreef." in second.get(url)
    assert "eerste" in second.get(f"{url}/versies").main


@pytest.mark.parametrize("version", ["", "x", "-1", "999", "9" * 40])
def test_an_odd_version_overwrites_nothing(town: Town, version: str) -> None:
    browser = town.browser("reporter")
    url = logged(browser)
    page = browser.post(f"{url}/bewerken", title="Ander", situation="Ander", version=version)
    assert page.status == 409
    assert "Brief kwam terug" in browser.get(url)


def test_an_edit_takes_no_field_that_the_form_does_not_offer(town: Town) -> None:
    browser = town.browser("reporter")
    url = logged(browser)
    taken = {
        "reporter_id": str(town.people["colleague"]), "state": "shared", "audience": "network",
        "team_id": "1", "public_id": "a2b3c4d5e6f7a2b3", "imported": "1", "external_id": "x",
    }  # fmt: skip
    page = browser.post(f"{url}/bewerken", title="T", situation="S", version="1", **taken)
    assert page.status == 302
    with town.app.app_context():
        case = only_case(town.app)
        assert case.reporter_id == town.people["reporter"]
        assert (case.state.value, case.audience) == ("draft", Audience.PRIVATE)
        assert (case.imported, case.external_id) == (False, None)
        assert f"/casussen/{case.public_id}" == url


def test_what_is_typed_is_kept_and_comes_back(town: Town) -> None:
    browser = town.browser("reporter")
    browser.get("/casussen/nieuw/uitgebreid")
    assert browser.page is not None
    key = browser.page.document.xpath("string(//input[@name='submission_key']/@value)")
    for words in ("Half", "Half geschreven verhaal"):
        kept = browser.client.post(
            "/casussen/bewaar",
            data={
                "csrf_token": browser.token,
                "submission_key": key,
                "situation": words,
                "outcome": "",
            },
        )
        assert kept.status_code == 200
        assert kept.get_json()["saved_at"]
    resumed = town.browser("reporter")
    page = resumed.get("/mijn-casussen")
    (link,) = [one for one in page.links if "concept=" in one]
    assert "Half geschreven verhaal" in resumed.get(link, follow=True)
    assert "Half geschreven" not in town.browser("colleague").get(link)
    resumed.get(link, follow=True)
    saved = resumed.submit(title="Toch afgemaakt")
    assert "Half geschreven verhaal" in saved
    assert "concept=" not in resumed.get("/mijn-casussen").text
    with town.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(CaseDraft)) == 0


def test_a_draft_of_somebody_else_is_neither_read_nor_written(town: Town) -> None:
    reporter, other = town.browser("reporter"), town.browser("colleague")
    values = {"submission_key": "sleutel", "situation": "Van de inbrenger"}
    assert reporter.post("/casussen/bewaar", **values).status == 200
    stolen = {**values, "situation": "Overschreven"}
    assert other.post("/casussen/bewaar", **stolen).status == 400
    assert other.post("/casussen/concept/sleutel/weg").status == 302
    assert "Van de inbrenger" in reporter.get("/casussen/nieuw?concept=sleutel")


def test_a_draft_is_removed_for_good(town: Town) -> None:
    browser = town.browser("reporter")
    url = logged(browser, situation="Dit mag niemand lezen: zwaluwnest.")
    browser.get(f"{url}/bewerken")
    browser.submit(title="Andere titel")
    browser.get(f"{url}/verwijderen")
    assert browser.submit().url == "/mijn-casussen"
    assert browser.get(url).status == 404
    assert "zwaluwnest" not in everything_written(town.app)


def test_texts_are_kept_without_control_signs_and_in_one_form(town: Town) -> None:
    browser = town.browser("reporter")
    page = browser.post(
        "/casussen/nieuw/uitgebreid", title="Cafe\u0301\x00", situation="regel\r\ntwee\x00"
    )
    assert page.status == 302
    with town.app.app_context():
        case = only_case(town.app)
        assert (case.title, case.situation) == ("Caf\u00e9", "regel\ntwee")
        assert db.session.scalar(select(func.count()).select_from(CaseRevision)) == 0


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))",
        "![](https://evil.example/pixel)", '"><svg onload=alert(1)>', "{{ 7*7 }}", "<style>*{}",
        "<a href=data:text/html,x>x</a>", "<details open ontoggle=alert(1)>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
def test_what_somebody_types_runs_nowhere(town: Town, payload: str) -> None:
    fields = ("title", "situation", "deviation", "wish", "procedure", "law", "partners")
    browser, url = shared(town, **dict.fromkeys(fields, f"x {payload}"))
    for page in (url, "/casussen", "/mijn-casussen", f"{url}/delen", f"{url}/bewerken"):
        browser.get(page)
    town.browser("colleague").get(url)
    town.browser("analyst").get(f"{url}/duiding")


def test_a_day_that_is_none_says_how_and_nothing_typed_is_lost(town: Town) -> None:
    browser = town.browser("reporter")
    browser.get("/casussen/nieuw/uitgebreid")
    page = browser.submit(title="Brief", situation="Er was geen adres.", happened_on="gisteren")
    assert "Vul een datum in, zoals 21-11-2026." in page.main
    assert "Er was geen adres." in page.main
