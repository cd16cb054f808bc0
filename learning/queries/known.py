"""How the patterns of an organisation stand when a run or a new case meets them."""

from collections.abc import Sequence
from dataclasses import dataclass

from learning.lifecycle.patterns import SETTLED_STATES, PatternState
from learning.models.patterns import DismissedKind, Pattern
from learning.queries.comparison import all_patterns, membership_keys


@dataclass(frozen=True)
class Known:
    """A pattern as a run meets it: its cases by public id, and what an analyst said of them.

    `pinned` belong here, `barred` do not (those of patterns that were merged into it among them).
    `refused` says that the members do not belong together at all.
    """

    number: int
    state: PatternState
    curated: bool
    members: frozenset[str]
    pinned: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    refused: bool = False

    @property
    def settled(self) -> bool:
        """Whether no run moves its cases."""
        return self.state in SETTLED_STATES

    @property
    def may_vanish(self) -> bool:
        """Whether a run that does not find it again lets it go: nobody decided anything here."""
        decided = self.curated or self.pinned or self.barred
        return self.state is PatternState.CANDIDATE and not decided


def known_patterns(organisation_id: int, across: bool = False) -> list[Known]:
    """How the patterns of an organisation stand; merged ones live on in another.

    Patterns among the cases of several organisations stand apart: those have runs of their own.
    """
    patterns = all_patterns(organisation_id, across)
    members, pinned, barred = membership_keys(organisation_id, across)
    heir = _heirs(patterns)
    for one in patterns:
        if heir[one.id] != one.id:
            # "This is not the same" was said of what the other pattern now stands for too.
            barred[heir[one.id]] |= barred[one.id] - members[heir[one.id]]
    return [
        Known(
            number=one.number,
            state=one.state,
            curated=one.curated,
            members=frozenset(members[one.id]),
            pinned=frozenset(pinned[one.id]),
            barred=frozenset(barred[one.id]),
            refused=_refused(one),
        )
        for one in patterns
        if one.state is not PatternState.MERGED
    ]


def _refused(pattern: Pattern) -> bool:
    dismissed = pattern.state is PatternState.DISMISSED
    return dismissed and pattern.dismissed_kind is DismissedKind.NOT_TOGETHER


def _heirs(patterns: Sequence[Pattern]) -> dict[int, int]:
    """Per pattern in which one it lives on: itself, or where a chain of merges ends."""
    into = {one.id: one.merged_into_id for one in patterns if one.state is PatternState.MERGED}

    def end(pattern_id: int) -> int:
        passed = set()
        while (following := into.get(pattern_id)) is not None and pattern_id not in passed:
            passed.add(pattern_id)
            pattern_id = following
        return pattern_id

    return {one.id: end(one.id) for one in patterns}
