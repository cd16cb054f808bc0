"""When a step closes in a session that is spread over days. Pure."""

from datetime import datetime, time, timedelta

from app.clock import AMSTERDAM

CLOSING_TIME = time(17)
SATURDAY = 5


def closing_after(start: datetime, days: int) -> datetime:
    """The end of the afternoon in the Netherlands, so many working days after the day of `start`.

    `days` is one or more; Saturdays and Sundays do not count.
    """
    day = start.astimezone(AMSTERDAM).date()
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < SATURDAY
    return datetime.combine(day, CLOSING_TIME, AMSTERDAM)
