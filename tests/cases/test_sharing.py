"""A case among its readers: who reads it, what is kept out of it, and how it ends."""

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from app.audit import AuditEntry
from app.database import db, transaction
from app.people.models import Person
from app.search.indexer import index_waiting
from cases.models.case import CaseGrant
from cases.models.history import Reaction
from tests import factories
from tests.cases.town import (
    BSN,
    PHONE,
    Town,
    build_town,
    everything_written,
    logged,
    only_case,
    shared,
)


@pytest.fixture
def town(app: Flask) -> Town:
    return build_town(app)


def test_findings_keep_a_case_with_its_reporter_until_they_are_replaced(town: Town) -> None:
    browser = town.browser("reporter")
    url = logged(browser, situation=f"Bel {PHONE}, bsn {BSN}.", deviation=f"Ik belde {PHONE}.")
    marked = browser.get(f"{url}/gegevens")
    marks = [one.text_content() for one in marked.document.xpath("//mark")]
    assert any(BSN in one for one in marks)
    assert sum("12345678" in one for one in marks) == 2
    refused = browser.post(f"{url}/delen", audience="team", name_shown_to="team")
    assert refused.status == 422
    assert town.browser("colleague").get(url).status == 404
    browser.get(f"{url}/bewerken")
    browser.submit(title="Nog eens bewerkt")
    browser.get(f"{url}/gegevens")
    browser.submit(press="Vervang alles")
    for page in (url, f"{url}/versies", f"{url}/bewerken", f"{url}/gegevens"):
        shown = browser.get(page)
        assert BSN not in shown
        assert "12345678" not in shown
    assert BSN not in everything_written(town.app)
    assert "12345678" not in everything_written(town.app)
    assert browser.post(f"{url}/delen", audience="team", name_shown_to="team").status == 302
    assert town.browser("colleague").get(url).status == 200


def test_words_that_are_no_personal_data_may_stay(town: Town) -> None:
    browser = town.browser("reporter")
    url = logged(browser, situation=f"Het dossier heet {BSN}.")
    browser.get(f"{url}/gegevens")
    browser.submit(press="geen persoonsgegevens")
    assert browser.post(f"{url}/delen", audience="team", name_shown_to="team").status == 302
    browser.get(f"{url}/bewerken")
    assert browser.submit(title="Andere titel").url == url
    assert BSN in town.browser("colleague").get(url)


@pytest.mark.parametrize("step", ["bewerken", "afronden"])
def test_nothing_personal_comes_into_a_case_that_others_read(town: Town, step: str) -> None:
    browser, url = shared(town)
    browser.get(f"{url}/{step}")
    page = browser.submit(outcome=f"Bel {PHONE} voor de afloop.", follow=False)
    assert page.status == 422
    assert PHONE in page, "what was typed is lost"
    assert "12345678" not in town.browser("colleague").get(url)
    with town.app.app_context():
        case = only_case(town.app)
        assert (case.state.value, case.outcome) == ("shared", "")


def test_a_withdrawn_case_is_gone_for_others_at_once(town: Town) -> None:
    browser, url = shared(town, situation="Het woord is zoutkristal.")
    with town.app.app_context(), transaction():
        elsewhere = db.session.get_one(Person, town.people["elsewhere"])
        factories.grant_reading(only_case(town.app), elsewhere)
    with town.app.app_context():
        index_waiting()
    readers = {name: town.browser(name) for name in ("colleague", "elsewhere", "analyst")}
    for reader in readers.values():
        assert reader.get(url).status == 200
        assert "Brief kwam terug" in reader.post("/zoeken", words="zoutkristal", follow=True)
    browser.get(url)
    page = browser.submit(f"{url}/intrekken")
    assert page.url == url
    for reader in readers.values():
        assert reader.get(url).status == 404
        assert "Brief kwam terug" not in reader.get("/casussen")
        assert "Brief kwam terug" not in reader.post("/zoeken", words="zoutkristal", follow=True)
    with town.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(CaseGrant)) == 0
    browser.get(f"{url}/delen")
    assert browser.submit(audience="team").url == url
    assert readers["colleague"].get(url).status == 200
    assert readers["elsewhere"].get(url).status == 404, "an old grant has come back to life"


def test_narrowing_holds_at_once(town: Town) -> None:
    browser, url = shared(town)
    reader = town.browser("elsewhere")
    for audience, status in (("organisation", 200), ("team", 404), ("network", 200)):
        browser.get(f"{url}/delen")
        browser.submit(audience=audience)
        assert reader.get(url).status == status, audience


def test_a_shared_case_cannot_be_removed_or_shared_again(town: Town) -> None:
    browser, url = shared(town)
    assert browser.post(f"{url}/verwijderen").status == 400
    assert browser.post(f"{url}/heropenen").status == 400
    assert browser.get(url).status == 200


def test_a_case_is_concluded_and_taken_up_again(town: Town) -> None:
    browser, url = shared(town)
    browser.get(f"{url}/afronden")
    page = browser.submit(outcome="Het kwam goed.", outcome_status="helped")
    assert "Het kwam goed." in page
    assert "Het kwam goed." in town.browser("colleague").get(url)
    assert browser.post(f"{url}/afronden", outcome="x", outcome_status="not").status == 422
    browser.get(url)
    assert browser.submit(f"{url}/heropenen").url == url


def test_a_reaction_reaches_the_reporter_without_a_name(town: Town) -> None:
    browser, url = shared(town)
    analyst = town.browser("analyst")
    assert "Brief kwam terug" in analyst.get("/werkvoorraad")
    page = analyst.get(url)
    assert "Rens" not in page
    page = analyst.submit(f"{url}/reactie", kind="question", text=f"Bel me: {PHONE}")
    assert page.status == 422
    assert PHONE in page
    analyst.get(url)
    analyst.submit(f"{url}/reactie", kind="question", text="Wat deed je toen?")
    read = browser.get(url)
    assert "Wat deed je toen?" in read
    assert "Ans Analist" not in read
    assert "Brief kwam terug" not in analyst.get("/werkvoorraad")
    with town.app.app_context():
        assert db.session.scalars(select(Reaction.by_id)).all() == [town.people["analyst"]]


def test_the_reading_of_the_analyst_stands_beside_the_tags(town: Town) -> None:
    browser, url = shared(town, obstacle="policy")
    analyst = town.browser("analyst")
    analyst.get(f"{url}/duiding")
    analyst.submit(obstacle="culture", nature="", procedure="Bijzondere bijstand")
    read = browser.get(url)
    assert "Bijzondere bijstand" in read
    with town.app.app_context():
        case = only_case(town.app)
        assert (case.obstacle and case.obstacle.value, case.procedure) == ("policy", None)
    assert "Bijzondere bijstand" not in town.browser("colleague").get(url)


def test_search_words_stand_in_no_address_log_or_row_of_the_trail(
    town: Town, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    browser, _ = shared(town, situation="Het woord is zoutkristal.")
    page = browser.post("/zoeken", words="zoutkristal", follow=True)
    assert "Brief kwam terug" in page
    assert "zoutkristal" not in page.url
    assert not [one for one in page.document.xpath("//@href | //@action") if "zoutk" in one]
    assert "zoutkristal" not in capfd.readouterr().err + caplog.text
    with town.app.app_context():
        rows = db.session.execute(select(AuditEntry.__table__)).all()
        assert "zoutkristal" not in str(rows)
    assert town.browser("colleague").get(page.url).location == "/zoeken"


@pytest.mark.parametrize("words", ['"', "(((", "a*", "*:*", "%", "NOT " * 40, "x" * 190, "-a -b"])
def test_odd_searches_answer_calmly(town: Town, words: str) -> None:
    browser, _ = shared(town)
    page = browser.post("/zoeken", words=words, follow=True)
    assert page.status in (200, 422)


def test_a_person_without_a_role_gets_no_error(town: Town) -> None:
    browser, url = shared(town)
    with town.app.app_context(), transaction():
        db.session.execute(text("UPDATE memberships SET state = 'ended'"))
    for name in ("reporter", "colleague"):
        visitor = town.browser(name)
        for page in (
            "/casussen/nieuw",
            "/casussen/nieuw/uitgebreid",
            "/mijn-casussen",
            "/bouwstenen",
            "/account",
            "/",
            "/privacy",
        ):
            assert visitor.get(page, follow=True).status in (200, 404), page
    assert browser.get(f"{url}/bewerken").status == 200
    assert town.browser("colleague").get(url).status == 404
