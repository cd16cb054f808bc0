"""What waits for a person: running cases by the day that is wanted, then the oldest."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from app.clock import moved_to, now, today
from app.database import db, transaction
from app.people.models import Organisation, Person, Team
from cases.doorbraak.operations.offers import offer_case
from cases.doorbraak.operations.teams import create_team
from cases.models.case import Case
from cases.queries.urgency import workday_after
from cases.terms import Audience, Stage
from tests import factories
from tests.cases.town import Town, build_town

RUNNING = Stage.SEEKING_ROOM


@pytest.fixture
def town(app: Flask) -> Town:
    town = build_town(app)
    with app.app_context(), transaction():
        wait(town, "Oud maar af", days=40)
        wait(town, "Pas gedeeld", days=1)
        wait(town, "Loopt zonder dag", days=2, stage=RUNNING)
        wait(town, "Loopt met tijd", days=3, stage=RUNNING, needed_by=today() + timedelta(days=60))
        wait(town, "Loopt met haast", days=4, stage=RUNNING, needed_by=workday_after(today(), 3))
        wait(town, "Loopt te laat", days=5, stage=RUNNING, needed_by=today() - timedelta(days=1))
        wait(town, "Af met een dag", days=6, needed_by=today())
    return town


def wait(town: Town, title: str, *, days: int, **details: Any) -> Case:
    """A case that was shared so many days ago and that nobody has reacted to."""
    reporter = db.session.get_one(Person, town.people["reporter"])
    with moved_to(now() - timedelta(days=days)):
        return factories.make_case(
            reporter,
            db.session.query(Organisation).one(),
            db.session.query(Team).one(),
            title=title,
            audience=Audience.ORGANISATION,
            **details,
        )


ORDER = [
    "Loopt te laat",
    "Loopt met haast",
    "Loopt met tijd",
    "Loopt zonder dag",
    "Oud maar af",
    "Af met een dag",
    "Pas gedeeld",
]


@pytest.mark.parametrize("who", ["facilitator", "analyst"])
def test_what_is_needed_soonest_heads_the_work(town: Town, who: str) -> None:
    page = town.browser(who).get("/werkvoorraad")
    rows = {title(row): row.text_content() for row in page.document.xpath("//tbody/tr")}
    assert list(rows) == ORDER
    assert "dag is voorbij" in rows["Loopt te laat"]
    assert "heeft haast" in rows["Loopt met haast"]
    for calm in ("Loopt met tijd", "Loopt zonder dag", "Af met een dag"):
        assert "haast" not in rows[calm]
        assert "voorbij" not in rows[calm]
    assert "nodig voor" in rows["Loopt met tijd"]
    assert "nodig voor" not in rows["Af met een dag"]
    assert "te laat" in rows["Oud maar af"].replace("Loopt te laat", "")
    assert "te laat" not in rows["Pas gedeeld"]


def title(row: object) -> str:
    return str(row.xpath("normalize-space(.//a)"))  # type: ignore[attr-defined]


def test_until_when_is_said_to_who_may_know_the_date(town: Town) -> None:
    with town.app.app_context(), transaction():
        facilitator = db.session.get_one(Person, town.people["facilitator"])
        team = db.session.query(Team).one()
        facilitator.memberships[0].team_id = team.id
    assert "uiterlijk" in town.browser("facilitator").get("/werkvoorraad").main
    assert "uiterlijk" not in town.browser("analyst").get("/werkvoorraad").main


def test_the_offers_of_a_team_stand_in_the_same_order(town: Town) -> None:
    with town.app.app_context(), transaction():
        leader = db.session.get_one(Person, town.people["facilitator"])
        team = create_team(
            "Doorbraak Proef",
            organisation=db.session.query(Organisation).one(),
            facilitator=leader,
            discipline="begeleiding",
            by=factories.MACHINE,
        )
        for case in db.session.query(Case).order_by(Case.first_shared_at):
            with moved_to(case.first_shared_at or now()):
                offer_case(case, team=team, by=factories.MACHINE)
        address = f"/doorbraak/teams/{team.public_id}"
    for url in ("/doorbraak", address):
        page = town.browser("facilitator").get(url)
        links = page.document.xpath("//a[starts-with(@href, '/casussen/')]")
        assert [one.text_content().strip() for one in links] == ORDER, url
        assert "dag is voorbij" in page.main


def test_working_days_pass_over_the_weekend() -> None:
    friday = date(2026, 11, 20)
    assert workday_after(friday, 1) == date(2026, 11, 23)
    assert workday_after(friday, 5) == date(2026, 11, 27)
    assert workday_after(friday, 0) == friday
