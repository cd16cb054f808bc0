"""The Doorbraak: a team of two organisations, a session behind it and one ahead."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from app.database import db
from app.people.roles import Role
from cases.doorbraak.models.review import Agreement
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession
from cases.doorbraak.models.team import DoorbraakTeam
from cases.doorbraak.operations.agenda import add_to_agenda
from cases.doorbraak.operations.offers import offer_case
from cases.doorbraak.operations.planning import SessionPlan, plan_session
from cases.doorbraak.operations.review import (
    AgreementDetails,
    LessonDetails,
    PerspectiveDetails,
    WayDetails,
    add_lesson,
    agree,
    choose_way,
    complete_agreement,
    write_perspective,
)
from cases.doorbraak.operations.sessions import (
    conclude_session,
    start_preparing,
    start_session,
)
from cases.doorbraak.operations.steps import next_step
from cases.doorbraak.operations.teams import add_member, create_team
from cases.doorbraak.queries.teams import live_offer
from cases.doorbraak.terms import LABELS, LessonKind, Value
from cases.queries.lists import active_bouwstenen
from demo.cases import Cases
from demo.people import DATA, WATERDAM, acting, holder, organisation, person
from demo.timeline import Timeline

Told = Mapping[str, Any]

AFTER_HOURS = timedelta(minutes=20)


@dataclass
class Reviews:
    """The team and its sessions, as they are told and as they have been made so far."""

    cases: Cases
    told: Told
    team_id: int = 0
    sessions: dict[int, int] = field(default_factory=dict)

    @property
    def timeline(self) -> Timeline:
        """The moments of the demo."""
        return self.cases.timeline

    @property
    def team(self) -> DoorbraakTeam:
        """The one team of the demo."""
        return db.session.get_one(DoorbraakTeam, self.team_id)

    def session(self, number: int) -> DoorbraakSession:
        """A session that was planned."""
        return db.session.get_one(DoorbraakSession, self.sessions[number])

    def item(self, number: int, key: str) -> AgendaItem:
        """A case on the agenda of a session."""
        case_id = self.cases.ids[key]
        return next(one for one in self.session(number).agenda if one.case_id == case_id)


def plan_reviews(cases: Cases) -> None:
    """Plan the team, what is offered to it, and its sessions."""
    reviews = Reviews(cases, json.loads((DATA / "reviews.json").read_text(encoding="utf-8")))
    timeline, told = cases.timeline, reviews.told
    timeline.at(timeline.moment(told["founded"]), partial(_found, reviews))
    for one in told["waiting"]:
        timeline.at(timeline.moment(one["offered"]), partial(_offer, reviews, one["case"]))
    for number in range(len(told["sessions"])):
        _plan(reviews, number)


def _plan(reviews: Reviews, number: int) -> None:
    told, timeline = reviews.told["sessions"][number], reviews.timeline
    for item in told["agenda"]:
        if "offered" in item:
            timeline.at(timeline.moment(item["offered"]), partial(_offer, reviews, item["case"]))
        for view in item["perspectives"]:
            written = timeline.moment(view.get("written", told["prepared"] + 3))
            write = partial(_write_perspective, reviews, number, item["case"], view)
            timeline.at(written + AFTER_HOURS, write)
        for agreement in item.get("agreements", ()):
            if "done" in agreement:
                done = timeline.moment(agreement["done"])
                timeline.at(done, partial(_complete, agreement["what"]))
    timeline.at(timeline.moment(told["planned"]), partial(_convene, reviews, number))
    timeline.at(timeline.moment(told["prepared"]), partial(_prepare, reviews, number))
    if told["held"]:
        timeline.at(timeline.moment(told["starts"]), partial(_hold, reviews, number))


def _found(reviews: Reviews) -> None:
    """The facilitator of the host makes the team and asks the others in."""
    host, members = organisation(WATERDAM), reviews.told["members"]
    leader = holder(WATERDAM, Role.FACILITATOR)
    by = acting(leader)
    team = create_team(
        reviews.told["team"],
        organisation=host,
        facilitator=leader,
        discipline=members[0]["discipline"],
        by=by,
    )
    for member in members[1:]:
        add_member(
            team,
            person(member["person"]),
            discipline=member["discipline"],
            facilitates=member.get("facilitates", False),
            by=by,
        )
    reviews.team_id = team.id


def _offer(reviews: Reviews, key: str) -> None:
    reporter = person(reviews.cases.written[key].reporter)
    offer_case(reviews.cases.find(key), team=reviews.team, by=acting(reporter))


def _convene(reviews: Reviews, number: int) -> None:
    """Plan the session, and put the offered cases on its agenda."""
    told, team = reviews.told["sessions"][number], reviews.team
    by = acting(holder(WATERDAM, Role.FACILITATOR))
    invited = [one for one in team.members if one.person.email in told["participants"]]
    starts = reviews.timeline.moment(told["starts"]).replace(hour=13, minute=30)
    plan = SessionPlan(starts_at=starts, minutes=told["minutes"], place=told["place"])
    session = plan_session(plan, team=team, members=invited, by=by)
    reviews.sessions[number] = session.id
    for item in told["agenda"]:
        offer = live_offer(reviews.cases.find(item["case"]))
        assert offer is not None
        add_to_agenda(session, offer=offer, minutes=item["minutes"], by=by)


def _prepare(reviews: Reviews, number: int) -> None:
    start_preparing(reviews.session(number), by=acting(holder(WATERDAM, Role.FACILITATOR)))


def _write_perspective(reviews: Reviews, number: int, key: str, view: Told) -> None:
    writer = person(view["by"])
    details = PerspectiveDetails(
        sees=view["sees"],
        weighs_most=Value(_code(Value, view["weighs_most"])),
        would_do=view["would_do"],
        must_change=view["must_change"],
    )
    item = reviews.item(number, key)
    write_perspective(item, details, person=writer, by=acting(writer))


def _hold(reviews: Reviews, number: int) -> None:
    """Hold the session: every case that has a way is reviewed, for the others time runs out."""
    told, session = reviews.told["sessions"][number], reviews.session(number)
    by = acting(holder(WATERDAM, Role.FACILITATOR))
    start_session(session, by=by)
    for item in told["agenda"]:
        if "way" in item:
            _review(reviews, number, item)
            for _ in reviews.item(number, item["case"]).steps:
                next_step(session, by=by)
    conclude_session(session, by=by)


def _review(reviews: Reviews, number: int, told: Told) -> None:
    """Note what was chosen and agreed, and what is to be learned from it."""
    item, writer = reviews.item(number, told["case"]), holder(WATERDAM, Role.FACILITATOR)
    by = acting(writer)
    choose_way(item, WayDetails(told["way"], told["dissent"]), person=writer, by=by)
    for one in told["agreements"]:
        details = AgreementDetails(one["what"], reviews.timeline.day(one["due"]))
        agree(item, details, holder=person(one["holder"]), person=writer, by=by)
    bouwstenen = {one.name: one for one in active_bouwstenen(item.case.organisation_id)}
    for one in told["lessons"]:
        add_lesson(
            item,
            LessonDetails(one["text"], LessonKind(_code(LessonKind, one["kind"])), one["also_for"]),
            bouwsteen=bouwstenen[one["bouwsteen"]],
            person=writer,
            by=by,
        )


def _complete(what: str) -> None:
    agreement = db.session.scalars(select(Agreement).where(Agreement.what == what)).one()
    complete_agreement(agreement, by=acting(agreement.holder))


def _code(kind: type[Value] | type[LessonKind], word: str) -> str:
    return next(one.value for one, label in LABELS[kind].items() if label == word)
