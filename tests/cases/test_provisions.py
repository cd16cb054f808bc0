"""The provisions of a case, and the pages per law and article, as a reader meets them."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit import AuditEntry
from app.database import db, transaction
from app.people.models import Organisation, Person, Team
from app.people.roles import Role
from cases.models.provisions import CaseProvision
from cases.terms import Audience, OutcomeStatus, UsedRoom
from tests import factories
from tests.cases.town import Town, build_town, everything_written, logged, shared
from tests.client import Browser

PW, AWB = "BWBR0015703", "BWBR0005537"
ARTICLE = f"/wetten/{PW}/18"
TOKENS = re.compile(r'name="csrf_token"\s+value="[^"]+"|<code>[0-9a-f]{16}</code>')


@pytest.fixture
def town(app: Flask) -> Town:
    return build_town(app)


def rows(app: Flask) -> list[tuple[str, str, str]]:
    with app.app_context():
        found = db.session.scalars(select(CaseProvision).order_by(CaseProvision.position)).all()
        return [(one.written, one.bwb, one.article) for one in found]


def make_cases(town: Town, *cases: tuple[str, UsedRoom | None, str], who: str = "reporter") -> None:
    """Shared cases: title, room and law; with the team of the reporter."""
    with town.app.app_context(), transaction():
        person = db.session.get_one(Person, town.people[who])
        home = db.session.scalars(select(Organisation)).first()
        assert home is not None
        team = db.session.get(Team, person.memberships[0].team_id)
        for title, room, law in cases:
            factories.make_case(
                person,
                home,
                team,
                title=title,
                law=law,
                used_room=room,
                outcome_status=OutcomeStatus.HELPED,
                audience=Audience.TEAM,
            )


def test_provisions_follow_the_text_at_every_save(town: Town) -> None:
    browser = town.browser("reporter")
    url = logged(browser, law="Pw 17 en 22a; Verordening jeugdhulp Waterdam")
    assert rows(town.app) == [
        ("Pw 17", PW, "17"),
        ("22a", PW, "22a"),
        ("Verordening jeugdhulp Waterdam", "", ""),
    ]
    browser.get(f"{url}/bewerken")
    browser.submit(law="art. 4:84 Awb")
    assert rows(town.app) == [("art. 4:84 Awb", AWB, "4:84")]


def test_replaced_words_leave_the_provisions_too(town: Town) -> None:
    browser = town.browser("reporter")
    url = logged(browser, law="Regeling voor mevrouw Annelies Zwartjes; Pw 18")
    assert "Zwartjes" in everything_written(town.app)
    page = browser.get(f"{url}/gegevens")
    browser.post(page.url, choice="replace", follow=True)
    assert "Zwartjes" not in " ".join(written for written, _bwb, _article in rows(town.app))
    assert ("Pw 18", PW, "18") in rows(town.app)


def test_a_case_links_each_provision_to_its_page_and_its_text(town: Town) -> None:
    browser, url = shared(town, law="art. 18 lid 1 Pw; APV art. 2:25")
    page = browser.get(url)
    assert f'href="{ARTICLE}"' in page
    assert f"https://wetten.overheid.nl/jci1.3:c:{PW}&amp;artikel=18" in page
    assert "APV art. 2:25" in page
    assert page.text.count("/wetten/") == 1, "an unknown law is plain text"


def test_a_manager_reads_the_own_case_without_links_that_do_not_open(town: Town) -> None:
    with town.app.app_context(), transaction():
        home = db.session.scalars(select(Organisation)).first()
        assert home is not None
        manager = factories.make_person(home, Role.MANAGER, name="Mies Manager")
        town.people["manager"] = manager.id
        case = factories.make_case(manager, home, law="art. 18 Pw")
        url = f"/casussen/{case.public_id}"
    browser = town.browser("manager")
    page = browser.get(url)
    assert "Participatiewet, artikel 18" in page
    assert ARTICLE not in page
    assert browser.get(ARTICLE).status == browser.get("/wetten").status == 404


def test_an_article_shows_where_room_was_found(town: Town) -> None:
    make_cases(
        town,
        ("Bad op de gang", UsedRoom.INDIVIDUALISATION, "art. 18 Pw"),
        ("Fiets van de buurman", UsedRoom.INDIVIDUALISATION, "Pw 18 lid 1"),
        ("Koelkast uit de loods", UsedRoom.URGENT_REASONS, "Pw 17, 18"),
        ("Deur die klemde", UsedRoom.NONE, "Participatiewet art. 18"),
        ("Over iets anders", UsedRoom.PROPORTIONALITY, "Pw 32"),
    )
    page = town.browser("colleague").get(ARTICLE)
    headings = re.findall(r"<h2[^>]*>\s*(.*?)\s*</h2>", page.text, re.DOTALL)
    assert headings == [
        "Individualisering of afstemming",
        "Dringende redenen",
        "Geen ruimte gebruikt, of niet ingevuld",
    ]
    order = [page.text.index(one) for one in ("Fiets van", "Koelkast uit", "Deur die")]
    assert order == sorted(order)
    assert "geholpen" in page
    assert "Over iets anders" not in page
    assert "Over iets anders" in town.browser("colleague").get(f"/wetten/{PW}")


def test_each_page_of_an_article_is_noted(town: Town) -> None:
    make_cases(town, ("Bad op de gang", None, "art. 18 Pw"))
    page = town.browser("colleague").get(ARTICLE)
    with town.app.app_context():
        noted = db.session.scalars(
            select(AuditEntry).where(AuditEntry.request == page.request_id)
        ).all()
    assert [one.action for one in noted] == ["article"]


def test_a_room_with_many_cases_goes_by_the_page(town: Town) -> None:
    room = UsedRoom.HARDSHIP_CLAUSE
    make_cases(town, *[(f"Nummer {n:02}", room, "art. 18 Pw") for n in range(27)])
    browser = town.browser("colleague")
    first = browser.get(ARTICLE)
    assert first.text.count("Nummer ") == 10
    assert "?ruimte=hardship_clause" in first
    assert browser.get(f"{ARTICLE}?ruimte=hardship_clause").text.count("Nummer ") == 25
    assert browser.get(f"{ARTICLE}?ruimte=hardship_clause&pagina=2").text.count("Nummer ") == 2
    assert browser.get(f"{ARTICLE}?ruimte=geen").text.count("Nummer ") == 0
    assert browser.get(f"{ARTICLE}?ruimte=bestaatniet").status == 404


def test_laws_are_listed_with_the_number_of_readable_cases(town: Town) -> None:
    make_cases(
        town,
        ("Bad op de gang", None, "art. 18 Pw; art. 22a Pw"),
        ("Fiets van de buurman", None, "Pw 18; Awb 4:84"),
    )
    page = town.browser("colleague").get("/wetten")
    text = re.sub(r"<[^>]+>|\s+", " ", page.text)
    text = re.sub(r"\s+", " ", text.replace("&nbsp;", " "))
    assert "18 (2), Participatiewet, artikel 22a (1)" in text
    assert page.text.index("Participatiewet") < page.text.index("Algemene wet bestuursrecht")
    assert "/wetten" in town.browser("colleague").get("/casussen")


def test_drafts_and_withdrawn_cases_are_on_no_page(town: Town) -> None:
    browser, url = shared(town, law="art. 18 Pw", title="Ingetrokken verhaal")
    logged(browser, law="art. 18 Pw", title="Concept van mij")
    browser.get(url)
    browser.post(f"{url}/intrekken")
    page = browser.get(ARTICLE)
    assert "Nog geen casus die jij mag lezen" in page
    assert "Ingetrokken verhaal" not in page
    assert "Concept van mij" not in page


@pytest.mark.parametrize(
    "address",
    ["/wetten/BWBR0000000", "/wetten/BWBR0000000/1", f"/wetten/{PW}/<b>", "/wetten/x/y/z"],
)
def test_a_law_that_is_not_known_is_not_there(town: Town, address: str) -> None:
    assert town.browser("colleague").get(address).status == 404


def test_fifty_hidden_cases_change_no_byte(town: Town) -> None:
    pages = ("/wetten", f"/wetten/{PW}", ARTICLE, f"/wetten/{PW}/31", f"{ARTICLE}?ruimte=geen")
    make_cases(town, ("Bad op de gang", UsedRoom.INDIVIDUALISATION, "art. 18 Pw"))
    with town.app.app_context(), transaction():
        home = db.session.scalars(select(Organisation)).first()
        assert home is not None
        away = factories.make_team(home, "Team Elders")
        hidden = factories.make_person(home, name="Hidde Verborgen", team=away)
        town.people["hidden"] = hidden.id
    before = seen(town.browser("colleague"), pages)
    hidden_ones = [
        (f"Verborgen {n}", list(UsedRoom)[n % len(UsedRoom)], "art. 18 Pw; Pw 31; Wlz art. 3.3.3")
        for n in range(50)
    ]
    make_cases(town, *hidden_ones, who="hidden")
    assert seen(town.browser("colleague"), pages) == before
    assert "Verborgen" in town.browser("analyst").get(ARTICLE), "they are not hidden, but gone"


def seen(browser: Browser, pages: tuple[str, ...]) -> list[str]:
    return [TOKENS.sub("*", browser.get(page).text) for page in pages]
