"""An empty installation tells each role what to do first."""

import pytest
from flask import Flask

from app.database import transaction
from app.people.roles import Role
from tests import factories
from tests.cases.town import logged
from tests.client import Browser

FIRST = {
    Role.PROFESSIONAL: "Leg je eerste casus vast",
    Role.FACILITATOR: "Maak een Doorbraakteam",
    Role.ANALYST: "Zoek patronen",
    Role.MANAGER: "Kijk wat op een beslissing wacht",
    Role.CONTRIBUTOR: "Kijk welke acties op je naam staan",
    Role.ADMINISTRATOR: "Maak de teams",
    Role.PRIVACY_OFFICER: "Bekijk het logboek",
    Role.BOARD: "Onderteken de spelregels",
}


def somebody(app: Flask, role: Role) -> Browser:
    with app.app_context(), transaction():
        person = factories.make_person(factories.make_organisation(), role).id
    return Browser(app, person)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_finds_what_it_does_first_and_every_link_leads_somewhere(
    app: Flask, role: Role
) -> None:
    browser = somebody(app, role)
    page = browser.get("/aan-de-slag")
    assert FIRST[role] in page.main
    for link in page.links:
        assert browser.get(link, follow=True).status == 200, link


def test_who_has_begun_with_nothing_starts_there_and_later_no_more(app: Flask) -> None:
    browser = somebody(app, Role.PROFESSIONAL)
    assert browser.get("/").location == "/aan-de-slag"
    logged(browser)
    assert browser.get("/").location == "/mijn-casussen"
    assert "gedaan" in browser.get("/aan-de-slag").main


def test_nobody_is_told_to_do_the_work_of_another_role(app: Flask) -> None:
    page = somebody(app, Role.MANAGER).get("/aan-de-slag")
    assert "Leg je eerste casus vast" not in page
    assert "Maak de teams" not in page
