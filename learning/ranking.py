"""In which order an analyst looks at candidates: a formula that fits in two sentences. Pure.

    weight = (cases + 2 x taught) x harm x spread x trend

- cases (0 and up): shared cases in the pattern; `taught` of them have a structural lesson from a
  Doorbraak and so count three times: several disciplines looked at them and saw no accident;
- harm (.33 to 1.67): the mean `consequence` (1 to 5) divided by the middle of that scale; without
  any answer 1;
- spread (1 to 1.5): 1 and a tenth for each team or organisation after the first;
- trend (.8, 1 or 1.25): fewer, as many, or more cases than before. Imported cases do not count
  here, because they came all at once.

The trend compares the last quarter of a year with the one before it, by day of first sharing, and
expects the pattern to follow the organisation: twice as many cases of everything is no trend. It is
a rule of thumb for an order and no test; the words "neemt toe" are kept for what passed one.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

LESSON_WEIGHT = 3
MIDDLE = 3
PER_PLACE = 0.1
MOST_SPREAD = 1.5
WINDOW = timedelta(weeks=13)
LEAST_CASES = 3
MORE, FEWER = 1.5, 0.5


class Trend(StrEnum):
    """How many cases came lately, beside what would have been expected from the time before."""

    MORE = "more"
    STEADY = "steady"
    FEWER = "fewer"
    UNKNOWN = "unknown"


TREND_WEIGHT = {Trend.MORE: 1.25, Trend.STEADY: 1.0, Trend.FEWER: 0.8, Trend.UNKNOWN: 1.0}


@dataclass(frozen=True)
class Flow:
    """How many cases came in the last window and in the one before it."""

    recent: int = 0
    before: int = 0


@dataclass(frozen=True)
class Parts:
    """What the place of a pattern is made of.

    `harm` is the mean consequence of those cases that state one, None when none does; the cases
    come from so many `teams`, and imported ones from so many other organisations (`origins`).
    """

    cases: int
    taught: int = 0
    harm: float | None = None
    teams: int = 1
    origins: int = 0
    trend: Trend = Trend.UNKNOWN

    @property
    def weight(self) -> float:
        """The weight by which candidates are ordered, highest first."""
        frequency = self.cases + (LESSON_WEIGHT - 1) * self.taught
        harm = 1.0 if self.harm is None else self.harm / MIDDLE
        spread = min(MOST_SPREAD, 1 + PER_PLACE * max(0, self.teams + self.origins - 1))
        return frequency * harm * spread * TREND_WEIGHT[self.trend]


def trend_of(pattern: Flow, organisation: Flow) -> Trend:
    """Whether a pattern grows faster or slower than all cases of its organisation together.

    Unknown without cases in either window of the organisation, or below three cases of the
    pattern in both windows together.
    """
    if not (organisation.recent and organisation.before):
        return Trend.UNKNOWN
    if pattern.recent + pattern.before < LEAST_CASES:
        return Trend.UNKNOWN
    expected = pattern.before * organisation.recent / organisation.before
    if pattern.recent >= LEAST_CASES and pattern.recent >= MORE * expected:
        return Trend.MORE
    if expected >= LEAST_CASES and pattern.recent <= FEWER * expected:
        return Trend.FEWER
    return Trend.STEADY
