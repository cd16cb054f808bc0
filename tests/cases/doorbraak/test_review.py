"""A case is offered, prepared, reviewed and concluded; everybody sees what is theirs alone."""

from datetime import timedelta

import pytest
from flask import Flask

from app.clock import moved_to, now, today
from app.database import db, transaction
from app.people.models import Person
from app.people.roles import Role
from app.refusals import Invalid
from cases.doorbraak.models.review import Agreement, Perspective
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession
from cases.doorbraak.operations.review import PerspectiveDetails, write_perspective
from cases.doorbraak.operations.steps import next_step
from cases.doorbraak.story import review_steps
from cases.doorbraak.terms import ItemResult, OfferState, StepName, Value
from cases.events import CaseReviewed, case_reviewed
from cases.lifecycle import CaseState
from cases.models.case import Case
from cases.operations.share import withdraw_case
from cases.permissions import can_read_case
from tests.cases.doorbraak.staging import CANARY, VIEW, Stage, stage
from tests.client import Browser
from tests.factories import as_actor, give_role


@pytest.fixture
def scene(app: Flask) -> Stage:
    return stage(app)


def case_state(scene: Stage) -> CaseState:
    with scene.app.app_context():
        return db.session.get_one(Case, scene.case).state


def item_id(scene: Stage) -> str:
    with scene.app.app_context():
        return str(db.session.query(AgendaItem).one().public_id)


def test_only_the_named_facilitators_read_an_offer(scene: Stage) -> None:
    outsider, leader = scene.browser("outsider"), scene.browser("leader")
    assert CANARY not in leader.get("/doorbraak")
    page = scene.browser("reporter").get(f"/casussen/{scene.case_id}/aanbieden")
    assert "Begeleider" in page.main
    scene.offer()
    assert CANARY in leader.get("/doorbraak")
    assert leader.get(f"/casussen/{scene.case_id}").status == 200
    assert CANARY not in outsider.get("/doorbraak")
    assert outsider.get(f"/casussen/{scene.case_id}").status == 404
    assert case_state(scene) is CaseState.SHARED


def test_an_offer_can_be_taken_back_until_it_is_planned(scene: Stage) -> None:
    scene.offer()
    reporter = scene.browser("reporter")
    assert reporter.post(f"/casussen/{scene.case_id}/aanbod/terug").status == 302
    assert scene.browser("leader").get(f"/casussen/{scene.case_id}").status == 404
    scene.offer()
    scene.plan()
    page = reporter.post(f"/casussen/{scene.case_id}/aanbod/terug", follow=True)
    assert "staat al op een agenda" in page.main
    with scene.app.app_context():
        assert db.session.query(AgendaItem).one().offer.state is OfferState.PLANNED


def test_participants_read_a_case_from_preparing_on(scene: Stage) -> None:
    session = scene.planned()
    member = scene.browser("member")
    assert CANARY not in member.get(f"/doorbraak/sessies/{session}")
    assert member.get(f"/doorbraak/bespreking/{item_id(scene)}").status == 404
    scene.press("voorbereiden")
    assert case_state(scene) is CaseState.IN_REVIEW
    assert CANARY in member.get(f"/doorbraak/sessies/{session}")
    assert CANARY in member.get(f"/doorbraak/bespreking/{item_id(scene)}")


def test_perspectives_stay_hidden_until_all_are_in(scene: Stage) -> None:
    scene.planned()
    scene.press("voorbereiden")
    page = f"/doorbraak/bespreking/{item_id(scene)}"
    member, leader = scene.browser("member"), scene.browser("leader")
    member.get(page)
    answer = member.submit(
        f"{page}/perspectief", sees=VIEW, weighs_most="return", would_do="Bellen."
    )
    assert answer.status == 200
    assert VIEW in answer
    seen = leader.get(page)
    assert VIEW not in seen
    assert "Collega: binnen" in seen.main
    assert "Begeleider: nog niet" in seen.main
    for name in ("reporter", "leader"):
        browser = scene.browser(name)
        assert VIEW not in browser.get(page)
        browser.submit(
            f"{page}/perspectief", sees="Ik ook.", weighs_most="return", would_do="Wachten."
        )
    assert VIEW in leader.get(page)
    assert VIEW in scene.browser("reporter").get(page)
    with scene.app.app_context(), transaction():
        writer = db.session.get_one(Person, scene.people["member"])
        with pytest.raises(Invalid):
            write_perspective(
                db.session.query(AgendaItem).one(),
                PerspectiveDetails("Toch anders", Value.RETURN, "Niets."),
                person=writer,
                by=as_actor(writer),
            )


def test_the_facilitator_opens_before_everybody_is_in(scene: Stage) -> None:
    scene.planned()
    scene.press("voorbereiden")
    page = f"/doorbraak/bespreking/{item_id(scene)}"
    member = scene.browser("member")
    member.get(page)
    member.submit(f"{page}/perspectief", sees=VIEW, weighs_most="return", would_do="Bellen.")
    assert member.post(f"{page}/openen").status == 404
    assert scene.browser("leader").post(f"{page}/openen").status == 302
    assert VIEW in scene.browser("leader").get(page)


def test_personal_data_in_a_perspective_is_stopped(scene: Stage) -> None:
    scene.planned()
    scene.press("voorbereiden")
    page = f"/doorbraak/bespreking/{item_id(scene)}"
    member = scene.browser("member")
    member.get(page)
    answer = member.submit(
        f"{page}/perspectief",
        sees="Mail naar iemand@voorbeeld.nl.",
        weighs_most="return",
        would_do="Bellen.",
    )
    assert answer.status == 422
    assert "persoonsgegeven" in answer
    with scene.app.app_context():
        assert db.session.query(Perspective).count() == 0


def test_steps_lead_through_the_short_form(scene: Stage) -> None:
    scene.planned()
    scene.press("voorbereiden", "beginnen")
    names = []
    with scene.app.app_context(), transaction():
        session = db.session.query(DoorbraakSession).one()
        leader = as_actor(db.session.get_one(Person, scene.people["leader"]))
        while step := next_step(session, by=leader):
            names.append(step.name)
    assert names == [StepName.PERSPECTIVES, StepName.BREAKTHROUGH, StepName.AGREEMENTS]


def test_a_session_leaves_a_way_agreements_and_lessons(scene: Stage) -> None:
    heard: list[CaseReviewed] = []
    case_reviewed.listen(heard.append)
    scene.reviewed()
    case_reviewed.listeners.remove(heard.append)
    assert [one.lessons for one in heard] == [1]
    assert case_state(scene) is CaseState.CONCLUDED
    page = f"/doorbraak/bespreking/{item_id(scene)}"
    for name in ("reporter", "member", "leader"):
        assert "Eerst bellen, dan pas schrijven" in scene.browser(name).get(page)
    member = scene.browser("member")
    assert "Ik bel de woningbouw" in member.get("/doorbraak/afspraken")
    assert CANARY not in member.get("/doorbraak/afspraken")
    assert "Ik bel de woningbouw" not in scene.browser("leader").get("/doorbraak/afspraken")
    with scene.app.app_context():
        agreement = db.session.query(Agreement).one().public_id
    assert scene.browser("leader").post(f"/doorbraak/afspraken/{agreement}/klaar").status == 404
    assert member.post(f"/doorbraak/afspraken/{agreement}/klaar").status == 302
    assert "gedaan" in member.get("/doorbraak/afspraken")


def test_reading_ends_thirty_days_after(scene: Stage) -> None:
    scene.reviewed()
    page = f"/doorbraak/bespreking/{item_id(scene)}"
    scene.browsers.clear()
    with moved_to(now() + timedelta(days=29)):
        assert scene.browser("member").get(page).status == 200
    scene.browsers.clear()
    with moved_to(now() + timedelta(days=31)):
        assert scene.browser("member").get(page).status == 404
        assert scene.browser("reporter").get(page).status == 200
        assert "Ik bel de woningbouw" in scene.browser("member").get("/doorbraak/afspraken")


def test_the_analyst_reads_lessons_and_no_session(scene: Stage) -> None:
    scene.reviewed()
    analyst = scene.browser("analyst")
    page = analyst.get("/doorbraak/lessen")
    assert "Bel voordat je een brief stuurt" in page
    assert "Collega" not in page.main
    with scene.app.app_context():
        session = db.session.query(DoorbraakSession).one().public_id
    assert analyst.get(f"/doorbraak/sessies/{session}").status == 404
    assert analyst.get(f"/doorbraak/bespreking/{item_id(scene)}").status == 404


def test_dates_and_texts_of_the_story_are_for_who_was_there(scene: Stage) -> None:
    scene.reviewed()
    with scene.app.app_context():
        case = db.session.get_one(Case, scene.case)
        told = {
            name: review_steps(case, db.session.get_one(Person, scene.people[name]))
            for name in ("reporter", "member", "colleague", "analyst")
        }
    assert "Ik bel de woningbouw." in {step.text for step in told["reporter"]}
    assert {step.day for step in told["colleague"]} == {None}
    assert {step.text for step in told["colleague"]} == {""}
    assert any(step.day for step in told["member"])
    assert {step.day for step in told["analyst"]} == {None}


def test_a_case_that_is_not_reached_waits_again(scene: Stage) -> None:
    scene.planned()
    scene.press("voorbereiden", "beginnen", "afronden")
    assert case_state(scene) is CaseState.SHARED
    assert CANARY in scene.browser("leader").get("/doorbraak")
    assert scene.browser("member").get(f"/casussen/{scene.case_id}").status == 404


def test_a_cancelled_session_gives_its_cases_back(scene: Stage) -> None:
    scene.planned()
    scene.press("voorbereiden", "afzeggen")
    assert case_state(scene) is CaseState.SHARED
    assert scene.browser("member").get(f"/doorbraak/bespreking/{item_id(scene)}").status == 404
    assert scene.browser("leader").get(f"/casussen/{scene.case_id}").status == 200


def test_a_withdrawn_case_leaves_the_agenda_at_once(scene: Stage) -> None:
    scene.planned()
    scene.press("voorbereiden")
    with scene.app.app_context(), transaction():
        case = db.session.get_one(Case, scene.case)
        withdraw_case(case, by=as_actor(db.session.get_one(Person, scene.people["reporter"])))
    page = scene.browser("leader").get(f"/doorbraak/sessies/{scene.session}")
    assert CANARY not in page
    assert "Er staat nog geen casus op de agenda" in page.main
    with scene.app.app_context():
        item = db.session.query(AgendaItem).one()
        assert (item.result, item.offer.state) == (ItemResult.TAKEN_OFF, OfferState.ENDED)


def test_who_becomes_manager_reads_nothing_more(scene: Stage) -> None:
    scene.planned()
    scene.press("voorbereiden")
    with scene.app.app_context(), transaction():
        member = db.session.get_one(Person, scene.people["member"])
        case = db.session.get_one(Case, scene.case)
        give_role(member, case.organisation, Role.BOARD)
        assert not can_read_case(case, member)
    assert scene.browser("member").get(f"/doorbraak/bespreking/{item_id(scene)}").status == 404
    scene.press("beginnen")
    assert scene.browser("member").get(f"/doorbraak/bespreking/{item_id(scene)}").status == 404
    asked = scene.browser("reporter").get(f"/doorbraak/bespreking/{item_id(scene)}/lezers")
    assert "manager of bestuurder bij jouw organisatie" in asked.main


def test_an_agreement_is_about_a_day_to_come(scene: Stage) -> None:
    scene.planned()
    scene.press("voorbereiden", "beginnen", "volgende")
    page = f"/doorbraak/bespreking/{item_id(scene)}/afspraken/nieuw"
    leader = scene.browser("leader")
    leader.get(page)
    answer = leader.submit(
        holder=scene.public_id("member"),
        what="Ik bel.",
        due_on=(today() - timedelta(days=1)).isoformat(),
    )
    assert answer.status == 422
    assert Browser(scene.app).get(page).status == 302
