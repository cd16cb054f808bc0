"""What every answer carries, and how production guards its name, its cookie and its secrets."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from app.clock import now
from app.database import db, transaction
from app.web.security import HEADERS
from config import ConfigurationError, read_settings
from leerlus import create_app
from tests import factories
from tests.client import Browser

EMAIL = "anna.proef@proef.example"
SAFE = {
    "LEERLUS_ENV": "production",
    "SECRET_KEY": "x" * 40,
    "BASE_URL": "https://leerlus.example",
    "TRUSTED_HOSTS": "leerlus.example",
}


@pytest.fixture
def person(app: Flask) -> int:
    with app.app_context(), transaction():
        organisation = factories.make_organisation()
        return factories.make_person(organisation, name="Anna Proef", email=EMAIL).id


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
def test_production_marks_its_cookie_and_trusts_its_name_alone(
    app: Flask, person: int, tmp_path: Path
) -> None:
    settings = read_settings({**SAFE, "LEERLUS_DATA": str(tmp_path)})
    settings["SQLALCHEMY_DATABASE_URI"] = app.config["SQLALCHEMY_DATABASE_URI"]
    production = create_app(settings)
    client = production.test_client()
    answer = client.get("/aanmelden", base_url="https://leerlus.example")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-leerlus=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    for host in ("evil.example", "leerlus.example.evil.example", "evil.example:443"):
        poisoned = client.get("/aanmelden", base_url=f"https://{host}")
        assert poisoned.status_code == 400, host
        assert "evil" not in poisoned.get_data(as_text=True)
        assert HEADERS["Content-Security-Policy"] in poisoned.headers.values()
    with production.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize(
    "unsafe",
    [
        {"SECRET_KEY": ""}, {"SECRET_KEY": "short"}, {"TRUSTED_HOSTS": ""},
        {"TRUSTED_HOSTS": " , "},
        {"BASE_URL": ""}, {"BASE_URL": "http://leerlus.example"}, {"FLASK_DEBUG": "1"},
        {"LEERLUS_ENV": "produktie"},
    ],
)  # fmt: skip
def test_production_does_not_start_half_safe(tmp_path: Path, unsafe: dict[str, str]) -> None:
    safe = {**SAFE, "LEERLUS_DATA": str(tmp_path)}
    assert read_settings(safe)["DEBUG"] is False
    with pytest.raises(ConfigurationError):
        read_settings({**safe, **unsafe})


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
def test_every_sort_of_answer_carries_the_headers(app: Flask, person: int) -> None:
    browser = Browser(app, person)
    answers = {
        url: browser.client.get(url)
        for url in ("/privacy", "/mijn-casussen", "/is-er-niet", "/", "/static/css/page.css",
                    "/static/is-er-niet.css", "/gezond", "/.well-known/security.txt", "/afmelden",
                    "/casussen/a2b3c4d5e6f7a2b3")
    }  # fmt: skip
    answers["forged"] = browser.client.post("/afmelden")
    answers["large"] = browser.client.post("/casussen/nieuw", data={"title": "x" * 11_000_000})
    seen = set()
    for url, answer in answers.items():
        seen.add(answer.status_code)
        missing = [name for name, value in HEADERS.items() if answer.headers.get(name) != value]
        assert not missing, f"{url}: {missing}"
        assert answer.headers.get("Server") is None
        if not url.startswith("/static/css"):
            assert answer.headers["Cache-Control"] == "no-store", url
        answer.close()
    assert seen == {200, 302, 400, 404, 405, 413}


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
def test_security_txt_says_where_to_go_and_is_not_stale(app: Flask) -> None:
    page = Browser(app).get("/.well-known/security.txt")
    assert page.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in page.text.splitlines())
    assert lines["Contact"].startswith(("https://", "http://localhost/", "mailto:"))
    expires = lines["Expires"]
    assert (
        (now() + timedelta(days=30)).isoformat()
        < expires
        < (now() + timedelta(days=366)).isoformat()
    )
