"""A register of a team comes in by a page: looked at first, taken over, and undone."""

import io
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app import jobs
from app.clock import moved_to, now
from app.database import db, transaction
from app.people.models import Organisation, Person, Team
from app.search.find import find
from app.search.indexer import index_waiting
from cases.jobs.imports import forget_files
from cases.models.case import Case
from cases.models.imports import ImportBatch
from cases.models.lists import Domain
from tests import factories
from tests.cases.town import BSN, Town, build_town
from tests.client import Browser, Page

REGISTER = (
    "Nr;Onderwerp;Verhaal;Datum\n"
    "1;Brief kwam terug;De brief kwam terug omdat er geen adres was.;2026-03-01\n"
    "2;Balie dicht;De balie was dicht op de dag van de afspraak.;2026-03-02\n"
)
COLUMNS = {"column_0": "id", "column_1": "title", "column_2": "situation", "column_3": "date"}


@pytest.fixture
def town(app: Flask) -> Town:
    return build_town(app)


def send(browser: Browser, text: str, name: str = "register.csv") -> Page:
    """Send a file and follow to the page that it leads to."""
    browser.get("/casussen/importeren")
    data = {"csrf_token": browser.token, "file": (io.BytesIO(text.encode()), name)}
    answer = browser.client.post("/casussen/importeren", data=data)
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return browser.get(answer.headers["Location"])


def work(town: Town) -> None:
    with town.app.app_context():
        jobs.drain()


def looked_through(town: Town, browser: Browser, text: str = REGISTER, **more: str) -> str:
    """Send a file, match its columns, and give the address of the look ahead."""
    url = send(browser, text).url.removesuffix("/kolommen")
    browser.submit(**COLUMNS, **more)
    work(town)
    return url


def taken(town: Town, browser: Browser, text: str = REGISTER, **more: str) -> str:
    url = looked_through(town, browser, text, **more)
    browser.get(url)
    browser.submit(f"{url}/overnemen", press="overnemen" if ";;" in text else "Overnemen")
    work(town)
    return url


def titles(town: Town) -> list[str]:
    with town.app.app_context():
        return list(db.session.scalars(select(Case.title).order_by(Case.title)))


def test_headers_of_its_own_are_matched_by_hand_and_remembered(town: Town) -> None:
    browser = town.browser("reporter")
    page = send(browser, REGISTER)
    assert page.url.endswith("/kolommen")
    refused = browser.submit(column_2="")
    assert refused.status == 422
    assert "geen kolom" in refused.main
    browser.submit(**COLUMNS)
    again = send(town.browser("colleague"), REGISTER)
    assert again.document.xpath("//select[@name='column_2']/option[@selected]/@value") == [
        "situation"
    ]


def test_nothing_becomes_a_case_before_it_is_taken_over(town: Town) -> None:
    browser = town.browser("reporter")
    url = looked_through(town, browser)
    page = browser.get(url)
    assert "2 rijen worden een casus" in page.main
    assert "Balie dicht" in page.main
    assert titles(town) == []
    browser.submit(f"{url}/overnemen", press="Overnemen")
    work(town)
    assert titles(town) == ["Balie dicht", "Brief kwam terug"]
    assert "2 casussen zijn overgenomen" in browser.get(url).main


def test_all_refusals_are_shown_and_the_good_rows_can_go(town: Town) -> None:
    browser = town.browser("reporter")
    text = REGISTER + "3;;Zonder titel.;\n1;Nog eens;Met een nummer dat er al is.;\n"
    url = looked_through(town, browser, text)
    page = browser.get(url)
    assert "de titel ontbreekt" in page.main
    assert "de id '1' is er al" in page.main
    assert browser.post(f"{url}/overnemen").status == 302
    work(town)
    assert titles(town) == []
    browser.get(url)
    browser.submit(f"{url}/overnemen", press="Alleen de goede rijen")
    work(town)
    assert len(titles(town)) == 2


def test_a_file_that_was_taken_over_is_recognised_by_its_numbers(town: Town) -> None:
    taken(town, town.browser("reporter"))
    browser = town.browser("colleague")
    url = looked_through(town, browser)
    assert "is er al" in browser.get(url).main
    assert "Overnemen" not in browser.get(url).main


def test_a_row_with_personal_data_waits_with_who_brought_it(town: Town) -> None:
    browser = town.browser("reporter")
    url = taken(town, browser, REGISTER.replace("geen adres", f"bsn {BSN}"))
    page = browser.get(url)
    assert "Deze wachten nog bij jou" in page.main
    link = next(one for one in page.links if one.endswith("/gegevens"))
    assert BSN in browser.get(link)
    assert town.browser("colleague").get(link.removesuffix("/gegevens")).status == 404


def test_a_page_makes_no_teams_and_no_domains(town: Town) -> None:
    """Those are the administrator's; another's team answers as one that is not there."""
    with town.app.app_context(), transaction():
        home = db.session.scalars(select(Organisation)).one()
        factories.make_team(home, "Team Elders")
    text = "titel;situatie;team;domein\n" + "".join(
        f"Titel {number};Zo ging het.;{team};Ruimtevaart\n"
        for number, team in enumerate(("Team Proef", "Team Elders", "Team Nergens"))
    )
    browser = town.browser("reporter")
    url = send(browser, text).url.removesuffix("/kolommen")
    browser.submit()
    work(town)
    page = browser.get(url)
    assert "'Team Elders' is geen team van jou" in page.main
    assert "'Team Nergens' is geen team van jou" in page.main
    assert "Domeinen die we niet kennen (vervallen): Ruimtevaart" in page.main
    browser.submit(f"{url}/overnemen", press="Alleen de goede rijen")
    work(town)
    with town.app.app_context():
        assert set(db.session.scalars(select(Team.name))) == {"Team Proef", "Team Elders"}
        assert "Ruimtevaart" not in set(db.session.scalars(select(Domain.name)))
    assert titles(town) == ["Titel 0"]


def test_in_production_nothing_comes_in_before_the_rules_are_signed(town: Town) -> None:
    with town.app.app_context(), transaction():
        db.session.scalars(select(Organisation)).one().house_rules_signed_on = None
    browser = town.browser("reporter")
    send(browser, REGISTER)
    town.app.config["LEERLUS_ENV"] = "production"
    refused = browser.submit(**COLUMNS)
    assert refused.status == 422
    assert "spelregels" in refused.main


def test_pressing_twice_takes_the_file_over_once(town: Town) -> None:
    browser = town.browser("reporter")
    url = looked_through(town, browser)
    browser.post(f"{url}/overnemen")
    browser.post(f"{url}/overnemen")
    work(town)
    assert len(titles(town)) == 2


def test_everything_can_be_undone_within_a_day(town: Town) -> None:
    browser = town.browser("reporter")
    url = taken(town, browser)
    with town.app.app_context():
        index_waiting()
    browser.get(url)
    page = browser.submit(f"{url}/ongedaan")
    assert "2 casussen zijn verwijderd" in page.text
    assert titles(town) == []
    with town.app.app_context():
        index_waiting()
        reader = db.session.get_one(Person, town.people["colleague"])
        assert find("balie", person=reader, kind="case", limit=5).ids == []


def test_after_a_day_it_stays(town: Town) -> None:
    url = taken(town, town.browser("reporter"))
    with moved_to(now() + timedelta(hours=25)):
        late = town.browser("reporter")
        assert "ongedaan maken" not in late.get(url).main
        assert "tot een dag" in late.post(f"{url}/ongedaan", follow=True).text
    assert len(titles(town)) == 2


def test_a_file_that_nobody_takes_over_is_gone_after_a_day(town: Town) -> None:
    looked_through(town, town.browser("reporter"))
    with moved_to(now() + timedelta(hours=25)), town.app.app_context():
        forget_files(None)  # type: ignore[arg-type]
        assert db.session.scalars(select(ImportBatch)).all() == []


def test_nobody_else_comes_near_the_file(town: Town) -> None:
    url = looked_through(town, town.browser("reporter"))
    for name in ("colleague", "analyst", "facilitator"):
        other = town.browser(name)
        for page in (url, f"{url}/kolommen", f"{url}/stand"):
            assert other.get(page).status == 404
        assert other.post(f"{url}/overnemen").status == 404
        assert other.post(f"{url}/ongedaan").status == 404


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("register.exe", b"x", "Kies een bestand"),
        ("register.csv", b"", "leeg"),
        ("register.xlsx", b"PK\x03\x04 kapot", "beschadigd"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_to_do(
    town: Town, name: str, content: bytes, word: str
) -> None:
    browser = town.browser("reporter")
    browser.get("/casussen/importeren")
    data = {"csrf_token": browser.token, "file": (io.BytesIO(content), name)}
    answer = browser.client.post("/casussen/importeren", data=data)
    assert answer.status_code == 422
    assert word in answer.get_data(as_text=True)
