"""The privacy officer reads who did what; looking is noted, and nothing of another place shows."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import delete, select

from app.accounts.trail import PAGE_SIZE
from app.audit import AuditEntry, AuditIdentity
from app.clock import moved_to
from app.database import db, transaction
from app.people import operations
from app.people.models import Organisation
from app.people.roles import Role
from tests import factories
from tests.client import Browser

LONG_AGO = datetime(2025, 2, 3, 12, tzinfo=UTC)


@pytest.fixture
def people(app: Flask) -> dict[str, int]:
    with app.app_context(), transaction():
        here = factories.make_organisation()
        elsewhere = factories.make_organisation("Gemeente Anderland", "anderland")
        officer = factories.make_person(here, Role.PRIVACY_OFFICER, name="Piet Privaat")
        admin = factories.make_person(here, Role.ADMINISTRATOR, name="Anna Beheer")
        other = factories.make_person(elsewhere, Role.ADMINISTRATOR, name="Vera Vreemd")
        ids = {"officer": officer.id, "admin": admin.id, "other": other.id}
    with app.app_context(), moved_to(LONG_AGO), transaction():
        here = db.session.scalars(select(Organisation).order_by(Organisation.id)).first()
        assert here is not None
        operations.create_team(here, "Team Oud", by=factories.MACHINE)
    return ids


def test_the_trail_names_who_and_notes_that_it_was_read(app: Flask, people: dict[str, int]) -> None:
    Browser(app, people["admin"]).post("/beheer/teams", name="Team Nieuw")
    Browser(app, people["other"]).post("/beheer/teams", name="Team Anders")
    browser = Browser(app, people["officer"])
    page = browser.get("/privacy/logboek")
    assert "team toegevoegd" in page.main
    assert "Anna Beheer" in page.main
    assert "machinebeheer" in page.main
    assert "Vera Vreemd" not in page
    assert "Team Nieuw" not in page
    assert "Piet Privaat" in browser.get("/privacy/logboek").main
    with app.app_context():
        last = db.session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
        assert last is not None
        assert (last.action, last.kind) == ("read_trail", "audit")


def test_the_trail_is_narrowed_by_action_and_day(app: Flask, people: dict[str, int]) -> None:
    browser = Browser(app, people["officer"])
    page = browser.get("/privacy/logboek?actie=create_team&van=2025-02-03&tot=2025-02-03")
    assert "3 februari 2025" in page.main
    assert page.main.count("3 februari 2025") == 1
    assert "Niets gevonden" in browser.get("/privacy/logboek?tot=2025-02-02")
    assert "Niets gevonden" in browser.get("/privacy/logboek?actie=sign_out")
    assert browser.get("/privacy/logboek?actie=onzin&van=gisteren&pagina=-1").status == 200


def test_who_was_erased_has_no_name_left(app: Flask, people: dict[str, int]) -> None:
    Browser(app, people["admin"]).post("/beheer/teams", name="Team Nieuw")
    with app.app_context(), transaction():
        gone = AuditIdentity.person_id == people["admin"]
        db.session.execute(delete(AuditIdentity).where(gone))
    page = Browser(app, people["officer"]).get("/privacy/logboek?actie=create_team")
    assert "[gewist]" in page.main
    assert "Anna Beheer" not in page


def test_a_long_trail_comes_in_pages(app: Flask, people: dict[str, int]) -> None:
    browser = Browser(app, people["officer"])
    with app.app_context(), transaction():
        here = operations.organisation_by_slug("proefstad")
        assert here is not None
        for number in range(PAGE_SIZE + 1):
            operations.create_team(here, f"Team {number}", by=factories.MACHINE)
    first = browser.get("/privacy/logboek?actie=create_team")
    assert first.document.xpath("//a[@rel='next']")
    second = browser.get("/privacy/logboek?actie=create_team&pagina=2")
    assert "3 februari 2025" in second.main
    assert "3 februari 2025" not in first.main
    assert not second.document.xpath("//a[@rel='next']")


@pytest.mark.parametrize("name", ["admin", "other"])
def test_others_do_not_find_the_trail(app: Flask, people: dict[str, int], name: str) -> None:
    assert Browser(app, people[name]).get("/privacy/logboek").status == 404
