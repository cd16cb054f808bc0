"""A fall is called shown when an exact test says so, and never more than the figures bear."""

from collections.abc import Sequence
from datetime import date
from math import inf, isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from app.disclosure import Fact
from app.quarters import Quarter
from learning.effect import (
    Comparison,
    QuarterCount,
    Verdict,
    compare,
    counts_may_show,
    dispersion,
    measure_effect,
    split,
    verdict_may_show,
)


def quarters(*cases: int, exposure: int = 100) -> list[QuarterCount]:
    return [QuarterCount(count, exposure) for count in cases]


def compared(before: Sequence[QuarterCount], after: Sequence[QuarterCount]) -> Comparison:
    comparison = compare(before, after)
    assert comparison is not None
    return comparison


def test_fourteen_before_and_three_after_is_a_fall() -> None:
    effect = measure_effect(quarters(4, 3, 4, 3), quarters(1, 1, 0, 1))
    assert effect.verdict is Verdict.FALL_SHOWN
    assert effect.comparison is not None
    assert (effect.comparison.before, effect.comparison.after) == (14, 3)
    assert effect.comparison.p == pytest.approx(0.0064, abs=0.00005)
    assert effect.comparison.ratio == pytest.approx(0.21, abs=0.005)
    assert effect.comparison.low == pytest.approx(0.05, abs=0.02)
    assert effect.comparison.high == pytest.approx(0.65, abs=0.02)


@pytest.mark.parametrize(
    ("x", "y", "exposure_x", "exposure_y"),
    [(14, 3, 400, 400), (30, 12, 250, 410), (9, 0, 300, 120), (5, 5, 50, 500), (1, 8, 90, 30)],
)
def test_the_p_and_the_interval_are_those_of_other_people(
    x: int, y: int, exposure_x: int, exposure_y: int
) -> None:
    from statsmodels.stats.rates import test_poisson_2indep as peer  # noqa: PLC0415 - slow to load

    ours = compared([QuarterCount(x, exposure_x)], [QuarterCount(y, exposure_y)])
    theirs = peer(y, exposure_y, x, exposure_x, method="exact-cond", alternative="smaller")
    assert ours.p == pytest.approx(float(theirs.pvalue), rel=1e-9)
    share = binomtest(y, x + y).proportion_ci(0.90, method="exact")
    odds = exposure_x / exposure_y
    assert ours.low == pytest.approx(share.low / (1 - share.low) * odds, rel=1e-9)
    assert ours.high == pytest.approx(share.high / (1 - share.high) * odds, rel=1e-9)


def test_more_reporting_is_not_taken_for_an_effect() -> None:
    fewer_reports = measure_effect(quarters(8, 8, 8, 8), quarters(2, 2, 2, 2, exposure=25))
    assert fewer_reports.verdict is Verdict.NOT_SHOWN
    assert fewer_reports.comparison is not None
    assert fewer_reports.comparison.ratio == pytest.approx(1.0)


def test_two_whole_quarters_must_have_passed() -> None:
    assert measure_effect(quarters(14, 14), quarters(0)).verdict is Verdict.TOO_EARLY
    assert measure_effect(quarters(14, 14), []).verdict is Verdict.TOO_EARLY
    assert measure_effect(quarters(14, 14), quarters(0, 0)).verdict is Verdict.FALL_SHOWN


def test_few_cases_say_too_few_and_many_say_not_shown() -> None:
    assert measure_effect(quarters(3, 2), quarters(2, 1)).verdict is Verdict.TOO_FEW
    assert measure_effect(quarters(9, 8), quarters(7, 8)).verdict is Verdict.NOT_SHOWN
    assert measure_effect([], quarters(2, 1)).verdict is Verdict.TOO_FEW
    assert measure_effect(quarters(0, 0), quarters(0, 0)).verdict is Verdict.TOO_FEW


def test_a_fall_that_is_shown_is_never_overruled_by_too_few() -> None:
    # Under two cases a month before, and still clear.
    assert measure_effect(quarters(4, 4), quarters(0, 0)).verdict is Verdict.FALL_SHOWN


def test_quarters_that_differ_wildly_ask_for_a_larger_fall() -> None:
    calm = compared(quarters(4, 3, 4, 3), quarters(1, 1, 0, 1))
    wild = compared(quarters(14, 0, 0, 0), quarters(3, 0, 0, 0))
    assert calm.phi == 1.0
    assert wild.phi > 5
    assert wild.p > 0.05 > calm.p
    assert wild.low < calm.low < calm.high < wild.high
    assert wild.ratio == calm.ratio
    assert dispersion(quarters(3), quarters(9)) == 1.0


@pytest.mark.parametrize(
    ("after", "verdict"),
    [
        ((0, 1, 9, 8), Verdict.RETURNED),
        ((0, 1, 1, 0), Verdict.FALL_SHOWN),
        # It rose, and stays far below what it was.
        ((0, 0, 3, 3), Verdict.FALL_SHOWN),
        ((9, 8, 9, 8), Verdict.NOT_SHOWN),
    ],
)
def test_it_came_back(after: tuple[int, ...], verdict: Verdict) -> None:
    assert measure_effect(quarters(9, 9, 9, 9), quarters(*after)).verdict is verdict


def test_quarters_without_any_case_of_the_organisation_prove_no_return() -> None:
    after = [*quarters(0, 0), QuarterCount(0, 0)]
    assert measure_effect(quarters(9, 9), after).verdict is Verdict.FALL_SHOWN


def test_extremes_have_an_answer() -> None:
    assert compare(quarters(0, 0, exposure=0), quarters(1, 1)) is None
    nothing = compared(quarters(0), quarters(0))
    assert isnan(nothing.ratio)
    assert (nothing.low, nothing.high, nothing.p) == (0, inf, 1)
    new = compared(quarters(0), quarters(3))
    assert (new.ratio, new.high, new.p) == (inf, inf, 1)
    with pytest.raises(ValueError, match="part of"):
        QuarterCount(3, 2)


COUNTS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 400)).map(
        lambda pair: QuarterCount(pair[0], sum(pair))
    ),
    max_size=8,
)


@given(COUNTS, COUNTS)
def test_every_history_has_a_verdict(before: list[QuarterCount], after: list[QuarterCount]) -> None:
    effect = measure_effect(before, after)
    assert effect.verdict.label
    if (found := effect.comparison) is not None:
        assert 0 <= found.p <= 1
        assert found.low <= found.high
        assert isnan(found.ratio) or found.low <= found.ratio <= found.high
        if effect.verdict is Verdict.FALL_SHOWN:
            assert found.high < 1


@pytest.mark.parametrize("rate", [1, 4, 8])
def test_nothing_changed_is_seldom_called_a_fall(rate: int) -> None:
    """At most 1 in 20 for chance alone, checked with room for the luck of 1,500 histories."""
    random = np.random.default_rng(rate)
    histories = random.poisson(rate, size=(1500, 8))
    alarms = sum(
        compared(quarters(*map(int, row[:4])), quarters(*map(int, row[4:]))).shows_fall
        for row in histories
    )
    assert alarms / len(histories) < 0.06


def test_the_baseline_begins_after_the_proposal_and_whole_quarters_only() -> None:
    counts = {Quarter(2025, n): QuarterCount(n, 50) for n in (1, 2, 3, 4)} | {
        Quarter(2026, n): QuarterCount(10 + n, 50) for n in (1, 2, 3)
    }
    before, after = split(counts, proposed=date(2025, 2, 10), changed=date(2026, 1, 5))
    assert [quarter.cases for quarter in before] == [2, 3, 4]
    assert [quarter.cases for quarter in after] == [12, 13]
    before, after = split(counts, proposed=date(2025, 4, 1), changed=date(2026, 1, 1))
    assert [quarter.cases for quarter in before] == [2, 3, 4]
    assert [quarter.cases for quarter in after] == [11, 12, 13]


def period(pattern: int, others: int) -> list[Fact]:
    return [Fact(f"p{n}", frozenset({"pattern"})) for n in range(pattern)] + [
        Fact(f"o{n}") for n in range(others)
    ]


def test_a_verdict_shows_when_the_period_before_passes_and_counts_when_both_do() -> None:
    many, few = period(14, 20), period(3, 20)
    assert verdict_may_show(many, "pattern")
    assert not verdict_may_show(few, "pattern")
    assert not verdict_may_show(many, "pattern", k=20)
    assert counts_may_show(many, many, "pattern")
    assert not counts_may_show(many, few, "pattern")
    assert not counts_may_show(few, many, "pattern")
