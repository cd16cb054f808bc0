"""A session is planned, changed and put in order by who leads it; nothing typed is lost."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.clock import today
from app.database import db, transaction
from app.people.models import Person
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession
from cases.doorbraak.models.team import DoorbraakTeam
from cases.doorbraak.operations.agenda import add_to_agenda
from cases.doorbraak.operations.agenda_order import moved
from cases.doorbraak.operations.offers import offer_case
from cases.doorbraak.terms import SessionForm
from cases.terms import Audience
from tests.cases.doorbraak.staging import Stage, stage
from tests.client import Page
from tests.factories import as_actor, make_case

TITLES = ("Eerste zaak", "Tweede zaak", "Derde zaak")


@pytest.fixture
def scene(app: Flask) -> Stage:
    return stage(app)


def filled_agenda(scene: Stage) -> dict[str, str]:
    """A planned session with three cases of fifteen minutes: their keys by title."""
    scene.plan(agenda=False)
    with scene.app.app_context(), transaction():
        reporter = db.session.get_one(Person, scene.people["reporter"])
        leader = db.session.get_one(Person, scene.people["leader"])
        session = db.session.query(DoorbraakSession).one()
        team = db.session.query(DoorbraakTeam).one()
        home = reporter.memberships[0]
        for title in TITLES:
            case = make_case(
                reporter, home.organisation, home.team, title=title, audience=Audience.TEAM
            )
            offer = offer_case(case, team=team, by=as_actor(reporter))
            add_to_agenda(session, offer=offer, minutes=15, by=as_actor(leader))
        return {item.case.title: item.public_id for item in session.agenda}


def arranging(scene: Stage) -> Page:
    page = scene.browser("leader").get(f"/doorbraak/sessies/{scene.session}/agenda/indelen")
    assert page.status == 200
    return page


def minutes_of(**typed: str) -> dict[str, Any]:
    """What is typed in the field of each case."""
    return {f"minutes-{key}": words for key, words in typed.items()}


def agenda(scene: Stage) -> list[tuple[str, int]]:
    with scene.app.app_context():
        session = db.session.query(DoorbraakSession).one()
        return [(item.case.title, item.minutes) for item in session.agenda]


def test_a_button_moves_a_case_and_keeps_the_minutes_that_were_typed(scene: Stage) -> None:
    keys = filled_agenda(scene)
    arranging(scene)
    leader = scene.browser("leader")
    leader.submit(press="Omhoog: Derde zaak", **minutes_of(**{keys["Eerste zaak"]: "25"}))
    assert agenda(scene) == [("Eerste zaak", 25), ("Derde zaak", 15), ("Tweede zaak", 15)]
    page = leader.submit(press="Omlaag: Eerste zaak")
    assert [one[0] for one in agenda(scene)] == ["Derde zaak", "Eerste zaak", "Tweede zaak"]
    assert "Deel de agenda in" in page.main
    leader.submit(press="Omhoog: Derde zaak")
    assert agenda(scene)[0] == ("Derde zaak", 15)


def test_a_dragged_order_is_the_order_of_the_form(scene: Stage) -> None:
    keys = filled_agenda(scene)
    arranging(scene)
    order = [keys[title] for title in reversed(TITLES)]
    scene.browser("leader").submit(order=order)
    assert [one[0] for one in agenda(scene)] == list(reversed(TITLES))


def test_a_case_that_came_meanwhile_stays_and_a_strange_one_is_passed_over(scene: Stage) -> None:
    keys = filled_agenda(scene)
    page = f"/doorbraak/sessies/{scene.session}/agenda/indelen"
    minutes = minutes_of(**{keys["Derde zaak"]: "5", "zomaar": "5"})
    answer = scene.browser("leader").post(page, order=["zomaar", keys["Derde zaak"]], **minutes)
    assert answer.status == 302
    assert agenda(scene) == [("Derde zaak", 5), ("Eerste zaak", 15), ("Tweede zaak", 15)]


@pytest.mark.parametrize("typed", ["", "veel", "0", "601", "1.5", "²", "9" * 40])
def test_minutes_that_are_none_come_back_as_typed(scene: Stage, typed: str) -> None:
    keys = filled_agenda(scene)
    arranging(scene)
    wrong = minutes_of(**{keys["Tweede zaak"]: typed})
    page = scene.browser("leader").submit(press="Omhoog: Derde zaak", **wrong)
    (field,) = wrong
    assert page.status == 422
    assert page.document.xpath(f"//input[@name='{field}']/@value") == [typed]
    assert [one[0] for one in agenda(scene)] == list(TITLES)


def test_the_page_says_honestly_that_it_does_not_fit(scene: Stage) -> None:
    keys = filled_agenda(scene)
    assert "Samen 45 van 60 minuten." in arranging(scene).main
    scene.browser("leader").submit(**minutes_of(**dict.fromkeys(keys.values(), "30")))
    for page in (
        arranging(scene),
        scene.browser("leader").get(f"/doorbraak/sessies/{scene.session}"),
    ):
        assert "Samen 90 van 60 minuten: 30 minuten te veel. Dit past niet." in page.main


def test_only_who_leads_changes_the_plan_and_only_before_it_begins(scene: Stage) -> None:
    filled_agenda(scene)
    page = f"/doorbraak/sessies/{scene.session}"
    for name in ("member", "reporter", "outsider", "analyst"):
        assert scene.browser(name).get(f"{page}/agenda/indelen").status == 404
        assert scene.browser(name).get(f"{page}/wijzigen").status == 404
    leader = scene.browser("leader")
    scene.press("voorbereiden", "beginnen")
    arranging(scene)
    assert leader.submit().status == 422
    leader.get(f"{page}/wijzigen")
    assert leader.submit(place="Zaal 9").status == 422
    assert "Zaal 9" not in leader.get(page)


def test_a_plan_is_made_with_form_and_substitute_and_can_be_changed(scene: Stage) -> None:
    leader, member = scene.browser("leader"), scene.public_id("member")
    leader.get(f"/doorbraak/teams/{scene.team}/sessies/nieuw")
    day = today() + timedelta(days=3)
    values: dict[str, Any] = {
        "day": day.isoformat(),
        "time": "10:00",
        "minutes": "60",
        "place": "Zaal 2",
    }
    leader.submit(**values, form="extended", substitute=member)
    with scene.app.app_context():
        session = db.session.query(DoorbraakSession).one()
        scene.session = session.public_id
        assert session.form is SessionForm.EXTENDED
        assert session.substitute_id == scene.people["member"]
    page = leader.get(f"/doorbraak/sessies/{scene.session}/wijzigen")
    assert page.document.xpath("//input[@name='day']/@value") == [day.isoformat()]
    assert page.document.xpath("//select/option[@selected]/@value") == [member]
    leader.submit(minutes="75", substitute="")
    with scene.app.app_context():
        session = db.session.query(DoorbraakSession).one()
        assert (session.minutes, session.substitute_id, session.place) == (75, None, "Zaal 2")
        assert session.form is SessionForm.EXTENDED


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("day", (today() - timedelta(days=1)).isoformat(), "Kies een dag die nog komt."),
        ("minutes", "0", "Kies tussen 1 en 600 minuten."),
        ("place", "", "Vul in waar de sessie is"),
    ],
)
def test_what_cannot_be_planned_is_told_beside_the_field(
    scene: Stage, field: str, typed: str, words: str
) -> None:
    leader = scene.browser("leader")
    page = f"/doorbraak/teams/{scene.team}/sessies/nieuw"
    leader.get(page)
    values: dict[str, Any] = {
        "day": today().isoformat(),
        "time": "10:00",
        "minutes": "60",
        "place": "Zaal 2",
    }
    refused = leader.submit(**{**values, field: typed})
    assert refused.status == 422
    assert words in refused.main
    with scene.app.app_context():
        assert db.session.query(DoorbraakSession).count() == 0


def test_a_substitute_sits_in_the_session(scene: Stage) -> None:
    leader = scene.browser("leader")
    page = leader.get(f"/doorbraak/teams/{scene.team}/sessies/nieuw")
    ticked = page.document.xpath("//label[contains(., 'Begeleider')]/@for")
    (leading,) = page.document.xpath(f"//input[@id='{ticked[0]}']/@value")
    refused = leader.submit(
        day=today().isoformat(),
        time="10:00",
        place="Zaal 2",
        participants=[leading],
        substitute=scene.public_id("member"),
    )
    assert refused.status == 422
    assert "Kies een vervanger die zelf aan de sessie meedoet." in refused.main
    scene.plan(agenda=False)
    leader.get(f"/doorbraak/sessies/{scene.session}/wijzigen")
    leader.submit(substitute=scene.public_id("member"))
    leader.get(f"/doorbraak/sessies/{scene.session}/deelnemers")
    leader.submit(participants=[leading])
    with scene.app.app_context():
        assert db.session.query(DoorbraakSession).one().substitute_id is None


def test_the_minutes_of_the_form_stand_ready_for_a_case(scene: Stage) -> None:
    scene.offer()
    scene.plan(agenda=False)
    page = scene.browser("leader").get(f"/doorbraak/sessies/{scene.session}/agenda")
    assert page.document.xpath("//input[@name='minutes']/@value") == ["15"]
    with scene.app.app_context():
        assert db.session.query(AgendaItem).count() == 0


def test_moving_past_an_end_changes_nothing() -> None:
    assert moved(["a", "b"], "a", -1) == ["a", "b"]
    assert moved(["a", "b"], "b", 1) == ["a", "b"]
    assert moved(["a", "b"], "c", 1) == ["a", "b"]
    assert moved(["a", "b"], "a", 1) == ["b", "a"]
