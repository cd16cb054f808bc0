"""What a verdict could have shown: the chance of it is counted, and agrees with playing it out."""

from math import exp, factorial

import numpy as np
import pytest

from learning.effect import QuarterCount, chance_of_fall, compare
from learning.power import ENOUGH, Power, chance_to_show, powers_of


def quarters(*cases: int, exposure: int = 100) -> list[QuarterCount]:
    return [QuarterCount(count, exposure) for count in cases]


def by_hand(mean: float, fall: float, share: float, most: int = 60) -> float:
    """The same sum, one pair of counts at a time."""
    later = mean * share / (1 - share) * (1 - fall)

    def chance(count: int, of: float) -> float:
        return exp(-of) * of**count / factorial(count)

    return sum(
        chance(x, mean) * chance(y, later)
        for x in range(most)
        for y in range(most)
        if chance_of_fall(x, y, share) < 0.05
    )


@pytest.mark.parametrize(
    ("mean", "fall", "share"),
    [(4.0, 0.5, 0.5), (12.0, 0.5, 0.4), (16.0, 0.8, 0.5), (9.0, 0.0, 0.6)],
)
def test_the_power_is_the_sum_over_all_outcomes(mean: float, fall: float, share: float) -> None:
    assert chance_to_show(mean, share, fall) == pytest.approx(by_hand(mean, fall, share), abs=1e-5)


def test_playing_it_out_gives_the_same() -> None:
    random = np.random.default_rng(4)
    before, after = random.poisson(20, 4000), random.poisson(10, 4000)
    shown = [
        comparison.shows_fall
        for x, y in zip(before, after, strict=True)
        if (comparison := compare([QuarterCount(int(x), 100)], [QuarterCount(int(y), 100)]))
    ]
    assert chance_to_show(20, 0.5, 0.5) == pytest.approx(np.mean(shown), abs=0.025)


def test_nothing_that_changes_shows_in_at_most_one_in_twenty() -> None:
    assert all(chance_to_show(mean, 0.5, 0.0) < 0.05 for mean in (1, 2, 4, 8, 16, 32, 64))


def test_more_cases_more_quarters_and_a_larger_fall_show_sooner() -> None:
    few, many = (
        powers_of(quarters(*one), quarters(5, 5), 2, [0.5, 0.8]) for one in ([4, 4], [20, 20])
    )
    assert few[0].chance < many[0].chance
    assert few[0].chance < few[1].chance
    assert few[0].quarters is None
    assert many[1].quarters is not None
    assert many[1].quarters <= 2


def test_the_named_quarter_is_the_first_that_is_enough() -> None:
    (found,) = powers_of(quarters(16, 16, 16, 16), quarters(8, 8), 2, [0.5])
    assert found.quarters is not None
    exposure = 100 * found.quarters
    assert chance_to_show(64, exposure / (400 + exposure), 0.5) >= ENOUGH
    assert chance_to_show(64, (exposure - 100) / (300 + exposure), 0.5) < ENOUGH


def test_quarters_that_differ_wildly_show_less() -> None:
    calm, wild = (
        powers_of(quarters(*one), quarters(4, 4, 4, 4), 4, [0.5])[0]
        for one in ([10, 10, 10, 10], [40, 0, 0, 0])
    )
    assert wild.chance < calm.chance / 2


def test_before_the_change_has_lasted_it_tells_what_two_quarters_could_show() -> None:
    expected = powers_of(quarters(16, 16), quarters(16, 16), 2, [0.5])
    assert powers_of(quarters(16, 16), [], 0, [0.5]) == expected


def test_without_a_case_before_there_is_nothing_to_fall() -> None:
    assert powers_of(quarters(0, 0), quarters(1, 1), 2, [0.5]) == []
    assert chance_to_show(0, 0.5, 0.5) == 0
    assert Power(0.5, 0.0, None).quarters is None
