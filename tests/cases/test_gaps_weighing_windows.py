"""Two windows with the same worksheet: neither overwrites what it has not seen."""

import pytest
from flask import Flask

from app.database import transaction
from cases.operations.findings import find_personal_data, replace_findings
from tests.cases.test_drafts import field
from tests.cases.town import PHONE, Town, build_town, compared_texts, only_case, shared
from tests.factories import MACHINE

HERE = "Het gezin blijft wonen waar het woont."
THERE = "Het gezin vindt een ander huis."
FAIR = "Wie in dezelfde situatie zit, krijgt hetzelfde."


@pytest.fixture
def town(app: Flask) -> Town:
    return build_town(app)


def test_a_stale_page_shows_both_answers_and_keeps_ones_own(town: Town) -> None:
    browser, url = shared(town)
    older = browser.get(f"{url}/weging")
    browser.submit(desired_effect=THERE, legitimacy=FAIR)
    browser.page = older
    page = browser.submit(desired_effect=HERE)
    assert page.status == 409
    assert "Je antwoorden zijn intussen aangepast" in page.main
    assert compared_texts(page) == [THERE, HERE, FAIR, "niets"]
    assert THERE in browser.get(f"{url}/weging")
    browser.page = page
    page = browser.submit(choice_legitimacy="saved")
    assert page.url == f"{url}/motivering"
    assert HERE in page.main
    assert FAIR in page.main
    assert THERE not in page.main


def test_the_saved_answers_can_be_chosen(town: Town) -> None:
    browser, url = shared(town)
    older = browser.get(f"{url}/weging")
    browser.submit(desired_effect=THERE)
    browser.page = older
    browser.submit(desired_effect=HERE)
    assert THERE in browser.submit(choice_desired_effect="saved").main


def test_what_is_kept_by_itself_does_not_overwrite_either(town: Town) -> None:
    browser, url = shared(town)
    browser.get(f"{url}/weging")
    assert field(browser, "version") == "0"
    kept = browser.post(f"{url}/weging/bewaar", desired_effect=THERE, version="0")
    assert '"version":"1"' in kept.text.replace(" ", "")
    stale = browser.post(f"{url}/weging/bewaar", desired_effect=HERE, version="0")
    assert stale.status == 409
    assert THERE in stale.text
    assert THERE in browser.get(f"{url}/weging")
    later = browser.post(f"{url}/weging/bewaar", desired_effect=HERE, version="1")
    assert later.status == 200
    assert HERE in browser.get(f"{url}/weging")


def test_the_same_answers_from_an_older_window_meet_no_page(town: Town) -> None:
    browser, url = shared(town)
    older = browser.get(f"{url}/weging")
    browser.submit(desired_effect=HERE)
    browser.page = older
    assert browser.submit(desired_effect=HERE).url == f"{url}/motivering"


def test_a_window_that_shows_replaced_words_does_not_put_them_back(town: Town) -> None:
    browser, url = shared(town, situation="Er was geen adres.")
    browser.post(f"{url}/weging", involvement=f"Bel {PHONE}.")
    older = browser.get(f"{url}/weging")
    with town.app.app_context(), transaction():
        case = only_case(town.app)
        case.situation = f"Bel {PHONE}."
        find_personal_data(case)
        replace_findings(case, by=MACHINE)
    browser.page = older
    page = browser.submit(returns="Het scheelt een opvangplek.")
    assert page.status == 409
    assert PHONE not in browser.get(f"{url}/weging")
