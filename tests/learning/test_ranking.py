import pytest

from learning.ranking import Flow, Parts, Trend, trend_of


def test_the_formula_is_the_one_that_the_bench_explains() -> None:
    parts = Parts(cases=10, taught=2, harm=4.5, teams=3, origins=1, trend=Trend.MORE)
    assert parts.weight == pytest.approx((10 + 2 * 2) * (4.5 / 3) * 1.3 * 1.25)


def test_what_nobody_filled_in_neither_lifts_nor_lowers() -> None:
    assert Parts(cases=4).weight == 4
    assert Parts(cases=4, teams=0).weight == 4


def test_spread_adds_a_half_at_most() -> None:
    assert Parts(cases=10, teams=6).weight == Parts(cases=10, teams=40).weight == 15


@pytest.mark.parametrize(
    ("pattern", "organisation", "trend"),
    [
        (Flow(6, 2), Flow(50, 50), Trend.MORE),
        # Twice as many cases of everything: then twice as many of this is no news.
        (Flow(6, 3), Flow(100, 50), Trend.STEADY),
        (Flow(1, 6), Flow(50, 50), Trend.FEWER),
        (Flow(2, 0), Flow(50, 50), Trend.UNKNOWN),
        (Flow(9, 0), Flow(50, 0), Trend.UNKNOWN),
    ],
)
def test_the_trend_follows_the_organisation(
    pattern: Flow, organisation: Flow, trend: Trend
) -> None:
    assert trend_of(pattern, organisation) is trend
