"""What readers give back to a case: recognition and thanks, counted and never by name."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.database import db, transaction
from app.people.models import Organisation, Person, Team
from app.people.roles import Role
from cases.models.case import Case
from cases.models.lists import Domain
from cases.models.response import Appreciation, Recognition
from cases.operations.recognise import appreciate, recognise
from cases.operations.share import withdraw_case
from cases.terms import Audience
from tests import factories
from tests.cases.town import Town, build_town, only_case, shared
from tests.client import Browser

COLLEAGUES = 12
ANCHOR = "#laat-iets-weten"


@pytest.fixture
def town(app: Flask) -> Town:
    return build_town(app)


def count(app: Flask, kind: type[Recognition] | type[Appreciation]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(kind)) or 0


def colleagues_recognise(town: Town, number: int) -> list[str]:
    """So many new colleagues recognise the one case; gives their names."""
    names = []
    with town.app.app_context(), transaction():
        case = only_case(town.app)
        team = db.session.scalars(select(Team)).one()
        for place in range(number):
            name = f"Herkenner {place} van {number}"
            person = factories.make_person(team.organisation, name=name, team=team)
            recognise(case, person=person, by=factories.as_actor(person))
            names.append(name)
    return names


def test_a_reader_recognises_a_case_once_and_takes_it_back(town: Town) -> None:
    _, url = shared(town)
    reader = town.browser("colleague")
    reader.get(url)
    page = reader.submit(f"{url}/herkennen")
    assert "Je herkent dit ook." in page.main
    assert reader.post(f"{url}/herkennen").headers["Location"].endswith(ANCHOR)
    assert count(town.app, Recognition) == 1, "a second press counted again"
    reader.get(url)
    page = reader.submit(f"{url}/herkennen")
    assert "Je herkent dit ook." not in page.main
    assert count(town.app, Recognition) == 0


def test_the_reporter_hears_of_recognition_from_more_than_five_on(town: Town) -> None:
    reporter, url = shared(town)
    names = colleagues_recognise(town, 7)
    silent = reporter.get(url)
    assert "herkennen dit" not in silent.main
    names += colleagues_recognise(town, 1)
    told = reporter.get(url)
    assert "Meer dan 5 collega's herkennen dit." in told.main
    assert not [name for name in names if name in told]
    assert "8" not in told.main.split("Laat")[0].split("herkennen dit")[0].split("Meer dan")[-1]


def test_few_recognitions_look_like_none_to_the_byte(town: Town) -> None:
    reporter, url = shared(town)
    before = without_tokens(reporter.get(url).text)
    colleagues_recognise(town, 4)
    assert without_tokens(reporter.get(url).text) == before


def without_tokens(text: str) -> list[str]:
    return [line for line in text.splitlines() if "csrf_token" not in line]


def test_a_sensitive_domain_asks_for_ten(town: Town) -> None:
    reporter, url = shared(town)
    with town.app.app_context(), transaction():
        case = only_case(town.app)
        domain = Domain(organisation_id=case.organisation_id, name="stil", sort_key="stil")
        domain.sensitive = True
        case.domain = domain
    colleagues_recognise(town, 12)
    assert "herkennen dit" not in reporter.get(url).main
    colleagues_recognise(town, 1)
    assert "Meer dan 10 collega's herkennen dit." in reporter.get(url).main


def test_the_analyst_alone_knows_the_number(town: Town) -> None:
    _, url = shared(town, situation="Er was geen adres.")
    names = colleagues_recognise(town, 3)
    page = town.browser("analyst").get(url)
    assert "3 mensen herkennen dit." in page.main
    assert not [name for name in names if name in page]
    for other in ("colleague", "reporter"):
        assert "herkennen dit" not in town.browser(other).get(url).main


def test_thanks_reach_the_reporter_without_a_name_and_nobody_else(town: Town) -> None:
    reporter, url = shared(town)
    reader = town.browser("colleague")
    reader.get(url)
    page = reader.submit(f"{url}/bedanken")
    assert "Je bedankte de inbrenger." in page.main
    told = reporter.get(url)
    assert "Iemand is blij met je casus" in told.main
    assert "Carlijn" not in told
    assert "blij met je casus" not in town.browser("analyst").get(url)
    with town.app.app_context(), transaction():
        analyst = db.session.get_one(Person, town.people["analyst"])
        appreciate(only_case(town.app), person=analyst, by=factories.as_actor(analyst))
    assert "2 keer zei iemand" in reporter.get(url).main
    assert "2 keer" not in page
    reader.get(url)
    reader.submit(f"{url}/bedanken")
    assert count(town.app, Appreciation) == 1


@pytest.mark.parametrize("press", ["herkennen", "bedanken", "vraag"])
def test_who_may_not_read_or_reports_the_case_is_refused(town: Town, press: str) -> None:
    reporter, url = shared(town)
    for browser in (reporter, town.browser("elsewhere"), town.browser("facilitator")):
        page = browser.post(f"{url}/{press}", text="Mag ik iets vragen?")
        assert page.status == 404
    assert count(town.app, Recognition) + count(town.app, Appreciation) == 0
    assert "Herken ik ook" not in reporter.get(url).main


def test_a_withdrawn_case_cannot_be_recognised(town: Town) -> None:
    _, url = shared(town)
    reader = town.browser("colleague")
    with town.app.app_context(), transaction():
        reporter = db.session.get_one(Person, town.people["reporter"])
        withdraw_case(only_case(town.app), by=factories.as_actor(reporter))
    assert reader.post(f"{url}/herkennen").status == 404
    assert count(town.app, Recognition) == 0


def test_noodinzage_is_for_looking_only(town: Town) -> None:
    _, url = shared(town)
    with town.app.app_context(), transaction():
        case = only_case(town.app)
        officer = factories.make_person(case.organisation, Role.PRIVACY_OFFICER, name="Pia Privacy")
        factories.grant_reading(case, officer, "emergency")
        sitting = factories.make_person(elsewhere(), name="Sil Aan Tafel")
        factories.grant_reading(case, sitting, "session")
        ids = officer.id, sitting.id
    looking, sitting_browser = (Browser(town.app, one) for one in ids)
    page = looking.get(url)
    assert page.status == 200
    assert "Herken ik ook" not in page.main
    assert looking.post(f"{url}/herkennen").status == 404
    assert sitting_browser.get(url).status == 200
    assert sitting_browser.post(f"{url}/herkennen").status == 302
    assert count(town.app, Recognition) == 1


def elsewhere() -> Organisation:
    return factories.make_organisation("Gemeente Verweg", "verweg")


def test_a_manager_in_the_team_takes_no_part(town: Town) -> None:
    _, url = shared(town)
    with town.app.app_context(), transaction():
        case = db.session.scalars(select(Case)).one()
        deciding = factories.make_person(case.organisation, Role.MANAGER, name="Mo Manager")
        factories.give_role(deciding, case.organisation, Role.PROFESSIONAL, case.team)
        case.audience = Audience.NETWORK
        who = deciding.id
    assert Browser(town.app, who).post(f"{url}/herkennen").status == 404
