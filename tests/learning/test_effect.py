"""A fall is called shown when an exact test says so, and never more than the figures bear."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import comb, inf, isnan

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
    chance_of_fall,
    compare,
    counts_may_show,
    dispersion,
    measure_effect,
    rate_of,
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


def test_the_ends_of_the_interval_are_the_ratios_that_the_test_just_refuses() -> None:
    from statsmodels.stats.rates import test_poisson_2indep as peer  # noqa: PLC0415 - slow to load

    ours = compared([QuarterCount(30, 250)], [QuarterCount(12, 410)])
    for end, side in ((ours.high, "smaller"), (ours.low, "larger")):
        found = peer(12, 410, 30, 250, value=end, method="exact-cond", alternative=side)
        assert float(found.pvalue) == pytest.approx(0.05, rel=1e-6)


@pytest.mark.parametrize(
    ("x", "y", "n", "m"), [(14, 3, 400, 400), (30, 12, 250, 410), (9, 0, 3, 2)]
)
def test_mid_p_is_that_of_other_people(x: int, y: int, n: int, m: int) -> None:
    from statsmodels.stats.rates import test_poisson_2indep as peer  # noqa: PLC0415 - slow to load

    ours = compared([QuarterCount(x, 100 * n)], [QuarterCount(y, 100 * m)])
    theirs = peer(y, m, x, n, method="cond-midp", alternative="smaller")
    assert ours.mid_p == pytest.approx(float(theirs.pvalue), rel=1e-9)
    assert ours.mid_p < ours.p


def by_counting(x: int, y: int, share: Fraction) -> Fraction:
    """The tail of the binomial distribution in whole numbers, without any rounding."""
    total = x + y
    return sum(
        (comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(y + 1)), Fraction(0)
    )


@pytest.mark.parametrize(
    ("x", "n", "y", "m"),
    [
        # Examples 1 and 2 of Gu, Ng, Tang and Schucany, Testing the ratio of two Poisson rates
        # (2008): heart disease in women with and without hormones, breast cancer after X-rays.
        (60, 514775, 30, 543087),
        (41, 28010, 15, 19017),
    ],
)
def test_published_examples_counted_in_whole_numbers(x: int, n: int, y: int, m: int) -> None:
    ours = compared([QuarterCount(x, n)], [QuarterCount(y, m)])
    assert ours.p == pytest.approx(float(by_counting(x, y, Fraction(m, n + m))), rel=1e-12)


def test_a_published_example_of_another_program() -> None:
    """R package exactci (Fay, 2010): poisson.exact(c(60, 30), c(51477.5, 54308.7), r=1.2)."""
    share = 54308.7 / (1.2 * 51477.5 + 54308.7)
    exact, one_fewer = chance_of_fall(60, 30, share), chance_of_fall(61, 29, share)
    assert exact == pytest.approx(0.006651774552714537, rel=1e-12)
    assert (exact + one_fewer) / 2 == pytest.approx(0.005094603529853279, rel=1e-12)


@pytest.mark.parametrize(
    ("before", "after"), [((14, 1, 6, 3), (3, 0, 9, 2)), ((8, 20, 2), (1, 12, 5, 0))]
)
def test_dispersion_is_that_of_a_quasi_poisson_regression(
    before: tuple[int, ...], after: tuple[int, ...]
) -> None:
    import statsmodels.api as sm  # noqa: PLC0415 - slow to load

    exposures = [80, 120, 100, 90, 110, 70, 130, 100][: len(before) + len(after)]
    counts = [*before, *after]
    period = [[1, int(place >= len(before))] for place in range(len(counts))]
    family = sm.families.Poisson()
    theirs = sm.GLM(counts, period, family=family, offset=np.log(exposures)).fit(scale="X2")
    told = [QuarterCount(*pair) for pair in zip(counts, exposures, strict=True)]
    ours = compared(told[: len(before)], told[len(before) :])
    assert ours.phi == pytest.approx(float(theirs.scale), rel=1e-9)
    assert ours.ratio == pytest.approx(float(np.exp(theirs.params[1])), rel=1e-6)


def test_a_quarter_in_which_nobody_shared_anything_calms_nothing() -> None:
    after = quarters(3, 0)
    wild = dispersion(quarters(14, 0, 0), after)
    assert dispersion([*quarters(14, 0, 0), QuarterCount(0, 0)], after) == wild


@pytest.mark.parametrize(("cases", "exposure"), [(0, 50), (7, 90), (40, 400)])
def test_the_rate_of_a_period_has_the_interval_of_other_people(cases: int, exposure: int) -> None:
    from statsmodels.stats.rates import confint_poisson  # noqa: PLC0415 - slow to load

    low, rate, high = rate_of([QuarterCount(cases, exposure)])
    theirs = confint_poisson(cases, exposure, method="exact-c", alpha=0.1)
    assert (low, high) == pytest.approx(tuple(map(float, theirs)))
    assert rate == cases / exposure
    wider = rate_of([QuarterCount(cases, exposure)], phi=2.0)
    assert wider[0] <= low < high < wider[2]
    with pytest.raises(ValueError, match="no rate"):
        rate_of([QuarterCount(0, 0)])


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
        measure_effect(quarters(*map(int, row[:4])), quarters(*map(int, row[4:]))).verdict
        is Verdict.FALL_SHOWN
        for row in histories
    )
    assert alarms / len(histories) < 0.06


def test_a_busy_quarter_in_which_it_was_noticed_would_make_a_fall() -> None:
    """Regression to the mean: nothing changes, and with the noticing in it a fall is claimed."""
    random = np.random.default_rng(3)
    naive = ours = 0
    for _ in range(800):
        noticed = int(random.poisson(6, size=8).max())
        calm = [int(one) for one in random.poisson(6, size=5)]
        after = quarters(*calm[2:])
        naive += compared(quarters(noticed, *calm[:2]), after).shows_fall
        ours += compared(quarters(*calm[:2]), after).shows_fall
    assert ours / 800 < 0.06 < naive / 800


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
