"""Which found group is which pattern: patterns keep their identity from run to run.

A run proposes, people decide. A member of a confirmed pattern never moves; a case in no pattern
joins one by the vote of its nearest cases; what remains is matched with unconfirmed patterns.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

SAME = 0.5
CHANGED = 0.2
LEAST_VOTERS = 2
LEAST_SHARE = 0.5


@dataclass(frozen=True)
class Pattern:
    """A pattern as it stands: its number, its members' keys, and whether a person confirmed it."""

    number: int
    members: frozenset[str]
    confirmed: bool = False


@dataclass(frozen=True)
class Matching:
    """Found groups by their index: `same` pattern, `changed` (perhaps split or merged), or new.

    `gone` holds the numbers of patterns that no group matches as the same.
    """

    same: dict[int, int] = field(default_factory=dict)
    changed: dict[int, list[int]] = field(default_factory=dict)
    new: list[int] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Proposals:
    """What a run proposes: cases that join a pattern by vote, and the groups that are left.

    `joined` goes from case key to pattern number; `groups` are keys without members of confirmed
    patterns, in the order found; `matching` says which unconfirmed pattern each of them is.
    """

    joined: dict[str, int]
    groups: list[list[str]]
    matching: Matching


def overlap(one: Collection[str], other: Collection[str]) -> float:
    """Jaccard: the share (0..1) of all members that stand in both; 0 when both are empty."""
    left, right = set(one), set(other)
    together = len(left | right)
    return len(left & right) / together if together else 0.0


def match_groups(groups: Sequence[Collection[str]], patterns: Sequence[Pattern]) -> Matching:
    """The best one-to-one match by overlap (Hungarian): .5 or more is the same pattern.

    Between .2 and .5 a person decides whether it was split or merged; below, the group is new.
    """
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - slow to import

    table = np.array([[overlap(g, p.members) for p in patterns] for g in groups], float)
    table = table.reshape(len(groups), len(patterns))
    pairs = zip(*linear_sum_assignment(-table), strict=True)
    same = {int(g): patterns[int(p)].number for g, p in pairs if table[g, p] >= SAME}
    matching = Matching(same=same)
    for index, row in enumerate(table):
        near = [p.number for p, value in zip(patterns, row, strict=True) if value >= CHANGED]
        if index not in same and near:
            matching.changed[index] = near
        elif index not in same:
            matching.new.append(index)
    matching.gone.extend(p.number for p in patterns if p.number not in same.values())
    return matching


def vote(links: Mapping[str, float], pattern_of: Mapping[str, int]) -> int | None:
    """The pattern that a case joins, or None: two linked members at least, with half the weight.

    `links` gives per near case the likeness above the threshold (cases in no pattern among them:
    they vote against). Of equals the lowest number wins.
    """
    weight: dict[int, float] = {}
    voters: dict[int, int] = {}
    for key, strength in links.items():
        pattern = pattern_of.get(key)
        if pattern is not None:
            weight[pattern] = weight.get(pattern, 0.0) + strength
            voters[pattern] = voters.get(pattern, 0) + 1
    asked = LEAST_SHARE * sum(links.values())
    won = [p for p in weight if voters[p] >= LEAST_VOTERS and weight[p] >= asked]
    return min(won, key=lambda p: (-weight[p], p), default=None)


def joined_by_vote(
    links: Mapping[str, Mapping[str, float]], patterns: Sequence[Pattern]
) -> dict[str, int]:
    """Cases that are in no pattern and join one by vote; who is in a pattern stays there."""
    pattern_of = {key: p.number for p in patterns for key in p.members}
    votes = {key: vote(near, pattern_of) for key, near in links.items() if key not in pattern_of}
    return {key: number for key, number in votes.items() if number is not None}


def propose(
    groups: Sequence[Sequence[str]],
    patterns: Sequence[Pattern],
    links: Mapping[str, Mapping[str, float]],
    least_size: int = 3,
) -> Proposals:
    """What a run proposes beside the patterns that stand; members of confirmed ones never move.

    `groups` are the keys of each found group, `links` per case its near cases (see
    `cases.likeness.links`). A case joins a confirmed pattern by vote; it and all confirmed
    members then leave the found groups, and groups that become too small are not proposed.
    """
    confirmed = [pattern for pattern in patterns if pattern.confirmed]
    joined = joined_by_vote(links, confirmed)
    settled = set(joined).union(*(pattern.members for pattern in confirmed))
    free = [[key for key in group if key not in settled] for group in groups]
    left = [group for group in free if len(group) >= least_size]
    open_patterns = [pattern for pattern in patterns if not pattern.confirmed]
    return Proposals(joined, left, match_groups(left, open_patterns))
