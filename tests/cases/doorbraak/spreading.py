"""The presses by which a session over days is planned, begun and brought along."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from app.clock import AMSTERDAM, moved_to, today
from app.database import db, transaction
from app.jobs import Run
from app.people.models import Person
from cases.doorbraak.jobs import close_steps
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession
from cases.doorbraak.models.team import DoorbraakTeam
from cases.doorbraak.operations.agenda import add_to_agenda
from cases.doorbraak.operations.offers import offer_case
from cases.doorbraak.queries.rounds import rounds_ahead
from cases.models.case import Case
from cases.terms import Audience
from tests.cases.doorbraak.staging import CANARY, VIEW, Stage
from tests.client import Page
from tests.factories import as_actor, make_case
from tests.postbox import deliver

OTHER = "Tweede loket"
MONDAY = today() + timedelta(days=7 - today().weekday())
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december"
DAYS = "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"
LATE = "Deze stap is gesloten"
WAY = "Eerst bellen, dan pas schrijven."


def at(days: int, hour: int = 10, minute: int = 0) -> datetime:
    """A moment so many days after the Monday on which the session begins."""
    day = MONDAY + timedelta(days=days)
    return datetime.combine(day, time(hour, minute), AMSTERDAM)


def said(days: int) -> str:
    day = MONDAY + timedelta(days=days)
    words = DAYS.split()[day.weekday()], MONTHS.split()[day.month - 1]
    return f"{words[0]} {day.day} {words[1]} 17.00 uur"


def plan(scene: Stage, **values: str) -> Page:
    leader = scene.browser("leader")
    leader.get(f"/doorbraak/teams/{scene.team}/sessies/nieuw")
    words: dict[str, Any] = {
        "mode": "spread",
        "day": MONDAY.isoformat(),
        "time": "09:00",
        "place": "",
    }
    return leader.submit(**{**words, "minutes": "", **values})


def begun(scene: Stage, form: str = "short") -> None:
    """On Monday a session over days begins, with two cases of the same reporter."""
    with moved_to(at(0)):
        assert plan(scene, form=form).status == 200
        with scene.app.app_context(), transaction():
            reporter = db.session.get_one(Person, scene.people["reporter"])
            leader = db.session.get_one(Person, scene.people["leader"])
            first = db.session.get_one(Case, scene.case)
            other = make_case(
                reporter, first.organisation, first.team, title=OTHER, audience=Audience.TEAM
            )
            session = db.session.query(DoorbraakSession).one()
            scene.session = session.public_id
            for case in (first, other):
                offer = offer_case(
                    case, team=db.session.query(DoorbraakTeam).one(), by=as_actor(reporter)
                )
                add_to_agenda(session, offer=offer, minutes=15, by=as_actor(leader))
        scene.press("voorbereiden", "beginnen")
        deliver(scene.app)


def item_of(scene: Stage, title: str = CANARY) -> str:
    with scene.app.app_context():
        items = db.session.query(AgendaItem)
        return next(str(one.public_id) for one in items if one.case.title == title)


def ahead(scene: Stage) -> list[tuple[str, datetime]]:
    """The steps that are not closed, with their moments."""
    with scene.app.app_context():
        found = rounds_ahead(db.session.query(DoorbraakSession).one())
        return [(one.name.value, one.closes_at.astimezone(UTC)) for one in found if one.closes_at]


def closes(scene: Stage) -> list[str]:
    return [f"{name} {(when.date() - MONDAY).days}" for name, when in ahead(scene)]


def work(scene: Stage, moment: datetime) -> None:
    """The worker looks at this moment, and sends what it has put on its way."""
    scene.browsers.clear()
    with moved_to(moment), scene.app.app_context():
        close_steps(Run(0, "", {}))
    with moved_to(moment):
        deliver(scene.app)


def page(scene: Stage, name: str, moment: datetime, path: str) -> Page:
    with moved_to(moment):
        scene.browsers.clear()
        return scene.browser(name).get(path)


def write(scene: Stage, moment: datetime, title: str = CANARY, *, send: datetime) -> Page:
    """The member opens the page of a case at one moment, and sends a perspective at another."""
    item = item_of(scene, title)
    page(scene, "member", moment, f"/doorbraak/bespreking/{item}/meedoen")
    with moved_to(send):
        return scene.browser("member").submit(
            f"/doorbraak/bespreking/{item}/perspectief",
            sees=VIEW,
            weighs_most="return",
            would_do="Bellen.",
        )


def choose(scene: Stage, name: str, moment: datetime, send: datetime, text: str = WAY) -> Page:
    path = f"/doorbraak/bespreking/{item_of(scene)}/doorbraak"
    page(scene, name, moment, path)
    with moved_to(send):
        return scene.browser(name).submit(text=text)


def move(scene: Stage, moment: datetime, name: str, to: datetime) -> Page:
    page(scene, "leader", moment, f"/doorbraak/sessies/{scene.session}/sluitdagen/{name}")
    with moved_to(moment):
        return scene.browser("leader").submit(day=to.date().isoformat(), time=f"{to:%H:%M}")


def close_now(scene: Stage, moment: datetime, step: str) -> Page:
    with moved_to(moment):
        scene.browsers.clear()
        return scene.browser("leader").post(
            f"/doorbraak/sessies/{scene.session}/sluiten", follow=True, step=step
        )
