"""What a run proposes about patterns that people settled: that one is two, or that two are one.

A run never moves their cases. What it proposes waits for an analyst, goes when a later run does
not see it any more, and does not come back once it was refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.clock import now
from app.database import db
from cases.models.case import Case
from learning.lifecycle.patterns import SETTLED_STATES, PatternStep, can_take
from learning.models.curation import PatternSuggestion, SuggestedCase, SuggestionKind
from learning.models.patterns import Pattern
from learning.operations.planning import LEAST_SIZE, Links
from learning.queries.known import Known

if TYPE_CHECKING:
    from learning.similarity.groups import Grouping

HALF = 0.5
SAME = 0.5
LEAST_NEAR = 2


@dataclass(frozen=True)
class Suggested:
    """A proposal, by number: `keys` would leave the pattern, or it would go on in the other."""

    kind: SuggestionKind
    number: int
    other: int | None = None
    keys: frozenset[str] = frozenset()


def suggestions_from(grouping: "Grouping", known: Sequence[Known]) -> list[Suggested]:
    """What a run that knew nothing of settled patterns thinks of them; pure."""
    groups = [frozenset(group.keys) for group in grouping.groups]
    settled = [one for one in known if one.settled]
    splits = [found for one in settled for found in _splits(one, groups)]
    large = [one for one in settled if len(one.members) >= LEAST_SIZE]
    merges = [
        _merge(one, other)
        for one, other in combinations(large, 2)
        if _mergeable(one, other) and _are_one(one, other, groups, grouping.near)
    ]
    return [*splits, *merges]


def _splits(pattern: Known, groups: Sequence[frozenset[str]]) -> list[Suggested]:
    """Of members found in several groups the main part stays; who was put there is in it."""
    parts = [found for group in groups if len(found := group & pattern.members) >= LEAST_SIZE]
    if len(parts) < 2:
        return []
    main = max(parts, key=lambda part: (len(part & pattern.pinned), len(part), sorted(part)))
    return [
        Suggested(SuggestionKind.SPLIT, pattern.number, keys=part)
        for part in parts
        if part is not main
    ]


def _mergeable(one: Known, other: Known) -> bool:
    """Whether nobody said that they differ, and one of them can go on in the other."""
    said = (one.barred & other.members) or (other.barred & one.members)
    return not said and any(can_take(each.state, PatternStep.MERGE) for each in (one, other))


def _merge(one: Known, other: Known) -> Suggested:
    """The smaller goes on in the larger, or else the one that can."""
    small, large = sorted((one, other), key=lambda each: (len(each.members), -each.number))
    if not can_take(small.state, PatternStep.MERGE):
        small, large = large, small
    return Suggested(SuggestionKind.MERGE, small.number, large.number)


def _are_one(one: Known, other: Known, groups: Sequence[frozenset[str]], near: Links) -> bool:
    found = any(_half(group, one) and _half(group, other) for group in groups)
    return found or (_drawn(one, other, near) and _drawn(other, one, near))


def _half(group: frozenset[str], pattern: Known) -> bool:
    return len(group & pattern.members) >= HALF * len(pattern.members)


def _drawn(one: Known, other: Known, near: Links) -> bool:
    """Whether half of the cases of a pattern have two near cases or more in the other."""
    drawn = sum(len(near.get(key, {}).keys() & other.members) >= LEAST_NEAR for key in one.members)
    return drawn >= HALF * len(one.members)


def keep_suggestions(organisation_id: int, found: Sequence[Suggested]) -> int:
    """Bring the open proposals up to date with what a run found; gives how many are new."""
    patterns = _settled_by_number(organisation_id, found)
    kept = list(
        db.session.scalars(
            select(PatternSuggestion)
            .join(Pattern, Pattern.id == PatternSuggestion.pattern_id)
            .where(Pattern.organisation_id == organisation_id)
        )
    )
    again: set[int] = set()
    new = 0
    for one in found:
        if one.number not in patterns or (one.other or one.number) not in patterns:
            continue
        wanted = _row(one, patterns)
        equal = [row for row in kept if _is_same(row, wanted)]
        again |= {row.id for row in equal}
        if not any(row.accepted is False or row.decided_at is None for row in equal):
            db.session.add(wanted)
            new += 1
    for row in kept:
        if row.decided_at is None and row.id not in again:
            db.session.delete(row)
    db.session.flush()
    return new


def _settled_by_number(organisation_id: int, found: Sequence[Suggested]) -> dict[int, Pattern]:
    """The patterns that are still settled now."""
    numbers = {number for one in found for number in (one.number, one.other) if number}
    rows = db.session.scalars(
        select(Pattern).where(
            Pattern.organisation_id == organisation_id, Pattern.number.in_(numbers)
        )
    )
    return {one.number: one for one in rows if one.state in SETTLED_STATES}


def _row(one: Suggested, patterns: dict[int, Pattern]) -> PatternSuggestion:
    cases = db.session.scalars(select(Case.id).where(Case.public_id.in_(one.keys)))
    return PatternSuggestion(
        pattern_id=patterns[one.number].id,
        other_id=patterns[one.other].id if one.other else None,
        kind=one.kind,
        found_at=now(),
        cases=[SuggestedCase(case_id=case_id) for case_id in cases],
    )


def _is_same(row: PatternSuggestion, wanted: PatternSuggestion) -> bool:
    """The same patterns, and for a split half of the cases or more in common."""
    if row.kind is not wanted.kind:
        return False
    if {row.pattern_id, row.other_id} != {wanted.pattern_id, wanted.other_id}:
        return False
    had = {one.case_id for one in row.cases}
    has = {one.case_id for one in wanted.cases}
    return len(had & has) >= SAME * len(had | has)
