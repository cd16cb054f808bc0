"""What rises is told from chance, and a rise that is there is found as often as is said."""

import numpy as np
import pytest
from numpy.typing import NDArray

from learning.signals.rising import WEEKS, Rise, find_rises

ROUNDS = 199
"""Enough for seven patterns: the surest needs one in 140."""

Counts = NDArray[np.int64]


def towns(runs: int, weekly: float, *, others: float = 30.0) -> list[tuple[Counts, Counts]]:
    """Seven patterns in which nothing goes on, and all cases around them, again and again."""
    dice = np.random.default_rng(20260401)
    made = []
    for _ in range(runs):
        patterns = dice.poisson(weekly, (7, WEEKS))
        made.append((patterns, dice.poisson(others, WEEKS)))
    return made


def rises(patterns: Counts, rest: Counts) -> list[Rise | None]:
    everyone = patterns.sum(axis=0) + rest
    return find_rises(patterns.tolist(), everyone.tolist(), rounds=ROUNDS)


@pytest.mark.parametrize("weekly", [0.3, 1.0, 3.0])
def test_of_chance_alone_one_run_in_twenty_says_something(weekly: float) -> None:
    runs = 200
    wrong = sum(any(rises(*town)) for town in towns(runs, weekly))
    assert wrong <= 0.05 * runs


@pytest.mark.parametrize(("weekly", "times", "power"), [(10, 2, 0.95), (5, 2, 0.6), (3, 3, 0.9)])
def test_a_planted_rise_is_found(weekly: float, times: float, power: float) -> None:
    found = 0
    for patterns, rest in towns(60, weekly, others=100):
        patterns[0, -4:] = np.random.default_rng(patterns[0].sum()).poisson(times * weekly, 4)
        rise = rises(patterns, rest)[0]
        found += rise is not None and rise.weeks_ago < 4
    assert found >= power * 60


def test_when_everybody_writes_more_nothing_rises() -> None:
    quiet = [1, 0, 1, 2] * 16 + [1]
    busy = [*quiet[:-4], 6, 6, 6, 6]
    [alone] = find_rises([busy], [one * 10 for one in quiet[:-4]] + [10] * 4)
    assert alone is not None
    assert alone.cases == 24
    assert alone.weeks_ago == 0
    assert alone.expected == pytest.approx(4.0, abs=0.1)
    assert find_rises([busy], [one * 10 for one in busy]) == [None]


def test_a_rise_of_last_quarter_is_remembered_and_an_older_one_is_not() -> None:
    whole = [20] * WEEKS
    recent, older = [1] * WEEKS, [1] * WEEKS
    recent[-13:-9] = [8, 8, 8, 8]
    older[-30:-26] = [8, 8, 8, 8]
    found, forgotten = find_rises([recent, older], whole)
    assert found is not None
    assert (found.cases, found.weeks_ago) == (32, 9)
    assert forgotten is None


def test_without_earlier_weeks_nothing_can_rise() -> None:
    assert find_rises([[0, 0, 0, 5, 5, 5, 5]], [5] * 7) == [None]
    assert find_rises([[0] * 61 + [2, 0, 0, 0]], [9] * WEEKS) == [None]
    assert find_rises([], [9] * WEEKS) == []


def test_a_pattern_is_part_of_the_organisation() -> None:
    with pytest.raises(ValueError, match="part of"):
        find_rises([[0, 2]], [1, 1])
