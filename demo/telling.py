"""What goes back to those who reported: two leerbrieven, and two wishes to look again."""

import json
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from app.database import db
from app.people.models import Person
from app.people.roles import Role
from app.quarters import PUBLICATION_MARGIN_DAYS
from cases.models.case import Case
from cases.models.excerpts import ExcerptUse
from cases.operations.excerpts import offer_excerpt, release_excerpt
from demo.people import DATA, WATERDAM, acting, holder, organisation
from demo.timeline import Timeline
from learning.models.proposals import Proposal
from learning.models.telling import Newsletter, PartKind, WishAnswer
from learning.operations.newsletters import (
    NewsletterText,
    PartText,
    begin_newsletter,
    edit_newsletter,
    part_name,
    publish_newsletter,
)
from learning.operations.wishes import answer_wishes, ask_again
from learning.permissions.telling import can_ask_again
from learning.queries.wishes import wishes_about

Told = Mapping[str, Any]
RELEASED_AFTER, WRITTEN_AFTER = timedelta(days=6), timedelta(days=PUBLICATION_MARGIN_DAYS, hours=10)


def plan_telling(timeline: Timeline) -> None:
    """Plan the leerbrieven of the two quarters that closed last, and what reporters asked."""
    told = json.loads((DATA / "telling.json").read_text(encoding="utf-8"))
    for letter in told["letters"]:
        ended = timeline.quarter(letter["quarter"]).last_moment
        timeline.at(ended + RELEASED_AFTER, partial(_release, letter["example"]))
        timeline.at(ended + WRITTEN_AFTER, partial(_write, timeline, letter))
    titles = {
        one["key"]: one["title"]
        for one in json.loads((DATA / "proposals.json").read_text(encoding="utf-8"))
    }
    for wish in told["wishes"]:
        title = titles[wish["proposal"]]
        timeline.at(timeline.moment(wish["asked"]), partial(_ask, title, wish))
        if "answered" in wish:
            timeline.at(timeline.moment(wish["answered"]), partial(_answer, title, wish))


def _release(told: Told) -> None:
    """The analyst asks for a text out of a good example, and its reporter says yes."""
    host, analyst = organisation(WATERDAM), holder(WATERDAM, Role.ANALYST)
    named = select(Case).where(Case.organisation_id == host.id, Case.title == told["case"])
    excerpt = offer_excerpt(
        db.session.scalars(named).one(),
        person=analyst,
        text=told["text"],
        use=ExcerptUse.NEWSLETTER,
        explanation=told["why"],
        by=acting(analyst),
    )
    assert excerpt.case.reporter is not None
    release_excerpt(excerpt, by=acting(excerpt.case.reporter))


def _write(timeline: Timeline, told: Told) -> None:
    """The analyst makes a draft of what is new, gives it words of its own, and publishes it."""
    by = acting(holder(WATERDAM, Role.ANALYST))
    quarter = timeline.quarter(told["quarter"])
    letter = begin_newsletter(organisation(WATERDAM), quarter, by=by)
    written = NewsletterText(
        title=told["title"],
        opening=told["opening"],
        version=letter.version,
        parts=_parts(letter, told["example"]["heading"]),
    )
    edit_newsletter(letter, written, by=by)
    publish_newsletter(letter, version=letter.version, by=by)


def _parts(letter: Newsletter, heading: str) -> dict[str, PartText]:
    return {
        part_name(item): PartText(
            title=heading if item["kind"] == PartKind.EXAMPLE.value else item["title"],
            text=item["text"],
            place=number,
        )
        for number, item in enumerate(letter.items)
    }


def _proposal(title: str) -> Proposal:
    host = organisation(WATERDAM).id
    named = select(Proposal).where(Proposal.organisation_id == host, Proposal.title == title)
    return db.session.scalars(named).one()


def _ask(title: str, told: Told) -> None:
    """The first of the reporters behind a change asks to look at it again."""
    proposal = _proposal(title)
    people = db.session.scalars(select(Person).order_by(Person.id))
    asker = next(one for one in people if can_ask_again(proposal, one))
    ask_again(proposal, person=asker, text=told["text"], by=acting(asker))


def _answer(title: str, told: Told) -> None:
    proposal, analyst = _proposal(title), holder(WATERDAM, Role.ANALYST)
    answer_wishes(
        proposal,
        wishes_about(proposal, analyst),
        answer=WishAnswer.NOT_NOW,
        text=told["answer"],
        by=acting(analyst),
    )
