"""Two patterns that turn out to be one: merging them, and taking them apart again."""

from collections.abc import Collection

from sqlalchemy import delete, select

from app.audit import Actor
from app.clock import now
from app.database import db
from app.refusals import Invalid
from learning.lifecycle.patterns import (
    OPEN_STATES,
    PROGRESS,
    SETTLED_STATES,
    PatternStep,
    next_state,
)
from learning.models.curation import PatternDecision, PatternSuggestion
from learning.models.patterns import DecidedBy, Pattern, PatternMember
from learning.operations.history import deciding
from learning.operations.members import member_ids, release_from_candidates
from learning.operations.undoing import undo_decision
from learning.queries.history import decisions_of


def merge_patterns(
    pattern: Pattern, *, into: Pattern, by: Actor, suggestion: PatternSuggestion | None = None
) -> PatternDecision:
    """Let one of two patterns go on with the cases of both; `other` of the decision is that one.

    The one that came furthest goes on, so that merging never takes a confirmed pattern or a
    published page away; of equals it is `into`.
    """
    if into.id == pattern.id or _beyond(pattern, into):
        raise Invalid("Kies een ander patroon van je organisatie.", "into")
    if into.state not in OPEN_STATES:
        raise Invalid("Kies een patroon dat niet terzijde ligt.", "into")
    if pattern.state in OPEN_STATES and _progress(pattern) > _progress(into):
        pattern, into = into, pattern
    with deciding("merge", pattern, by=by, other=into, suggestion=suggestion) as decision:
        pattern.state = next_state(pattern.state, PatternStep.MERGE)
        pattern.merged_into_id, into.curated = into.id, True
        _take_over(pattern, into)
        if suggestion is not None:
            suggestion.accepted, suggestion.decided_at = True, now()
    return decision


def _beyond(pattern: Pattern, into: Pattern) -> bool:
    """Whether they are of two organisations, or one of them goes across organisations."""
    return (into.organisation_id, into.across) != (pattern.organisation_id, pattern.across)


def _progress(pattern: Pattern) -> int:
    return PROGRESS.index(pattern.state)


def _take_over(pattern: Pattern, into: Pattern) -> None:
    """Give the cases of a pattern to another.

    Who was taken out of that other one stays out, unless an analyst put the case in this one: both
    are the same now, and what was said of the case in person counts. Neither does this pattern
    keep out any more what stands in the other.
    """
    rows = _rows(into)
    present = {one.case_id: one for one in rows}
    pinned = {one.case_id for one in _rows(pattern) if one.decided_by is DecidedBy.ANALYST}
    taken = _settled_elsewhere(pattern, into)
    for case_id in member_ids(pattern):
        row = present.get(case_id)
        if row is not None and row.removed and case_id in pinned:
            row.removed, row.merged_from_id = False, pattern.id
        elif row is None and case_id not in taken:
            db.session.add(
                PatternMember(
                    pattern_id=into.id,
                    case_id=case_id,
                    joined_at=now(),
                    decided_by=DecidedBy.ANALYST,
                    merged_from_id=pattern.id,
                )
            )
    db.session.flush()
    inside = member_ids(into)
    db.session.execute(
        delete(PatternMember).where(
            PatternMember.pattern_id == pattern.id,
            PatternMember.removed.is_(True),
            PatternMember.case_id.in_(inside),
        )
    )
    release_from_candidates(into, inside)


def _rows(pattern: Pattern) -> Collection[PatternMember]:
    return db.session.scalars(
        select(PatternMember).where(PatternMember.pattern_id == pattern.id)
    ).all()


def _settled_elsewhere(pattern: Pattern, into: Pattern) -> set[int]:
    """The cases of a pattern that stand in a third, confirmed one; they stay there."""
    return set(
        db.session.scalars(
            select(PatternMember.case_id)
            .join(Pattern, Pattern.id == PatternMember.pattern_id)
            .where(
                PatternMember.case_id.in_(member_ids(pattern)),
                PatternMember.removed.is_(False),
                Pattern.id.not_in([pattern.id, into.id]),
                Pattern.across.is_(into.across),
                Pattern.state.in_(list(SETTLED_STATES)),
            )
        )
    )


def separate_pattern(pattern: Pattern, *, by: Actor) -> PatternDecision:
    """Take up a merged pattern again: the decision that let it go on in another is undone.

    Of a merge from before decisions were kept it is not known what the pattern was; it becomes
    confirmed.
    """
    for decision in decisions_of(pattern):
        after = decision.after.get("patterns", {}).get(pattern.public_id) or {}
        if decision.undone_at is None and after.get("merged_into_id") is not None:
            return undo_decision(decision, by=by)
    with deciding("separate", pattern, by=by) as separating:
        pattern.state = next_state(pattern.state, PatternStep.SEPARATE)
        pattern.merged_into_id = None
        db.session.execute(
            delete(PatternMember).where(
                PatternMember.merged_from_id == pattern.id, PatternMember.removed.is_(False)
            )
        )
    return separating
