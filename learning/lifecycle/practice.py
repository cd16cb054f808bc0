"""When those who met a bottleneck are asked whether it is gone, and for how long. Pure."""

from calendar import monthrange
from datetime import date, timedelta

ROUNDS = (6, 12)
"""How many months after a change the question is asked."""
LATE = 3
"""A round that could not begin in so many months after its day is left out: the next one comes."""
OPEN_DAYS = 28


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def round_due(changed_on: date, day: date) -> int | None:
    """After how many months a round should begin on this day, or None."""
    for months in ROUNDS:
        if months_after(changed_on, months) <= day < months_after(changed_on, months + LATE):
            return months
    return None


def last_day(opens_on: date) -> date:
    """The last day on which a round takes answers."""
    return opens_on + timedelta(days=OPEN_DAYS - 1)
