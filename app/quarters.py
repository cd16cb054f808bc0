"""Quarters, half-years and years: the only windows over which a figure is counted.

A quarter is cut at midnight in Europe/Amsterdam. Both ends belong to it, as days (`start`,
`end`) and as moments (`first_moment`, `last_moment`, exact to the microsecond), so
`first_moment <= moment <= last_moment` puts each moment in exactly one quarter.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self

from app.clock import AMSTERDAM

PUBLICATION_MARGIN_DAYS = 14


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a calendar year; quarters sort in time."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if self.number not in (1, 2, 3, 4):
            raise ValueError(f"A year has quarters 1 to 4, not {self.number}.")

    @classmethod
    def of(cls, when: date) -> Self:
        """The quarter of a day, or of an aware moment as a Dutch calendar shows it."""
        if isinstance(when, datetime):
            if when.utcoffset() is None:
                raise ValueError("A moment without a time zone lies in no quarter.")
            when = when.astimezone(AMSTERDAM)
        return cls(when.year, (when.month + 2) // 3)

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def end(self) -> date:
        """The last day, which belongs to the quarter."""
        return self.next().start - timedelta(days=1)

    @property
    def first_moment(self) -> datetime:
        """Midnight at which the quarter begins, in UTC."""
        return datetime.combine(self.start, time(), AMSTERDAM).astimezone(UTC)

    @property
    def last_moment(self) -> datetime:
        """The last microsecond of the quarter, in UTC."""
        return self.next().first_moment - timedelta(microseconds=1)

    @property
    def label(self) -> str:
        """The name on the screen, such as "4e kwartaal 2026"."""
        return f"{self.number}e kwartaal {self.year}"

    @property
    def code(self) -> str:
        """The quarter as it is kept: 2026-3. Codes sort in time."""
        return f"{self.year}-{self.number}"

    def next(self) -> "Quarter":
        """The quarter after this one."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    def previous(self) -> "Quarter":
        """The quarter before this one."""
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)


@dataclass(frozen=True, order=True)
class Window:
    """One or more whole quarters in a row, both ends included."""

    first: Quarter
    last: Quarter
    label: str

    @classmethod
    def quarter(cls, quarter: Quarter) -> Self:
        """One quarter as a window."""
        return cls(quarter, quarter, quarter.label)

    @classmethod
    def half_year_of(cls, quarter: Quarter) -> Self:
        """The half-year, January to June or July to December, in which a quarter lies."""
        half = (quarter.number + 1) // 2
        first = Quarter(quarter.year, 2 * half - 1)
        return cls(first, first.next(), f"{half}e halfjaar {quarter.year}")

    @classmethod
    def year_of(cls, quarter: Quarter) -> Self:
        """The calendar year in which a quarter lies."""
        return cls(Quarter(quarter.year, 1), Quarter(quarter.year, 4), str(quarter.year))

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters of the window, oldest first."""
        return quarters_between(self.first, self.last)

    @property
    def start(self) -> date:
        """The first day."""
        return self.first.start

    @property
    def end(self) -> date:
        """The last day, which belongs to the window."""
        return self.last.end


def quarters_between(first: Quarter, last: Quarter) -> tuple[Quarter, ...]:
    """All quarters from first to last, both included; none when last comes before first."""
    found = []
    while first <= last:
        found.append(first)
        first = first.next()
    return tuple(found)


def last_closed_quarter(today: date, margin_days: int = PUBLICATION_MARGIN_DAYS) -> Quarter:
    """The newest quarter whose figures may be made: it ended a margin of days ago."""
    return Quarter.of(today - timedelta(days=margin_days)).previous()


def closed_quarters(
    today: date, margin_days: int = PUBLICATION_MARGIN_DAYS, *, count: int = 4
) -> tuple[Quarter, ...]:
    """The newest closed quarters, as many as asked, oldest first."""
    found = [last_closed_quarter(today, margin_days)]
    while len(found) < count:
        found.append(found[-1].previous())
    return tuple(reversed(found[:count]))
