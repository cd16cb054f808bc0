"""Who leads goes through the steps in any order, and another can take over where they are."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit import AuditEntry
from app.clock import moved_to, now
from app.database import db, transaction
from app.people.models import Person
from app.people.roles import Role
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession, SessionStep
from cases.doorbraak.models.team import DoorbraakTeam
from cases.doorbraak.operations.agenda import add_to_agenda
from cases.doorbraak.operations.offers import offer_case
from cases.doorbraak.operations.teams import add_member
from cases.doorbraak.queries.live import step_key
from cases.doorbraak.queries.sessions import current_step
from cases.doorbraak.terms import SessionForm, StepName
from cases.models.case import Case
from cases.terms import Audience
from tests.cases.doorbraak.staging import CANARY, VIEW, Stage, stage
from tests.factories import as_actor, make_case, make_person

OTHER = "Tweede loket"


@pytest.fixture
def scene(app: Flask) -> Stage:
    """A session in preparation, with two cases on its agenda."""
    scene = stage(app)
    scene.planned()
    with app.app_context(), transaction():
        reporter = db.session.get_one(Person, scene.people["reporter"])
        leader = db.session.get_one(Person, scene.people["leader"])
        first = db.session.get_one(Case, scene.case)
        other = make_case(
            reporter, first.organisation, first.team, title=OTHER, audience=Audience.TEAM
        )
        team = db.session.scalars(select(DoorbraakTeam)).one()
        offer = offer_case(other, team=team, by=as_actor(reporter))
        session = db.session.scalars(select(DoorbraakSession)).one()
        add_to_agenda(session, offer=offer, minutes=15, by=as_actor(leader))
    scene.press("voorbereiden")
    return scene


def now_at(scene: Stage) -> tuple[str, str]:
    """The case and the step at which the session is."""
    with scene.app.app_context():
        step = current_step(db.session.scalars(select(DoorbraakSession)).one())
        return (step.item.case.title, step.name.value) if step else ("", "")


def key_of(scene: Stage, name: StepName, title: str = CANARY) -> str:
    with scene.app.app_context():
        steps = db.session.scalars(select(SessionStep).where(SessionStep.name == name))
        return next(step_key(step) for step in steps if step.item.case.title == title)


def is_open(scene: Stage, title: str = CANARY) -> bool:
    with scene.app.app_context():
        items = db.session.scalars(select(AgendaItem))
        return next(one.opened_at is not None for one in items if one.case.title == title)


def item_of(scene: Stage, title: str) -> str:
    with scene.app.app_context():
        items = db.session.scalars(select(AgendaItem))
        return next(str(one.public_id) for one in items if one.case.title == title)


def lead(scene: Stage, word: str, **values: str) -> str:
    page = scene.browser("leader").post(
        f"/doorbraak/sessies/{scene.session}/{word}", follow=True, then="stappen", **values
    )
    assert page.status == 200
    return page.main


def test_the_extended_form_has_its_seven_steps(scene: Stage) -> None:
    with scene.app.app_context(), transaction():
        db.session.scalars(select(DoorbraakSession)).one().form = SessionForm.EXTENDED
    scene.press("beginnen")
    names, opened = [], []
    for _ in range(7):
        names.append(now_at(scene)[1])
        opened.append(is_open(scene))
        scene.press("volgende")
    assert opened == [False, False, True, True, True, True, True]
    assert names == [
        "input",
        "questions",
        "perspectives",
        "options",
        "breakthrough",
        "agreements",
        "lessons",
    ]
    assert now_at(scene) == (OTHER, "input")


def test_back_skip_and_do_after_all(scene: Stage) -> None:
    scene.press("beginnen", "volgende")
    assert now_at(scene) == (CANARY, "perspectives")
    lead(scene, "terug")
    assert now_at(scene) == (CANARY, "silent_writing")
    assert "Dit is de eerste stap" in lead(scene, "terug")
    lead(scene, "stap/overslaan", step=key_of(scene, StepName.SILENT_WRITING))
    lead(scene, "stap/overslaan", step=key_of(scene, StepName.BREAKTHROUGH))
    scene.press("volgende")
    assert now_at(scene) == (CANARY, "agreements")
    page = lead(scene, "stap/toch-doen", step=key_of(scene, StepName.BREAKTHROUGH))
    assert "alsnog aan de beurt" in page
    assert now_at(scene) == (CANARY, "breakthrough")
    assert "niet overgeslagen" in lead(
        scene, "stap/toch-doen", step=key_of(scene, StepName.BREAKTHROUGH)
    )


def test_steps_to_come_change_places_and_the_present_one_stays(scene: Stage) -> None:
    scene.press("beginnen", "volgende")
    lead(scene, "stap/omlaag", step=key_of(scene, StepName.BREAKTHROUGH))
    assert now_at(scene) == (CANARY, "perspectives")
    scene.press("volgende")
    assert now_at(scene) == (CANARY, "agreements")
    stale = key_of(scene, StepName.AGREEMENTS)
    assert "die nog komt" in lead(scene, "stap/omhoog", step=stale)
    assert "intussen veranderd" in lead(scene, "stap/omhoog", step="3-breakthrough")
    scene.press("volgende")
    assert now_at(scene) == (CANARY, "breakthrough")


def test_to_another_case_and_back_where_they_were(scene: Stage) -> None:
    scene.press("beginnen", "volgende")
    leader = scene.browser("leader")
    leader.post(f"/doorbraak/bespreking/{item_of(scene, OTHER)}/nu")
    assert now_at(scene) == (OTHER, "silent_writing")
    scene.press("volgende")
    leader.post(f"/doorbraak/bespreking/{item_of(scene, CANARY)}/nu")
    assert now_at(scene) == (CANARY, "perspectives")
    scene.press("volgende", "volgende", "volgende")
    assert now_at(scene) == (OTHER, "perspectives")


def test_two_who_press_at_once_pass_over_nothing(scene: Stage) -> None:
    scene.press("beginnen")
    shown = key_of(scene, StepName.SILENT_WRITING)
    lead(scene, "volgende", step=shown)
    lead(scene, "volgende", step=shown)
    assert now_at(scene) == (CANARY, "perspectives")


def test_entering_the_perspectives_opens_them_and_no_others(scene: Stage) -> None:
    page = f"/doorbraak/bespreking/{item_of(scene, CANARY)}"
    member = scene.browser("member")
    member.get(page)
    member.post(f"{page}/perspectief", sees=VIEW, weighs_most="return", would_do="Bellen.")
    scene.press("beginnen")
    lead(scene, "stap/overslaan", step=key_of(scene, StepName.SILENT_WRITING, OTHER))
    assert VIEW not in scene.browser("leader").get(page)
    scene.press("volgende")
    assert VIEW in scene.browser("leader").get(page)
    assert not is_open(scene, OTHER)


def test_only_who_leads_moves_the_session(scene: Stage) -> None:
    scene.press("beginnen")
    key = key_of(scene, StepName.SILENT_WRITING)
    base = f"/doorbraak/sessies/{scene.session}"
    for name in ("member", "reporter", "outsider", "analyst"):
        browser = scene.browser(name)
        for word in ("volgende", "terug", "stap/overslaan", "stap/omlaag", "overnemen"):
            assert browser.post(f"{base}/{word}", step=key).status == 404, (name, word)
        assert browser.post(f"/doorbraak/bespreking/{item_of(scene, OTHER)}/nu").status == 404
        assert browser.get(f"{base}/stappen").status == 404
        assert browser.get(f"/doorbraak/bespreking/{item_of(scene, CANARY)}/kaarten").status == 404
    assert now_at(scene) == (CANARY, "silent_writing")


def test_who_is_facilitator_no_longer_leads_no_longer(scene: Stage) -> None:
    scene.press("beginnen")
    with scene.app.app_context(), transaction():
        leader = db.session.get_one(Person, scene.people["leader"])
        for membership in leader.memberships:
            membership.role = Role.PROFESSIONAL
    base = f"/doorbraak/sessies/{scene.session}"
    assert scene.browser("leader").get(f"{base}/meedoen").status == 200
    assert scene.browser("leader").post(f"{base}/volgende").status == 404


def test_the_clock_begins_with_the_step(scene: Stage) -> None:
    begun = now()
    with moved_to(begun):
        scene.press("beginnen")
    scene.browsers.clear()
    with moved_to(begun + timedelta(minutes=3)):
        page = scene.browser("member").get(f"/doorbraak/sessies/{scene.session}/meedoen")
        assert "Nog 2 van 5 minuten" in page.main
        scene.press("volgende")
        page = scene.browser("member").get(f"/doorbraak/sessies/{scene.session}/meedoen")
        assert "Nog 4 van 4 minuten" in page.main
    scene.browsers.clear()
    with moved_to(begun + timedelta(minutes=30)):
        page = scene.browser("member").get(f"/doorbraak/sessies/{scene.session}/meedoen")
        assert "De tijd is om" in page.main
        scene.press("volgende")


def name_substitute(scene: Stage) -> None:
    with scene.app.app_context(), transaction():
        session = db.session.scalars(select(DoorbraakSession)).one()
        session.substitute_id = scene.people["member"]


def test_the_substitute_takes_over_with_one_press(scene: Stage) -> None:
    name_substitute(scene)
    scene.press("beginnen", "volgende")
    base = f"/doorbraak/sessies/{scene.session}"
    member = scene.browser("member")
    assert member.post(f"{base}/volgende").status == 404
    assert "Neem de begeleiding over" in member.get(base).main
    page = member.submit(f"{base}/overnemen")
    assert "Je begeleidt deze sessie nu" in page.main
    assert member.post(f"{base}/overnemen").status == 302
    assert member.post(f"{base}/volgende").status == 302
    assert now_at(scene) == (CANARY, "breakthrough")
    assert scene.browser("leader").post(f"{base}/volgende").status == 302
    with scene.app.app_context():
        actions = db.session.scalars(select(AuditEntry.action)).all()
    assert actions.count("take_over_session") == 1


def test_another_facilitator_of_the_team_takes_a_seat_and_the_lead(scene: Stage) -> None:
    with scene.app.app_context(), transaction():
        leader = db.session.get_one(Person, scene.people["leader"])
        team = db.session.scalars(select(DoorbraakTeam)).one()
        second = make_person(team.organisation, Role.FACILITATOR, name="Tweede begeleider")
        add_member(team, second, discipline="recht", facilitates=True, by=as_actor(leader))
        scene.people["second"] = second.id
    scene.press("beginnen")
    base = f"/doorbraak/sessies/{scene.session}"
    second_browser = scene.browser("second")
    assert second_browser.get(f"{base}/meedoen").status == 404
    assert base in second_browser.get(f"/doorbraak/teams/{scene.team}").links
    page = second_browser.get(base)
    assert "Neem de begeleiding over" in page.main
    assert CANARY not in page
    assert OTHER not in page
    second_browser.submit(f"{base}/overnemen")
    assert second_browser.post(f"{base}/volgende").status == 302
    assert now_at(scene) == (CANARY, "perspectives")
    # The reporter never saw this name: the case waits for their yes, the session does not.
    assert CANARY not in second_browser.get(f"{base}/meedoen")
    assert CANARY not in second_browser.get(f"{base}/stappen")


def test_the_cards_are_for_who_leads(scene: Stage) -> None:
    page = scene.browser("leader").get(f"/doorbraak/bespreking/{item_of(scene, CANARY)}/kaarten")
    assert CANARY in page.main
    assert "Wat moet er in het systeem anders?" in page.main
