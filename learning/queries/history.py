"""The history of a pattern: what analysts decided about it, and what can be undone."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from app.database import db
from app.refusals import Refused
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case
from learning.lifecycle.decisions import DECISION_LABELS, LASTING, UNDO, in_the_way
from learning.models.curation import PatternDecision, PatternSuggestion
from learning.models.patterns import DISMISSED_LABELS, DismissedKind, Pattern


@dataclass(frozen=True)
class Told:
    """A decision as the analyst reads it back.

    `other` is the other pattern that it is about, and `passive` that the decision was taken there.
    `cases` are those that it moved; `gone` counts the ones that are not shared any more. What
    cannot be undone says in `first` what must be undone before it. An undoing says in `undid` what
    it undid, or what it did `again`. `fields` are those of the pattern as they became.
    """

    decision: PatternDecision
    other: Pattern | None
    passive: bool
    cases: list[Case]
    gone: int
    undoable: bool
    first: str
    undid: str
    again: bool
    fields: dict[str, Any]

    @property
    def why(self) -> str:
        """The kind of reason for which the pattern was put aside, in words."""
        kind = self.fields.get("dismissed_kind")
        return DISMISSED_LABELS[DismissedKind(kind)] if kind else ""


def decisions_of(pattern: Pattern) -> Sequence[PatternDecision]:
    """What was decided about a pattern, or about another one with it, the latest first."""
    return _decisions({pattern.id})


def decisions_beside(decision: PatternDecision) -> Sequence[PatternDecision]:
    """All decisions about the patterns that this one is about, the latest first."""
    concerned = {decision.pattern_id, decision.other_id}
    return _decisions({one for one in concerned if one is not None})


def _decisions(pattern_ids: Collection[int]) -> Sequence[PatternDecision]:
    return db.session.scalars(
        select(PatternDecision).where(_about(pattern_ids)).order_by(PatternDecision.id.desc())
    ).all()


def _about(pattern_ids: Collection[int]) -> ColumnElement[bool]:
    return or_(
        PatternDecision.pattern_id.in_(list(pattern_ids)),
        PatternDecision.other_id.in_(list(pattern_ids)),
    )


def latest_decision(pattern: Pattern) -> PatternDecision | None:
    """What was decided last and still holds: what *Ongedaan maken* means without more words."""
    holding = (one for one in decisions_of(pattern) if one.undone_at is None and one.action != UNDO)
    return next(holding, None)


def decision_about(pattern: Pattern, public_id: str) -> PatternDecision:
    """A decision about this pattern, or a refusal."""
    decision = db.session.scalar(
        select(PatternDecision).where(PatternDecision.public_id == public_id, _about({pattern.id}))
    )
    if decision is None:
        raise Refused("pattern_decision", public_id)
    return decision


def suggestion_of(decision: PatternDecision) -> PatternSuggestion | None:
    """The proposal of a run that a decision answered, while the run still makes it."""
    keys = list(decision.before.get("suggestions", {}))
    return db.session.scalar(select(PatternSuggestion).where(PatternSuggestion.public_id.in_(keys)))


def suggestion_about(pattern: Pattern, public_id: str) -> PatternSuggestion:
    """What a run proposed about this pattern, or a refusal."""
    suggestion = db.session.scalar(
        select(PatternSuggestion).where(
            PatternSuggestion.public_id == public_id,
            PatternSuggestion.pattern_id == pattern.id,
        )
    )
    if suggestion is None:
        raise Refused("pattern_suggestion", public_id)
    return suggestion


def history_of(pattern: Pattern) -> list[Told]:
    """The history of a pattern to read, the latest first; cases by the title that they have now."""
    decisions = decisions_of(pattern)
    beside = {one.id: one for other in decisions for one in _near(other, decisions)}
    moved = {one.id: _moved(one, pattern) for one in decisions}
    cases = _shared({key for keys in moved.values() for key in keys})
    return [_told(one, pattern, moved[one.id], cases, beside.values()) for one in decisions]


def _near(decision: PatternDecision, own: Sequence[PatternDecision]) -> Sequence[PatternDecision]:
    return decisions_beside(decision) if decision.other_id is not None else own


def _moved(decision: PatternDecision, pattern: Pattern) -> list[str]:
    """The cases whose place in this pattern a decision changed."""
    return list(decision.after.get("members", {}).get(pattern.public_id, {}))


def _shared(keys: Collection[str]) -> dict[str, Case]:
    found = db.session.scalars(
        select(Case).where(Case.public_id.in_(list(keys)), Case.state.in_(list(SHARED_STATES)))
    )
    return {case.public_id: case for case in found}


def _told(
    decision: PatternDecision,
    pattern: Pattern,
    moved: Sequence[str],
    cases: dict[str, Case],
    beside: Iterable[PatternDecision],
) -> Told:
    about = decision.other if decision.pattern_id == pattern.id else decision.pattern
    known = [cases[key] for key in moved if key in cases]
    first = in_the_way(decision, beside)
    return Told(
        decision=decision,
        other=about,
        passive=decision.pattern_id != pattern.id,
        cases=known,
        gone=len(moved) - len(known),
        undoable=_can_be_undone(decision),
        first=_label(first),
        undid=_label(_undone_by(decision)),
        again=_does_again(decision),
        fields=decision.after.get("patterns", {}).get(pattern.public_id, {}),
    )


def _can_be_undone(decision: PatternDecision) -> bool:
    """What was done again is undone where it was decided, not where it was done again."""
    holds = decision.undone_at is None and decision.action not in LASTING
    return holds and not _does_again(decision)


def _does_again(decision: PatternDecision) -> bool:
    return decision.undoes is not None and decision.undoes.undoes is not None


def _undone_by(decision: PatternDecision) -> PatternDecision | None:
    """The decision itself that an undoing, or the undoing of one, is about."""
    found = decision.undoes
    while found is not None and found.undoes is not None:
        found = found.undoes
    return found


def _label(decision: PatternDecision | None) -> str:
    return DECISION_LABELS[decision.action] if decision is not None else ""
