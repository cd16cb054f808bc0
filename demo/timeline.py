"""The moments of the demo, all counted back from the present, and the clock that plays them.

What is planned for a moment that still has to come does not happen: a case of yesterday has no
reaction yet. So the demo is alive on any day on which it is made.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from app.clock import AMSTERDAM, moved_to
from app.database import transaction
from app.quarters import Quarter

Act = Callable[[], object]

FEWEST_RECENT_DAYS = 28
FRIDAY = 4
OPENING_HOUR, HOURS = 9, 8


@dataclass
class Timeline:
    """What happens when; events may be added in any order, and those of one moment keep theirs."""

    present: datetime
    events: list[tuple[datetime, Act]] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The day on which the demo is made."""
        return self.present.astimezone(AMSTERDAM).date()

    def quarter(self, number: int) -> Quarter:
        """The present quarter is 0, the one before it -1."""
        found = Quarter.of(self.today)
        for _ in range(-number):
            found = found.previous()
        return found

    def within(self, number: int, at: float) -> datetime:
        """A working hour in a quarter, `at` of the way from its beginning (0) to its end (1).

        Of the present quarter the part up to yesterday counts, with some weeks before it while
        the quarter is young.
        """
        quarter = self.quarter(number)
        first, last = quarter.start, quarter.end
        if number == 0:
            first = min(first, self.today - timedelta(days=FEWEST_RECENT_DAYS))
            last = self.today - timedelta(days=1)
        day = min(last, first + timedelta(days=int(at * ((last - first).days + 1))))
        back = max(0, day.weekday() - FRIDAY)
        on = day - timedelta(days=back)
        return working_hour(on if on >= first else day + timedelta(days=3 - back), at)

    def moment(self, when: list[float] | int) -> datetime:
        """A moment as the data files write it: [quarter, way through it], or days from now."""
        if isinstance(when, int):
            return self.days_ago(-when)
        return self.within(int(when[0]), when[1])

    def day(self, when: dict[str, Any] | list[float] | int) -> date:
        """A day as the data files write it; {"first_day_of": quarter} is exact."""
        if isinstance(when, int):
            return self.today + timedelta(days=when)
        if isinstance(when, dict):
            return self.quarter(when["first_day_of"]).start
        return self.moment(when).date()

    def days_ago(self, days: int, at: float = 0.5) -> datetime:
        """A working hour so many days ago, or on the working day before that."""
        day = self.today - timedelta(days=days)
        return working_hour(day - timedelta(days=max(0, day.weekday() - FRIDAY)), at)

    def at(self, moment: datetime, act: Act) -> None:
        """Let something happen in a transaction of its own."""

        def happen() -> None:
            with transaction():
                act()

        self.at_by_itself(moment, happen)

    def at_by_itself(self, moment: datetime, act: Act) -> None:
        """Let something happen that opens its own transactions."""
        if moment <= self.present:
            self.events.append((moment, act))

    def play(self, tell: Callable[[], None]) -> None:
        """Let everything happen in order of time, and tell after each that it happened."""
        for moment, act in sorted(self.events, key=lambda one: one[0]):
            with moved_to(moment):
                act()
            tell()


def working_hour(day: date, at: float) -> datetime:
    """A moment in office hours; what differs a little in `at` differs in hour and minute."""
    minute = int(at * 7919) % (HOURS * 60)
    return datetime.combine(day, time(OPENING_HOUR), AMSTERDAM) + timedelta(minutes=minute)


def after(moment: datetime, days: int) -> datetime:
    """So many days later, or on the working day after that."""
    later = moment.astimezone(AMSTERDAM) + timedelta(days=days)
    return later + timedelta(days=max(0, 7 - later.weekday()) if later.weekday() > FRIDAY else 0)
