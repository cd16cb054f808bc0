"""The page on which a reporter chooses who reads: counts, warnings, and how it looks to them."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask

from app.database import db, transaction
from app.people.models import MembershipState, Organisation, Person, Team
from app.people.roles import Role
from cases.doorbraak.models.team import Offer
from cases.doorbraak.operations.teams import create_team
from cases.lifecycle import CaseState
from cases.models.case import Case
from cases.terms import Stage
from tests import factories
from tests.client import Browser, Page


@dataclass
class Place:
    """An organisation with a team, a reporter and a draft, and whoever a test adds to it."""

    app: Flask
    people: dict[str, int] = field(default_factory=dict)
    case_id: str = ""
    team_id: int = 0
    home_id: int = 0

    @property
    def url(self) -> str:
        return f"/casussen/{self.case_id}"

    def browser(self, name: str) -> Browser:
        return Browser(self.app, self.people[name])

    def share_page(self) -> Page:
        return self.browser("reporter").get(f"{self.url}/delen")

    def add(self, name: str, *roles: Role, in_team: bool = False) -> int:
        """Somebody more in the organisation."""
        with self.app.app_context(), transaction():
            team = db.session.get_one(Team, self.team_id) if in_team else None
            home = db.session.get_one(Organisation, self.home_id)
            person = factories.make_person(home, *roles, name=name, team=team)
            self.people[name] = person.id
            return person.id

    def case(self) -> Case:
        return db.session.query(Case).filter_by(public_id=self.case_id).one()


@pytest.fixture
def place(app: Flask) -> Place:
    return build(app)


def build(app: Flask, **details: Any) -> Place:
    with app.app_context(), transaction():
        home = factories.make_organisation("Gemeente Proefstad", "proefstad")
        team = factories.make_team(home, "Team Inkomen Noord")
        reporter = factories.make_person(
            home, Role.PROFESSIONAL, Role.FACILITATOR, name="Rens Inbrenger", team=team
        )
        case = factories.make_case(
            reporter, home, team, title="Brief kwam terug", obstacle=None, **details
        )
        people = {"reporter": reporter.id}
        return Place(app, people, case.public_id, team.id, home.id)


def test_each_reader_counts_once_and_the_reporter_not_at_all(place: Place) -> None:
    place.add("Carlijn", Role.PROFESSIONAL, Role.FACILITATOR, in_team=True)
    place.add("Daan", Role.PROFESSIONAL, in_team=True)
    place.add("Manager in het team", Role.PROFESSIONAL, Role.MANAGER, in_team=True)
    gone = place.add("Weg", Role.PROFESSIONAL, in_team=True)
    with place.app.app_context(), transaction():
        db.session.get_one(Person, gone).memberships[0].state = MembershipState.ENDED
    place.add("Elders", Role.PROFESSIONAL)
    page = place.share_page()
    assert "Team Inkomen Noord: 2 collega's; de leeranalist, zonder je naam." in page.main
    assert "Gemeente Proefstad: 3 professionals en begeleiders;" in page.main
    for name in ("Carlijn", "Daan", "Manager in het team", "Elders"):
        assert name not in page.main, "the preview counts readers, it names none"


def test_a_manager_who_reports_is_not_taken_off_the_count_of_others(place: Place) -> None:
    place.add("Carlijn", Role.PROFESSIONAL, in_team=True)
    with place.app.app_context(), transaction():
        reporter = db.session.get_one(Person, place.people["reporter"])
        facilitates = next(one for one in reporter.memberships if one.role is Role.FACILITATOR)
        facilitates.state = MembershipState.ENDED
        home = db.session.get_one(Organisation, place.home_id)
        factories.give_role(reporter, home, Role.MANAGER)
    assert "Team Inkomen Noord: 1 collega;" in place.share_page().main


def test_a_small_team_is_warned_whatever_is_chosen(place: Place) -> None:
    place.add("Carlijn", Role.PROFESSIONAL, in_team=True)
    page = place.share_page()
    assert "Je team telt 2 mensen; zij kunnen raden dat jij dit bent." in page.main
    assert "niemand kiest" in page.main
    for number in range(3):
        place.add(f"Collega {number}", Role.PROFESSIONAL, in_team=True)
    assert "Je team is klein" not in place.share_page().main


def test_the_only_team_is_warned_that_leaving_it_out_does_not_hide_it(place: Place) -> None:
    place.add("Zonder team", Role.PROFESSIONAL)
    assert "Er is maar één team" in place.share_page().main
    with place.app.app_context(), transaction():
        home = db.session.get_one(Organisation, place.home_id)
        other = factories.make_team(home, "Team Wmo")
        factories.make_person(home, name="Van een ander team", team=other)
    assert "Er is maar één team" not in place.share_page().main


@pytest.mark.parametrize("shown", ["nobody", "team", "team_and_session"])
def test_what_readers_see_is_what_the_preview_showed(place: Place, shown: str) -> None:
    place.add("colleague", Role.PROFESSIONAL, in_team=True)
    place.add("elsewhere", Role.PROFESSIONAL)
    place.add("analyst", Role.ANALYST)
    browser = place.browser("reporter")
    page = browser.get(f"{place.url}/delen")
    team, outside = (version_of(one, shown) for one in page.document.xpath("//details"))
    assert "Rens Inbrenger" not in str(outside)
    assert "Team Inkomen Noord" not in str(outside)
    browser.submit(audience="organisation", name_shown_to=shown)
    for name, expected in (("colleague", team), ("elsewhere", outside), ("analyst", outside)):
        seen = place.browser(name).get(place.url)
        assert facts_in(seen.document.xpath("//main")[0]) == expected, name


def version_of(details: Any, shown: str) -> list[tuple[str, str]]:
    """The facts of a preview, in the version for this choice of name when there is one."""
    versions = details.xpath(f".//*[contains(@class, 'sight__version--{shown}')]")
    return facts_in(versions[0] if versions else details)


def facts_in(part: Any) -> list[tuple[str, str]]:
    (facts,) = part.xpath(".//dl[@class='facts']")
    terms = [one.text_content().strip() for one in facts.xpath(".//dt")]
    values = [one.text_content().strip() for one in facts.xpath(".//dd")]
    return list(zip(terms, values, strict=True))


def test_an_organisation_that_joins_later_reads_only_after_a_yes(place: Place) -> None:
    first = neighbour(place, "Zorgkantoor Eerst", "eerst")
    browser = place.browser("reporter")
    page = browser.get(f"{place.url}/delen")
    assert "Ook 1 professional of begeleider van: Zorgkantoor Eerst." in page.main
    browser.submit(audience="network")
    late = neighbour(place, "Gemeente Later", "later")
    page = browser.get(f"{place.url}/delen")
    assert "kwam erbij: Gemeente Later" in page.main
    browser.submit(name_shown_to="nobody")
    assert Browser(place.app, first).get(place.url).status == 200
    assert Browser(place.app, late).get(place.url).status == 404
    browser.get(f"{place.url}/delen")
    browser.submit(newcomers="y")
    assert Browser(place.app, late).get(place.url).status == 200
    assert "kwam erbij" not in browser.get(f"{place.url}/delen").main


def neighbour(place: Place, name: str, slug: str) -> int:
    with place.app.app_context(), transaction():
        other = factories.make_organisation(name, slug)
        return factories.make_person(other, name=f"Iemand van {slug}").id


def running(app: Flask) -> tuple[Place, str]:
    """A draft that still looks for room, and a Doorbraak team that could take it up."""
    place = build(app, stage=Stage.SEEKING_ROOM)
    leader = place.add("Fee Begeleider", Role.FACILITATOR)
    place.add("Colette Collega", Role.PROFESSIONAL)
    with app.app_context(), transaction():
        made = create_team(
            "Doorbraak Proef",
            organisation=db.session.get_one(Organisation, place.home_id),
            facilitator=db.session.get_one(Person, leader),
            discipline="begeleiding",
            by=factories.MACHINE,
        )
        return place, made.public_id


def test_a_running_case_is_shared_and_offered_in_one_press(app: Flask) -> None:
    place, team = running(app)
    browser = place.browser("reporter")
    page = browser.get(f"{place.url}/delen")
    assert "Leest je casus dan: Fee Begeleider, Gemeente Proefstad" in page.main
    (key,) = page.document.xpath("//input[@name='offered_to'][@value!='']/@value")
    chosen = page.document.xpath("//input[@name='offered_to'][@checked]/@value")
    assert chosen == [""], "nothing is offered unless the reporter chooses it"
    assert browser.submit(audience="team", offered_to=key).url == place.url
    with app.app_context():
        offer = db.session.query(Offer).one()
        assert (offer.case.public_id, offer.team.public_id) == (place.case_id, team)
        assert offer.case.state is CaseState.SHARED
    assert place.browser("Fee Begeleider").get(place.url).status == 200
    assert place.browser("Colette Collega").get(place.url).status == 404
    page = browser.get(f"{place.url}/delen")
    assert "offered_to" not in page, "it is offered already"


def test_sharing_and_offering_stand_or_fall_together(app: Flask) -> None:
    place, _team = running(app)
    browser = place.browser("reporter")
    page = browser.post(f"{place.url}/delen", audience="team", offered_to="b" * 16)
    assert page.status == 422
    with app.app_context():
        assert place.case().state is CaseState.DRAFT
        assert db.session.query(Offer).count() == 0
    assert place.browser("Fee Begeleider").get(place.url).status == 404


def test_a_case_that_is_over_is_not_offered_along(app: Flask) -> None:
    place, team = running(app)
    with app.app_context(), transaction():
        place.case().stage = Stage.SOLVED
    browser = place.browser("reporter")
    assert "offered_to" not in browser.get(f"{place.url}/delen")
    browser.post(f"{place.url}/delen", audience="team", offered_to=team)
    with app.app_context():
        assert db.session.query(Offer).count() == 0


def test_nobody_shares_with_a_team_that_is_not_there(place: Place) -> None:
    with place.app.app_context(), transaction():
        place.case().team = None
    browser = place.browser("reporter")
    for audience, status in (("team", 422), ("organisation", 302), ("team", 422)):
        page = browser.post(f"{place.url}/delen", audience=audience, name_shown_to="team")
        assert page.status == status, audience
