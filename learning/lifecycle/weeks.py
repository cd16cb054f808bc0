"""The week as everybody hears of it: it turns on Tuesday at nine in the morning. Pure.

One hour for all, in summer and in winter, so that the moment at which somebody hears something
says nothing of what it is, nor of when it happened.
"""

from datetime import UTC, datetime, time, timedelta

from app.clock import AMSTERDAM

TUESDAY = 1
HOUR = time(9)
WEEK = timedelta(weeks=1)


def week_turned(moment: datetime) -> datetime:
    """The last Tuesday at nine in the Netherlands that is not after this moment, in UTC."""
    day = moment.astimezone(AMSTERDAM).date()
    day -= timedelta(days=(day.weekday() - TUESDAY) % 7)
    turned = datetime.combine(day, HOUR, AMSTERDAM)
    if turned > moment:
        turned = datetime.combine(day - WEEK, HOUR, AMSTERDAM)
    return turned.astimezone(UTC)


def week_turns(moment: datetime) -> datetime:
    """The first Tuesday at nine in the Netherlands after this moment, in UTC."""
    day = week_turned(moment).astimezone(AMSTERDAM).date() + WEEK
    return datetime.combine(day, HOUR, AMSTERDAM).astimezone(UTC)
