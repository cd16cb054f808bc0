"""Five people around one case, and the steps that each test begins with."""

import re
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select

from app.database import db, transaction
from app.people.roles import Role
from cases.models.case import Case
from tests import factories
from tests.client import Browser, Page

BSN = "111222333"
PHONE = "06 12345678"


@dataclass
class Town:
    """Numbers of who is there, and their browsers."""

    app: Flask
    people: dict[str, int]

    def browser(self, name: str) -> Browser:
        return Browser(self.app, self.people[name])


def build_town(app: Flask) -> Town:
    """An organisation with a team, in which a case can be shared."""
    with app.app_context(), transaction():
        home = factories.make_organisation()
        team = factories.make_team(home)
        people = {
            "reporter": factories.make_person(home, team=team, name="Rens Inbrenger"),
            "colleague": factories.make_person(home, team=team, name="Carlijn Collega"),
            "elsewhere": factories.make_person(home, name="Elle Elders"),
            "facilitator": factories.make_person(home, Role.FACILITATOR, name="Fee Begeleider"),
            "analyst": factories.make_person(home, Role.ANALYST, name="Ans Analist"),
        }
        return Town(app, {name: person.id for name, person in people.items()})


def logged(browser: Browser, **values: str) -> str:
    """Log a case through the form and give its address."""
    browser.get("/casussen/nieuw/uitgebreid")
    texts = {"title": "Brief kwam terug", "situation": "Er was geen adres."} | values
    page = browser.submit(**texts)
    assert page.status == 200, page.main
    return re.sub(r"/gegevens$", "", page.url)


def shared(town: Town, **values: str) -> tuple[Browser, str]:
    """A case that was logged and shared with the team."""
    browser = town.browser("reporter")
    url = logged(browser, **values)
    browser.get(f"{url}/delen")
    page = browser.submit(audience="team", name_shown_to="team")
    assert page.url == url, page.main
    return browser, url


def only_case(app: Flask) -> Case:
    """The one case there is, within an application context."""
    return db.session.scalars(select(Case)).one()


def everything_written(app: Flask) -> str:
    """Every value of every row there is."""
    with app.app_context():
        return " ".join(
            str(value)
            for table in db.metadata.sorted_tables
            for row in db.session.execute(select(table))
            for value in row
        )


def compared_texts(page: Page) -> list[str]:
    """The texts that a page lays beside each other, without what is only said aloud."""
    return [
        "".join(one.xpath(".//text()[not(ancestor::*[@class='visually-hidden'])]")).strip()
        for one in page.document.xpath("//*[contains(@class, 'compared-text')]")
    ]
