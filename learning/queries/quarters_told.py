"""The story of one proposal by quarter, from the publication of its patterns on.

Nothing of a case is in it but what was published, and no moment finer than a quarter stands beside
that. What a reader may not see of it (a pattern without a published page, another's action) is
left out here, so that page and document tell the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select

from app.database import db
from app.people.models import Person
from app.quarters import Quarter
from learning.effect import Verdict
from learning.lifecycle.proposals import ProposalState, ProposalStep
from learning.models.figures import EffectVerdict, quarter_of_code
from learning.models.patterns import Pattern
from learning.models.practice import PracticeRound
from learning.models.proposals import (
    Proposal,
    ProposalAction,
    ProposalAddressee,
    ProposalDecision,
)
from learning.permissions.deciding import actions_seen_by
from learning.permissions.patterns import can_read_published
from learning.queries.figures import effect_in_words
from learning.queries.practice import OUTCOME_LABELS
from learning.queries.steps import first_publications


class Kind(StrEnum):
    """What sort of thing happened, in the order in which a quarter tells it."""

    PUBLISHED = "published"
    STEP = "step"
    ANSWERED = "answered"
    DONE = "done"
    MERGED = "merged"
    MEASURED = "measured"
    PRACTICE = "practice"


@dataclass(frozen=True)
class Happening:
    """One thing that happened; the field of its kind is filled, `words` for an effect."""

    kind: Kind
    quarter: Quarter
    on: date
    pattern: Pattern | None = None
    row: ProposalDecision | None = None
    addressee: ProposalAddressee | None = None
    action: ProposalAction | None = None
    other: Proposal | None = None
    words: str = ""
    until: Quarter | None = None


@dataclass(frozen=True)
class QuarterTold:
    """A quarter in which something happened, and what."""

    quarter: Quarter
    happenings: list[Happening]


def story_by_quarter(proposal: Proposal, person: Person) -> list[QuarterTold]:
    """What happened with a proposal as far as this person may read it, the oldest quarter first.

    Quarters in which nothing happened are left out.
    """
    found: dict[Quarter, list[Happening]] = {}
    for one in (
        *_publications(proposal, person),
        *_steps(proposal),
        *_answers(proposal),
        *_done(proposal, person),
        *_merged(proposal),
        *_measured(proposal),
        *_practice(proposal),
    ):
        found.setdefault(one.quarter, []).append(one)
    return [QuarterTold(quarter, _in_order(found[quarter])) for quarter in sorted(found)]


def _in_order(happenings: list[Happening]) -> list[Happening]:
    """By day; what was measured comes before what somebody concluded from it."""
    return sorted(happenings, key=lambda one: (one.on, one.kind is not Kind.MEASURED))


def _publications(proposal: Proposal, person: Person) -> Iterator[Happening]:
    patterns = [one for one in proposal.patterns if can_read_published(one, person)]
    moments = first_publications(patterns)
    for pattern in patterns:
        if pattern.id in moments:
            quarter = Quarter.of(moments[pattern.id])
            yield Happening(Kind.PUBLISHED, quarter, moments[pattern.id].date(), pattern=pattern)


def _steps(proposal: Proposal) -> Iterator[Happening]:
    for row in proposal.decisions:
        yield Happening(Kind.STEP, Quarter.of(row.at), row.at.date(), row=row)


def _answers(proposal: Proposal) -> Iterator[Happening]:
    for row in proposal.decisions:
        for one in row.addressees:
            if one.answer is not None and one.answered_on is not None:
                quarter = Quarter.of(one.answered_on)
                yield Happening(Kind.ANSWERED, quarter, one.answered_on, addressee=one)


def _done(proposal: Proposal, person: Person) -> Iterator[Happening]:
    for action in actions_seen_by(proposal, person):
        if action.done_at is not None:
            quarter = Quarter.of(action.done_at)
            yield Happening(Kind.DONE, quarter, action.done_at.date(), action=action)


def _merged(proposal: Proposal) -> Iterator[Happening]:
    """The proposals that others could read and that go on in this one."""
    merged = db.session.scalars(
        select(Proposal).where(
            Proposal.merged_into_id == proposal.id, Proposal.submitted_at.is_not(None)
        )
    )
    for other in merged:
        rows = [row for row in other.decisions if row.kind is ProposalStep.MERGE]
        if rows:
            at = rows[-1].at
            yield Happening(Kind.MERGED, Quarter.of(at), at.date(), other=other)


def _measured(proposal: Proposal) -> Iterator[Happening]:
    """What everybody may read of the effect, told once until it says something else.

    It stands in the quarter in which it was said. That it is too early is nothing to tell.
    """
    if proposal.state is ProposalState.NOT_MEASURABLE:
        return
    verdicts = db.session.scalars(
        select(EffectVerdict)
        .where(
            EffectVerdict.proposal_id == proposal.id,
            EffectVerdict.verdict != Verdict.TOO_EARLY,
        )
        .order_by(EffectVerdict.quarter, EffectVerdict.id)
    )
    before = ""
    for one in verdicts:
        words = effect_in_words(one)
        if words != before:
            until = quarter_of_code(one.quarter)
            said_in, day = Quarter.of(one.at), one.at.date()
            yield Happening(Kind.MEASURED, said_in, day, words=words, until=until)
        before = words


def _practice(proposal: Proposal) -> Iterator[Happening]:
    """What everybody may read of the answers to "Knelt dit nog?", when a round has closed."""
    rounds = db.session.scalars(
        select(PracticeRound)
        .where(PracticeRound.proposal_id == proposal.id, PracticeRound.outcome.is_not(None))
        .order_by(PracticeRound.opens_on, PracticeRound.id)
    )
    for one in rounds:
        quarter = Quarter.of(one.closes_on)
        words = OUTCOME_LABELS[one.outcome] if one.outcome else ""
        yield Happening(Kind.PRACTICE, quarter, one.closes_on, words=words)
