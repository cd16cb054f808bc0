"""Naar buiten: who reads what is prepared, and the way of an item from draft to outside."""

import pytest

from app.audit import AuditEntry
from app.database import db
from app.people.models import Person
from learning.lifecycle.patterns import PatternState
from learning.models.outside import OutsideItem
from learning.permissions.outside import can_read_outside, outside_shown_to
from tests.learning.outside.scene import BRIEFING, LESSON, QUOTE, ROLES, Saved

NAMES = ("draft", "offered", "approved", "lesson", "public")
SEES = {
    "analyst": set(NAMES),
    "manager": set(NAMES) - {"draft"},
    "board": {"approved", "lesson", "public"},
}


@pytest.mark.parametrize("role", ROLES)
def test_who_reads_which_item(saved: Saved, role: str) -> None:
    browser = saved.browser(role)
    seen = {name for name in NAMES if browser.get(saved.url(name)).status == 200}
    assert seen == SEES.get(role, set())
    overview = browser.get("/naar-buiten")
    # The manager of another organisation has a list too, and nothing of ours on it.
    assert overview.status == (200 if role in SEES or role == "elsewhere" else 404)
    titles = {"draft": "Concept", "offered": "Aanbod", "approved": "Akkoord", "lesson": "Leer"}
    for name, word in (*titles.items(), ("public", "Publiek")):
        assert (f"{word}kanarie" in overview.main) is (name in SEES.get(role, ()))


def test_check_and_row_filter_agree(saved: Saved) -> None:
    with saved.app.app_context():
        for person in db.session.query(Person):
            rows = {one.id for one in db.session.query(OutsideItem).where(outside_shown_to(person))}
            checked = {i.id for i in db.session.query(OutsideItem) if can_read_outside(i, person)}
            assert rows == checked, person.name


def test_a_step_that_is_not_yours_answers_like_what_is_not_there(saved: Saved) -> None:
    tries = {
        "analyst": (("offered", "beslissing"), ("offered", "bewerken"), ("draft", "intrekken")),
        "manager": (
            ("draft", "aanbieden"),
            ("offered", "terugnemen"),
            ("offered", "bewerken"),
            ("approved", "beslissing"),
            ("approved", "herschrijven"),
        ),
        "board": (("offered", "beslissing"), ("approved", "intrekken")),
        "contributor": (("approved", "intrekken"), ("draft", "bewerken")),
        "elsewhere": (("offered", "beslissing"), ("approved", "stuk.odt")),
    }
    for role, wanted in tries.items():
        browser = saved.browser(role)
        for name, rest in wanted:
            posted = {"reason": "Reden.", "step": "approve", "title": "Overgenomen"}
            for page in (
                browser.get(saved.url(name, f"/{rest}")),
                browser.post(saved.url(name, f"/{rest}"), **posted),
            ):
                assert page.status in (404, 405), (role, name, rest)
                assert "kanarie" not in page.text
    assert saved.browser("analyst").get("/naar-buiten/a2b3c4d5e6f7a2b3").status == 404


def test_from_a_published_pattern_to_a_document_that_leaves(saved: Saved) -> None:
    analyst, manager = saved.browser("analyst"), saved.browser("manager")
    analyst.get("/naar-buiten/nieuw")
    page = analyst.get(f"/naar-buiten/nieuw?soort=lesson_point&over={saved.pattern}", follow=True)
    assert page.url.startswith("/naar-buiten/schrijven")
    assert "Wie geen adres heeft, krijgt geen bericht." in page.text
    page = analyst.submit(**LESSON, title="Wegkanarie", addressee="PMM")
    key = page.url.rpartition("/")[2]
    saved.items["new"] = key
    assert manager.get(saved.url("new")).status == 404
    analyst.get(saved.url("new", "/aanbieden"))
    page = analyst.submit()
    assert "Aangeboden" in page.main
    assert "wacht op akkoord" in page.main
    # Until a manager agrees nobody takes it along, also not who wrote it.
    assert analyst.get(saved.url("new", "/stuk.odt")).status == 404
    assert "Wegkanarie" in manager.get("/naar-buiten").main
    shown = manager.get(saved.url("new", "/beslissing"))
    assert all(text in shown.main for text in LESSON.values())
    assert "meer dan 10 casussen" in shown.main
    page = manager.submit(step="refuse")
    assert page.status == 422
    assert "Schrijf op waarom" in page.main
    page = manager.submit(step="refuse", reason="Zeg eerst wat wij zelf doen.")
    assert "niet akkoord" in page.main
    assert "Zeg eerst wat wij zelf doen." in analyst.get(saved.url("new")).main
    page = analyst.submit(saved.url("new", "/herschrijven"))
    assert page.url.endswith("/bewerken")
    page = analyst.submit(tried="Wij bellen nu altijd eerst.")
    analyst.get(saved.url("new", "/aanbieden"))
    analyst.submit()
    manager.get(saved.url("new", "/beslissing"))
    page = manager.submit(step="approve")
    assert "Akkoord" in page.main
    for role in ("analyst", "manager", "board"):
        assert saved.browser(role).client.get(saved.url("new", "/stuk.odt")).status_code == 200
    with saved.app.app_context():
        rows = db.session.query(AuditEntry).filter_by(record=key)
        assert {"prepare_outside", "offer_outside", "approve_outside"} <= {r.action for r in rows}


def test_withdrawing_says_first_what_cannot_be_recalled_and_closes_the_door(saved: Saved) -> None:
    manager = saved.browser("manager")
    page = manager.get(saved.url("approved", "/intrekken"))
    assert "Wat al is verstuurd of bewaard, blijft bij de ontvanger." in page.main
    assert manager.submit(reason="").status == 422
    manager.get(saved.url("approved", "/intrekken"))
    page = manager.submit(reason="De wet is veranderd.")
    assert "ingetrokken" in page.main
    assert "De wet is veranderd." in page.main
    assert manager.get(saved.url("approved", "/stuk.odt")).status == 404
    assert saved.browser("board").get(saved.url("approved")).status == 404


def test_a_text_that_changed_meanwhile_is_read_again_before_it_is_approved(saved: Saved) -> None:
    manager, analyst = saved.browser("manager"), saved.browser("analyst")
    manager.get(saved.url("offered", "/beslissing"))
    analyst.get(saved.url("offered"))
    analyst.submit(saved.url("offered", "/terugnemen"))
    analyst.get(saved.url("offered", "/bewerken"))
    analyst.submit(asked="Iets heel anders dan wat de manager las.")
    analyst.get(saved.url("offered", "/aanbieden"))
    analyst.submit()
    page = manager.submit(step="approve")
    assert page.status == 422
    assert "De tekst is intussen veranderd." in page.main
    assert "Iets heel anders dan wat de manager las." in page.main
    assert manager.submit(step="approve").status == 200


def test_what_was_typed_is_kept_when_a_text_is_refused(saved: Saved) -> None:
    analyst = saved.browser("analyst")
    analyst.get(f"/naar-buiten/schrijven?soort=briefing&over={saved.pattern}")
    typed = {**BRIEFING, "title": "Getypt", "addressee": "De raad"}
    page = analyst.submit(**{**typed, "evidence": "Het speelt in 17 casussen."})
    assert page.status == 422
    assert "17 casussen" in page.main
    assert BRIEFING["asked"] in page.text
    page = analyst.submit(**{**typed, "contact": "Bel met Jan de Vries, 06 12345678"})
    assert page.status == 422
    assert "Dit lijkt op een persoonsgegeven" in page.main


def test_a_pattern_that_is_not_published_cannot_be_told_of(saved: Saved) -> None:
    with saved.changing() as pattern:
        pattern.state = PatternState.CONFIRMED
    analyst = saved.browser("analyst")
    assert "nog geen patroon gepubliceerd" in analyst.get("/naar-buiten/nieuw").main
    url = f"/naar-buiten/schrijven?soort=briefing&over={saved.pattern}"
    assert analyst.get(url).status == 404
    assert "niet gepubliceerd" in analyst.get(saved.url("draft")).main
    assert analyst.get(saved.url("approved", "/stuk.odt")).status == 404


def test_a_released_text_stands_in_the_notitie_until_its_reporter_revokes_it(saved: Saved) -> None:
    manager = saved.browser("manager")
    assert QUOTE in manager.get(saved.url("approved")).main
    with saved.app.app_context():
        entry = db.session.query(AuditEntry).filter_by(kind="excerpt").one()
        assert saved.excerpt in entry.records
    with saved.app.app_context():
        reporter = db.session.query(Person).filter_by(name="Inbrenger 0").one().id
    browser = saved.browser()
    browser.enter(reporter)
    browser.post(f"/fragmenten/{saved.excerpt}/intrekken")
    assert QUOTE not in manager.get(saved.url("approved")).main
