"""Who reads a case in a session: whom the reporter saw by name, and whom they said yes to."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db, transaction
from app.people.models import Person
from app.people.roles import Role
from cases.doorbraak.models.readers import NamedReader, ReadingConsent
from cases.doorbraak.models.session import AgendaItem
from cases.doorbraak.models.team import DoorbraakMember, DoorbraakTeam, Offer
from cases.doorbraak.operations.teams import add_member
from cases.models.case import Case
from cases.permissions import can_read_case, visible_cases
from tests.cases.doorbraak.staging import CANARY, Stage, stage
from tests.factories import as_actor, give_role, make_person
from tests.postbox import deliver, postbox, text_of


@pytest.fixture
def scene(app: Flask) -> Stage:
    return stage(app)


def item_id(scene: Stage) -> str:
    with scene.app.app_context():
        return str(db.session.query(AgendaItem).one().public_id)


def join_team(scene: Stage, name: str, *roles: Role, at_home: bool = False) -> None:
    """Somebody new in the Doorbraak team; `at_home` works where the case comes from."""
    with scene.app.app_context(), transaction():
        team = db.session.scalars(select(DoorbraakTeam)).one()
        organisation = db.session.get_one(Case, scene.case).organisation
        where = organisation if at_home else team.organisation
        person = make_person(where, *(roles or (Role.PROFESSIONAL,)), name=name)
        leader = db.session.get_one(Person, scene.people["leader"])
        add_member(team, person, discipline="schuldhulp", by=as_actor(leader))
        scene.people[name] = person.id


def everybody_sits_in(scene: Stage) -> None:
    with scene.app.app_context():
        members = [one.public_id for one in db.session.scalars(select(DoorbraakMember))]
    leader = scene.browser("leader")
    leader.get(f"/doorbraak/sessies/{scene.session}/deelnemers")
    assert leader.submit(participants=members, follow=False).status == 302


def answer(scene: Stage, name: str, word: str) -> None:
    with scene.app.app_context():
        query = select(ReadingConsent).where(ReadingConsent.person_id == scene.people[name])
        consent = db.session.scalars(query).one().public_id
    page = scene.browser("reporter").post(f"/doorbraak/lezers/{consent}/{word}")
    assert page.status == 302


def status(scene: Stage, name: str) -> int:
    return scene.browser(name).get(f"/doorbraak/bespreking/{item_id(scene)}").status


def test_the_reporter_sees_by_name_who_will_read(scene: Stage) -> None:
    join_team(scene, "Direct", Role.BOARD, at_home=True)
    page = scene.browser("reporter").get(f"/casussen/{scene.case_id}/aanbieden").main
    at_once, later = page.index("Leest je casus als je hem aanbiedt"), page.index("Collega, Zorg")
    assert at_once < page.index("Begeleider, Zorgkantoor Proef") < later
    assert page.index("Beslist bij jouw organisatie") < page.index("Direct, Gemeente Proefstad")
    scene.offer()
    with scene.app.app_context():
        named = set(db.session.scalars(select(NamedReader.person_id)))
    assert named == {scene.people["leader"], scene.people["member"]}


def test_who_joins_while_the_page_is_open_stops_the_offer(scene: Stage) -> None:
    reporter = scene.browser("reporter")
    reporter.get(f"/casussen/{scene.case_id}/aanbieden")
    join_team(scene, "Late Lies")
    page = reporter.submit(team=scene.team, follow=False)
    assert page.status == 422
    assert "Kijk nog eens wie er leest" in page.main
    assert "Late Lies, Zorgkantoor Proef" in page.main
    with scene.app.app_context():
        assert db.session.query(Offer).count() == 0
    assert reporter.submit(team=scene.team, follow=False).status == 302


def test_who_joins_later_reads_after_the_yes_of_the_reporter(scene: Stage) -> None:
    scene.planned()
    join_team(scene, "Late Lies")
    everybody_sits_in(scene)
    scene.press("voorbereiden")
    assert status(scene, "member") == 200, "who was named needs no yes"
    newcomer, reporter = scene.browser("Late Lies"), scene.browser("reporter")
    page = newcomer.get(f"/doorbraak/sessies/{scene.session}")
    assert "De inbrenger is nog gevraagd" in page.main
    assert CANARY not in page
    assert status(scene, "Late Lies") == 404
    sent = newcomer.post(f"/doorbraak/bespreking/{item_id(scene)}/perspectief", sees="Ik kijk mee.")
    assert sent.status == 404
    led = scene.browser("leader").get(f"/doorbraak/sessies/{scene.session}").main
    assert "Late Lies, casus 1: de inbrenger is nog gevraagd" in led
    asks = reporter.get("/mijn-casussen").main
    assert f"Mag Late Lies je casus '{CANARY}' lezen?" in asks
    assert "schuldhulp, Zorgkantoor Proef" in asks

    answer(scene, "Late Lies", "nee")
    assert status(scene, "Late Lies") == 404
    assert "Mag Late Lies" not in reporter.get("/mijn-casussen").main
    answer(scene, "Late Lies", "ja")
    assert status(scene, "Late Lies") == 200
    answer(scene, "Late Lies", "nee")
    assert status(scene, "Late Lies") == 404, "a no ends what a yes gave"
    scene.press("beginnen")
    answer(scene, "Late Lies", "ja")
    assert status(scene, "Late Lies") == 404, "the session has begun"


def test_nobody_else_answers_for_the_reporter(scene: Stage) -> None:
    scene.planned()
    join_team(scene, "Late Lies")
    everybody_sits_in(scene)
    with scene.app.app_context():
        consent = db.session.scalars(select(ReadingConsent)).one().public_id
    for name in ("Late Lies", "leader", "member", "analyst"):
        assert scene.browser(name).post(f"/doorbraak/lezers/{consent}/ja").status == 404
        page = f"/doorbraak/bespreking/{item_id(scene)}/lezers"
        assert scene.browser(name).get(page).status == 404


def test_perspectives_open_without_who_may_not_read(scene: Stage) -> None:
    scene.planned()
    join_team(scene, "Late Lies")
    everybody_sits_in(scene)
    scene.press("voorbereiden")
    page = f"/doorbraak/bespreking/{item_id(scene)}"
    for name in ("member", "leader", "reporter"):
        browser = scene.browser(name)
        browser.get(page)
        written = browser.submit(
            f"{page}/perspectief", sees="Ik zie het.", weighs_most="return", would_do="Bellen."
        )
        assert written.status == 200
    with scene.app.app_context():
        assert db.session.query(AgendaItem).one().opened_at is not None


def test_a_manager_sits_in_with_the_yes_of_the_reporter_and_until_the_end(scene: Stage) -> None:
    with scene.app.app_context(), transaction():
        person = db.session.get_one(Person, scene.people["member"])
        give_role(person, db.session.get_one(Case, scene.case).organisation, Role.MANAGER)
    scene.planned()
    scene.press("voorbereiden")
    assert status(scene, "member") == 404, "also a manager who was in the team already"
    page = scene.browser("reporter").get(f"/doorbraak/bespreking/{item_id(scene)}/lezers")
    assert "manager of bestuurder bij jouw organisatie" in page.main
    answer(scene, "member", "ja")
    member = scene.browser("member")
    assert CANARY in member.get(f"/doorbraak/bespreking/{item_id(scene)}")
    assert member.get(f"/casussen/{scene.case_id}").status == 404, "deny wins on every other page"
    assert CANARY not in member.get("/casussen")
    assert CANARY not in member.post("/zoeken", words="brief", follow=True).main
    with scene.app.app_context():
        case = db.session.get_one(Case, scene.case)
        person = db.session.get_one(Person, scene.people["member"])
        assert not can_read_case(case, person)
        assert not db.session.scalars(visible_cases(person)).all()
    scene.press("beginnen")
    assert "niet voor jou" not in member.get(f"/doorbraak/sessies/{scene.session}/meedoen").main
    scene.press("volgende", "volgende", "afronden")
    assert status(scene, "member") == 404, "no thirty days for who decides there"
    assert status(scene, "leader") == 200


def test_a_yes_to_a_colleague_is_no_yes_to_a_manager(scene: Stage) -> None:
    scene.planned()
    join_team(scene, "Late Lies")
    everybody_sits_in(scene)
    scene.press("voorbereiden")
    answer(scene, "Late Lies", "ja")
    assert status(scene, "Late Lies") == 200
    with scene.app.app_context(), transaction():
        person = db.session.get_one(Person, scene.people["Late Lies"])
        give_role(person, db.session.get_one(Case, scene.case).organisation, Role.MANAGER)
    scene.browsers.pop("Late Lies")
    assert status(scene, "Late Lies") == 404
    scene.press("beginnen")
    page = scene.browser("Late Lies").get(f"/doorbraak/sessies/{scene.session}/meedoen")
    assert CANARY not in page
    assert "niet voor jou" in page.main
    assert "Mag Late Lies" in scene.browser("reporter").get("/mijn-casussen").main
    answer(scene, "Late Lies", "ja")
    assert status(scene, "Late Lies") == 200


def test_the_reporter_is_told_by_mail_that_something_waits(scene: Stage) -> None:
    scene.planned()
    join_team(scene, "Late Lies")
    with postbox(scene.app) as box:
        everybody_sits_in(scene)
        everybody_sits_in(scene)
        deliver(scene.app)
    (mail,) = [one for one in box.mails if "er wacht iets" in str(one["Subject"])]
    assert "Late Lies" not in text_of(mail)
    assert CANARY not in text_of(mail)
