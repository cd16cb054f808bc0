"""The analyst's werkvoorraad: one case after another, beside what the reporters chose."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.audit import AuditEntry
from app.clock import moved_to, now
from app.database import db, transaction
from app.people.models import Organisation, Person, Team
from cases.models.case import Case, Reading
from cases.queries.lists import active_bouwstenen
from cases.terms import Audience, Direction, Obstacle
from tests import factories
from tests.cases.town import PHONE, Town, build_town
from tests.client import Browser, Page

LIST = "/casussen/duiden"
ORDER = ["Oud zonder keuze", "Nieuw zonder keuze", "Oudste met keuze", "Nieuwste met keuze"]


@pytest.fixture
def town(app: Flask) -> Town:
    town = build_town(app)
    with app.app_context(), transaction():
        told(town, "Nieuw zonder keuze", days=2)
        told(town, "Nieuwste met keuze", days=1, chosen=1)
        told(town, "Oud zonder keuze", days=30)
        told(town, "Oudste met keuze", days=40, chosen=2)
    return town


def told(town: Town, title: str, *, days: int, chosen: int = 0) -> None:
    """A case that was shared so many days ago, with so many bouwstenen of its reporter."""
    home = db.session.query(Organisation).one()
    tags = active_bouwstenen(home.id)[:chosen]
    with moved_to(now() - timedelta(days=days)):
        factories.make_case(
            db.session.get_one(Person, town.people["reporter"]),
            home,
            db.session.query(Team).one(),
            title=title,
            situation=f"Verhaal bij {title}.",
            audience=Audience.ORGANISATION,
            bouwstenen={one.public_id: Direction.PINCHED for one in tags},
            procedure="Briefadres" if chosen else "",
            obstacle=Obstacle.POLICY if chosen else None,
        )


def titles(page: Page) -> list[str]:
    return [str(one.text_content()).strip() for one in page.document.xpath("//tbody//th//a")]


def heading(page: Page) -> str:
    """Which case stands on the page."""
    return str(page.document.xpath("normalize-space(//h2[@id='casus'])"))


def reading(app: Flask, title: str) -> Reading:
    """The duiding of a case, within an application context."""
    query = select(Reading).join(Case, Case.id == Reading.case_id).where(Case.title == title)
    return db.session.scalars(query).one()


def begun(town: Town) -> tuple[Browser, Page]:
    analyst = town.browser("analyst")
    return analyst, analyst.get(f"{LIST}/volgende", follow=True)


def test_what_the_reporter_left_to_the_analyst_comes_first(town: Town) -> None:
    page = town.browser("analyst").get(LIST)
    assert titles(page) == ORDER
    assert "0 van 4" in page.main
    assert "Verhaal bij" not in page


def test_one_case_after_another_until_all_are_done(town: Town) -> None:
    analyst, page = begun(town)
    for number, title in enumerate(ORDER):
        assert heading(page) == title
        assert f"{number} van 4" in page.main
        page = analyst.submit(press="Bewaren en volgende", nature="tailoring")
    assert page.url == LIST
    assert "Alle casussen hebben een duiding" in page.main
    done = analyst.get(f"{LIST}?tab=gedaan")
    assert titles(done) == ORDER[::-1]
    assert "maatwerk" in done.main


def test_what_is_skipped_goes_behind_in_the_order_of_skipping(town: Town) -> None:
    analyst, page = begun(town)
    seen = []
    for _press in range(6):
        seen.append(heading(page))
        page = analyst.submit(press="Overslaan")
    assert seen == [*ORDER, *ORDER[:2]]
    assert "overgeslagen" in analyst.get(LIST).main
    with town.app.app_context():
        assert db.session.scalar(select(func.count(Reading.id))) == 0


def test_one_press_takes_over_what_the_reporter_said(town: Town) -> None:
    analyst, page = begun(town)
    assert "Zoals de inbrenger het zei" not in page.main
    for _press in range(2):
        page = analyst.submit(press="Overslaan")
    page = analyst.submit(press="Zoals de inbrenger het zei", nature="rule_misfires")
    assert heading(page) == "Nieuwste met keuze"
    with town.app.app_context():
        found = reading(town.app, "Oudste met keuze")
        case = db.session.get_one(Case, found.case_id)
        assert found.bouwstenen.splitlines() == [tag.bouwsteen.public_id for tag in case.tags]
        assert (found.obstacle, found.procedure) == (case.obstacle, case.procedure)
        assert found.nature is not None
        address = case.public_id
    read = town.browser("reporter").get(f"/casussen/{address}").main
    assert "de regel werkt verkeerd uit" in read
    assert "ook als iedereen hem goed toepast" in read
    assert "Duiding van de leeranalist" not in town.browser("colleague").get(f"/casussen/{address}")


def test_nothing_is_filled_in_by_itself(town: Town) -> None:
    analyst = town.browser("analyst")
    for _press in range(3):
        page = analyst.get(f"{LIST}/volgende", follow=True)
        assert not page.document.xpath("//main//input[@type='checkbox' and @checked]")
        assert page.document.xpath("string(//input[@name='procedure']/@value)") == ""
        assert page.document.xpath("//input[@name='nature' and @checked]/@value") == [""]
        analyst.submit(press="Overslaan")
    page = analyst.submit(press="Bewaren en volgende")
    assert page.status == 422
    assert "ten minste één ding" in page.main


def test_wrong_input_comes_back_as_it_was_typed(town: Town) -> None:
    analyst, page = begun(town)
    typed = {"nature": "tailoring", "obstacle": "culture", "procedure": f"Bel {PHONE}"}
    page = analyst.submit(press="Bewaren en volgende", **typed)
    assert page.status == 422
    assert heading(page) == ORDER[0]
    assert page.document.xpath("string(//input[@name='procedure']/@value)") == typed["procedure"]
    assert page.document.xpath("//input[@name='nature' and @checked]/@value") == ["tailoring"]
    assert page.document.xpath("//option[@selected]/@value") == ["culture"]
    page = analyst.submit(press="Bewaren en volgende", stated=PHONE)
    assert heading(page) == ORDER[1]
    with town.app.app_context():
        named = reading(town.app, ORDER[0]).procedure
        assert named is not None
        assert named.name == typed["procedure"]
    answer = analyst.post(page.url, nature="verzonnen", bouwstenen="verzonnen", then="next")
    assert answer.status == 422


def test_a_case_that_was_withdrawn_leads_back_to_the_list(town: Town) -> None:
    analyst, page = begun(town)
    address = page.url.removesuffix("/duiding")
    town.browser("reporter").post(f"{address}/intrekken")
    for then in ("next", "as_told", "skip"):
        back = analyst.post(page.url, nature="tailoring", then=then, follow=True)
        assert back.url == LIST
        assert "is er niet meer" in back.main
        assert ORDER[0] not in back
    assert analyst.get(page.url).status == 404
    other = analyst.post("/casussen/bestaatnooitniet/duiding", then="next", follow=True)
    assert other.main == back.main
    with town.app.app_context():
        refused = select(AuditEntry).where(AuditEntry.outcome == "refused")
        noted = [row.record for row in db.session.scalars(refused)]
        assert noted.count(address.removeprefix("/casussen/")) == 4


def test_a_colleague_who_was_first_is_not_overwritten(town: Town) -> None:
    analyst, page = begun(town)
    other = town.browser("analyst")
    other.get(page.url)
    other.submit(press="Bewaren en volgende", nature="execution_error")
    late = analyst.submit(press="Bewaren en volgende", nature="tailoring")
    assert late.status == 422
    assert "Een collega heeft deze casus net geduid" in late.main
    assert "fout in de uitvoering" in late.main
    assert heading(analyst.submit(press="Bewaren en volgende")) == ORDER[1]
    with town.app.app_context():
        assert reading(town.app, ORDER[0]).nature == "tailoring"


def test_every_case_that_is_shown_is_noted(town: Town) -> None:
    analyst, page = begun(town)
    listed = analyst.get(LIST)
    with town.app.app_context():
        rows = {row.request: row for row in db.session.scalars(select(AuditEntry))}
        address = page.url.split("/")[2]
        assert address in rows[page.request_id].record + rows[page.request_id].records
        assert len(rows[listed.request_id].records.split()) == 4


@pytest.mark.parametrize("who", ["reporter", "colleague", "facilitator"])
def test_the_list_is_for_the_analyst_alone(town: Town, who: str) -> None:
    browser = town.browser(who)
    for path in (LIST, f"{LIST}/volgende", f"{LIST}/procedures"):
        assert browser.get(path).status == 404
    assert "zonder duiding" not in browser.get("/werkvoorraad").main


def test_werkvoorraad_and_werkbank_lead_to_it(town: Town) -> None:
    analyst = town.browser("analyst")
    page = analyst.get("/werkvoorraad")
    assert "4 casussen zonder duiding" in page.main
    assert {LIST, f"{LIST}/volgende"} <= set(page.links)
    page = analyst.get("/patronen/werkbank")
    assert "4 casussen wachten op je duiding" in page.main
    assert LIST in page.links
