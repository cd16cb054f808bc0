"""Quarters are cut at Dutch midnight, hold together without gaps, and close after a margin."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quarters import Quarter, Window, closed_quarters, last_closed_quarter, quarters_between

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
MOMENTS = st.datetimes(
    datetime.combine(date(1990, 1, 1), time()),
    datetime.combine(date(2090, 1, 1), time()),
    timezones=st.just(UTC),
)


@given(DAYS)
def test_each_day_lies_in_its_own_quarter(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.start <= day <= quarter.end
    assert quarter.next().start == quarter.end + timedelta(days=1)
    assert quarter.next().previous() == quarter == quarter.previous().next()
    assert quarter.previous() < quarter < quarter.next()


@given(MOMENTS)
def test_each_moment_lies_in_its_own_quarter(moment: datetime) -> None:
    quarter = Quarter.of(moment)
    assert quarter.first_moment <= moment <= quarter.last_moment


def test_a_quarter_is_cut_at_dutch_midnight() -> None:
    quarter = Quarter(2026, 2)
    assert quarter.first_moment == datetime(2026, 3, 31, 22, tzinfo=UTC)
    assert quarter.last_moment == datetime(2026, 6, 30, 21, 59, 59, 999999, tzinfo=UTC)
    assert Quarter.of(datetime(2026, 12, 31, 23, tzinfo=UTC)) == Quarter(2027, 1)


def test_what_is_no_quarter_is_refused() -> None:
    with pytest.raises(ValueError, match="1 to 4"):
        Quarter(2026, 5)
    with pytest.raises(ValueError, match="time zone"):
        Quarter.of(datetime(2026, 1, 1))  # noqa: DTZ001 - the naive moment is the point


def test_windows_have_their_name_and_their_quarters() -> None:
    quarter = Quarter(2026, 4)
    assert Window.quarter(quarter).label == "4e kwartaal 2026"
    half = Window.half_year_of(quarter)
    assert (half.label, half.start, half.end) == (
        "2e halfjaar 2026",
        date(2026, 7, 1),
        date(2026, 12, 31),
    )
    assert Window.half_year_of(Quarter(2026, 2)).quarters == (Quarter(2026, 1), Quarter(2026, 2))
    year = Window.year_of(quarter)
    assert (year.label, len(year.quarters)) == ("2026", 4)


def test_quarters_between_counts_both_ends() -> None:
    assert quarters_between(Quarter(2025, 4), Quarter(2026, 1)) == (
        Quarter(2025, 4),
        Quarter(2026, 1),
    )
    assert quarters_between(Quarter(2026, 1), Quarter(2025, 4)) == ()


def test_a_quarter_counts_as_closed_fourteen_days_after_its_end() -> None:
    assert last_closed_quarter(date(2027, 1, 14)) == Quarter(2026, 3)
    assert last_closed_quarter(date(2027, 1, 15)) == Quarter(2026, 4)
    assert last_closed_quarter(date(2027, 1, 1), margin_days=0) == Quarter(2026, 4)


def test_the_newest_closed_quarters_come_oldest_first() -> None:
    assert closed_quarters(date(2026, 2, 1)) == (
        Quarter(2025, 1),
        Quarter(2025, 2),
        Quarter(2025, 3),
        Quarter(2025, 4),
    )
    assert closed_quarters(date(2026, 2, 1), count=1) == (Quarter(2025, 4),)
    assert closed_quarters(date(2026, 2, 1), count=0) == ()
