"""What practice says of the changes: each round that begins is answered, and judged at its end."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from app.audit import Actor, Origin
from app.database import db
from app.people.models import Person
from app.people.queries import all_organisations
from demo.people import acting
from demo.timeline import Timeline, after
from learning.models.practice import PracticeAnswer, PracticeAsked, PracticeRound
from learning.models.proposals import Strength
from learning.operations.practice import answer_round, close_rounds, open_rounds

JOB = Actor(Origin.JOB)
SOLVED, LESS = PracticeAnswer.SOLVED, PracticeAnswer.LESS
STILL, UNKNOWN = PracticeAnswer.STILL, PracticeAnswer.UNKNOWN
# What helps is felt by most; what asks people to keep it up has faded in half a year.
HELPED = (SOLVED, LESS, SOLVED, STILL, SOLVED, LESS, UNKNOWN)
FADED = (STILL, LESS, STILL, STILL, UNKNOWN, STILL, SOLVED)
QUARTERS = range(-4, 0)
WAYS_THROUGH = (0.05, 0.38, 0.71)
LAST_ASKED = 10
"""Days ago, so that a question stands open on somebody's own page on the day of the demo."""


def plan_practice(timeline: Timeline) -> None:
    """Plan the daily work on a few days a quarter, and answers a week later."""
    for number in QUARTERS:
        for way in WAYS_THROUGH:
            _plan(timeline, timeline.within(number, way), everybody=True)
    _plan(timeline, timeline.days_ago(LAST_ASKED), everybody=False)
    timeline.at(timeline.present - timedelta(minutes=1), _ask)


def _plan(timeline: Timeline, moment: datetime, *, everybody: bool) -> None:
    timeline.at(moment, _ask)
    timeline.at(after(moment, 7), _answer if everybody else _answer_some)


def _ask() -> None:
    for one in all_organisations():
        close_rounds(one, by=JOB)
        open_rounds(one, by=JOB)


def _answer() -> None:
    for one in _open():
        _give(one, _asked(one))


def _answer_some() -> None:
    """Whoever has not answered yet can still be seen to be asked."""
    for one in _open():
        _give(one, _asked(one)[1::2])


def _open() -> Sequence[PracticeRound]:
    return db.session.scalars(
        select(PracticeRound).where(PracticeRound.closed_at.is_(None)).order_by(PracticeRound.id)
    ).all()


def _asked(one: PracticeRound) -> Sequence[Person]:
    query = select(Person).join(PracticeAsked, PracticeAsked.person_id == Person.id)
    waiting = (PracticeAsked.round_id == one.id, PracticeAsked.answered.is_(False))
    return db.session.scalars(query.where(*waiting).order_by(Person.id)).unique().all()


def _give(one: PracticeRound, people: Sequence[Person]) -> None:
    said = FADED if one.proposal.strength is Strength.WEAK else HELPED
    for number, person in enumerate(people):
        answer_round(one, answer=said[number % len(said)], person=person, by=acting(person))
