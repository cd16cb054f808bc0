"""A session over days: all cases go step by step, each step closes, and nothing typed is lost."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.audit import Actor, Origin
from app.clock import moved_to
from app.database import db, transaction
from app.jobs import registry
from cases.doorbraak.jobs import CLOSING, close_steps
from cases.doorbraak.lifecycle import SessionState
from cases.doorbraak.models.review import ChosenWay, Perspective
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession
from cases.doorbraak.operations.spread import close_when_due
from tests.cases.doorbraak.mailing import address, answer, event_of, seat
from tests.cases.doorbraak.spreading import (
    LATE,
    OTHER,
    WAY,
    ahead,
    at,
    begun,
    choose,
    close_now,
    closes,
    item_of,
    move,
    page,
    plan,
    said,
    work,
    write,
)
from tests.cases.doorbraak.staging import CANARY, VIEW, Stage, stage
from tests.postbox import Postbox, calendar_of, deliver, postbox, text_of


@pytest.fixture
def scene(app: Flask) -> Stage:
    return stage(app)


@pytest.fixture
def box(scene: Stage) -> Iterator[Postbox]:
    with postbox(scene.app) as found:
        yield found


def test_a_whole_session_over_days(scene: Stage, box: Postbox) -> None:
    begun(scene)
    live = f"/doorbraak/sessies/{scene.session}/meedoen"
    asked = f"Schrijf je perspectief, tot {said(2)}"
    everybody = sorted(address(scene, one) for one in ("leader", "member", "reporter"))
    told = [one for one in box.mails if "Er wacht iets op je" in text_of(one)]
    assert {one["To"] for one in told} == set(everybody)
    assert sum(one["To"] == address(scene, "member") for one in told) == 1
    assert all(CANARY not in text_of(one) and said(2) not in text_of(one) for one in told)
    box.mails.clear()
    assert closes(scene) == [
        "silent_writing 2",
        "perspectives 4",
        "breakthrough 8",
        "agreements 10",
    ]
    seen = page(scene, "member", at(0, 11), live)
    assert seen.main.count(asked) == 2
    assert CANARY in seen.main
    assert OTHER in seen.main
    session = page(scene, "member", at(0, 11), f"/doorbraak/sessies/{scene.session}").main
    assert f"{CANARY}: {asked}" in session
    own = page(scene, "member", at(0, 11), "/mijn-casussen").main
    assert own.count(asked) == 1
    assert CANARY not in own
    for title in (CANARY, OTHER):
        assert write(scene, at(1), title, send=at(1)).status == 200
    assert asked not in page(scene, "member", at(1, 11), "/mijn-casussen").main
    assert page(scene, "member", at(1, 11), live).main.count("gedaan") == 2

    work(scene, at(2, 16, 55))
    assert ahead(scene)[0][0] == "silent_writing"
    work(scene, at(2, 17, 5))
    work(scene, at(2, 17, 6))
    assert closes(scene) == ["perspectives 4", "breakthrough 8", "agreements 10"]
    assert sorted(one["To"] for one in box.mails) == everybody
    assert "Lees hoe iedereen ernaar kijkt" in page(scene, "member", at(3), live).main
    body = page(scene, "reporter", at(3), f"/doorbraak/bespreking/{item_of(scene)}/meedoen").main
    assert VIEW in body


def test_from_the_second_step_to_the_end(scene: Stage) -> None:
    begun(scene)
    work(scene, at(2, 17, 5))
    assert "gesloten" in close_now(scene, at(3), "perspectives").main
    close_now(scene, at(3), "perspectives")
    assert closes(scene) == ["breakthrough 8", "agreements 10"]
    assert move(scene, at(3), "breakthrough", at(7, 12)).status == 200
    assert choose(scene, "member", at(7, 11), at(7, 11)).status == 200
    work(scene, at(7, 12, 1))
    assert closes(scene) == ["agreements 10"]
    late = choose(scene, "reporter", at(7, 13), at(7, 13), "Toch maar schrijven.")
    assert late.status == 422
    assert LATE in late.main
    assert "Toch maar schrijven." in late.main
    assert choose(scene, "leader", at(7, 13), at(7, 13), f"{WAY} Echt.").status == 200
    scene.browsers.clear()

    work(scene, at(10, 17, 1))
    assert ahead(scene) == []
    assert "Rond de sessie af" in page(scene, "leader", at(11), "/mijn-casussen").main
    assert "Rond de sessie af" not in page(scene, "member", at(11), "/mijn-casussen").main
    with moved_to(at(11)):
        scene.browsers.clear()
        scene.press("afronden")
    minutes = page(scene, "member", at(11, 11), f"/doorbraak/sessies/{scene.session}/verslag").main
    assert f"{WAY} Echt." in minutes
    with scene.app.app_context():
        assert {one.result.value for one in db.session.query(AgendaItem)} == {"reviewed"}


def test_who_writes_after_the_closing_is_told_and_loses_nothing(scene: Stage) -> None:
    begun(scene)
    item = item_of(scene)
    path = f"/doorbraak/bespreking/{item}"
    page(scene, "member", at(2, 16), f"{path}/meedoen")
    browser = scene.browsers["member"]
    work(scene, at(2, 17, 5))
    words: dict[str, Any] = {"sees": VIEW, "weighs_most": "return", "would_do": "Bellen."}
    with moved_to(at(2, 17, 6)):
        answer = browser.submit(f"{path}/perspectief", **words)
    assert answer.status == 422
    assert LATE in answer.main
    assert VIEW in answer.main
    with scene.app.app_context():
        assert db.session.query(Perspective).count() == 0
    assert move(scene, at(2, 18), "silent_writing", at(4, 12)).status == 200
    with moved_to(at(2, 18)):
        again = browser.submit(**words)
    assert again.status == 200
    work(scene, at(3, 18))
    assert closes(scene)[:2] == ["silent_writing 4", "perspectives 4"]
    work(scene, at(4, 12, 1))
    assert closes(scene)[0] == "perspectives 4"
    with scene.app.app_context():
        assert db.session.query(Perspective).one().sees == VIEW


def test_after_days_of_silence_the_steps_come_in_order_with_their_full_time(
    scene: Stage, box: Postbox
) -> None:
    begun(scene)
    box.mails.clear()
    work(scene, at(21))
    assert closes(scene) == ["perspectives 23", "breakthrough 25", "agreements 29"]
    assert len(box.mails) == 3
    with scene.app.app_context():
        assert all(one.opened_at for one in db.session.query(AgendaItem))
    work(scene, at(23, 18))
    assert closes(scene) == ["breakthrough 25", "agreements 29"]


def test_a_moment_that_cannot_be_is_refused_and_stays_in_the_form(scene: Stage) -> None:
    begun(scene)
    past = move(scene, at(1), "silent_writing", at(0))
    assert past.status == 422
    assert "moment dat nog komt" in past.main
    early = move(scene, at(1), "perspectives", at(2, 9))
    assert early.status == 422
    assert "na de sluiting van de stap ervoor" in early.main
    assert at(2).date().isoformat() in early.text
    assert closes(scene)[:2] == ["silent_writing 2", "perspectives 4"]
    later = move(scene, at(1), "silent_writing", at(4, 17))
    assert later.status == 200
    assert closes(scene)[:2] == ["silent_writing 4", "perspectives 8"]


def test_in_the_long_form_a_perspective_is_asked_until_the_questions_close(scene: Stage) -> None:
    begun(scene, "extended")
    live = f"/doorbraak/sessies/{scene.session}/meedoen"
    seen = page(scene, "member", at(0, 11), live).main
    assert seen.count(f"Lees de casus, tot {said(2)}") == 2
    assert seen.count(f"Schrijf je perspectief, tot {said(4)}") == 2
    assert "Vul je casus aan" in page(scene, "reporter", at(0, 11), live).main
    work(scene, at(2, 17, 1))
    item = item_of(scene)
    assert write(scene, at(3), send=at(3)).status == 200
    asking = page(scene, "member", at(4, 16, 50), f"/doorbraak/bespreking/{item}/vragen/nieuw")
    assert asking.status == 200
    browser = scene.browsers["member"]
    work(scene, at(4, 17, 1))
    assert closes(scene)[0] == "perspectives 8"
    with moved_to(at(4, 17, 2)):
        late = browser.submit(text="Wie heeft er gebeld?")
    assert late.status == 422
    assert LATE in late.main
    assert "Wie heeft er gebeld?" in late.text


def test_planning_asks_only_what_the_way_of_meeting_needs(scene: Stage) -> None:
    refused = plan(scene, step_days="0")
    assert refused.status == 422
    assert "tussen 1 en 10 werkdagen" in refused.main
    assert plan(scene, mode="together").status == 422
    made = plan(scene, step_days="3")
    assert made.status == 200
    assert "3 werkdagen" in made.main
    with scene.app.app_context():
        scene.session = db.session.query(DoorbraakSession).one().public_id
    leader = scene.browser("leader")
    leader.get(f"/doorbraak/sessies/{scene.session}/wijzigen")
    changed = leader.submit(mode="together", minutes="60", place="Zaal 2")
    assert "Zaal 2" in changed.main


def test_a_step_that_was_moved_meanwhile_stays_open_and_the_worker_comes_back(
    scene: Stage,
) -> None:
    begun(scene)
    with scene.app.app_context(), moved_to(at(1)), transaction():
        session = db.session.query(DoorbraakSession).one()
        close_when_due(session, by=Actor(Origin.JOB))
    assert closes(scene)[0] == "silent_writing 2"
    with moved_to(at(1)):
        scene.browsers.clear()
        scene.press("afronden")
    work(scene, at(2, 17, 5))
    assert closes(scene) == []
    with scene.app.app_context():
        session = db.session.query(DoorbraakSession).one()
        assert session.state is SessionState.CONCLUDED
    assert registry.handlers[CLOSING] is close_steps
    assert registry.repeating[CLOSING] == timedelta(minutes=5)


def test_the_invitation_tells_of_the_beginning_alone(scene: Stage, box: Postbox) -> None:
    plan(scene)
    with scene.app.app_context():
        scene.session = db.session.query(DoorbraakSession).one().public_id
    scene.press("uitnodigen")
    deliver(scene.app)
    mail = box.to(address(scene, "member"))[0]
    assert "09:00 uur, daarna verspreid over een paar dagen" in text_of(mail)
    event = event_of(calendar_of(mail)[1])
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=15)


def test_a_reporter_who_only_comes_for_their_case_is_asked_for_answers(scene: Stage) -> None:
    with moved_to(at(0)):
        scene.offer()
        plan(scene, form="extended")
        with scene.app.app_context():
            scene.session = db.session.query(DoorbraakSession).one().public_id
        seat(scene, "leader", "member")
        leader = scene.browser("leader")
        leader.get(f"/doorbraak/sessies/{scene.session}/agenda")
        assert leader.submit(offer=scene.live_offer(), minutes="15").status == 200
        answer(scene, comes="yes")
        scene.press("voorbereiden", "beginnen")
    close_now(scene, at(1), "input")
    review = f"/doorbraak/bespreking/{item_of(scene)}"
    page(scene, "member", at(1), f"{review}/vragen/nieuw")
    with moved_to(at(1)):
        scene.browser("member").submit(text="Is er gebeld?")
    asked = f"Beantwoord de vragen over je casus, tot {said(4)}"
    assert asked in page(scene, "reporter", at(1), "/mijn-casussen").main
    seen = page(scene, "reporter", at(1), f"{review}/meedoen")
    assert "Is er gebeld?" in seen.main
    assert "Jouw perspectief" not in seen.main


def test_who_may_close_and_what_a_room_would_need(scene: Stage) -> None:
    begun(scene)
    base = f"/doorbraak/sessies/{scene.session}"
    for name in ("member", "outsider"):
        assert page(scene, name, at(0, 11), f"{base}/sluitdagen").status == 404
        with moved_to(at(0, 11)):
            assert scene.browser(name).post(f"{base}/sluiten").status == 404
    other = f"/doorbraak/bespreking/{item_of(scene)}/meedoen"
    assert page(scene, "outsider", at(0, 11), other).status == 404
    assert page(scene, "leader", at(0, 11), f"{base}/scherm").location.endswith("/meedoen")
    with moved_to(at(0, 12)):
        refused = scene.browser("leader").post(f"{base}/volgende", follow=True)
    assert "voor alle casussen samen" in refused.main
    assert ahead(scene)[0][0] == "silent_writing"
    with scene.app.app_context():
        assert db.session.query(ChosenWay).count() == 0
