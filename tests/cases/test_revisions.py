"""Earlier versions of a case, and what happens when it was saved in between."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.database import db
from cases.models.history import CaseDraft, CaseRevision
from tests.cases.town import PHONE, Town, build_town, compared_texts, logged, shared
from tests.client import Browser, Page


@pytest.fixture
def town(app: Flask) -> Town:
    return build_town(app)


def edited(browser: Browser, url: str, **values: str) -> Page:
    browser.get(f"{url}/bewerken")
    return browser.submit(**values)


def texts_of(page: Page, kind: str) -> list[str]:
    """The words that the page marks as gone (`del`) or new (`ins`), in its cards."""
    words = ".//text()[not(ancestor::*[@class='visually-hidden'])]"
    found = page.document.xpath(f"//*[@class='compared-text']//{kind}")
    return ["".join(one.xpath(words)).strip() for one in found]


def test_versions_show_the_words_that_changed_newest_first(town: Town) -> None:
    browser = town.browser("reporter")
    url = logged(browser, situation="Er was geen adres bekend.")
    edited(browser, url, situation="Er was geen woonadres bekend.")
    edited(browser, url, title="Brief bleef weg")
    page = browser.get(f"{url}/versies")
    assert texts_of(page, "del") == ["kwam terug", "adres"]
    assert texts_of(page, "ins") == ["bleef weg", "woonadres"]
    assert "nieuw: woonadres einde." in page.main, "a screen reader hears no underline"
    assert page.main.count("Wat gebeurde er?") == 1
    assert len(page.document.xpath("//main//section")) == 3


def test_an_earlier_version_comes_back_as_an_edit(town: Town) -> None:
    browser = town.browser("reporter")
    url = logged(browser, own_reference="ZK-2031-77", obstacle="legislation")
    edited(browser, url, situation="Iets heel anders.", partners="Wijkteam, Bank")
    page = browser.get(f"{url}/versies")
    version = page.document.xpath("string(//main//input[@name='version']/@value)")
    back = browser.post(f"{url}/terugzetten", number="1", version=version, follow=True)
    assert "Er was geen adres." in back
    assert "ZK-2031-77" in back
    assert "Wijkteam" not in back
    assert "Iets heel anders" in " ".join(texts_of(browser.get(f"{url}/versies"), "del"))


def test_what_others_read_takes_no_personal_data_from_an_earlier_version(town: Town) -> None:
    browser = town.browser("reporter")
    url = logged(browser, situation=f"Bel {PHONE} als hij er niet is.")
    edited(browser, url, situation="Bel hem als hij er niet is.")
    browser.get(f"{url}/delen")
    browser.submit(audience="team", name_shown_to="team")
    page = browser.post(f"{url}/terugzetten", number="1", version="2", follow=True)
    assert "Dit lijkt op een persoonsgegeven" in page.main
    assert PHONE not in browser.get(url)


@pytest.mark.parametrize(("number", "version"), [("9", "2"), ("x", "2"), ("", "")])
def test_a_version_that_is_not_there_changes_nothing(town: Town, number: str, version: str) -> None:
    browser = town.browser("reporter")
    url = logged(browser)
    edited(browser, url, situation="Iets anders.")
    assert browser.post(f"{url}/terugzetten", number=number, version=version).status == 404
    with town.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(CaseRevision)) == 1


def test_bringing_back_does_not_overwrite_a_newer_text(town: Town) -> None:
    browser = town.browser("reporter")
    url = logged(browser)
    edited(browser, url, situation="Tweede.")
    edited(browser, url, situation="Derde.")
    browser.post(f"{url}/terugzetten", number="1", version="2")
    assert "Derde." in browser.get(url)


def test_a_colleague_sees_and_brings_back_no_versions(town: Town) -> None:
    browser, url = shared(town)
    edited(browser, url, situation="Iets anders.")
    colleague = town.browser("colleague")
    assert colleague.get(f"{url}/versies").status == 404
    assert colleague.post(f"{url}/terugzetten", number="1", version="2").status == 404
    assert "Iets anders." in colleague.get(url)


def conflict(town: Town, **own: str) -> tuple[Browser, str, Page]:
    """Two windows edit a case; the first has saved, the second gets this page."""
    first, second = town.browser("reporter"), town.browser("reporter")
    url = logged(first, own_reference="ZK-2031-77")
    first.get(f"{url}/bewerken")
    second.get(f"{url}/bewerken")
    first.submit(situation="Van de een.", wish="Rust.", obstacle="legislation")
    return second, url, second.submit(follow=False, **own)


def test_only_what_differs_is_laid_side_by_side(town: Town) -> None:
    _browser, _url, page = conflict(town, situation="Van de ander.")
    assert page.status == 409
    assert "Van de een." in compared_texts(page)
    assert "Van de ander." in compared_texts(page)
    assert "Titel" not in page.document.xpath("//main//h2/text()")
    assert "wet- en regelgeving" in page.main


def test_ones_own_text_is_the_choice_and_can_still_be_changed(town: Town) -> None:
    browser, url, page = conflict(town, situation="Van de ander.")
    browser.page = page
    saved = browser.submit(situation="Van beiden.")
    assert saved.url == url
    assert "Van beiden." in saved
    assert "ZK-2031-77" in saved, "a field that did not differ was not sent along"
    with town.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(CaseDraft)) == 0


def test_the_saved_text_can_be_chosen_a_field_and_ones_own_stays_behind(town: Town) -> None:
    browser, url, page = conflict(town, situation="Van de ander.", title="Andere titel")
    browser.page = page
    saved = browser.submit(choice_situation="saved", choice_wish="saved")
    assert "Van de een." in saved
    assert "Rust." in saved
    assert "Andere titel" in saved
    edit = browser.get(f"{url}/bewerken")
    back = browser.get(next(one for one in edit.links if "concept=" in one))
    assert "Van de ander." in back


def test_walking_away_from_both_versions_loses_neither(town: Town) -> None:
    browser, url, _page = conflict(town, situation="Van de ander.")
    assert "Van de een." in browser.get(url)
    edit = browser.get(f"{url}/bewerken")
    assert "niet bewaarde wijzigingen" in edit.main
    browser.get(next(one for one in edit.links if "concept=" in one))
    page = browser.submit(follow=False)
    assert page.status == 409, "an old draft has overwritten what was saved since"
    assert "Van de ander." in compared_texts(page)
