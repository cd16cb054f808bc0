"""What an organisation decides for itself about deciding: with two, reminded, and in the open."""

import pytest
from flask import Flask

from app.database import db, transaction
from app.people.models import Organisation
from app.people.roles import Role
from tests import factories
from tests.client import Browser

URL = "/beheer/instellingen"


@pytest.fixture
def people(app: Flask) -> dict[str, Browser]:
    """An administrator and a manager at their screens."""
    with app.app_context(), transaction():
        here = factories.make_organisation()
        ids = {
            "administrator": factories.make_person(here, Role.ADMINISTRATOR, name="Anna Beheer").id,
            "manager": factories.make_person(here, Role.MANAGER, name="Mia Manager").id,
        }
    return {name: Browser(app, key) for name, key in ids.items()}


def kept(app: Flask) -> tuple[bool, int, bool]:
    """What the organisation has decided by now."""
    with app.app_context():
        here = db.session.query(Organisation).one()
        return here.two_decide, here.reminder_days, here.public_page


def test_deciding_alone_in_private_is_the_beginning(app: Flask, people: dict[str, Browser]) -> None:
    assert people["manager"].get(URL).status == 404
    assert kept(app) == (False, 14, False)


def test_each_setting_is_kept_and_shown_again(app: Flask, people: dict[str, Browser]) -> None:
    browser = people["administrator"]
    browser.get(URL)
    assert "bewaard" in browser.submit(two_decide="y", reminder_days="30", public_page="y").main
    assert kept(app) == (True, 30, True)
    page = browser.get(URL)
    assert page.document.xpath("//input[@name='reminder_days']/@value") == ["30"]
    for name in ("two_decide", "public_page"):
        assert page.document.xpath(f"//input[@name='{name}' and @checked]")


@pytest.mark.parametrize("days", ["4", "91", "0", "vaak"])
def test_reminders_come_neither_too_often_nor_never(
    app: Flask, people: dict[str, Browser], days: str
) -> None:
    browser = people["administrator"]
    browser.get(URL)
    page = browser.submit(reminder_days=days)
    assert page.status == 422
    assert ("Kies een aantal dagen van 5 tot en met 90." in page.main) is (days != "vaak")
    assert kept(app) == (False, 14, False)
