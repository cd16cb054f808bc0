"""The triangle of values (waardendriehoek): where each participant puts the weight. Pure.

The three corners are those of the Instituut voor Publieke Waarden. Weights are read as barycentric
coordinates (A.F. Möbius, Der barycentrische Calcul, 1827): a point is the mean of the corners, each
counted by its weight. Lengths and places are in units of the viewBox of the picture, `WIDTH` wide
and `HEIGHT` high, x to the right and y down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from cases.doorbraak.terms import Value

WIDTH, HEIGHT = 440.0, 400.0
LEGITIMACY, INVOLVEMENT, RETURN = (220.0, 46.0), (50.0, 340.0), (390.0, 340.0)
RADIUS = 13.0
# Between the middles of two dots, so that their edges and numbers stay apart.
APART = 2 * RADIUS + 3
# From the edge of the picture; above and below stand the words of the corners.
MARGIN = RADIUS + 2
HIGHEST, LOWEST = LEGITIMACY[1], HEIGHT - 38
ROUNDS = 400
GOLDEN_ANGLE = pi * (3 - 5**0.5)

HEAVIEST = 10
DEFAULTS: dict[Value, tuple[int, int, int]] = {
    Value.LEGITIMACY: (6, 2, 2),
    Value.INVOLVEMENT: (2, 6, 2),
    Value.RETURN: (2, 2, 6),
}
"""What is taken for weights that were left open: legitimacy, involvement, return."""

Point = tuple[float, float]
Weights = tuple[int, int, int]


@dataclass(frozen=True)
class Dot:
    """A numbered dot: where it is drawn, and the place of the weights when that is elsewhere."""

    number: int
    x: float
    y: float
    meant_x: float
    meant_y: float

    @property
    def moved(self) -> bool:
        """Whether the dot no longer covers its own place, for it had to make room for another."""
        return hypot(self.x - self.meant_x, self.y - self.meant_y) > RADIUS


def point_of(weights: Weights) -> Point | None:
    """The place of three weights of 0 and up; None when all are zero.

    Only their proportion counts: (1, 1, 1) and (9, 9, 9) both lie in the middle. A negative weight
    is a ValueError.
    """
    if min(weights) < 0:
        raise ValueError("a weight is zero or more")
    total = sum(weights)
    if not total:
        return None
    corners = (LEGITIMACY, INVOLVEMENT, RETURN)
    x = sum(weight * corner[0] for weight, corner in zip(weights, corners, strict=True)) / total
    y = sum(weight * corner[1] for weight, corner in zip(weights, corners, strict=True)) / total
    return x, y


def dots(weighed: Sequence[Weights]) -> list[Dot]:
    """A dot for each of these weights, numbered from 1 in their order, none over another.

    Who gave no weight keeps a number and gets no dot. The outcome depends on the input alone.
    """
    places = {number: point_of(weights) for number, weights in enumerate(weighed, start=1)}
    meant = {number: place for number, place in places.items() if place is not None}
    drawn = _apart(list(meant.values()))
    return [
        Dot(number, round(x, 1), round(y, 1), round(place[0], 1), round(place[1], 1))
        for (number, place), (x, y) in zip(meant.items(), drawn, strict=True)
    ]


def _apart(points: Sequence[Point]) -> list[Point]:
    """Push points that are too near away from each other, until none is or the rounds are over."""
    moved = list(points)
    for _round in range(ROUNDS):
        if not _push(moved):
            break
        moved = [_inside(point) for point in moved]
    return moved


def _push(points: list[Point]) -> bool:
    """One round over all pairs; whether any was too near."""
    pushed = False
    for first in range(len(points)):
        for second in range(first + 1, len(points)):
            (ax, ay), (bx, by) = points[first], points[second]
            distance = hypot(bx - ax, by - ay)
            if distance >= APART:
                continue
            pushed = True
            along = _direction(bx - ax, by - ay, distance, first + second)
            step = (APART - distance) / 2 + 0.05
            points[first] = (ax - step * along[0], ay - step * along[1])
            points[second] = (bx + step * along[0], by + step * along[1])
    return pushed


def _direction(dx: float, dy: float, distance: float, turn: int) -> Point:
    """Along which line two points part; those in one place part each in another direction."""
    if distance > 0.01:
        return dx / distance, dy / distance
    return cos(turn * GOLDEN_ANGLE), sin(turn * GOLDEN_ANGLE)


def _inside(point: Point) -> Point:
    x, y = point
    return min(max(x, MARGIN), WIDTH - MARGIN), min(max(y, HIGHEST), LOWEST)
