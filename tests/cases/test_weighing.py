"""Help with weighing: a worksheet of the reporter's own, and a text for the file."""

import pytest
from flask import Flask

from cases.motivation import missing_steps, motivation
from tests.cases.town import PHONE, Town, build_town, logged, shared

ANSWERS = {
    "desired_effect": "Het gezin blijft wonen waar het woont.",
    "legal_test": "De hardheidsclausule geeft ruimte.",
    "legitimacy": "Wie in dezelfde situatie zit, krijgt hetzelfde.",
}


@pytest.fixture
def town(app: Flask) -> Town:
    return build_town(app)


def test_the_text_holds_what_was_answered_in_the_order_of_the_test() -> None:
    text = motivation(ANSWERS, standard="Bij schuld volgt ontruiming.", room="hardheidsclausule")
    order = ["De standaard", "Gewenst effect", "Juridische toets", "Gebruikte ruimte", "Legitimit"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "Rendement" not in text


def test_without_answers_there_is_no_text() -> None:
    assert motivation({"returns": "  "}, standard="Bij schuld volgt ontruiming.") == ""


def test_what_lacks_is_named() -> None:
    lacking = ["Grondwaarden van de wet", "Gevolgen op langere termijn", "Betrokkenheid"]
    assert missing_steps(ANSWERS) == [*lacking, "Rendement"]


def test_the_answers_become_a_text_and_the_text_becomes_part_of_the_case(town: Town) -> None:
    browser, url = shared(town, standard_procedure="Bij schuld volgt ontruiming.")
    browser.get(f"{url}/weging")
    page = browser.submit(**ANSWERS)
    assert page.url == f"{url}/motivering"
    assert "De standaard: Bij schuld volgt ontruiming." in page.main
    assert "Nog niet beantwoord" in page.main
    page = browser.submit()
    assert page.url == url
    assert "Gewenst effect: Het gezin blijft wonen waar het woont." in page.main
    assert "Gewenst effect" in town.browser("colleague").get(url)
    assert "Gewenst effect" in browser.get(f"{url}/versies").main


def test_taking_the_text_over_twice_adds_it_once(town: Town) -> None:
    browser, url = shared(town)
    browser.post(f"{url}/weging", **ANSWERS)
    browser.post(f"{url}/motivering")
    browser.post(f"{url}/motivering")
    assert browser.get(url).main.count("Motivering van de afweging") == 1


def test_the_worksheet_is_read_by_its_reporter_alone(town: Town) -> None:
    browser, url = shared(town)
    browser.post(f"{url}/weging", **ANSWERS)
    for name in ("colleague", "facilitator", "analyst", "elsewhere"):
        other = town.browser(name)
        assert other.get(f"{url}/weging").status == 404
        assert other.get(f"{url}/motivering").status == 404
        assert other.post(f"{url}/weging/bewaar", returns="Mijn tekst").status == 404
        assert ANSWERS["legitimacy"] not in other.get(url)
    assert ANSWERS["legitimacy"] in browser.get(f"{url}/weging")


def test_the_answers_are_kept_while_they_are_typed(town: Town) -> None:
    browser, url = shared(town)
    assert browser.post(f"{url}/weging/bewaar", returns="Het scheelt een opvangplek.").status == 200
    assert "Het scheelt een opvangplek." in browser.get(f"{url}/weging")


def test_personal_data_does_not_enter_a_shared_case_by_way_of_the_worksheet(town: Town) -> None:
    browser, url = shared(town)
    browser.post(f"{url}/weging", involvement=f"Bel {PHONE}.")
    assert browser.post(f"{url}/motivering").status == 422
    assert "12345678" not in town.browser("colleague").get(url)


def test_in_a_draft_it_is_marked_first(town: Town) -> None:
    browser = town.browser("reporter")
    url = logged(browser)
    browser.post(f"{url}/weging", involvement=f"Bel {PHONE}.")
    browser.get(f"{url}/motivering")
    assert browser.submit().url == f"{url}/gegevens"


def test_an_answer_that_is_too_long_is_kept_on_the_page(town: Town) -> None:
    browser, url = shared(town)
    browser.get(f"{url}/weging")
    page = browser.submit(returns="duur " * 900)
    assert page.status == 422
    assert "hooguit" in page.main
    assert "duur duur" in page
