"""What the desk of a manager tells: what came back, what was learned, and how it stands up.

Effects come from verdicts as they may be read by everybody; nothing here counts a case.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cases.queries.lists import active_bouwstenen
from learning.effect import Verdict
from learning.lifecycle.proposals import (
    CHANGED_STATES,
    DECIDED_STATES,
    Door,
    ProposalState,
    ProposalStep,
)
from learning.models.proposals import Proposal, Strength
from learning.queries.figures import effect_of, last_verdict
from learning.queries.practice import practice_says
from learning.queries.proposals import published_pattern_count

SUBMITTED_STATES = frozenset(ProposalState) - {ProposalState.DRAFT, ProposalState.MERGED}
LEARNED_STATES = frozenset({ProposalState.PROVEN})


class Return(StrEnum):
    """Why something lies on the desk once more."""

    DEFERRED = "deferred"
    ANSWERED = "answered"
    REVISED = "revised"
    RETURNED = "returned"
    TAKEN_UP = "taken_up"


RETURN_LABELS = {
    Return.DEFERRED: "het uitstel is voorbij",
    Return.ANSWERED: "opnieuw ingediend, met antwoord op je vraag",
    Return.REVISED: "opnieuw ingediend, met nieuwe informatie",
    Return.RETURNED: "het knelpunt komt terug na de verandering",
    Return.TAKEN_UP: "opnieuw opgepakt, want het kwam terug",
}
AGAIN = {ProposalStep.ASK_BACK: Return.ANSWERED, ProposalStep.REVISE: Return.REVISED}


@dataclass(frozen=True)
class CameBack:
    """A proposal that lies there again, why, and since when."""

    proposal: Proposal
    why: Return
    since: datetime


@dataclass(frozen=True)
class Lesson:
    """A change that was made and what may be said of it; with a door when it was learned."""

    proposal: Proposal
    door: Door | None
    effect: str
    practice: str


@dataclass(frozen=True)
class BouwsteenLine:
    """A bouwsteen with its proposals, and how many of those were carried out."""

    name: str
    proposals: int
    changed: int


def came_back(proposals: Sequence[Proposal]) -> list[CameBack]:
    """What lies there for a second time, what came back last on top."""
    found = [one for proposal in proposals if (one := _return_of(proposal)) is not None]
    return sorted(found, key=lambda one: (one.since, one.proposal.id), reverse=True)


def _return_of(proposal: Proposal) -> CameBack | None:
    last = proposal.last_decision
    if last is None:
        return None
    why = None
    if proposal.state is ProposalState.SUBMITTED:
        why = _second_submission(proposal)
    elif last.kind is ProposalStep.TAKE_UP_AGAIN:
        why = Return.TAKEN_UP
    elif proposal.state in CHANGED_STATES and _effect_returned(proposal):
        why = Return.RETURNED
    return CameBack(proposal, why, last.at) if why else None


def _second_submission(proposal: Proposal) -> Return | None:
    kinds = [row.kind for row in proposal.decisions]
    if kinds[-1] is ProposalStep.BRING_BACK:
        return Return.DEFERRED
    return AGAIN.get(kinds[-2]) if len(kinds) > 1 else None


def _effect_returned(proposal: Proposal) -> bool:
    """Whether the figures that everybody may read say that it is coming back."""
    verdict = last_verdict(proposal)
    return verdict is not None and verdict.may_show and verdict.verdict is Verdict.RETURNED


def lessons(proposals: Sequence[Proposal]) -> list[Lesson]:
    """The changes that were made, those that were learned on top, the newest change first."""
    changed = [one for one in proposals if one.state in CHANGED_STATES]
    changed.sort(key=lambda one: (one.changed_on is not None, one.changed_on, one.id), reverse=True)
    found = [
        Lesson(one, door_of_lesson(one), effect_of(one), practice_says(one)) for one in changed
    ]
    return sorted(found, key=lambda one: one.proposal.state not in LEARNED_STATES)


def door_of_lesson(proposal: Proposal) -> Door | None:
    """By which door a proposal was learned, while it stands so."""
    if proposal.state is not ProposalState.PROVEN:
        return None
    doors = [row.door for row in proposal.decisions if row.kind is ProposalStep.PROVE]
    return doors[-1] if doors else None


def strengths(proposals: Sequence[Proposal]) -> dict[Strength, int]:
    """How many proposals hold by themselves, support, or lean on people; always all three."""
    counts = Counter(one.strength for one in proposals)
    return {one: counts[one] for one in Strength}


def way_of(proposals: Sequence[Proposal], organisation_id: int) -> dict[str, int]:
    """How many texts and proposals came to each step of the way, in its order."""
    return {
        "published": published_pattern_count(organisation_id),
        "submitted": len(proposals),
        "decided": sum(one.state in DECIDED_STATES for one in proposals),
        "changed": sum(one.state in CHANGED_STATES for one in proposals),
        "learned": sum(one.state in LEARNED_STATES for one in proposals),
    }


def per_bouwsteen(proposals: Sequence[Proposal], organisation_id: int) -> list[BouwsteenLine]:
    """The bouwstenen that proposals name, in the order of the list; those of before come last."""
    active = [one.name for one in active_bouwstenen(organisation_id)]
    named = Counter(tag.name for one in proposals for tag in one.bouwstenen)
    changed = Counter(
        tag.name for one in proposals if one.state in CHANGED_STATES for tag in one.bouwstenen
    )
    before = sorted(name for name in named if name not in active)
    names = [*(name for name in active if named[name]), *before]
    return [BouwsteenLine(one, named[one], changed[one]) for one in names]
