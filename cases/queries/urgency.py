"""How pressing a case is: running cases first, by the day on which a solution is needed."""

from datetime import date, timedelta
from enum import StrEnum

from app.clock import today
from cases.models.case import Case
from cases.terms import Stage

SOON_DAYS = 3


class Urgency(StrEnum):
    """How a running case stands to the day that its reporter named."""

    AHEAD = "ahead"
    SOON = "soon"
    PASSED = "passed"


def urgency_of(case: Case) -> Urgency | None:
    """How pressing a running case with a wanted day is; soon is within three working days."""
    if case.stage is not Stage.SEEKING_ROOM or case.needed_by is None:
        return None
    if case.needed_by < today():
        return Urgency.PASSED
    return Urgency.SOON if case.needed_by <= workday_after(today(), SOON_DAYS) else Urgency.AHEAD


def by_need(case: Case) -> tuple[int, date]:
    """The order of what waits: the soonest wanted day, other running cases, then all else.

    A sort by it keeps what is alike in the order in which it came.
    """
    if case.stage is not Stage.SEEKING_ROOM:
        return 2, date.max
    return (0, case.needed_by) if case.needed_by else (1, date.max)


def workday_after(day: date, count: int) -> date:
    """The day that lies so many working days further; Monday to Friday, holidays count along."""
    left = count
    while left > 0:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day
