"""What is typed and not saved is kept, and no window overwrites what it has not seen."""

import threading
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app.clock import now
from app.database import db, transaction
from cases.jobs.texts import forget_drafts
from cases.models.case import Case
from cases.models.history import CaseDraft
from cases.operations.drafts import MOST_DRAFTS
from tests.cases.town import (
    Town,
    build_town,
    compared_texts,
    everything_written,
    logged,
    shared,
)
from tests.client import Browser

KEY = "abcdefghijklmnop"
REFERENCE = "ZK-2031-77"


@pytest.fixture
def town(app: Flask) -> Town:
    return build_town(app)


def typed(
    browser: Browser, *, url: str = "/casussen/bewaar", key: str = KEY, **values: str
) -> tuple[int, dict[str, Any]]:
    """What the form sends by itself, and the answer to it."""
    data = {"csrf_token": browser.token, "submission_key": key, **values}
    answer = browser.client.post(url, data=data, headers={"Accept": "application/json"})
    return answer.status_code, answer.get_json() or {}


def kept_texts(app: Flask) -> list[str]:
    """The situations of all drafts, the oldest first."""
    with app.app_context():
        drafts = db.session.scalars(select(CaseDraft).order_by(CaseDraft.id))
        return [str(draft.values.get("situation")) for draft in drafts]


def field(browser: Browser, name: str) -> str:
    """The value of a hidden field on the present page."""
    assert browser.page is not None
    return str(browser.page.document.xpath(f"string(//main//input[@name='{name}']/@value)"))


def test_one_window_goes_on_in_one_row(town: Town) -> None:
    browser = town.browser("reporter")
    status, answer = typed(browser, situation="Eén", draft_window="a", draft_turn="1")
    assert (status, answer["fields"]["submission_key"]) == (200, KEY)
    # The answer was lost on the way: the window does not know which version it made.
    status, answer = typed(browser, situation="Eén twee", draft_window="a", draft_turn="2")
    assert (status, answer["fields"]["draft_version"]) == (200, "2")
    assert kept_texts(town.app) == ["Eén twee"]


def test_what_arrives_late_overwrites_nothing(town: Town) -> None:
    browser = town.browser("reporter")
    typed(browser, situation="Eén twee", draft_window="a", draft_turn="2")
    assert typed(browser, situation="Eén", draft_window="a", draft_turn="1")[0] == 200
    assert kept_texts(town.app) == ["Eén twee"]


def test_a_second_window_gets_a_draft_of_its_own(town: Town) -> None:
    browser = town.browser("reporter")
    typed(browser, situation="Van hier", draft_window="a", draft_turn="1")
    status, answer = typed(browser, situation="Van daar", draft_window="b", draft_version="")
    assert status == 409
    assert answer["other"]["values"]["situation"] == "Van hier"
    assert answer["fields"]["submission_key"] != KEY
    assert kept_texts(town.app) == ["Van hier", "Van daar"]
    page = browser.get("/mijn-casussen")
    assert "(concept 2)" in page.main
    assert len([one for one in page.links if "concept=" in one]) == 2


def test_who_knows_the_newest_version_goes_on_with_it(town: Town) -> None:
    browser = town.browser("reporter")
    typed(browser, situation="Van hier", draft_window="a", draft_turn="1")
    status, _answer = typed(browser, situation="Verder", draft_window="b", draft_version="1")
    assert status == 200
    assert kept_texts(town.app) == ["Verder"]


def test_nobody_reads_or_writes_in_the_draft_of_another(town: Town) -> None:
    reporter, colleague = town.browser("reporter"), town.browser("colleague")
    typed(reporter, situation="Van de inbrenger")
    status, _answer = typed(colleague, situation="Van een ander")
    assert status == 400
    assert kept_texts(town.app) == ["Van de inbrenger"]
    url = logged(reporter)
    assert typed(colleague, url=f"{url}/bewaar", key="x" * 16, situation="Vreemd")[0] == 404
    colleague.post(f"/casussen/concept/{KEY}/weg")
    assert len(kept_texts(town.app)) == 1


def test_changes_in_a_case_come_back_and_the_case_is_as_it_was(town: Town) -> None:
    browser = town.browser("reporter")
    url = logged(browser, own_reference=REFERENCE)
    browser.get(f"{url}/bewerken")
    key, version = field(browser, "submission_key"), field(browser, "version")
    values = {"title": "Brief kwam terug", "version": version, "own_reference": REFERENCE}
    typed(browser, url=f"{url}/bewaar", key=key, situation="Half aangepast", **values)
    assert "Half aangepast" not in browser.get(url)
    assert REFERENCE not in everything_written(town.app)
    page = browser.get(f"{url}/bewerken")
    assert "Je hebt niet bewaarde wijzigingen van" in page.main
    assert "Er was geen adres." in page
    browser.get(next(one for one in page.links if "concept=" in one))
    saved = browser.submit()
    assert saved.url == url
    assert "Half aangepast" in saved
    assert REFERENCE in saved, "going on with a draft has emptied what no draft holds"
    assert kept_texts(town.app) == []


def test_changes_in_a_case_can_be_thrown_away(town: Town) -> None:
    browser = town.browser("reporter")
    url = logged(browser)
    typed(browser, url=f"{url}/bewaar", situation="Toch maar niet")
    browser.get(f"{url}/bewerken")
    page = browser.submit(f"/casussen/concept/{KEY}/weg")
    assert page.url == f"{url}/bewerken"
    assert "niet bewaarde wijzigingen" not in page.main


def test_changing_back_what_was_changed_leaves_no_draft(town: Town) -> None:
    browser = town.browser("reporter")
    url = logged(browser)
    texts = {"title": "Brief kwam terug", "kind": "pinches", "stage": "solved"}
    typed(browser, url=f"{url}/bewaar", situation="Iets anders", **texts)
    typed(browser, url=f"{url}/bewaar", situation="Er was geen adres.", **texts)
    assert kept_texts(town.app) == []


def test_what_a_window_sent_just_before_saving_makes_no_draft(town: Town) -> None:
    browser = town.browser("reporter")
    logged(browser, situation="Er was geen adres, nergens.")
    with town.app.app_context():
        key = db.session.scalars(select(Case.submission_key)).one() or ""
    assert typed(browser, key=key, situation="Er was geen")[0] == 200
    assert kept_texts(town.app) == []


def test_a_form_that_was_saved_already_does_not_lose_its_second_text(town: Town) -> None:
    browser = town.browser("reporter")
    form = browser.get("/casussen/nieuw/uitgebreid")
    browser.submit(title="Brief kwam terug", situation="Er was geen adres.")
    browser.page = form
    page = browser.submit(title="Brief kwam terug", situation="Een heel ander verhaal.")
    assert page.status == 409
    assert compared_texts(page) == ["Er was geen adres.", "Een heel ander verhaal."]
    assert "Een heel ander verhaal." in browser.submit()


def test_without_a_key_nothing_is_kept(town: Town) -> None:
    assert typed(town.browser("reporter"), key="", situation="Zonder kenmerk")[0] == 400
    assert kept_texts(town.app) == []


def test_the_newest_drafts_stay_and_old_ones_go(town: Town) -> None:
    browser = town.browser("reporter")
    for number in range(MOST_DRAFTS + 2):
        typed(browser, key=f"sleutel{number}", situation=f"Tekst {number}")
    assert kept_texts(town.app) == [f"Tekst {number}" for number in range(2, MOST_DRAFTS + 2)]
    with town.app.app_context():
        with transaction():
            old = now() - timedelta(days=91)
            row = update(CaseDraft).where(CaseDraft.submission_key == "sleutel5")
            db.session.execute(row.values(saved_at=old))
        forget_drafts(None)  # type: ignore[arg-type]
    assert "Tekst 5" not in kept_texts(town.app)
    assert len(kept_texts(town.app)) == MOST_DRAFTS - 1


def test_a_case_under_discussion_keeps_what_is_typed_meanwhile(town: Town) -> None:
    browser, url = shared(town)
    typed(browser, url=f"{url}/bewaar", situation="Tijdens het gesprek")
    assert kept_texts(town.app) == ["Tijdens het gesprek"]


def test_windows_that_keep_at_once_lose_nothing(town: Town) -> None:
    browser = town.browser("reporter")
    token, together = browser.token, threading.Barrier(4)
    cookie = browser.client.get_cookie(browser.cookie)
    assert cookie is not None
    typed(browser, situation="Het begin", draft_window="begin", draft_turn="1")

    def press(name: str) -> None:
        client = town.app.test_client()
        client.set_cookie(browser.cookie, cookie.value)
        data = values_of(token, name)
        together.wait(timeout=10)
        answer = client.post("/casussen/bewaar", data=data)
        answers.append(answer.status_code)

    answers: list[int] = []
    presses = [threading.Thread(target=press, args=(f"venster {n}",)) for n in range(4)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert sorted(answers) == [200, 409, 409, 409]
    assert sorted(kept_texts(town.app)) == [f"venster {n}" for n in range(4)]
    with town.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Case)) == 0


def values_of(token: str, name: str) -> Mapping[str, str]:
    """What one of several windows sends: each knows the first version."""
    return {
        "csrf_token": token, "submission_key": KEY, "situation": name,
        "draft_window": name, "draft_turn": "1", "draft_version": "1",
    }  # fmt: skip
