"""The page of what looks like personal data: each place marked, and decided word by word."""

import pytest
from flask import Flask
from sqlalchemy import text

from app.database import db, transaction
from cases.operations.findings import find_personal_data
from tests.cases.town import PHONE, Town, build_town, everything_written, logged, only_case, shared
from tests.client import Browser, Page

STORY = f"Mevrouw Jansen belde. Haar zoon Daan de Wit gaf {PHONE}."


@pytest.fixture
def town(app: Flask) -> Town:
    return build_town(app)


def press(browser: Browser, url: str, button: str, words: str) -> Page:
    """Press the button beside these words, as somebody does who sees the page."""
    page = browser.get(f"{url}/gegevens")
    ((name, value),) = {
        (one.get("name"), one.get("value"))
        for one in page.document.xpath("//main//button[@aria-label]")
        if one.text_content().startswith(button) and one.get("aria-label").endswith(f": {words}")
    }
    return browser.post(f"{url}/gegevens", follow=True, **{name: value})


def marks(page: Page) -> list[str]:
    return [one.text_content() for one in page.document.xpath("//mark")]


def test_each_finding_is_marked_in_the_text_with_its_kind_in_words(town: Town) -> None:
    browser = town.browser("reporter")
    url = logged(browser, situation=STORY, deviation="Ik belde Jansen terug.")
    page = browser.get(f"{url}/gegevens")
    assert f"{PHONE} (telefoonnummer)" in marks(page)
    assert "Mevrouw Jansen (naam)" in marks(page)
    assert "Jansen (naam)" in marks(page)
    assert "Een hulpmiddel, geen garantie" in page.main


def test_one_is_replaced_one_is_kept_and_the_page_says_what_is_left(town: Town) -> None:
    browser = town.browser("reporter")
    url = logged(browser, situation=STORY)
    page = press(browser, url, "Vervang door [naam]", "Mevrouw Jansen")
    assert "Nog 2." in page.main
    assert "[naam] belde." in page.main
    page = press(browser, url, "Laat staan", "Daan de Wit")
    assert "Nog 1." in page.main
    page = browser.submit(press="Vervang alles")
    assert page.url == f"{url}/delen"
    assert "Vervangen. De oude tekst wordt binnen een dag ook uit de bestanden gewist" in page.main
    browser.submit(audience="team")
    read = town.browser("colleague").get(url)
    assert "Daan de Wit gaf [telefoon]" in read.main
    assert "Jansen" not in read.main
    assert "Jansen" not in everything_written(town.app)
    assert PHONE not in everything_written(town.app)


def test_what_was_kept_stays_kept_where_it_stands_and_opens_elsewhere(town: Town) -> None:
    browser = town.browser("reporter")
    url = logged(browser, situation="De zoon Daan belde.")
    press(browser, url, "Laat staan", "Daan")
    browser.get(f"{url}/bewerken")
    assert browser.submit(situation="Op een dag in maart was het: de zoon Daan belde.").url == url
    assert marks(browser.get(f"{url}/gegevens")) == ["Daan (naam)"]
    browser.get(f"{url}/bewerken")
    assert browser.submit(deviation="Ik belde zoon Daan.").url == f"{url}/gegevens"


def test_a_kept_finding_can_be_taken_up_again(town: Town) -> None:
    browser = town.browser("reporter")
    url = logged(browser, situation="De zoon Daan belde.")
    press(browser, url, "Laat staan", "Daan")
    page = press(browser, url, "Ongedaan maken", "Daan")
    assert "Nog 1." in page.main
    assert browser.post(f"{url}/delen", audience="team", name_shown_to="team").status == 422


def test_a_name_put_back_goes_from_earlier_versions_and_from_drafts(town: Town) -> None:
    browser = town.browser("reporter")
    url = logged(browser, title="Mevrouw Jansen kreeg niets", situation="Toen belde jansen.")
    browser.get(f"{url}/bewerken")
    browser.submit(situation="Toen belde Jansen nog eens.")
    browser.post(
        "/casussen/bewaar",
        submission_key="een-andere-tab",
        case=url.rsplit("/", 1)[1],
        situation="Toen belde Jansen",
    )
    with town.app.app_context(), transaction():
        db.session.execute(text("UPDATE case_drafts SET case_id = (SELECT id FROM cases)"))
    browser.get(f"{url}/gegevens")
    browser.submit(press="Vervang alles")
    assert "jansen" not in everything_written(town.app).casefold()


def test_a_longer_word_is_left_whole(town: Town) -> None:
    browser = town.browser("reporter")
    url = logged(browser, situation="Haar zoon Jan belde.", deviation="In januari deed ik niets.")
    browser.get(f"{url}/bewerken")
    browser.submit(deviation="In januari deed ik niets. Janneke.Jans.")
    browser.get(f"{url}/gegevens")
    browser.submit(press="Vervang alles")
    assert "In januari deed ik niets." in browser.get(f"{url}/versies").main


def test_a_name_does_not_come_into_the_list_of_procedures(town: Town) -> None:
    browser = town.browser("reporter")
    logged(browser, procedure="Aanvraag mevrouw Jansen")
    assert "Jansen" not in town.browser("colleague").get("/casussen/nieuw/uitgebreid")
    assert "Jansen" not in everything_written(town.app)


def test_pressing_twice_does_no_harm(town: Town) -> None:
    browser = town.browser("reporter")
    url = logged(browser, situation=STORY)
    page = browser.get(f"{url}/gegevens")
    value = page.document.xpath("//button[@name='replace']/@value")[0]
    for _time in range(2):
        assert browser.post(f"{url}/gegevens", replace=value).status == 302
    assert len(marks(browser.get(f"{url}/gegevens"))) == 2


def test_a_finding_of_another_case_is_not_pressed_through_ones_own(town: Town) -> None:
    browser = town.browser("reporter")
    url = logged(browser, situation="Mevrouw Jansen belde.")
    value = browser.get(f"{url}/gegevens").document.xpath("//button[@name='keep']/@value")[0]
    colleague = town.browser("colleague")
    other = logged(colleague, situation="Mevrouw Bakker belde.")
    assert colleague.post(f"{other}/gegevens", keep=value).status == 302
    assert colleague.post(f"{url}/gegevens", keep=value).status == 404
    assert browser.post(f"{url}/delen", audience="team", name_shown_to="team").status == 422


def test_a_name_comes_into_a_shared_case_only_when_its_writer_says_it_is_none(town: Town) -> None:
    browser, url = shared(town)
    browser.get(f"{url}/bewerken")
    page = browser.submit(situation="Het project Vroom van zoon Vroom liep.", follow=False)
    assert page.status == 422
    assert "Vroom" not in town.browser("colleague").get(url)
    page = browser.submit(stated=page.document.xpath("//input[@name='stated']/@value"))
    assert page.url == url
    assert "Vroom" in town.browser("colleague").get(url)
    kept = browser.get(f"{url}/gegevens")
    assert "Ongedaan maken" not in kept.main, "a case that others read is opened by nothing"
    press(browser, url, "Vervang toch door [naam]", "Vroom")
    assert "Vroom" not in town.browser("colleague").get(url)


def test_a_shared_case_with_open_findings_gets_no_more_readers(town: Town) -> None:
    browser, url = shared(town)
    with town.app.app_context(), transaction():
        # As when the scan has learned to see more since the case was shared.
        db.session.execute(text("UPDATE cases SET outcome = 'Mevrouw Jansen belde.'"))
        find_personal_data(only_case(town.app))
    assert browser.post(f"{url}/delen", audience="network", name_shown_to="team").status == 422
    assert browser.post(f"{url}/delen", audience="team", name_shown_to="nobody").status == 302
    browser.get(f"{url}/gegevens")
    browser.submit(press="Vervang alles")
    assert browser.post(f"{url}/delen", audience="organisation", name_shown_to="team").status == 302


def test_typing_is_looked_at_and_nothing_of_it_is_kept(
    town: Town, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    browser = town.browser("reporter")
    answer = browser.post(
        "/casussen/controle", situation=STORY, own_reference="111222333", title="Niets"
    )
    assert answer.status == 200
    found = answer.document.text_content()
    for words in ("Mevrouw Jansen", "Daan de Wit", "telefoonnummer", "de inwoner"):
        assert words in found
    assert "111222333" not in found
    assert "Jansen" not in everything_written(town.app) + capfd.readouterr().err + caplog.text
    assert browser.post("/casussen/controle", situation="x" * 70_000).status == 413
    assert Browser(town.app).post("/casussen/controle", situation=STORY).status == 401
