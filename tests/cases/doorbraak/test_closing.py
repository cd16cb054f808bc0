"""A step closes at the end of a working day."""

from datetime import UTC, date, datetime, time

import pytest

from app.clock import AMSTERDAM
from cases.doorbraak.closing import closing_after


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        (datetime(2026, 11, 25, 8, 0, tzinfo=UTC), 2, date(2026, 11, 27)),
        (datetime(2026, 11, 27, 20, 0, tzinfo=UTC), 1, date(2026, 11, 30)),
        (datetime(2026, 11, 28, 8, 0, tzinfo=UTC), 1, date(2026, 11, 30)),
        (datetime(2026, 3, 26, 23, 30, tzinfo=UTC), 1, date(2026, 3, 30)),
    ],
)
def test_a_step_closes_at_five_after_so_many_working_days(
    start: datetime, days: int, expected: date
) -> None:
    assert closing_after(start, days) == datetime.combine(expected, time(17), AMSTERDAM)
