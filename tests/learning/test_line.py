"""A chart of a line over time: everything lies in its place, at both sizes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.layout.line import NARROW, WIDE, Band, LineChart, Size, Step, line_chart

NUMBERS = re.compile(r"-?[0-9.]+")
STEPS = st.lists(
    st.builds(
        Step,
        st.just("jan 2026"),
        st.integers(0, 500),
        st.none() | st.just(Band(1.0, 2.0, 4.0)),
    ),
    min_size=1,
    max_size=60,
)


def drawn(*counts: int, change: float = 1.0, size: Size = WIDE) -> LineChart:
    return line_chart([Step(f"s{n}", count) for n, count in enumerate(counts)], change, "x", size)


def places(path: str) -> list[float]:
    return [float(one) for one in NUMBERS.findall(path)]


def test_more_cases_stand_higher_and_later_ones_to_the_right() -> None:
    chart = drawn(0, 5, 10)
    assert [one.y for one in chart.points] == sorted((p.y for p in chart.points), reverse=True)
    assert [one.x for one in chart.points] == sorted(one.x for one in chart.points)
    assert chart.points[0].y == chart.bottom
    assert [one.text for one in chart.points] == ["0", "5", "10"]


def test_the_change_stands_where_it_happened() -> None:
    early, late = drawn(1, 1, 1, 1, change=0.5), drawn(1, 1, 1, 1, change=4.0)
    assert early.change.x == early.points[0].x
    assert late.change.x == pytest.approx(late.right)
    # Its word stays inside the picture.
    assert (early.change_side, late.change_side) == ("start", "end")


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [(0, [0, 1]), (3, [0, 1, 2, 3]), (14, [0, 5, 10, 15]), (260, [0, 100, 200, 300])],
)
def test_the_scale_has_round_numbers(highest: int, ticks: list[int]) -> None:
    assert [int(one.text) for one in drawn(highest, 0).across] == ticks


def test_a_step_without_a_band_divides_two_periods() -> None:
    band = Band(1, 2, 3)
    steps = [Step("a", 2, band), Step("b", 2, band), Step("c", 1), Step("d", 1, Band(0, 1, 2))]
    chart = line_chart(steps, 2.5, "verandering", WIDE)
    assert len(chart.bands) == len(chart.middles) == 2
    assert chart.bands[0].endswith("Z")
    assert max(places(chart.bands[0])[::2]) < min(places(chart.bands[1])[::2])


def test_on_a_phone_fewer_names_and_numbers_are_printed() -> None:
    wide, narrow = (drawn(*range(20), size=size) for size in (WIDE, NARROW))
    assert len(narrow.along) < len(wide.along) < 20
    assert all(one.text for one in wide.points)
    assert not any(one.text for one in narrow.points)
    gaps = [b.x - a.x for a, b in zip(narrow.along, narrow.along[1:], strict=False)]
    assert min(gaps) >= NARROW.label


@given(STEPS, st.floats(0, 1))
def test_nothing_lies_outside_the_picture(steps: list[Step], way: float) -> None:
    for size in (WIDE, NARROW):
        chart = line_chart(steps, way * len(steps), "verandering", size)
        for path in (chart.line, *chart.bands, *chart.middles):
            found = places(path)
            assert all(0 <= x <= size.width for x in found[::2])
            assert all(0 <= y <= size.height for y in found[1::2])


def test_a_chart_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to show"):
        line_chart([], 0, "x", WIDE)
