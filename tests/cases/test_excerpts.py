"""Excerpts: an analyst asks for an exact text, the reporter alone says yes, no, or not any more."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit import AuditEntry
from app.database import db, transaction
from app.people.models import Organisation, Person, Team
from app.people.roles import Role
from cases.models.case import Case
from cases.models.excerpts import Excerpt, ExcerptState, ExcerptUse
from cases.operations.findings import find_personal_data, replace_findings
from cases.queries.excerpts import excerpts_waiting_for, released_excerpts
from cases.terms import Audience
from tests import factories
from tests.cases.town import PHONE, Town, build_town
from tests.client import Browser

SITUATION = "De brief **kwam terug**.\n\n- Er was geen adres\n- en niemand belde haar op."
WORDS = "Er was geen adres en niemand belde haar op."
WHY = "Dit zegt kort wat er misgaat."


@pytest.fixture
def town(app: Flask) -> Town:
    town = build_town(app)
    with app.app_context(), transaction():
        home = db.session.query(Organisation).one()
        other = factories.make_organisation("Gemeente Buur", "buur")
        town.people["manager"] = factories.make_person(home, Role.MANAGER, name="Mo Manager").id
        away = factories.make_person(other, Role.ANALYST, name="Ada van Buur")
        town.people["analyst elsewhere"] = away.id
        reporter = db.session.get_one(Person, town.people["reporter"])
        factories.make_case(
            reporter,
            home,
            db.session.query(Team).one(),
            title="Brief kwam terug",
            situation=SITUATION,
            audience=Audience.ORGANISATION,
        )
    return town


def url_of(town: Town) -> str:
    with town.app.app_context():
        return f"/casussen/{db.session.scalars(select(Case.public_id)).one()}"


def asked(town: Town, **values: Any) -> str:
    """Ask by the page of the analyst; the address of the excerpt."""
    analyst = town.browser("analyst")
    analyst.get(f"{url_of(town)}/fragment")
    page = analyst.submit(**{"text": WORDS, "use": "newsletter", "explanation": WHY} | values)
    assert page.url == url_of(town), page.main
    with town.app.app_context():
        return f"/fragmenten/{db.session.scalars(select(Excerpt.public_id)).one()}"


def state(town: Town) -> ExcerptState:
    with town.app.app_context():
        return db.session.scalars(select(Excerpt.state)).one()


def shown(town: Town) -> list[str]:
    """What may be shown in the leerbrief of the organisation."""
    with town.app.app_context():
        home = db.session.query(Organisation).filter_by(slug="proefstad").one()
        found = released_excerpts(ExcerptUse.NEWSLETTER, organisation_id=home.id)
        return [one.text for one in found]


@pytest.mark.parametrize(
    "name", ["reporter", "colleague", "facilitator", "manager", "analyst elsewhere"]
)
def test_only_the_analyst_of_the_organisation_asks(town: Town, name: str) -> None:
    browser, url = town.browser(name), f"{url_of(town)}/fragment"
    assert browser.get(url).status == 404
    asking: dict[str, Any] = {"text": WORDS, "use": "newsletter", "explanation": WHY}
    assert browser.post(url, **asking).status == 404
    assert "Fragment vragen" not in browser.get(url_of(town))
    with town.app.app_context():
        assert db.session.query(Excerpt).count() == 0


def test_a_draft_is_asked_for_nothing(town: Town) -> None:
    url = url_of(town)
    town.browser("reporter").post(f"{url}/intrekken")
    assert town.browser("analyst").get(f"{url}/fragment").status == 404


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"text": "Er was geen adres, en toen belde zij."}, "staat zo niet in de casus"),
        ({"text": "r was geen adres en niemand belde haar op"}, "met hele woorden"),
        ({"text": "geen adres"}, "20 tot 600 tekens"),
        ({"text": "x" * 601}, "20 tot 600 tekens"),
        ({"explanation": ""}, "Schrijf in een paar zinnen waarom."),
        ({"explanation": f"Bel mij op {PHONE}."}, "12345678"),
        ({"use": ""}, "Kies waarvoor"),
        ({"use": "published_pattern"}, "Kies waarvoor"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_words_kept(
    town: Town, values: dict[str, Any], words: str
) -> None:
    analyst = town.browser("analyst")
    analyst.get(f"{url_of(town)}/fragment")
    filled = {"text": WORDS, "use": "newsletter", "explanation": WHY} | values
    page = analyst.submit(follow=False, **filled)
    assert page.status == 422
    assert words in page.main
    assert filled["text"] in page.document.xpath("string(//textarea[@name='text'])")
    with town.app.app_context():
        assert db.session.query(Excerpt).count() == 0


def test_personal_data_in_the_case_is_not_asked_for(town: Town) -> None:
    with town.app.app_context(), transaction():
        db.session.query(Case).one().situation = f"Zij belde steeds {PHONE} en kreeg niemand."
    analyst = town.browser("analyst")
    analyst.get(f"{url_of(town)}/fragment")
    text = f"Zij belde steeds {PHONE} en kreeg niemand."
    page = analyst.submit(text=text, use="newsletter", explanation=WHY, follow=False)
    assert page.status == 422
    assert PHONE in page.document.xpath("string(//*[@class='error-summary'])")


def test_the_page_of_a_pattern_is_a_use_only_from_there(town: Town) -> None:
    analyst, pattern = town.browser("analyst"), "abcdefghij234567"
    page = analyst.get(f"{url_of(town)}/fragment?patroon={pattern}")
    assert page.document.xpath("//input[@name='use']/@value") == ["published_pattern"]
    analyst.submit(text=WORDS, explanation=WHY)
    with town.app.app_context():
        assert db.session.query(Excerpt).one().used_in == pattern
    analyst.get(f"{url_of(town)}/fragment?patroon=../../beheer")
    page = analyst.submit(text=WORDS, explanation=WHY, follow=False)
    assert page.status == 422


def test_the_reporter_reads_exactly_what_would_be_used_and_by_whom(town: Town) -> None:
    asked(town)
    reporter = town.browser("reporter")
    page = reporter.get(url_of(town))
    assert page.document.xpath("normalize-space(//blockquote)") == WORDS
    for words in (
        "Er is een fragment gevraagd",
        WHY,
        "de leerbrief",
        "ook managers en bestuur",
        "kunnen we niet terughalen",
        "Zonder je naam, je team, de datum",
    ):
        assert words in page.main, words
    assert "Ans Analist" not in page
    assert WORDS in reporter.get("/mijn-casussen").main
    assert "fragment" not in town.browser("colleague").get(url_of(town)).main.lower()


def test_released_is_shown_and_revoked_is_gone(town: Town) -> None:
    excerpt = asked(town)
    assert shown(town) == [], "nothing shows before a yes"
    reporter = town.browser("reporter")
    reporter.get(url_of(town))
    page = reporter.submit(f"{excerpt}/vrijgeven")
    assert "mag gebruikt worden" in page.main
    assert shown(town) == [WORDS]
    assert "mag gebruikt worden" in town.browser("analyst").get(url_of(town)).main
    page = reporter.submit(f"{excerpt}/intrekken")
    assert "Ingetrokken" in page.main
    assert shown(town) == []
    assert reporter.post(f"{excerpt}/vrijgeven", follow=True).status == 200
    assert state(town) is ExcerptState.REVOKED, "what was taken back does not return by a press"


def test_a_no_holds(town: Town) -> None:
    excerpt = asked(town)
    reporter = town.browser("reporter")
    reporter.get(url_of(town))
    assert "Je hoeft niet te zeggen waarom" in reporter.submit(f"{excerpt}/weigeren").main
    reporter.post(f"{excerpt}/vrijgeven")
    assert (state(town), shown(town)) == (ExcerptState.REFUSED, [])
    analyst = town.browser("analyst")
    analyst.get(f"{url_of(town)}/fragment")
    page = analyst.submit(text=WORDS, use="newsletter", explanation="Toch?", follow=False)
    assert page.status == 422
    assert "al een keer gevraagd" in page.main


@pytest.mark.parametrize(
    "name", ["colleague", "facilitator", "analyst", "manager", "analyst elsewhere"]
)
@pytest.mark.parametrize("step", ["vrijgeven", "weigeren", "intrekken"])
def test_nobody_else_decides(town: Town, name: str, step: str) -> None:
    excerpt = asked(town)
    assert town.browser(name).post(f"{excerpt}/{step}").status == 404
    assert state(town) is ExcerptState.OFFERED
    nowhere = town.browser(name).post(f"/fragmenten/aaaaaaaaaaaaaaaa/{step}")
    assert nowhere.status == 404


def test_who_is_signed_out_is_led_to_the_door(town: Town) -> None:
    excerpt = asked(town)
    assert Browser(town.app).post(f"{excerpt}/vrijgeven").location.startswith("/aanmelden")
    assert state(town) is ExcerptState.OFFERED


def test_withdrawing_the_case_takes_everything_back(town: Town) -> None:
    excerpt = asked(town)
    reporter = town.browser("reporter")
    reporter.post(f"{excerpt}/vrijgeven")
    assert shown(town) == [WORDS]
    reporter.get(url_of(town))
    reporter.submit(f"{url_of(town)}/intrekken")
    assert (state(town), shown(town)) == (ExcerptState.REVOKED, [])
    reporter.get(f"{url_of(town)}/delen")
    reporter.submit(audience="team")
    assert shown(town) == [], "sharing again does not bring an old yes back"


def test_the_text_stays_as_it_was_released_when_the_case_changes(town: Town) -> None:
    excerpt = asked(town)
    town.browser("reporter").post(f"{excerpt}/vrijgeven")
    with town.app.app_context(), transaction():
        db.session.query(Case).one().situation = "Alles staat er nu heel anders."
    assert shown(town) == [WORDS]


def test_replaced_personal_data_is_replaced_in_excerpts_as_well(town: Town) -> None:
    excerpt = asked(town)
    town.browser("reporter").post(f"{excerpt}/vrijgeven")
    told = f"Zij belde steeds {PHONE} en kreeg niemand."
    with town.app.app_context(), transaction():
        case = db.session.query(Case).one()
        case.situation = db.session.query(Excerpt).one().text = told
        find_personal_data(case)
        replace_findings(case, by=factories.MACHINE)
    (text,) = shown(town)
    assert PHONE not in text
    assert text.startswith("Zij belde steeds [")


def test_what_waits_is_asked_of_its_reporter_alone(town: Town) -> None:
    asked(town)
    with town.app.app_context():
        for name, person in town.people.items():
            found = excerpts_waiting_for(db.session.get_one(Person, person))
            assert len(found) == (name == "reporter"), name


def test_one_organisation_does_not_show_the_texts_of_another(town: Town) -> None:
    excerpt = asked(town)
    town.browser("reporter").post(f"{excerpt}/vrijgeven")
    with town.app.app_context():
        other = db.session.query(Organisation).filter_by(slug="buur").one()
        assert released_excerpts(ExcerptUse.NEWSLETTER, organisation_id=other.id) == []
        assert released_excerpts(ExcerptUse.OUTSIDE, organisation_id=other.id) == []


def test_a_case_of_somebody_without_an_account_is_not_asked(town: Town) -> None:
    with town.app.app_context(), transaction():
        case = db.session.query(Case).one()
        case.reporter_id, case.reporter_pseudonym = None, "a1"
    analyst = town.browser("analyst")
    analyst.get(f"{url_of(town)}/fragment")
    page = analyst.submit(text=WORDS, use="newsletter", explanation=WHY, follow=False)
    assert page.status == 422
    assert "Niemand kan ja zeggen" in page.main


def test_each_step_stands_in_the_trail(town: Town) -> None:
    excerpt = asked(town)
    reporter = town.browser("reporter")
    for step in ("vrijgeven", "intrekken"):
        reporter.post(f"{excerpt}/{step}")
    with town.app.app_context():
        query = select(AuditEntry.action, AuditEntry.records).order_by(AuditEntry.seq)
        rows = db.session.execute(query).all()
        noted = [row.action for row in rows if excerpt.split("/")[-1] in row.records]
        assert noted == ["offer_excerpt", "release_excerpt", "revoke_excerpt"]
        assert WORDS not in str(rows)
