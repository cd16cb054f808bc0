"""A guest from outside: asked in for one session, let in by link and code, and out with it."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from app.clock import moved_to, now
from app.database import db, transaction
from app.people.models import Person, WebSession
from app.people.queries import person_by_email
from app.people.roles import Role
from app.web.access import declared_access
from cases.doorbraak.models.readers import GuestPass
from cases.doorbraak.models.review import Perspective
from cases.doorbraak.models.session import DoorbraakSession
from cases.models.case import CaseGrant
from tests.cases.doorbraak.guesting import (
    SITE,
    ask_in,
    code_in,
    inside,
    item_id,
    let_read,
    link_in,
    link_in_first,
    opened,
)
from tests.cases.doorbraak.staging import CANARY, Stage, stage
from tests.client import Browser, Page
from tests.factories import make_organisation, make_person
from tests.postbox import Postbox, deliver, postbox

# What a guest may open; one more page here is a decision, not an accident.
OPEN_TO_GUESTS = {
    "/doorbraak/bespreking/<public_id>",
    "/doorbraak/bespreking/<public_id>/afspraken/nieuw",
    "/doorbraak/bespreking/<public_id>/doorbraak",
    "/doorbraak/bespreking/<public_id>/lessen/nieuw",
    "/doorbraak/bespreking/<public_id>/meedoen",
    "/doorbraak/bespreking/<public_id>/opties/nieuw",
    "/doorbraak/bespreking/<public_id>/perspectief",
    "/doorbraak/bespreking/<public_id>/vragen/nieuw",
    "/doorbraak/opties/<public_id>",
    "/doorbraak/opties/<public_id>/argumenten/nieuw",
    "/doorbraak/opties/<public_id>/weg",
    "/doorbraak/sessies/<public_id>",
    "/doorbraak/sessies/<public_id>/meedoen",
    "/doorbraak/sessies/<public_id>/stand",
    "/doorbraak/sessies/<public_id>/stroom",
    "/doorbraak/sessies/<public_id>/verslag",
    "/formulier-sleutel",
}


@pytest.fixture
def scene(app: Flask) -> Stage:
    app.config["BASE_URL"] = SITE
    return stage(app)


@pytest.fixture
def box(scene: Stage) -> Iterator[Postbox]:
    with postbox(scene.app) as found:
        yield found


def test_a_guest_comes_in_reads_after_the_yes_and_is_out_when_it_is_over(
    scene: Stage, box: Postbox
) -> None:
    scene.planned()
    assert "per mail verstuurd" in ask_in(scene).main
    scene.press("voorbereiden")
    guest = inside(scene, box)
    page = guest.get(f"/doorbraak/sessies/{scene.session}")
    assert "Gijs Gast, Woningbouw Proef" in page.main
    assert not page.document.xpath("//nav[@aria-label='Hoofdmenu']")
    assert CANARY not in page
    review = f"/doorbraak/bespreking/{item_id(scene)}"
    assert guest.get(review).status == 404
    assert "Gijs Gast" in scene.browser("reporter").get("/mijn-casussen").main
    let_read(scene)
    assert CANARY in guest.get(review)
    guest.submit(f"{review}/perspectief", sees="Ik zie.", weighs_most="return", would_do="Bellen.")
    with scene.app.app_context():
        assert db.session.query(Perspective).one().person.name == "Gijs Gast"
    assert guest.get("/").location == f"/doorbraak/sessies/{scene.session}"

    scene.press("beginnen", "volgende", "volgende", "afronden")
    assert guest.get(review).location.startswith("/aanmelden"), "no thirty days for a guest"
    with scene.app.app_context():
        gone = db.session.query(GuestPass).one()
        assert (gone.email, gone.person.active) == ("", False)
        held = select(CaseGrant).where(CaseGrant.person_id == gone.person_id)
        assert all(one.until and one.until <= now() for one in db.session.scalars(held))
        sessions = select(WebSession).where(WebSession.person_id == gone.person_id)
        assert not db.session.scalars(sessions).all()
    assert Browser(scene.app).get(link_in_first(box)).status == 404


def test_looking_at_a_link_uses_nothing_and_using_it_works_once(scene: Stage, box: Postbox) -> None:
    scene.planned()
    ask_in(scene)
    deliver(scene.app)
    scanner, thief = Browser(scene.app), Browser(scene.app)
    for _time in range(3):
        assert scanner.get(link_in(box)).status == 200
    thief.get(link_in(box))
    link = link_in(box)
    opened(scene, box)
    assert thief.submit(follow=False).status == 404
    assert scanner.get(link).status == 404
    assert "Vraag de begeleider" in scanner.get(link).main
    assert scanner.get("/gastcode").status == 404, "the code is asked where the link was used"
    with scene.app.app_context():
        kept = db.session.query(GuestPass).one()
        assert link.rsplit("/", 1)[1] not in (kept.link_hash, kept.code_hash)
        assert code_in(box) not in (kept.code_hash or "")


def test_a_code_is_tried_five_times_and_lives_ten_minutes(scene: Stage, box: Postbox) -> None:
    scene.planned()
    ask_in(scene)
    guest = opened(scene, box)
    code = code_in(box)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    assert guest.submit(code=code).status == 422, "the promise comes first"
    for _time in range(5):
        assert guest.submit(code=wrong, promised="y").status == 422
    assert guest.submit(code=code, promised="y").status == 422
    assert guest.get("/").location.startswith("/aanmelden")

    leader = scene.browser("leader")
    with scene.app.app_context():
        guest_pass = db.session.query(GuestPass).one().public_id
    assert leader.post(f"/doorbraak/gasten/{guest_pass}/code").status == 302, "mail goes out"
    leader.post(f"/doorbraak/gasten/{guest_pass}/link")
    late = opened(scene, box)
    with moved_to(now() + timedelta(minutes=11)):
        assert late.submit(code=code_in(box), promised="y").status == 422


def test_without_mail_the_facilitator_hands_link_and_code_over(scene: Stage) -> None:
    scene.planned()
    page = ask_in(scene)
    link = page.document.xpath("//input[@id='link']/@value")[0]
    assert link.startswith(f"{SITE}/gast/")
    guest = Browser(scene.app)
    guest.get(link.removeprefix(SITE))
    assert "Vraag de begeleider" in guest.submit(follow=True).main
    with scene.app.app_context():
        guest_pass = db.session.query(GuestPass).one().public_id
    assert scene.browser("member").post(f"/doorbraak/gasten/{guest_pass}/code").status == 404
    shown = scene.browser("leader").post(f"/doorbraak/gasten/{guest_pass}/code")
    code = re.findall(r"\b\d{6}\b", shown.main)[0]
    guest.get("/gastcode")
    guest.submit(code=f"{code[:3]} {code[3:]}", promised="y", follow=True)
    assert guest.page is not None
    assert guest.page.url == f"/doorbraak/sessies/{scene.session}"


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
def test_a_guest_opens_what_is_declared_for_guests_and_nothing_else(
    scene: Stage, box: Postbox
) -> None:
    scene.planned()
    ask_in(scene)
    guest = inside(scene, box)
    assert guest.token
    declared, wrong = set(), []
    for rule in scene.app.url_map.iter_rules():
        rules = declared_access(scene.app, rule.endpoint)
        assert rules is not None
        if rules.guests:
            declared.add(rule.rule)
        elif not rules.public and rule.endpoint != "pages.home":
            wrong += [f"{page.url}: {page.status}" for page in tried(scene, guest, rule)]
    assert declared == OPEN_TO_GUESTS
    assert wrong == []


def tried(scene: Stage, guest: Browser, rule: Rule) -> Iterator[Page]:
    """Every answer to a guest that is something else than 'not there'."""
    values = {}
    for name in rule.arguments:
        choices = getattr(rule._converters[name], "items", None)
        number = type(rule._converters[name]).__name__ == "IntegerConverter"
        values[name] = 1 if number else min(choices) if choices else scene.session
    with scene.app.test_request_context():
        url = scene.app.url_map.bind("localhost").build(rule.endpoint, values)
    if "GET" in (rule.methods or ()):
        page = guest.get(url)
        if page.status != 404:
            yield page
    if "POST" in (rule.methods or ()):
        page = guest.post(url)
        if page.status != 404:
            yield page


def test_a_guest_sees_one_session_and_leaves_no_trace_in_the_lists(
    scene: Stage, box: Postbox
) -> None:
    scene.planned()
    ask_in(scene)
    guest = inside(scene, box)
    leader = scene.browser("leader")
    assert "Gijs Gast" not in leader.get(f"/doorbraak/teams/{scene.team}/sessies/nieuw")
    leader.submit(day="2031-03-04", time="13:30", minutes="60", place="Zaal 3")
    with scene.app.app_context():
        other = db.session.scalars(
            select(DoorbraakSession).where(DoorbraakSession.public_id != scene.session)
        ).one()
        email = db.session.scalars(select(Person.email).where(Person.guest)).one()
        assert person_by_email(email) is None
    assert guest.get(f"/doorbraak/sessies/{other.public_id}").status == 404
    assert "Gijs Gast" not in leader.get(f"/doorbraak/teams/{scene.team}/leden/nieuw")
    with scene.app.app_context(), transaction():
        host = db.session.get_one(Person, scene.people["leader"]).memberships[0].organisation
        scene.people["administrator"] = make_person(host, Role.ADMINISTRATOR, name="Beheer").id
    administrator = scene.browser("administrator")
    assert "Begeleider" in administrator.get("/beheer/mensen")
    assert "Gijs Gast" not in administrator.get("/beheer/mensen")
    leader.get(f"/doorbraak/sessies/{scene.session}/deelnemers")
    leader.submit(follow=True)
    page = guest.get(f"/doorbraak/sessies/{scene.session}")
    assert "Gijs Gast" in page.main, "choosing members again does not send guests away"


def test_who_works_here_is_no_guest(scene: Stage) -> None:
    scene.planned()
    with scene.app.app_context(), transaction():
        elsewhere = make_organisation("Gemeente Elders", "elders")
        make_person(elsewhere, Role.BOARD, name="Bea Bestuur", email="bea@elders.example")
    page = ask_in(scene, email="Bea@elders.example")
    assert page.status == 422
    assert "Voeg die persoon toe als lid van het team" in page.main
    assert "Bea Bestuur" not in page
    with scene.app.app_context():
        assert db.session.query(GuestPass).count() == 0


def test_removing_and_a_new_link_end_what_was_open(scene: Stage, box: Postbox) -> None:
    scene.planned()
    ask_in(scene)
    scene.press("voorbereiden")
    first = inside(scene, box)
    let_read(scene)
    review = f"/doorbraak/bespreking/{item_id(scene)}"
    assert first.get(review).status == 200
    with scene.app.app_context():
        guest_pass = db.session.query(GuestPass).one().public_id
    leader = scene.browser("leader")
    assert leader.post(f"/doorbraak/gasten/{guest_pass}/link").status == 302
    assert first.get(review).location.startswith("/aanmelden")
    second = opened(scene, box)
    assert second.page is not None
    assert "Dat beloof ik" not in second.page.main, "the promise was made"
    second.submit(code=code_in(box), follow=True)
    assert second.get(review).status == 200
    with moved_to(now() + timedelta(days=29)):
        second.enter(guest_id(scene))
        assert second.get(review).status == 200
    with moved_to(now() + timedelta(days=31)):
        second.enter(guest_id(scene))
        assert second.get(review).status == 302, "the term of the link is over"
    second.enter(guest_id(scene))
    assert leader.post(f"/doorbraak/gasten/{guest_pass}/weg").status == 302
    assert second.get(review).location.startswith("/aanmelden")
    second.enter(guest_id(scene))
    assert second.get(review).status == 302, "not even with a session that was left"
    assert "Gijs Gast" not in leader.get(f"/doorbraak/sessies/{scene.session}").main


def guest_id(scene: Stage) -> int:
    with scene.app.app_context():
        return db.session.scalars(select(Person.id).where(Person.guest)).one()


def test_the_organisation_says_what_a_guest_promises(scene: Stage, box: Postbox) -> None:
    scene.planned()
    ask_in(scene)
    guest = opened(scene, box)
    assert guest.page is not None
    assert "Ik maak er geen kopie" in guest.page.main
    with scene.app.app_context(), transaction():
        host = db.session.query(DoorbraakSession).one().team.organisation
        host.guest_statement = "Ik zwijg als een zeehond."
    assert "Ik zwijg als een zeehond." in guest.get("/gastcode").main
