"""Wie weet wat: found by what one ticked, by colleagues alone, and by nothing else."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from app.database import db, transaction
from app.people.models import Organisation, Person
from app.people.operations import deactivate_person
from app.people.roles import Role
from app.personal_record import erase_person, export_person
from cases.doorbraak.models.directory import Topic
from cases.operations.lists import add_procedure, prepare_organisation
from cases.terms import Audience
from tests.client import Browser, Page
from tests.factories import (
    MACHINE,
    give_role,
    make_case,
    make_organisation,
    make_person,
    make_team,
)

OWN, ALL = "/wie-weet-wat/mijn", "/wie-weet-wat"


@dataclass
class Town:
    """Two organisations, with somebody who knows and people who look for them."""

    app: Flask
    people: dict[str, int]

    def browser(self, name: str) -> Browser:
        return Browser(self.app, self.people[name])

    def tick(self, name: str = "knower", **values: Any) -> Page:
        browser = self.browser(name)
        browser.get(OWN)
        return browser.submit(OWN, **values)

    def search(self, words: str, name: str = "seeker") -> Page:
        browser = self.browser(name)
        browser.get(ALL)
        return browser.submit(words=words)


@pytest.fixture
def town(app: Flask) -> Town:
    with app.app_context(), transaction():
        here = make_organisation()
        there = make_organisation("Zorgkantoor Proef", "zorgkantoor")
        for organisation in (here, there):
            prepare_organisation(organisation, MACHINE)
        team = make_team(here, "Team Inkomen")
        add_procedure(here, "Briefadres aanvragen", code="briefadres", by=MACHINE)
        knower = make_person(here, Role.PROFESSIONAL, name="Kim Kenner", team=team)
        people = {
            "knower": knower.id,
            "seeker": make_person(there, Role.PROFESSIONAL, name="Zoë Zoeker").id,
            "leader": make_person(there, Role.FACILITATOR, name="Lea Leider").id,
            "analyst": make_person(here, Role.ANALYST, name="Ada Analist").id,
        }
        for role in (Role.MANAGER, Role.BOARD, Role.ADMINISTRATOR, Role.CONTRIBUTOR):
            people[role.value] = make_person(here, role, name=f"Iemand {role.value}").id
        both = make_person(here, Role.PROFESSIONAL, name="Bo Beide")
        give_role(both, here, Role.MANAGER)
        people["manager who reads"] = both.id
        return Town(app, people)


def test_nobody_is_found_until_they_tick_something(town: Town) -> None:
    assert "Niemand ziet dit" in town.browser("knower").get(OWN).main
    assert "Kim Kenner" not in town.browser("seeker").get(ALL)
    saved = town.tick(provisions="art. 18 lid 3 Pw", procedure=["briefadres aanvragen"])
    assert "Collega’s vinden je nu" in saved.main
    page = town.search("Participatiewet artikel 18")
    for words in ("Kim Kenner", "Gemeente Proefstad, Team Inkomen", "Participatiewet, artikel 18"):
        assert words in page.main
    assert page.document.xpath("//main//a[starts-with(@href, 'mailto:persoon')]")
    assert "Participatiewet" not in page.url
    assert "Kim Kenner" in town.browser("seeker").get(f"{ALL}?soort=procedure").main


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("pw", True),
        ("art 18 participatiewet", True),
        ("18, eerste lid, van de Participatiewet", True),
        ("artikel 19 Pw", False),
        ("artikel 4:84 Awb", True),
        ("briefadres", True),
        ("Aanvragen BRIEFADRES", True),
        ("brief_dres", False),
        ("verordening maatwerk", True),
        ("hulp bij schulden", False),
    ],
)
def test_a_topic_is_found_however_it_is_written(town: Town, words: str, found: bool) -> None:
    town.tick(
        provisions="Participatiewet 18; Awb\nVerordening maatwerk Proefstad",
        procedures="Briefadres aanvragen",
    )
    assert ("Kim Kenner" in town.search(words).main) is found


def test_each_line_is_a_law_or_article_of_its_own(town: Town) -> None:
    page = town.tick(provisions="Participatiewet\nart. 4:84 Awb; 4:84 awb\n22a en 18 PW")
    ticked = page.document.xpath("//input[@name='provision']/following-sibling::label/text()")
    assert sorted(str(one) for one in ticked) == [
        "Algemene wet bestuursrecht, artikel 4:84",
        "Participatiewet",
        "Participatiewet, artikel 18",
        "Participatiewet, artikel 22a",
    ]


def test_who_decides_or_administers_never_reads_it(town: Town) -> None:
    town.tick(procedures="Briefadres aanvragen")
    for name in ("manager", "board", "administrator", "contributor", "manager who reads"):
        browser = town.browser(name)
        assert [browser.get(page).status for page in (ALL, OWN)] == [404, 404], name
        assert browser.post(OWN, procedures="Ik ook").status == 404, name
        assert "Wie weet wat" not in browser.get("/account")
    for name in ("knower", "seeker", "leader", "analyst"):
        assert "Kim Kenner" in town.browser(name).get(f"{ALL}?soort=procedure").main, name
        assert "Wie weet wat" in town.browser(name).get("/account")
    assert Browser(town.app).get(ALL).location.startswith("/aanmelden")


def test_who_becomes_a_manager_or_leaves_is_not_found_any_more(town: Town) -> None:
    town.tick(procedures="Briefadres aanvragen")
    town.tick("seeker", procedures="Briefadres aanvragen")
    with town.app.app_context(), transaction():
        knower = db.session.get_one(Person, town.people["knower"])
        give_role(knower, knower.memberships[0].organisation, Role.MANAGER)
        seeker = db.session.get_one(Person, town.people["seeker"])
        deactivate_person(seeker, by=MACHINE)
    page = town.search("briefadres", "leader")
    assert "Niemand gevonden" in page.main


def test_unticking_all_or_one_press_takes_somebody_out(town: Town) -> None:
    town.tick(procedures="Briefadres aanvragen", provisions="Awb")
    assert "Bewaard. Je staat niet" in town.tick(procedure=[], provision=[]).main
    assert "Niemand gevonden" in town.search("Awb").main
    town.tick(provisions="Awb")
    browser = town.browser("knower")
    browser.get(OWN)
    assert "Niemand ziet dit" in browser.submit(f"{OWN}/weg").main
    with town.app.app_context():
        assert db.session.query(Topic).count() == 0


def test_what_is_typed_is_screened_and_not_lost(town: Town) -> None:
    browser = town.browser("knower")
    browser.get(OWN)
    page = browser.submit(OWN, provisions="Awb", procedures="Zaak van 06-12345678", follow=False)
    assert page.status == 422
    assert page.document.xpath("string(//textarea[@name='procedures'])").strip().endswith("5678")
    assert page.document.xpath("string(//textarea[@name='provisions'])").strip() == "Awb"
    assert "Niemand gevonden" in town.search("Awb").main


def test_a_procedure_from_a_case_that_is_hidden_is_not_offered(town: Town) -> None:
    with town.app.app_context(), transaction():
        here = db.session.query(Organisation).filter_by(slug="proefstad").one()
        other = make_person(here, name="Iemand apart", team=make_team(here, "Team Apart"))
        team = other.memberships[0].team
        for audience in (Audience.PRIVATE, Audience.TEAM):
            make_case(other, here, team, audience=audience, procedure=f"Stil {audience.value}")
        make_case(other, here, team, audience=Audience.ORGANISATION, procedure="Openlijk")
    page = town.browser("knower").get(OWN)
    assert "Stil" not in page
    assert "Openlijk" in page
    forged = town.browser("knower").post(OWN, procedure=["stil team"])
    assert forged.status == 422


def test_it_is_handed_over_and_erased_with_the_person(town: Town) -> None:
    town.tick(provisions="art. 18 Pw")
    number = town.people["knower"]
    with town.app.app_context():
        kept = json.dumps(export_person(number)["doorbraak"])
        assert "Participatiewet, artikel 18" in kept
    with town.app.app_context(), transaction():
        erase_person(number)
    with town.app.app_context():
        assert db.session.query(Topic).count() == 0
