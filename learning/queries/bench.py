"""The bench of the analyst: the patterns of an organisation in lists, with exact numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case
from learning.lifecycle.patterns import OPEN_STATES, SETTLED_STATES, PatternState
from learning.models.curation import PatternSuggestion
from learning.models.patterns import Pattern, PatternMember
from learning.models.runs import DetectionRun
from learning.queries.growth import new_counts
from learning.queries.standing import NO_CASES, parts_of_patterns
from learning.queries.standing_out import FIELD_LABELS
from learning.ranking import Parts

SHOWN_SIGNALS = 3
# Of the first places one is nearly always left, whatever was taken out.
LAST_EXEMPLAR = 3


@dataclass(frozen=True)
class Line:
    """A pattern on the bench, with exact numbers: for the analyst alone.

    `fresh` of its cases joined since an analyst last looked; `exemplar` is its most typical case.
    """

    pattern: Pattern
    parts: Parts
    fresh: int = 0
    exemplar: Case | None = None

    @property
    def weight(self) -> float:
        """By what the queue is ordered; see `learning.ranking`."""
        return self.parts.weight

    @property
    def order(self) -> tuple[bool, float, int]:
        """Sorts the queue: what may well be chance last, then the highest weight first."""
        return (self.pattern.possible, -self.weight, self.pattern.number)

    @property
    def signals(self) -> list[tuple[str, str]]:
        """The surest fields that stood out when it was found: the name and the value of each."""
        told = self.pattern.explanation.get("signals", [])
        sure = [one for one in told if one.get("tested")][:SHOWN_SIGNALS]
        return [(FIELD_LABELS[one["field"]], one["value"]) for one in sure]


@dataclass(frozen=True)
class Bench:
    """All patterns of an organisation, in the lists in which the analyst works through them."""

    candidates: list[Line]
    possible: list[Line]
    settled: list[Line]
    aside: list[Line]
    suggestions: Sequence[PatternSuggestion]
    last_run: DetectionRun | None

    @property
    def queue(self) -> list[Line]:
        """What waits for a decision, in the order in which it is offered."""
        return [*self.candidates, *self.possible]

    @property
    def shown_cases(self) -> list[str]:
        """The public ids of the cases of which the page shows the title."""
        return [line.exemplar.public_id for line in self.queue if line.exemplar]


def bench_of(organisation_id: int) -> Bench:
    """The bench of an organisation; candidates of the highest weight first, others by number."""
    lines = _lines(organisation_id)
    queue = _queue(lines)
    return Bench(
        candidates=[one for one in queue if not one.pattern.possible],
        possible=[one for one in queue if one.pattern.possible],
        settled=_settled(lines),
        aside=[one for one in lines if one.pattern.state not in OPEN_STATES],
        suggestions=open_suggestions(organisation_id),
        last_run=db.session.scalar(
            select(DetectionRun)
            .where(DetectionRun.organisation_id == organisation_id, DetectionRun.across.is_(False))
            .order_by(DetectionRun.at.desc(), DetectionRun.id.desc())
            .limit(1)
        ),
    )


def _lines(organisation_id: int) -> list[Line]:
    patterns = db.session.scalars(
        select(Pattern)
        .where(Pattern.organisation_id == organisation_id, Pattern.across.is_(False))
        .order_by(Pattern.number)
    ).all()
    parts, fresh = parts_of_patterns(organisation_id), new_counts(organisation_id)
    first = _exemplars(organisation_id)
    return [
        Line(one, parts.get(one.id, NO_CASES), fresh.get(one.id, 0), first.get(one.id))
        for one in patterns
    ]


def _queue(lines: Sequence[Line]) -> list[Line]:
    found = [one for one in lines if one.pattern.state is PatternState.CANDIDATE]
    return sorted(found, key=lambda one: one.order)


def _settled(lines: Sequence[Line]) -> list[Line]:
    """Those that an analyst confirmed, by number; what has new cases first."""
    found = [one for one in lines if one.pattern.state in SETTLED_STATES]
    return sorted(found, key=lambda one: not one.fresh)


def _exemplars(organisation_id: int) -> dict[int, Case]:
    """Per candidate the case that is most typical of it."""
    rows = db.session.execute(
        select(PatternMember.pattern_id, Case)
        .join(Case, Case.id == PatternMember.case_id)
        .join(Pattern, Pattern.id == PatternMember.pattern_id)
        .where(
            Pattern.organisation_id == organisation_id,
            Pattern.across.is_(False),
            Pattern.state == PatternState.CANDIDATE,
            PatternMember.removed.is_(False),
            PatternMember.place <= LAST_EXEMPLAR,
            Case.state.in_(list(SHARED_STATES)),
        )
        .order_by(PatternMember.place.desc(), PatternMember.id.desc())
    )
    return {row.pattern_id: row.Case for row in rows}


def open_suggestions(organisation_id: int) -> Sequence[PatternSuggestion]:
    """What the last run proposes about confirmed patterns, and nobody has answered yet."""
    return db.session.scalars(
        select(PatternSuggestion)
        .join(Pattern, Pattern.id == PatternSuggestion.pattern_id)
        .where(
            Pattern.organisation_id == organisation_id,
            Pattern.state.in_(list(SETTLED_STATES)),
            PatternSuggestion.decided_at.is_(None),
        )
        .order_by(PatternSuggestion.kind, Pattern.number, PatternSuggestion.id)
    ).all()


def suggestions_about(pattern: Pattern) -> list[PatternSuggestion]:
    """What the last run proposes about this pattern, and nobody has answered yet."""
    found = open_suggestions(pattern.organisation_id)
    return [one for one in found if pattern.id in (one.pattern_id, one.other_id)]


@dataclass(frozen=True)
class Turn:
    """Where a pattern stands in the queue: how many wait, its place, and the ones beside it.

    `place` is None for a pattern that does not wait (any more); `next` is then the first that
    stands lower in the order, or else the first that waits.
    """

    waiting: int
    place: int | None
    previous: Pattern | None
    next: Pattern | None


def turn_of(pattern: Pattern) -> Turn:
    """The place of a pattern in the queue of its organisation, and where one goes on."""
    lines = _lines(pattern.organisation_id)
    own = next(one for one in lines if one.pattern.id == pattern.id)
    queue = _queue(lines)
    others = [one for one in queue if one is not own]
    before = [one.pattern for one in others if one.order < own.order]
    after = [one.pattern for one in others if one.order > own.order]
    return Turn(
        waiting=len(queue),
        place=queue.index(own) + 1 if own in queue else None,
        previous=before[-1] if before else None,
        next=next(iter(after or ([] if own in queue else before)), None),
    )
