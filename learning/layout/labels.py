"""Room for names in a picture, so that none lies over another and few over a dot.

All sizes are in pixels of the picture as it is drawn; a box is left, top, width and height.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Box = tuple[float, float, float, float]
Spot = tuple[float, float]

TURNS = 12
RINGS = (0, 24, 40, 60, 85, 115, 150)
# What it costs to cover a dot, or the area within this many pixels of one, in pixels of distance.
COVERED_DOT, TOUCHED_DOT, AROUND_DOT = 40.0, 6.0, 20.0
GAP = 4.0
# What a larger size may cost.
WORTH = 90.0


@dataclass(frozen=True)
class Wanted:
    """A name that wants a place near a spot, and the sizes in which it can be told, best first."""

    spot: Spot
    sizes: tuple[Spot, ...]


@dataclass(frozen=True)
class Found:
    """The box that a name got, and the number of its size among those that were wanted."""

    box: Box
    size: int


def boxes_for(wanted: Sequence[Wanted], dots: Sequence[Spot], size: Spot) -> list[Found | None]:
    """A box for each name, the first first; None where there is no room left.

    Of all ways around its spot the one that covers the fewest dots and lies nearest. A larger size
    is taken only where it hides little and lies near.
    """
    points = np.array(dots, np.float64).reshape(-1, 2)
    taken: list[Box] = []
    found: list[Found | None] = []
    for one in wanted:
        best = _best(one, points, taken, size)
        found.append(best)
        taken += [best.box] if best else []
    return found


def _best(one: Wanted, dots: NDArray[np.float64], taken: Sequence[Box], size: Spot) -> Found | None:
    for number, room in enumerate(one.sizes):
        last = number == len(one.sizes) - 1
        ways = [box for box in _ways(one.spot, room) if _inside(box, size)]
        costs = {box: _cost(box, one.spot, dots) for box in ways if not _meets(box, taken)}
        best = min(costs, key=lambda box: costs[box], default=None)
        if best is not None and (last or costs[best] <= WORTH):
            return Found(best, number)
    return None


def _ways(spot: Spot, room: Spot) -> list[Box]:
    """Boxes around the spot, from on top of it outwards; wider than high, as names are."""
    width, height = room
    ways = []
    for ring in RINGS:
        for turn in range(TURNS if ring else 1):
            angle = 2 * math.pi * turn / TURNS
            x = spot[0] + math.cos(angle) * (ring + width / 2 * bool(ring))
            y = spot[1] + math.sin(angle) * (ring + height / 2 * bool(ring))
            ways.append((x - width / 2, y - height / 2, width, height))
    return ways


def _inside(box: Box, size: Spot) -> bool:
    left, top, width, height = box
    return left >= 0 and top >= 0 and left + width <= size[0] and top + height <= size[1]


def _meets(box: Box, taken: Sequence[Box]) -> bool:
    left, top, width, height = box
    return any(
        left < other[0] + other[2] + GAP
        and other[0] < left + width + GAP
        and top < other[1] + other[3] + GAP
        and other[1] < top + height + GAP
        for other in taken
    )


def _cost(box: Box, spot: Spot, dots: NDArray[np.float64]) -> float:
    left, top, width, height = box
    away = max(abs(left + width / 2 - spot[0]) - width / 2, 0)
    off = max(abs(top + height / 2 - spot[1]) - height / 2, 0)
    covered = COVERED_DOT * _within(box, dots, GAP) + TOUCHED_DOT * _within(box, dots, AROUND_DOT)
    return covered + math.hypot(away, off)


def _within(box: Box, dots: NDArray[np.float64], gap: float) -> int:
    """How many dots lie in the box or so many pixels from it."""
    left, top, width, height = box
    beside = (dots[:, 0] >= left - gap) & (dots[:, 0] <= left + width + gap)
    level = (dots[:, 1] >= top - gap) & (dots[:, 1] <= top + height + gap)
    return int((beside & level).sum())
