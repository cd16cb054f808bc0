"""Asking practice whether it still pinches, counting the answers, and saying what came of it.

Nothing may lead from a person to an answer, also for who reads the database:

- An answer raises a counter, and that somebody has answered is a mark of its own. Each answer
  writes all counters of its round anew, so that none of them is the one that changed last.
- The trail holds that somebody answered, and never what.
- A round says nothing until its last day has passed, also when everybody has answered: whoever saw
  it close early would know that nobody stayed away.
- When it has closed, who was asked is forgotten; the counters stay, of nobody in particular.

What remains: who can compare two copies of the database with one answer in between knows it.
"""

from collections.abc import Mapping

from sqlalchemy import case, delete, select, update

from app.audit import Actor, record
from app.clock import now, today
from app.database import db
from app.disclosure import Fact, Shown, publish_share
from app.people.models import Organisation, Person
from app.refusals import Invalid
from learning.lifecycle.practice import last_day
from learning.models.practice import (
    PracticeAnswer,
    PracticeAsked,
    PracticeCount,
    PracticeOutcome,
    PracticeRound,
)
from learning.models.proposals import Proposal
from learning.queries.effects import smallest_group_for
from learning.queries.practice import people_to_ask, rounds_due, rounds_to_close

CLEAR = "clear"
"""It pinches less or no more: the answers that speak for the change."""
SPEAK_FOR = frozenset({PracticeAnswer.SOLVED, PracticeAnswer.LESS})


def open_rounds(organisation: Organisation, *, by: Actor) -> int:
    """Ask about each change that is 6 or 12 months old, once; give how many rounds began.

    Where so few would be asked that their answers could never show, nobody is asked; the round is
    there all the same, so that its absence does not tell how few they are.
    """
    due = rounds_due(organisation.id)
    for proposal, months in due:
        _open(proposal, months)
        record(by, "ask_practice", "proposal", proposal, organisation=organisation.public_id)
    return len(due)


def _open(proposal: Proposal, months: int) -> None:
    found = PracticeRound(
        proposal_id=proposal.id,
        changed_on=proposal.changed_on,
        months=months,
        opens_on=today(),
        closes_on=last_day(today()),
    )
    db.session.add(found)
    db.session.flush()
    people = people_to_ask(proposal)
    asked = people if len(people) > smallest_group_for(proposal) else []
    db.session.add_all(PracticeCount(round_id=found.id, answer=one) for one in PracticeAnswer)
    db.session.add_all(PracticeAsked(round_id=found.id, person_id=one.id) for one in asked)
    db.session.flush()


def answer_round(
    asked: PracticeRound, *, answer: PracticeAnswer, person: Person, by: Actor
) -> None:
    """Count one answer of somebody who was asked and did not answer yet, while it is open."""
    query = select(PracticeRound).where(PracticeRound.id == asked.id).with_for_update()
    found = db.session.scalars(query.execution_options(populate_existing=True)).one()
    marked = db.session.execute(
        update(PracticeAsked)
        .where(
            PracticeAsked.round_id == found.id,
            PracticeAsked.person_id == person.id,
            PracticeAsked.answered.is_(False),
        )
        .values(answered=True)
        .returning(PracticeAsked.id)
    ).all()
    if len(marked) != 1 or found.closed_at is not None or found.closes_on < today():
        raise Invalid("Je hebt deze vraag al beantwoord, of hij is gesloten.")
    raised = case((PracticeCount.answer == answer, 1), else_=0)
    db.session.execute(
        update(PracticeCount)
        .where(PracticeCount.round_id == found.id)
        .values(number=PracticeCount.number + raised)
        .execution_options(synchronize_session=False)
    )
    organisation = found.proposal.organisation.public_id
    record(by, "answer_practice", "practice_round", found, organisation=organisation)


def close_rounds(organisation: Organisation, *, by: Actor) -> int:
    """Judge each round whose last day has passed, and forget who was asked; give how many."""
    due = rounds_to_close(organisation.id)
    for one in due:
        counts, k = _counts(one), smallest_group_for(one.proposal)
        one.outcome, one.share = outcome_of(counts, k), share_of(counts, k)
        one.closed_at = now()
        db.session.execute(delete(PracticeAsked).where(PracticeAsked.round_id == one.id))
        record(by, "judge_practice", "proposal", one.proposal, organisation=organisation.public_id)
    db.session.flush()
    return len(due)


def _counts(one: PracticeRound) -> dict[PracticeAnswer, int]:
    rows = db.session.execute(
        select(PracticeCount.answer, PracticeCount.number).where(PracticeCount.round_id == one.id)
    )
    return {row.answer: row.number for row in rows}


def outcome_of(counts: Mapping[PracticeAnswer, int], k: int) -> PracticeOutcome:
    """Whether a clear majority, two thirds at least, says that it pinches less or no more.

    Who does not know has no vote. There is an outcome when k people with a vote remain with any one
    of them left out; two thirds of so many can never ask for the yes of each of the others, so that
    who voted knows of nobody else what they said, not even when all said the same.
    """
    votes = _votes(counts)
    if votes - 1 < k:
        return PracticeOutcome.TOO_FEW
    speak_for = sum(counts.get(one, 0) for one in SPEAK_FOR)
    clear = 3 * speak_for >= 2 * votes
    return PracticeOutcome.CONFIRMED if clear else PracticeOutcome.NOT_CONFIRMED


def share_of(counts: Mapping[PracticeAnswer, int], k: int) -> int | None:
    """Which part of the votes speaks for the change, in tens of percents, or nothing.

    As `publish_share` shows it of cases: those for and those against both pass section 6.
    """
    speak_for = sum(counts.get(one, 0) for one in SPEAK_FOR)
    facts = [
        Fact(f"vote {number}", frozenset({CLEAR}) if number < speak_for else frozenset())
        for number in range(_votes(counts))
    ]
    share = publish_share(facts, CLEAR, k=k)
    return share.value if isinstance(share, Shown) else None


def _votes(counts: Mapping[PracticeAnswer, int]) -> int:
    return sum(number for one, number in counts.items() if one is not PracticeAnswer.UNKNOWN)
