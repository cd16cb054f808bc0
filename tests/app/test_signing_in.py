"""Getting in, staying in and getting out: what somebody without the key would try."""

import json
import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts import authentication
from app.accounts.passwords import hash_password
from app.clock import moved_to, now
from app.database import db, transaction
from app.people import operations as people
from app.people.models import Organisation, Person, WebSession
from app.people.operations import hashed
from app.people.roles import Role
from tests import factories
from tests.client import Browser, Page

EMAIL = "anna.proef@proef.example"


@pytest.fixture
def person(app: Flask) -> int:
    with app.app_context(), transaction():
        organisation = factories.make_organisation()
        return factories.make_person(organisation, name="Anna Proef", email=EMAIL).id


def sign_in(browser: Browser, email: str = EMAIL, password: str = factories.PASSWORD) -> Page:
    browser.get("/aanmelden")
    return browser.submit("/aanmelden", email=email, password=password, follow=False)


def signed_in(browser: Browser) -> bool:
    return browser.get("/mijn-casussen").status == 200


def test_a_wrong_password_answers_as_an_unknown_account(app: Flask, person: int) -> None:
    browser = Browser(app)
    wrong = sign_in(browser, password="iets heel anders dan dat")
    unknown = sign_in(browser, email="niemand@proef.example")
    assert wrong.status == unknown.status == 422
    assert plain(wrong, EMAIL) == plain(unknown, "niemand@proef.example")
    assert not signed_in(browser)


def plain(page: Page, email: str) -> str:
    text = re.sub(r'name="csrf_token"\s+value="[^"]+"', "", page.text)
    return text.replace(email, "")


def test_a_deactivated_account_answers_alike(app: Flask, person: int) -> None:
    unknown = sign_in(Browser(app), email="niemand@proef.example")
    with app.app_context(), transaction():
        db.session.get_one(Person, person).active = False
    closed = sign_in(Browser(app))
    assert closed.status == 422
    assert plain(closed, EMAIL) == plain(unknown, "niemand@proef.example")


def test_guessing_is_slowed_by_account_and_forgotten_after_a_while(
    app: Flask, person: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(authentication, "MOST_PER_ACCOUNT", 2)
    browser = Browser(app)
    for _ in range(2):
        assert sign_in(browser, password="geraden wachtwoord").status == 422
    assert sign_in(browser).status == 429
    assert sign_in(Browser(app), email="iemand.anders@proef.example").status == 422
    with moved_to(now() + timedelta(minutes=16)):
        assert sign_in(browser).status == 302


def test_guessing_is_slowed_by_address(
    app: Flask, person: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(authentication, "MOST_PER_ADDRESS", 2)
    for number in range(2):
        assert sign_in(Browser(app), email=f"gok{number}@proef.example").status == 422
    assert sign_in(Browser(app)).status == 429


def test_the_limits_of_the_product() -> None:
    assert authentication.MOST_PER_ACCOUNT == 5
    assert authentication.MOST_PER_ADDRESS <= 30


def test_a_session_gets_a_new_id_and_dies_when_left(app: Flask, person: int) -> None:
    browser = Browser(app)
    browser.client.set_cookie(browser.cookie, "chosen-by-somebody-else")
    assert sign_in(browser).status == 302
    cookie = browser.client.get_cookie(browser.cookie)
    assert cookie is not None
    assert cookie.value != "chosen-by-somebody-else"
    assert signed_in(browser)
    thief = copied(app, browser)
    assert signed_in(thief)
    browser.get("/mijn-casussen")
    browser.client.post("/afmelden", data={"csrf_token": browser.token})
    assert not signed_in(thief)
    assert not signed_in(browser)


def test_the_id_from_before_signing_in_is_worthless(app: Flask, person: int) -> None:
    browser = Browser(app)
    browser.get("/aanmelden")
    before = copied(app, browser)
    assert sign_in(browser).status == 302
    assert signed_in(browser)
    assert not signed_in(before)


def copied(app: Flask, browser: Browser) -> Browser:
    """Somebody else with the same cookie."""
    thief, cookie = Browser(app), browser.client.get_cookie(browser.cookie)
    assert cookie is not None
    thief.client.set_cookie(browser.cookie, cookie.value)
    return thief


@pytest.mark.parametrize("event", ["deactivate", "password", "role", "end"])
def test_a_live_session_ends_at_once(app: Flask, person: int, event: str) -> None:
    browser = Browser(app, person)
    assert signed_in(browser)
    with app.app_context(), transaction():
        somebody = db.session.get_one(Person, person)
        if event == "deactivate":
            people.deactivate_person(somebody, by=factories.MACHINE)
        elif event == "password":
            people.set_password_hash(somebody, "x", by=factories.MACHINE)
        elif event == "role":
            home = db.session.scalars(select(Organisation)).one()
            people.grant_role(somebody, home, Role.CONTRIBUTOR, by=factories.MACHINE)
        else:
            people.end_membership(somebody.memberships[0], by=factories.MACHINE)
    page = browser.get("/mijn-casussen")
    assert (page.status, page.location) == (302, "/aanmelden?next=/mijn-casussen")
    with app.app_context(), transaction():
        db.session.get_one(Person, person).active = True
    assert not signed_in(browser)


@pytest.mark.parametrize(
    ("idle", "alive"),
    [(timedelta(hours=1, minutes=59), True), (timedelta(hours=2, minutes=1), False)],
)
def test_an_idle_session_expires(app: Flask, person: int, idle: timedelta, alive: bool) -> None:
    browser = Browser(app, person)
    with moved_to(now() + idle):
        assert signed_in(browser) is alive


def test_no_session_outlives_the_day(app: Flask, person: int) -> None:
    browser, start = Browser(app, person), now()
    for hour in range(1, 12):
        with moved_to(start + timedelta(hours=hour)):
            assert signed_in(browser)
    with moved_to(start + timedelta(hours=12, minutes=1)):
        assert not signed_in(browser)


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "target",
    [
        "//evil.example", "/\\evil.example", "https:evil.example", "javascript:alert(1)",
        "https://evil.example", "\t//evil.example", "/\t/evil.example", "\\\\evil.example",
        "http://localhost@evil.example", "///evil.example", "/\n/evil.example", "evil.example",
        " //evil.example", "/\x00/evil.example",
    ],
)  # fmt: skip
def test_signing_in_leads_nowhere_else(app: Flask, person: int, target: str) -> None:
    browser = Browser(app, person)
    page = browser.get("/aanmelden" + "?next=" + quoted(target))
    assert page.headers["Location"] == "/"
    answer = browser.client.post(
        "/taal", data={"csrf_token": browser.token, "next": target, "language": "nl"}
    )
    assert answer.headers["Location"] == "/"


def quoted(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode())


def test_signing_in_returns_to_where_somebody_was_going(app: Flask, person: int) -> None:
    browser = Browser(app)
    page = browser.get("/casussen/nieuw?procedure=Bijstand", follow=True)
    assert page.status == 200
    page = browser.submit(email=EMAIL, password=factories.PASSWORD)
    assert page.url == "/casussen/nieuw?procedure=Bijstand"


@pytest.mark.parametrize("token", [None, "", "x", "other"])
def test_without_its_token_a_form_changes_nothing(
    app: Flask, person: int, token: str | None
) -> None:
    browser, other = Browser(app, person), Browser(app, person)
    value = other.token if token == "other" else token
    assert browser.token
    data = {"title": "Vervalst", "situation": "Vervalst"}
    if value is not None:
        data["csrf_token"] = value
    assert browser.client.post("/casussen/nieuw", data=data).status_code == 400
    assert browser.client.post("/afmelden", data=data).status_code == 400
    assert browser.client.get("/afmelden").status_code == 405
    assert signed_in(browser)
    assert "Vervalst" not in browser.get("/mijn-casussen")


def test_nothing_of_a_session_can_be_read_from_the_database(app: Flask, person: int) -> None:
    browser = Browser(app)
    sign_in(browser)
    cookie = browser.client.get_cookie(browser.cookie)
    assert cookie is not None
    with app.app_context():
        row = db.session.scalars(select(WebSession)).one()
        assert row.id_hash == hashed(cookie.value) != cookie.value
        assert row.person_id == person
        assert factories.PASSWORD not in row.data
        assert json.loads(row.data)["person_id"] == person
        assert db.session.scalar(select(func.count()).select_from(WebSession)) == 1
        stored = db.session.get_one(Person, person).password_hash
    assert stored is not None
    assert stored.startswith("$argon2id$")
    assert hash_password(factories.PASSWORD) != stored
