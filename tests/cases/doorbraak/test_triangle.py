"""Where weights lie on the triangle of values, and that no dot hides another."""

import random
from itertools import combinations
from math import hypot, isclose

import pytest

from cases.doorbraak.triangle import (
    APART,
    HEIGHT,
    INVOLVEMENT,
    LEGITIMACY,
    RADIUS,
    RETURN,
    WIDTH,
    Weights,
    dots,
    point_of,
)

MOST_PEOPLE = 25


def test_one_weight_lies_in_its_corner_and_equal_ones_in_the_middle() -> None:
    assert point_of((7, 0, 0)) == LEGITIMACY
    assert point_of((0, 3, 0)) == INVOLVEMENT
    assert point_of((0, 0, 1)) == RETURN
    middle = tuple(
        sum(corner[axis] for corner in (LEGITIMACY, INVOLVEMENT, RETURN)) / 3 for axis in (0, 1)
    )
    assert point_of((1, 1, 1)) == pytest.approx(middle)
    assert point_of((9, 9, 9)) == pytest.approx(middle)


def test_two_equal_weights_lie_halfway_their_corners() -> None:
    x, y = point_of((5, 5, 0)) or (0, 0)
    assert isclose(x, (LEGITIMACY[0] + INVOLVEMENT[0]) / 2)
    assert isclose(y, (LEGITIMACY[1] + INVOLVEMENT[1]) / 2)


def test_no_weight_at_all_has_no_place_and_keeps_its_number() -> None:
    assert point_of((0, 0, 0)) is None
    assert [dot.number for dot in dots([(1, 0, 0), (0, 0, 0), (0, 0, 4)])] == [1, 3]
    with pytest.raises(ValueError, match="zero or more"):
        point_of((-1, 2, 2))


def test_a_dot_that_nobody_is_near_stays_where_it_was_meant() -> None:
    lone, other = dots([(8, 1, 1), (1, 8, 1)])
    assert (lone.x, lone.y) == (lone.meant_x, lone.meant_y)
    assert not lone.moved
    assert not other.moved


def crowds() -> list[list[Weights]]:
    drawn = random.Random(20)  # noqa: S311 - makes data, no secrets
    spread = [
        (drawn.randint(0, 10), drawn.randint(0, 10), drawn.randint(0, 10))
        for _person in range(MOST_PEOPLE)
    ]
    corner: list[Weights] = [(10, 0, 0)] * MOST_PEOPLE
    low: list[Weights] = [(0, 10, 0)] * 12 + [(0, 0, 10)] * 13
    middle: list[Weights] = [(5, 5, 5)] * MOST_PEOPLE
    return [spread, corner, low, middle]


@pytest.mark.parametrize("crowd", crowds(), ids=["spread", "one corner", "two corners", "middle"])
def test_dots_of_twenty_five_people_stay_apart_and_in_the_picture(crowd: list[Weights]) -> None:
    found = dots(crowd)
    near = min(hypot(a.x - b.x, a.y - b.y) for a, b in combinations(found, 2))
    assert near > APART - 0.5
    assert near > 2 * RADIUS
    for dot in found:
        assert RADIUS <= dot.x <= WIDTH - RADIUS
        assert RADIUS <= dot.y <= HEIGHT - RADIUS
    assert dots(crowd) == found
