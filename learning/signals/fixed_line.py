"""A fixed line: cases that are alike are treated alike, so that it can be laid down. Pure.

An authority that deviates in the same way each time has a line (a "vaste gedragslijn"). When it is
constant, it belongs in a rule that everybody can read: for a ministry that is what Aanwijzing voor
de regelgeving 5.25, third paragraph asks, for other bodies a policy rule (4:81 Awb) or a local rule
does it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

LEAST_CASES = 5
"""As many as the figures that others may see ask for: fewer is somebody's way, not a line."""
LEAST_SHARE = 0.8
"""The line may have an exception; two in five would mean that there is none."""


@dataclass(frozen=True)
class FixedLine:
    """In `cases` of the `stated` cases the same room was used and it ended in the same way."""

    room: str
    outcome: str
    cases: int
    stated: int


def fixed_line(
    stated: Iterable[tuple[str, str]], *, rooms: Iterable[str], outcomes: Iterable[str]
) -> FixedLine | None:
    """The line in cases that are alike, or None when there is none.

    `stated` holds the room that was used and how it ended, of each case that tells both; cases
    that leave one out must not be in it. Only these `rooms` and `outcomes` can make a line: to use
    no room is no line to lay down, and neither is what helped nobody. They do count as exceptions.
    There is a line when 5 cases or more are the same and they are 80% or more of those stated.
    """
    counts = Counter(stated)
    total = counts.total()
    may_be, may_end = frozenset(rooms), frozenset(outcomes)
    lines = [
        FixedLine(room, outcome, cases, total)
        for (room, outcome), cases in counts.items()
        if room in may_be and outcome in may_end
    ]
    best = max(lines, key=lambda line: line.cases, default=None)
    if best is None or best.cases < LEAST_CASES or best.cases < LEAST_SHARE * total:
        return None
    return best
