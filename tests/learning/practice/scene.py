"""A change, those who met what it changed, and short ways to ask them and to answer."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from app.clock import moved_to, now
from app.database import db
from app.people.models import Person
from learning.models.practice import PracticeAnswer, PracticeAsked, PracticeRound
from learning.models.proposals import Proposal
from learning.operations.practice import answer_round, close_rounds, open_rounds
from tests.factories import MACHINE, as_actor
from tests.learning.proposals.scene import World

CHANGED_ON = date(2026, 4, 1)
CHANGED_AT = datetime(2026, 4, 2, 9, tzinfo=UTC)
BEFORE = datetime(2026, 2, 3, tzinfo=UTC)
HALF_YEAR, YEAR = datetime(2026, 10, 1, 9, tzinfo=UTC), datetime(2027, 4, 1, 9, tzinfo=UTC)
CLOSED = timedelta(days=28)
SOLVED, LESS = PracticeAnswer.SOLVED, PracticeAnswer.LESS
STILL, UNKNOWN = PracticeAnswer.STILL, PracticeAnswer.UNKNOWN


def changed(world: World, members: int = 13) -> Proposal:
    """A change of what so many reporters logged, each one case."""
    world.fill({BEFORE: (members, 0)})
    return world.implemented(CHANGED_ON)


def ask(world: World, when: datetime = HALF_YEAR) -> PracticeRound | None:
    """Do the daily work on this day; give the round that began, if any."""
    with moved_to(when):
        close_rounds(world.organisation, by=MACHINE)
        began = open_rounds(world.organisation, by=MACHINE)
    rounds = db.session.scalars(select(PracticeRound).order_by(PracticeRound.id)).all()
    return rounds[-1] if began else None


def asked(found: PracticeRound | None) -> set[Person]:
    """Who may answer a round."""
    assert found is not None
    query = select(Person).join(PracticeAsked, PracticeAsked.person_id == Person.id)
    return set(db.session.scalars(query.where(PracticeAsked.round_id == found.id)).unique())


def answer(found: PracticeRound | None, people: Iterable[Person], *answers: PracticeAnswer) -> None:
    """Let these people answer, each with one of the answers, on the second day."""
    assert found is not None
    with moved_to(now().replace(year=found.opens_on.year, month=found.opens_on.month, day=2)):
        for person, one in zip(people, answers, strict=True):
            answer_round(found, answer=one, person=person, by=as_actor(person))


def asked_and_answered(world: World, *answers: PracticeAnswer) -> tuple[Proposal, PracticeRound]:
    """A change of which a round has closed with these answers."""
    proposal = changed(world)
    found = ask(world)
    assert found is not None
    answer(found, world.reporters[: len(answers)], *answers)
    ask(world, HALF_YEAR + CLOSED)
    return proposal, found
