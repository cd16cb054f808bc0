"""What tests of quick capture share: a text of sixty words, and what its pages show."""

from flask import Flask
from sqlalchemy import func, select

from app.database import db
from cases.models.case import Case
from tests.client import Browser, Page

# About sixty words, as somebody tells it after a hard conversation.
TEXT = (
    "De inwoner kwam aan de balie voor bijzondere bijstand, maar kon niet inloggen met DigiD. "
    "Volgens de werkinstructie nemen we een aanvraag alleen digitaal aan. "
    "Ik heb de aanvraag toch op papier aangenomen en zelf ingevoerd. "
    "Ik vond dat de termijn hier zwaarder woog dan het formulier, omdat hij anders een maand "
    "zonder geld zat. "
    "Uiteindelijk is de bijstand op grond van artikel 35 Participatiewet op tijd toegekend."
)


def told(browser: Browser, text: str = TEXT, address: str = "/casussen/nieuw", **more: str) -> Page:
    """Type the text and press Verder."""
    browser.get(address)
    return browser.submit("/casussen/nieuw", situation=text, **more)


def marks(page: Page, sort: str = "") -> list[str]:
    """What is offered to tick."""
    found = page.document.xpath("//input[@name='accepted' and @type='checkbox']/@value")
    return [str(one) for one in found if str(one).startswith(sort)]


def ticked(page: Page) -> list[str]:
    found = page.document.xpath("//input[@name='accepted' and @type='checkbox'][@checked]/@value")
    return [str(one) for one in found]


def key_of(page: Page) -> str:
    return page.url.split("/")[-2]


def value_of(page: Page, name: str) -> str:
    return str(page.document.xpath(f"string(//input[@name='{name}']/@value)"))


def case_count(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Case)) or 0
