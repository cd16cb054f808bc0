"""The only clock of the product: moments in UTC, days in the Netherlands.

Nothing else asks the system for the time, so the demo data and the tests can play a story
through the operations on the dates on which it happened.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_moved: ContextVar[datetime | None] = ContextVar("moved", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _moved.get() or datetime.now(UTC)


def today() -> date:
    """The present day as a calendar in the Netherlands shows it."""
    return now().astimezone(AMSTERDAM).date()


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """Make the clock stand still at a moment, for demo and tests; it may be nested.

    Holds for this thread or task only. Raises ValueError for a moment without a time zone.
    """
    if moment.utcoffset() is None:
        raise ValueError("The clock moves to a moment with a time zone only.")
    token = _moved.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _moved.reset(token)
