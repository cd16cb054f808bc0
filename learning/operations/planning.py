"""What a run of detection wants to change, given what it found and what people have decided.

Pure: keys in, a plan out; `detection` carries it out.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from learning.lifecycle.patterns import SETTLED_STATES, PatternState

if TYPE_CHECKING:
    from learning.similarity.groups import Group, Grouping

Links = Mapping[str, Mapping[str, float]]

LEAST_SIZE = 3


@dataclass(frozen=True)
class Known:
    """A pattern as a run meets it: its cases by public id, and what an analyst said of them."""

    number: int
    state: PatternState
    curated: bool
    members: frozenset[str]
    pinned: frozenset[str]
    barred: frozenset[str]

    @property
    def settled(self) -> bool:
        """Whether no run moves its cases."""
        return self.state in SETTLED_STATES


@dataclass(frozen=True)
class Change:
    """What should happen with one pattern; without a number it is new.

    With a group its cases become exactly `keys`; without one `keys` join the cases that it has.
    """

    keys: list[str]
    number: int | None = None
    group: "Group | None" = None


@dataclass
class Plan:
    """All that a run wants to change."""

    changes: list[Change] = field(default_factory=list)
    vanished: list[int] = field(default_factory=list)
    joined: int = 0


def plan_of(grouping: "Grouping", near: Links, known: Sequence[Known]) -> Plan:
    """What a run wants to change, given what people have decided.

    Members of settled patterns stay, and cases join them by vote. A group that is a candidate
    keeps that candidate's number and title; one that was dismissed stays dismissed. A candidate
    that is no longer found vanishes, unless an analyst worked on it. Who was taken out of a
    pattern does not come back to it, nor to a new one with cases of it.
    """
    from learning.similarity import identity  # noqa: PLC0415 - loads numpy, which is slow

    proposals = identity.propose(
        [group.keys for group in grouping.groups],
        [identity.Pattern(one.number, one.members, one.settled) for one in known],
        _without_barred(near, known),
        LEAST_SIZE,
    )
    by_number = {one.number: one for one in known}
    plan = Plan(joined=len(proposals.joined))
    joining: dict[int, list[str]] = defaultdict(list)
    for key, number in proposals.joined.items():
        joining[number].append(key)
    plan.changes = [Change(keys, number) for number, keys in joining.items()]
    group_of = {key: group for group in grouping.groups for key in group.keys}
    for index, keys in enumerate(proposals.groups):
        same = by_number.get(proposals.matching.same.get(index, 0))
        change = _group_change(keys, same, known, group_of[keys[0]])
        if change is not None:
            plan.changes.append(change)
    plan.vanished = [number for number in proposals.matching.gone if _may_vanish(by_number[number])]
    return plan


def _may_vanish(pattern: Known) -> bool:
    return pattern.state is PatternState.CANDIDATE and not pattern.curated


def _without_barred(near: Links, known: Sequence[Known]) -> dict[str, dict[str, float]]:
    """The links without those that lead a case back to a pattern it was taken out of."""
    apart: dict[str, set[str]] = defaultdict(set)
    for pattern in known:
        for key in pattern.barred:
            apart[key] |= pattern.members
    return {
        key: {other: weight for other, weight in others.items() if other not in apart[key]}
        for key, others in near.items()
    }


def _group_change(
    keys: Sequence[str], same: Known | None, known: Sequence[Known], group: "Group"
) -> Change | None:
    if same is not None and same.state is PatternState.DISMISSED:
        return None
    elsewhere = {key for one in known if one is not same for key in one.pinned}
    found = set(keys)
    barred = {
        key for one in known if one is same or len(found & one.members) > 1 for key in one.barred
    }
    kept = [key for key in keys if key not in elsewhere | barred]
    kept += sorted(same.pinned - set(kept)) if same else []
    if same is None and len(kept) < LEAST_SIZE:
        return None
    return Change(kept, same.number if same else None, group)
