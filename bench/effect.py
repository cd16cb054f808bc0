"""How often the verdict on a change cries wolf, and how often it sees a real fall, beside peers.

    python -m bench.effect [histories]

Each history is simulated: a pattern with a steady rate is noticed in the busiest quarter of two
years (so that quarter is high by selection), three whole quarters follow until the change, and
four quarters after it. Four ways judge the same histories:

- *ours*: baseline after the noticing, all shared cases as exposure, exact test, quasi-Poisson;
- *mid-P*: the same with mid-P in the place of the exact p;
- *no exposure*: the same baseline and test on counts a quarter, whatever was shared in all;
- *naive*: all quarters from the noticing on, counts a quarter, a z-test.

All claim a fall at a one-sided 5%. Prints tables in Markdown: how often a fall is claimed when
nothing changed (false alarms, 5% at most is right), when the rate was halved (power), and when the
verdict on an unchanged rate is looked at anew in each of eight quarters.
"""

import sys
from collections.abc import Callable, Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from learning.effect import (
    ALPHA,
    QuarterCount,
    Verdict,
    cases_in,
    chance_of_fall,
    compare,
    measure_effect,
)

TIMES = 2000
SEED = 17
NOTICING, BEFORE, AFTER = 8, 3, 4
EXPOSURE = 60
Z = 1.645

Period = Sequence[QuarterCount]
Judge = Callable[[QuarterCount, Period, Period], bool]
Row = NDArray[np.int64]


def ours(_noticed: QuarterCount, before: Period, after: Period) -> bool:
    """The verdict as the product gives it."""
    return measure_effect(before, after).verdict is Verdict.FALL_SHOWN


def mid_p(_noticed: QuarterCount, before: Period, after: Period) -> bool:
    """The same comparison, decided by mid-P."""
    found = compare(before, after)
    return found is not None and found.mid_p < ALPHA


def no_exposure(_noticed: QuarterCount, before: Period, after: Period) -> bool:
    """The exact test on counts a quarter."""
    share = len(after) / (len(before) + len(after))
    return chance_of_fall(cases_in(before), cases_in(after), share) < ALPHA


def naive(noticed: QuarterCount, before: Period, after: Period) -> bool:
    """A z-test of the means, the quarter of the noticing in it."""
    x, y, n, m = cases_in([noticed, *before]), cases_in(after), len(before) + 1, len(after)
    spread = sqrt(x / n**2 + y / m**2)
    return spread > 0 and (x / n - y / m) / spread > Z


JUDGES: dict[str, Judge] = {
    "ours": ours,
    "mid-P": mid_p,
    "no exposure": no_exposure,
    "naive": naive,
}


class Setting:
    """How a history comes about: what is shared, what changes, how much quarters differ."""

    def __init__(self, *, fall: float = 0.0, sharing: float = 1.0, phi: float = 1.0) -> None:
        self.fall, self.sharing, self.phi = fall, sharing, phi

    def history(
        self, random: np.random.Generator, rate: float, after: int = AFTER
    ) -> tuple[QuarterCount, Period, Period]:
        """The quarter of the noticing, those before and those after a change."""
        busiest = int(self.drawn(random, np.full(NOTICING, rate)).max())
        rest = rate * (1 - self.fall) * self.sharing
        counts = self.drawn(random, np.array([rate] * BEFORE + [rest] * after))
        shared = random.poisson([EXPOSURE] * BEFORE + [EXPOSURE * self.sharing] * after)
        told = [
            QuarterCount(int(count), int(max(count, all_)))
            for count, all_ in zip(counts, shared, strict=True)
        ]
        return QuarterCount(busiest, EXPOSURE + busiest), told[:BEFORE], told[BEFORE:]

    def drawn(self, random: np.random.Generator, means: NDArray[np.float64]) -> Row:
        """Poisson counts, or negative binomial ones with phi times that variance."""
        if self.phi > 1:
            means = random.gamma(means / (self.phi - 1), self.phi - 1)
        return np.asarray(random.poisson(means))


FALSE_ALARMS = {
    "nothing changes": Setting(),
    "a third less is shared of everything": Setting(sharing=2 / 3),
    "quarters differ twice as much as chance": Setting(phi=2.0),
}
REAL_FALLS = {
    "halved": Setting(fall=0.5),
    "halved, a third more is shared": Setting(fall=0.5, sharing=4 / 3),
    "down by 80%": Setting(fall=0.8),
}
RATES = (2, 4, 8, 16)


def table(title: str, settings: dict[str, Setting], times: int) -> None:
    """How often each way claims a fall, and the ratio of each to ours."""
    print(f"\n### {title}\n")
    print("| setting | cases a quarter | " + " | ".join(JUDGES) + " | naive / ours |")
    print("|---|---:|" + "---:|" * (len(JUDGES) + 1))
    for name, setting in settings.items():
        for rate in RATES:
            random = np.random.default_rng(SEED)
            histories = [setting.history(random, rate) for _ in range(times)]
            found = {
                key: sum(judge(*one) for one in histories) / times for key, judge in JUDGES.items()
            }
            ratio = found["naive"] / found["ours"] if found["ours"] else float("inf")
            cells = " | ".join(f"{100 * share:.1f}%" for share in found.values())
            print(f"| {name} | {rate} | {cells} | {ratio:.1f} |")


def looks(times: int) -> None:
    """Nothing changes, and every quarter is looked at anew: how often was a fall ever claimed?"""
    print("\n### Looking anew each quarter while nothing changes (ours)\n")
    print("| cases a quarter | at two quarters | ever in eight quarters | still so at the eighth |")
    print("|---:|---:|---:|---:|")
    for rate in RATES:
        random = np.random.default_rng(SEED)
        first = ever = last = 0
        for _ in range(times):
            noticed, before, after = Setting().history(random, rate, after=8)
            said = [ours(noticed, before, after[:count]) for count in range(2, 9)]
            first, ever, last = first + said[0], ever + any(said), last + said[-1]
        shares = " | ".join(f"{100 * one / times:.1f}%" for one in (first, ever, last))
        print(f"| {rate} | {shares} |")


def main() -> None:
    """Print the tables."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
    print(f"{times} histories each; false alarms should be 5% at most, power as high as can be.")
    table("A fall is claimed while nothing changed", FALSE_ALARMS, times)
    table("A fall is claimed and there was one", REAL_FALLS, times)
    looks(times)


if __name__ == "__main__":
    main()
