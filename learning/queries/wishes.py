"""Wishes: what somebody wants to be mailed, and requests to look at a change again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from app.clock import AMSTERDAM, now
from app.database import db
from app.people.models import Person
from learning.lifecycle.weeks import week_turns
from learning.models.proposals import Proposal
from learning.models.telling import MailWish, ReopenWish
from learning.permissions.telling import visible_wishes

# How long an answer stands on one's own page; after that the story of the case tells it.
ANSWER_STANDS = timedelta(weeks=4)


@dataclass(frozen=True)
class Asked:
    """What was asked about one change, for its analyst: words and weeks, and nothing of whom."""

    proposal: Proposal
    wishes: Sequence[ReopenWish]


def mail_wish_of(person: Person) -> MailWish | None:
    """What somebody chose; nothing while they never did."""
    return db.session.scalar(select(MailWish).where(MailWish.person_id == person.id))


def week_of_wish(wish: ReopenWish) -> date:
    """The day on which a wish came in for its analyst: when the week turned in which it was asked.

    The moment itself is shown to nobody.
    """
    return week_turns(wish.at).astimezone(AMSTERDAM).date()


def waiting_wishes(person: Person, organisation_id: int) -> list[Asked]:
    """What waits for an analyst's answer, by proposal; in a week in the order of random ids."""
    rows = db.session.scalars(
        visible_wishes(person)
        .where(Proposal.organisation_id == organisation_id, ReopenWish.answer.is_(None))
        .order_by(Proposal.title, Proposal.id)
    ).all()
    return _by_proposal(rows)


def answered_wishes(person: Person, organisation_id: int) -> list[Asked]:
    """What was answered, by proposal."""
    rows = db.session.scalars(
        visible_wishes(person)
        .where(Proposal.organisation_id == organisation_id, ReopenWish.answer.is_not(None))
        .order_by(Proposal.title, Proposal.id)
    ).all()
    return _by_proposal(rows)


def wishes_about(proposal: Proposal, person: Person) -> list[ReopenWish]:
    """What waits for an analyst's answer about one change."""
    query = visible_wishes(person).where(
        ReopenWish.proposal_id == proposal.id, ReopenWish.answer.is_(None)
    )
    return _mixed(db.session.scalars(query).all())


def _by_proposal(wishes: Sequence[ReopenWish]) -> list[Asked]:
    found: dict[int, list[ReopenWish]] = {}
    for one in wishes:
        found.setdefault(one.proposal_id, []).append(one)
    return [Asked(mine[0].proposal, _mixed(mine)) for mine in found.values()]


def _mixed(wishes: Sequence[ReopenWish]) -> list[ReopenWish]:
    """By the week; inside it by random id, so that the order tells no time."""
    return sorted(wishes, key=lambda one: (week_of_wish(one), one.public_id))


def own_wishes(proposal: Proposal, person: Person) -> Sequence[ReopenWish]:
    """What this person asked about a change, the newest on top."""
    return db.session.scalars(
        select(ReopenWish)
        .where(ReopenWish.proposal_id == proposal.id, ReopenWish.person_id == person.id)
        .order_by(ReopenWish.id.desc())
    ).all()


def own_wishes_about(proposal_ids: Sequence[int], person: Person) -> Sequence[ReopenWish]:
    """What this person asked about any of these changes, the oldest first."""
    return db.session.scalars(
        select(ReopenWish)
        .where(ReopenWish.proposal_id.in_(proposal_ids), ReopenWish.person_id == person.id)
        .order_by(ReopenWish.id)
    ).all()


def new_answers_to(person: Person) -> Sequence[ReopenWish]:
    """Answers to what this person asked, as long as they are new."""
    since: datetime = now() - ANSWER_STANDS
    return db.session.scalars(
        select(ReopenWish)
        .where(ReopenWish.person_id == person.id, ReopenWish.answered_at >= since)
        .order_by(ReopenWish.answered_at)
    ).all()
