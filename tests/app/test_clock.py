"""The clock tells UTC, the calendar is Dutch, and both can be moved."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from app import clock


def test_the_clock_is_aware_and_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_moved_clock_stands_still_and_comes_back() -> None:
    with clock.moved_to(datetime(2025, 3, 1, 12, tzinfo=UTC)):
        assert clock.now() == datetime(2025, 3, 1, 12, tzinfo=UTC)
        with clock.moved_to(datetime(2024, 3, 1, 12, tzinfo=timezone(timedelta(hours=2)))):
            assert clock.now() == datetime(2024, 3, 1, 10, tzinfo=UTC)
            assert clock.now().tzinfo is UTC
        assert clock.now().year == 2025
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_failure_inside_puts_the_clock_back() -> None:
    with pytest.raises(KeyError), clock.moved_to(datetime(2020, 1, 1, tzinfo=UTC)):
        raise KeyError
    assert clock.now().year > 2020


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), date(2026, 7, 1)),
    ],
)
def test_a_day_begins_at_midnight_in_the_netherlands(moment: datetime, day: date) -> None:
    with clock.moved_to(moment):
        assert clock.today() == day


def test_a_moment_without_zone_is_refused() -> None:
    with (
        pytest.raises(ValueError, match="time zone"),
        clock.moved_to(datetime(2026, 1, 1)),  # noqa: DTZ001 - the naive moment is the point
    ):
        pass
