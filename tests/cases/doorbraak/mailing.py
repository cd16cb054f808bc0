"""The presses by which people come into a session and out of it, and what their mail says."""

from email.message import EmailMessage
from typing import Any

from icalendar import Calendar

from app.database import db
from app.people.models import Person
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession
from tests.cases.doorbraak.staging import Stage
from tests.postbox import Postbox, calendar_of, deliver


def event_of(text: str) -> Any:
    """The one meeting of a calendar file."""
    (event,) = Calendar.from_ical(text).events
    return event


def address(scene: Stage, name: str) -> str:
    with scene.app.app_context():
        return str(db.session.get_one(Person, scene.people[name]).email)


def invited(scene: Stage, box: Postbox) -> None:
    """A planned session with a case on its agenda, to which everybody was invited."""
    scene.planned()
    deliver(scene.app)
    box.mails.clear()
    scene.press("uitnodigen")
    deliver(scene.app)


def change(scene: Stage, **values: str) -> None:
    leader = scene.browser("leader")
    leader.get(f"/doorbraak/sessies/{scene.session}/wijzigen")
    assert leader.submit(follow=False, **values).status == 302
    deliver(scene.app)


def seat(scene: Stage, *names: str) -> None:
    leader = scene.browser("leader")
    leader.get(f"/doorbraak/sessies/{scene.session}/deelnemers")
    with scene.app.app_context():
        team = db.session.query(DoorbraakSession).one().team
        wanted = {scene.people[name] for name in names}
        members = [one.public_id for one in team.members if one.person_id in wanted]
    leader.submit(participants=members)
    deliver(scene.app)


def sequence(mail: EmailMessage) -> int:
    return int(event_of(calendar_of(mail)[1])["SEQUENCE"])


def outside_reporter(scene: Stage) -> None:
    """The reporter does not sit in; their case is on the agenda."""
    scene.offer()
    scene.plan(agenda=False)
    seat(scene, "leader", "member")
    leader = scene.browser("leader")
    leader.get(f"/doorbraak/sessies/{scene.session}/agenda")
    assert leader.submit(offer=scene.live_offer(), minutes="15").status == 200
    deliver(scene.app)


def item_of(scene: Stage) -> str:
    with scene.app.app_context():
        return str(db.session.query(AgendaItem).one().public_id)


def answer(scene: Stage, **values: str) -> None:
    reporter = scene.browser("reporter")
    reporter.get(f"/doorbraak/bespreking/{item_of(scene)}/erbij")
    assert reporter.submit(follow=False, **values).status == 302
    deliver(scene.app)
