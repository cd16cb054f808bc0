"""What the administrator can do, and what the pages refuse, with the reason on the page."""

import re
from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db, transaction
from app.people.models import Membership, MembershipState, OneTimeLink, Organisation, Person
from app.people.roles import Role
from tests import factories
from tests.client import Browser, Page

GOOD = "vier losse groene appels"


@dataclass
class Town:
    """An organisation with somebody of each kind that these tests need."""

    app: Flask
    ids: dict[str, int]
    addresses: dict[str, str]
    team: str

    def browser(self, name: str) -> Browser:
        return Browser(self.app, self.ids[name])

    def page_of(self, name: str) -> str:
        return f"/beheer/mensen/{self.addresses[name]}"


@pytest.fixture
def town(app: Flask) -> Town:
    with app.app_context(), transaction():
        here = factories.make_organisation()
        team = factories.make_team(here)
        elsewhere = factories.make_organisation("Gemeente Anderland", "anderland")
        people = {
            "admin": factories.make_person(here, Role.ADMINISTRATOR, name="Anna Beheer"),
            "second": factories.make_person(here, Role.ADMINISTRATOR, name="Bas Beheer"),
            "officer": factories.make_person(here, Role.PRIVACY_OFFICER, name="Piet Privaat"),
            "manager": factories.make_person(here, Role.MANAGER, name="Mia Manager"),
            "professional": factories.make_person(here, name="Petra Prof", team=team),
            "both": factories.make_person(here, name="Toos Tweehuizen"),
            "stranger": factories.make_person(elsewhere, name="Vera Vreemd"),
        }
        factories.give_role(people["both"], elsewhere, Role.PROFESSIONAL)
        return Town(
            app,
            {name: person.id for name, person in people.items()},
            {name: person.public_id for name, person in people.items()},
            team.public_id,
        )


def role_states(town: Town, name: str) -> dict[Role, MembershipState]:
    with town.app.app_context():
        rows = db.session.scalars(select(Membership).where(Membership.person_id == town.ids[name]))
        return {one.role: one.state for one in rows}


def link_on(page: Page) -> str:
    return str(page.document.xpath("string(//input[@id='link']/@value)"))


def test_every_page_of_the_administrator_is_whole(town: Town) -> None:
    browser = town.browser("admin")
    seen: set[str] = set()
    todo = ["/beheer", "/account", "/wie-ziet-wat"]
    while todo:
        url = todo.pop()
        if url not in seen:
            seen.add(url)
            assert browser.get(url).status == 200, url
            todo += [one for one in browser.page.links if one.startswith("/beheer")]
    assert {"/beheer/mensen/nieuw", "/beheer/teams", "/beheer/domeinen"} <= seen
    assert len(seen) > 30


@pytest.mark.parametrize("name", ["officer", "manager", "professional", "stranger"])
def test_others_do_not_find_the_administrators_pages(town: Town, name: str) -> None:
    browser = town.browser(name)
    for path in ("", "/mensen", "/mensen/nieuw", "/teams", "/instellingen", "/spelregels"):
        assert browser.get(f"/beheer{path}").status == 404
    for path in ("/domeinen", "/procedures", "/bouwstenen"):
        assert browser.get(f"/beheer{path}").status == 404
    assert browser.post(f"{town.page_of('admin')}/uit").status == 404
    assert browser.get("/beheer").status == 404


def test_who_works_elsewhere_only_is_not_there(town: Town) -> None:
    browser = town.browser("admin")
    assert "Vera Vreemd" not in browser.get("/beheer/mensen")
    for path in ("", "/link", "/uit"):
        assert browser.post(town.page_of("stranger") + path, role="analyst").status == 404


def test_a_new_person_gets_a_link_that_works_once(town: Town) -> None:
    browser = town.browser("admin")
    browser.get("/beheer/mensen/nieuw")
    page = browser.submit(
        name="Nina Nieuw", email="Nina@Proef.example", role="professional", team=town.team
    )
    link = link_on(page)
    assert re.fullmatch(r"http://localhost/wachtwoord/[\w-]{40,}", link)
    path = link.removeprefix("http://localhost")
    newcomer = Browser(town.app)
    newcomer.get(path)
    assert "minstens 12 tekens" in newcomer.submit(password="kort")
    assert newcomer.submit(password=GOOD).url == "/aanmelden"
    assert newcomer.get(path).status == 404
    newcomer.get("/aanmelden")
    assert newcomer.submit(email="nina@proef.example", password=GOOD).status == 200
    assert "Nina Nieuw" in newcomer.get("/account")


def test_a_newer_link_ends_the_older_one(town: Town) -> None:
    browser = town.browser("admin")
    first, second = (
        link_on(browser.post(f"{town.page_of('professional')}/link")).split("localhost")[1]
        for _ in range(2)
    )
    assert Browser(town.app).get(first).status == 404
    assert Browser(town.app).get(second).status == 200
    with town.app.app_context():
        kept = db.session.scalars(select(OneTimeLink.token_hash)).all()
    assert second.rsplit("/", 1)[1] not in kept


def test_a_refused_newcomer_leaves_nothing_behind(town: Town) -> None:
    browser = town.browser("admin")
    browser.get("/beheer/mensen/nieuw")
    page = browser.submit(
        name="Nina Nieuw",
        email="nina@proef.example",
        role="manager",
        starts_on="2026-05-02",
        ends_on="2026-05-01",
    )
    assert page.status == 422
    assert "De einddatum ligt voor de begindatum." in page
    with town.app.app_context():
        query = select(Person).where(Person.email == "nina@proef.example")
        assert db.session.scalar(query) is None


def test_who_has_an_account_already_is_not_taken_over(town: Town) -> None:
    with town.app.app_context():
        email = db.session.get_one(Person, town.ids["stranger"]).email
    browser = town.browser("admin")
    browser.get("/beheer/mensen/nieuw")
    page = browser.submit(name="Vera", email=email.upper(), role="professional")
    assert "Er is al iemand met dit e-mailadres." in page
    page = browser.post(f"{town.page_of('both')}/link")
    assert page.status == 422
    assert "werkt ook voor een andere organisatie" in page
    assert browser.post(f"{town.page_of('both')}/uit").status == 422


def test_nobody_grants_themselves_a_role(town: Town) -> None:
    page = town.browser("admin").post(town.page_of("admin"), role="professional", team="")
    assert page.status == 422
    assert "Je kunt jezelf geen rol geven." in page
    assert role_states(town, "admin") == {Role.ADMINISTRATOR: MembershipState.ACTIVE}


@pytest.mark.parametrize("role", ["analyst", "facilitator", "administrator", "privacy_officer"])
def test_a_manager_gets_no_role_that_reads_or_runs(town: Town, role: str) -> None:
    page = town.browser("admin").post(town.page_of("manager"), role=role, team="")
    assert page.status == 422
    assert "Wie manager of bestuurder is, leest geen casussen" in page
    assert Role(role) not in role_states(town, "manager")


def test_a_weighty_role_waits_for_a_second_pair_of_eyes(town: Town) -> None:
    admin, officer = town.browser("admin"), town.browser("officer")
    admin.get(town.page_of("professional"))
    page = admin.submit(town.page_of("professional"), role="analyst")
    assert "wacht op een tweede beheerder" in page
    assert role_states(town, "professional")[Role.ANALYST] is MembershipState.WAITING
    with town.app.app_context():
        query = select(Membership.public_id).where(Membership.role == Role.ANALYST)
        address = f"/beheer/rollen/{db.session.scalar(query)}"
    assert "wacht op een ander dan jij" in admin.get("/beheer/bevestigen")
    assert "Een tweede beheerder" in admin.post(f"{address}/bevestigen")
    assert role_states(town, "professional")[Role.ANALYST] is MembershipState.WAITING
    assert officer.get("/beheer/bevestigen").status == 200
    assert "De rol is bevestigd" in officer.submit(f"{address}/bevestigen")
    assert role_states(town, "professional")[Role.ANALYST] is MembershipState.ACTIVE
    assert officer.post(f"{address}/afwijzen").status == 422


def test_a_waiting_role_can_be_declined(town: Town) -> None:
    town.browser("admin").post(town.page_of("professional"), role="facilitator", team="")
    second = town.browser("second")
    page = second.get("/beheer/bevestigen")
    (decline,) = page.document.xpath("//form/@action[contains(., 'afwijzen')]")
    assert "De rol is afgewezen." in second.submit(decline)
    assert role_states(town, "professional")[Role.FACILITATOR] is MembershipState.ENDED


def test_ending_a_role_and_closing_an_account_end_the_session(town: Town) -> None:
    admin, other = town.browser("admin"), town.browser("manager")
    assert other.get("/account").status == 200
    page = admin.get(town.page_of("manager"))
    (end,) = page.document.xpath("//form/@action[contains(., '/einde')]")
    assert "De rol is beëindigd." in admin.submit(end)
    assert other.get("/account").location.startswith("/aanmelden")
    other.enter(town.ids["manager"])
    assert "uitgeschakeld" in admin.post(f"{town.page_of('manager')}/uit", follow=True)
    assert other.get("/account").location.startswith("/aanmelden")
    assert "weer ingeschakeld" in admin.post(f"{town.page_of('manager')}/aan", follow=True)


def test_one_administrator_stays(town: Town) -> None:
    admin = town.browser("admin")
    for name in ("second", "admin"):
        page = admin.get(town.page_of(name))
        (end,) = page.document.xpath("//form/@action[contains(., '/einde')]")
        page = admin.submit(end)
    assert page.status == 422
    assert "Dit is de enige functioneel beheerder." in page
    assert "Je kunt jezelf niet uitschakelen." in admin.post(f"{town.page_of('admin')}/uit")


def test_teams_have_a_name_of_their_own(town: Town) -> None:
    browser = town.browser("admin")
    browser.get("/beheer/teams")
    assert "Het team is toegevoegd." in browser.submit(name="Team Zuid")
    assert "Er is al een team met deze naam." in browser.submit(name="team zuid")
    browser.get(f"/beheer/teams/{town.team}")
    assert "Er is al een team met deze naam." in browser.submit(name="Team Zuid")
    assert "Team Oost" in browser.submit(name="Team Oost")


def test_the_smallest_group_can_only_be_raised(town: Town) -> None:
    browser = town.browser("admin")
    browser.get("/beheer/instellingen")
    assert "bewaard" in browser.submit(smallest_group="8")
    page = browser.submit(smallest_group="7")
    assert page.status == 422
    assert "kan alleen omhoog; hij staat nu op 8" in page
    assert "Vul een heel getal in." in browser.submit(smallest_group="acht")
    assert "van 1 tot en met 60" in browser.submit(smallest_group="8", reaction_days="0")
    for days in ("0", "91"):
        assert "van 1 tot en met 90" in browser.submit(
            smallest_group="8", reaction_days="10", reading_days=days
        )
    browser.submit(smallest_group="8", reaction_days="10", reading_days="14")
    with town.app.app_context():
        here = db.session.scalars(select(Organisation).order_by(Organisation.id)).first()
        assert here is not None
        assert here.reading_days == 14


def test_the_administrator_says_what_kind_of_organisation_it_is(town: Town) -> None:
    browser = town.browser("admin")
    assert re.search(r'value="municipality"\s+checked', browser.get("/beheer/instellingen").text)
    assert "bewaard" in browser.submit(kind="ministry")
    assert re.search(r'value="ministry"\s+checked', browser.get("/beheer/instellingen").text)
    page = browser.submit(kind="koninkrijk")
    assert page.status == 422
    assert "Kies wat voor organisatie het is." in page


def test_house_rules_stand_above_the_table_when_signed(town: Town) -> None:
    with town.app.app_context(), transaction():
        here = db.session.scalars(select(Organisation).order_by(Organisation.id)).first()
        assert here is not None
        here.house_rules_signed_on = None
    browser = town.browser("admin")
    assert "De spelregels zijn nog niet ondertekend" in browser.get("/wie-ziet-wat")
    browser.get("/beheer/spelregels")
    page = browser.submit(
        text="**Geen** beoordeling.<script>", signed_by="B. Bestuur", signed_on="2026-03-05"
    )
    assert page.url == "/wie-ziet-wat"
    assert "<strong>Geen</strong> beoordeling.&lt;script&gt;" in page
    assert "Ondertekend door B. Bestuur op 5 maart 2026." in page.main
    browser.get("/beheer/spelregels")
    assert "in de toekomst" in browser.submit(signed_on=f"{date.max.year}-01-01")
