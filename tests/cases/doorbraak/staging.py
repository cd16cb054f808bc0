"""A reporter, a Doorbraak team of two organisations, and the presses that bring a case along."""

from dataclasses import dataclass, field
from datetime import timedelta

from flask import Flask

from app.clock import today
from app.database import db, transaction
from app.people.models import Person
from app.people.roles import Role
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession
from cases.doorbraak.models.team import Offer
from cases.doorbraak.operations.teams import add_member, create_team
from cases.doorbraak.terms import OfferState
from cases.terms import Audience
from tests.client import Browser
from tests.factories import as_actor, make_case, make_organisation, make_person, make_team

CANARY = "Brief zonder deur"
VIEW = "Ik zie een huishouden dat nergens past."


@dataclass
class Stage:
    """The people by what they do, the case, and the way through a session by its pages."""

    app: Flask
    people: dict[str, int]
    case: int
    case_id: str
    team: str
    session: str = ""
    browsers: dict[str, Browser] = field(default_factory=dict)

    def browser(self, name: str) -> Browser:
        if name not in self.browsers:
            self.browsers[name] = Browser(self.app, self.people[name])
        return self.browsers[name]

    def public_id(self, name: str) -> str:
        with self.app.app_context():
            return str(db.session.get_one(Person, self.people[name]).public_id)

    def live_offer(self) -> str:
        with self.app.app_context():
            return str(db.session.query(Offer).filter_by(state=OfferState.OPEN).one().public_id)

    def offer(self) -> None:
        reporter = self.browser("reporter")
        reporter.get(f"/casussen/{self.case_id}/aanbieden")
        assert reporter.submit(team=self.team, follow=False).status == 302

    def plan(self, *, agenda: bool = True) -> str:
        leader = self.browser("leader")
        leader.get(f"/doorbraak/teams/{self.team}/sessies/nieuw")
        day = today() + timedelta(days=7)
        leader.submit(day=day.isoformat(), time="13:30", minutes="60", place="Zaal 2")
        with self.app.app_context():
            self.session = str(db.session.query(DoorbraakSession).one().public_id)
        if agenda:
            leader.get(f"/doorbraak/sessies/{self.session}/agenda")
            assert leader.submit(offer=self.live_offer(), minutes="45").status == 200
        return self.session

    def planned(self) -> str:
        self.offer()
        return self.plan()

    def press(self, *words: str) -> None:
        for word in words:
            address = f"/doorbraak/sessies/{self.session}/{word}"
            page = self.browser("leader").post(address, follow=True)
            assert "notice__sign--error" not in page.text, page.main

    def reviewed(self) -> None:
        """A whole session: perspectives, a way, an agreement of the member, a lesson, the end."""
        self.planned()
        self.press("voorbereiden")
        with self.app.app_context():
            item = db.session.query(AgendaItem).one().public_id
        page, member = f"/doorbraak/bespreking/{item}", self.browser("member")
        member.get(page)
        member.submit(f"{page}/perspectief", sees=VIEW, weighs_most="return", would_do="Bellen.")
        self.press("beginnen", "volgende", "volgende")
        leader = self.browser("leader")
        leader.get(f"{page}/doorbraak")
        assert leader.submit(text="Eerst bellen, dan pas schrijven.").status == 200
        leader.get(f"{page}/afspraken/nieuw")
        due = (today() + timedelta(days=14)).isoformat()
        holder = self.public_id("member")
        assert leader.submit(holder=holder, what="Ik bel de woningbouw.", due_on=due).status == 200
        leader.get(f"{page}/lessen/nieuw")
        lesson = "Bel voordat je een brief stuurt."
        assert leader.submit(text=lesson, kind="structural", also_for="Wonen").status == 200
        self.press("volgende", "volgende", "afronden")


def stage(app: Flask) -> Stage:
    """Two organisations, a team of both, and a case of the first that its team alone reads."""
    with app.app_context(), transaction():
        here = make_organisation()
        there = make_organisation("Zorgkantoor Proef", "zorgkantoor")
        team = make_team(here)
        reporter = make_person(here, Role.PROFESSIONAL, name="Inbrenger", team=team)
        colleague = make_person(here, Role.PROFESSIONAL, name="Teamgenoot", team=team)
        analyst = make_person(here, Role.ANALYST, name="Analist")
        leader = make_person(there, Role.FACILITATOR, name="Begeleider")
        member = make_person(there, Role.PROFESSIONAL, name="Collega")
        outsider = make_person(there, Role.FACILITATOR, name="Buitenstaander")
        doorbraak = create_team(
            "Doorbraak Proef",
            organisation=there,
            facilitator=leader,
            discipline="begeleiding",
            by=as_actor(leader),
        )
        add_member(doorbraak, member, discipline="wonen", by=as_actor(leader))
        add_member(doorbraak, reporter, discipline="inkomen", by=as_actor(leader))
        case = make_case(reporter, here, team, title=CANARY, audience=Audience.TEAM)
        people = {
            "reporter": reporter.id,
            "colleague": colleague.id,
            "analyst": analyst.id,
            "leader": leader.id,
            "member": member.id,
            "outsider": outsider.id,
        }
        return Stage(app, people, case.id, case.public_id, doorbraak.public_id)
