"""The area of a pattern: its cases joined where they lie near each other, and what lies beside it.

Places are as on the map, both coordinates between 0 and 1; distances are measured as the picture
is drawn, `WIDE` times as wide as high.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Place = tuple[float, float]
Line = tuple[Place, Place]

WIDE = 1.6
# Members that lie further apart than this are islands of one area.
LONGEST = 0.14
EDGE = 0.06


@dataclass(frozen=True)
class Area:
    """Thick lines that cover the members of a pattern, and the middle of its largest island.

    A member that lies alone has a line of no length, which is drawn as a dot. The middle is the
    member that lies most in the middle; `apart` has such a one for each smaller island.
    """

    lines: tuple[Line, ...]
    middle: Place
    apart: tuple[Place, ...]


def area_of(places: Collection[Place], zoom: float = 1.0) -> Area:
    """The area around the places of one or more members: the shortest lines that join them.

    `zoom` is how much larger these places are drawn than on the whole map.
    """
    points = list(dict.fromkeys(places))
    island = [0] * len(points)
    lines: list[Line] = []
    for row, (parent, gap) in _joined(points).items():
        near = gap <= LONGEST * zoom
        island[row] = island[parent] if near else row
        lines += [(points[parent], points[row])] if near else []
    ended = {end for line in lines for end in line}
    lines += [(one, one) for one in points if one not in ended]
    islands = [
        [one for one, of in zip(points, island, strict=True) if of == name]
        for name in dict.fromkeys(island)
    ]
    islands.sort(key=len, reverse=True)
    middle, *apart = (_most_central(one) for one in islands)
    return Area(tuple(lines), middle, tuple(apart))


def _most_central(island: Sequence[Place]) -> Place:
    x, y = np.mean(island, axis=0).tolist()
    return min(island, key=lambda one: distance(one, (x, y)))


def _joined(places: Sequence[Place]) -> dict[int, tuple[int, float]]:
    """Per place but the first the earlier one that it is joined to, and how far that lies.

    The shortest tree over all places (Prim, 1957), in the order in which they join it.
    """
    points = np.array(places) * (WIDE, 1)
    nearest = np.zeros(len(points), np.intp)
    gap = np.hypot(*(points - points[0]).T)
    gap[0] = math.inf
    tree: dict[int, tuple[int, float]] = {}
    for _ in places[1:]:
        best = int(gap.argmin())
        tree[best] = (int(nearest[best]), float(gap[best]))
        fresh = np.hypot(*(points - points[best]).T)
        closer = (fresh < gap) & np.isfinite(gap)
        gap, nearest = np.where(closer, fresh, gap), np.where(closer, best, nearest)
        gap[best] = math.inf
    return tree


def distance(one: Place, other: Place) -> float:
    """How far two places lie apart in the picture, in heights of it."""
    return math.hypot((one[0] - other[0]) * WIDE, one[1] - other[1])


def lying_beside(middles: Mapping[int, Place], count: int = 2) -> dict[int, list[int]]:
    """Per pattern the `count` others whose middles lie nearest, nearest first."""
    return {
        one: sorted(
            (other for other in middles if other != one),
            key=lambda other: (distance(middles[one], middles[other]), other),
        )[:count]
        for one in middles
    }


def fitted(places: Collection[Place]) -> tuple[dict[Place, Place], float]:
    """Where each place comes when these alone fill the picture, and how much larger all becomes."""
    if not places:
        return {}, 1.0
    xs, ys = zip(*places, strict=True)
    widest = max(max(xs) - min(xs), max(ys) - min(ys), 0.05)
    zoom = (1 - 2 * EDGE) / widest
    middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    shown = {(x, y): (0.5 + (x - middle_x) * zoom, 0.5 + (y - middle_y) * zoom) for x, y in places}
    return shown, zoom
