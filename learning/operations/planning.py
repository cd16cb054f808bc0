"""What a run of detection wants to change, given what it found and what people have decided.

Pure: keys in, a plan out; `detection` carries it out.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from learning.lifecycle.patterns import PatternState
from learning.queries.known import Known

if TYPE_CHECKING:
    from learning.similarity.groups import Group, Grouping

Links = Mapping[str, Mapping[str, float]]
Pairs = frozenset[tuple[str, str]]

LEAST_SIZE = 3
# Who calls a larger group "not together" has not looked at each pair, and pairs grow with the
# square of the members. Such a group is still known again as one that was put aside.
MOST_REFUSED = 30


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


def kept_together(known: Sequence[Known]) -> list[frozenset[str]]:
    """The sets of cases of which an analyst said that they belong together.

    That holds too when the pattern was put aside since, but for the reason that they do not.
    """
    return [one.pinned for one in known if len(one.pinned) > 1 and not one.refused]


def kept_apart(known: Sequence[Known]) -> Pairs:
    """The pairs of cases of which an analyst said that they are not the same, sorted by key.

    Who was taken out of a pattern stands apart from its members when a person confirmed those, and
    else from those that a person put there. Cases of a pattern that was put aside because they do
    not belong together stand apart from each other.
    """
    pairs: set[tuple[str, str]] = set()
    for one in known:
        firm = one.members if one.settled else one.pinned
        pairs |= {(a, b) for a in one.barred for b in firm}
        if one.refused and len(one.members) <= MOST_REFUSED:
            pairs |= set(combinations(one.members, 2))
    return frozenset((min(pair), max(pair)) for pair in pairs)


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
        votes_allowed(near, known),
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
    plan.vanished = [number for number in proposals.matching.gone if by_number[number].may_vanish]
    return plan


def votes_allowed(near: Links, known: Sequence[Known]) -> dict[str, dict[str, float]]:
    """The links by which a case may join a pattern.

    Left out are those to a pattern that the case was taken out of, and those to a case with which
    it was said not to belong together. Who was put in a pattern by a person joins no other one.
    """
    pinned = {key for one in known if not one.refused for key in one.pinned}
    apart: dict[str, set[str]] = defaultdict(set)
    for pattern in known:
        for key in pattern.barred:
            apart[key] |= pattern.members
    for one, other in kept_apart(known):
        apart[one].add(other)
        apart[other].add(one)
    return {
        key: {other: weight for other, weight in others.items() if other not in apart[key]}
        for key, others in near.items()
        if key not in pinned
    }


def _group_change(
    keys: Sequence[str], same: Known | None, known: Sequence[Known], group: "Group"
) -> Change | None:
    if same is not None and same.state is PatternState.DISMISSED:
        return None
    elsewhere = {key for one in known if one is not same and not one.refused for key in one.pinned}
    found = set(keys)
    barred = {
        key for one in known if one is same or len(found & one.members) > 1 for key in one.barred
    }
    kept = [key for key in keys if key not in elsewhere | barred]
    kept += sorted(same.pinned - set(kept)) if same else []
    if same is None and len(kept) < LEAST_SIZE:
        return None
    return Change(kept, same.number if same else None, group)
