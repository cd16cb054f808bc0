"""Whether a real fall would have been shown: the power of the verdict on a change. Pure.

"Not shown" means little where a halving would mostly be missed. The chance that a fall is shown is
the sum over all pairs of counts that the test of `learning.effect` calls a fall, each with its
chance under two Poisson counts: before as often as was seen, after so much less. With a dispersion
phi above 1 it is the chance of the effective counts, divided by phi, on which that test leans.
Nothing is approximated but that; what is left out of the sums has a chance below 1 in a million.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from learning.effect import (
    ALPHA,
    QUARTERS_AFTER,
    QuarterCount,
    cases_in,
    dispersion,
    exposure_in,
)

ENOUGH = 0.8
HALF = 0.5
MOST_QUARTERS = 20
"""Five years: what shows only later than that is of no use to whoever decides."""
SPREAD = 6
"""How many standard deviations around its mean a count may lie."""

Counts = NDArray[np.float64]


@dataclass(frozen=True)
class Power:
    """For a fall of a share (0..1): the chance that it shows now, and after how many quarters.

    `quarters` is how many quarters after the change make that chance 0.8, or None when five years
    would not.
    """

    fall: float
    chance: float
    quarters: int | None


def chance_to_show(cases: float, share: float, fall: float, phi: float = 1.0) -> float:
    """The chance (0..1) that a fall is shown.

    `cases` are expected before, `share` is the part of all shared cases that lies after the change
    (0 < share < 1), and `fall` the part of the cases that no longer comes (0..1).
    """
    before = cases / phi
    after = before * share / (1 - share) * (1 - fall)
    if before <= 0:
        return 0.0
    x, y = _counts(before), _counts(after)
    shown = _tails(x[:, None], y[None, :], share) < ALPHA
    return float(_chances(x, before) @ shown @ _chances(y, after))


def powers_of(
    before: Sequence[QuarterCount],
    after: Sequence[QuarterCount],
    quarters: int,
    falls: Sequence[float],
) -> list[Power]:
    """The power for each of these falls, with as many cases as these periods had.

    `after` lasted so many `quarters`, and later ones are taken to be as busy. While nothing is
    known of it yet, it is taken to be the two quarters that a verdict needs, as busy as those
    before. Nothing can be said when no case lay before.
    """
    if not cases_in(before):
        return []
    known = bool(exposure_in(after) and quarters)
    design = _Design(
        cases_in(before),
        exposure_in(before),
        exposure_in(after) / quarters if known else exposure_in(before) / len(before),
        dispersion(before, after) if known else 1.0,
    )
    return [design.power(quarters if known else QUARTERS_AFTER, fall) for fall in falls]


@dataclass(frozen=True)
class _Design:
    """What was seen before, and how many cases are shared in each quarter after."""

    cases: float
    exposure: float
    each: float
    phi: float

    def chance(self, quarters: int, fall: float) -> float:
        after = quarters * self.each
        return chance_to_show(self.cases, after / (self.exposure + after), fall, self.phi)

    def power(self, quarters: int, fall: float) -> Power:
        counts = range(1, MOST_QUARTERS + 1)
        needed = (count for count in counts if self.chance(count, fall) >= ENOUGH)
        return Power(fall, self.chance(quarters, fall), next(needed, None))


def _counts(mean: float) -> Counts:
    """The counts that can be expected around a mean."""
    width = SPREAD * mean**0.5 + SPREAD
    return np.arange(max(0, int(mean - width)), int(mean + width) + 1, dtype=float)


def _chances(counts: Counts, mean: float) -> Counts:
    from scipy.stats import poisson  # noqa: PLC0415 - slow to load

    chances: Counts = poisson.pmf(counts, mean)
    return chances


def _tails(x: Counts, y: Counts, share: float) -> Counts:
    """The exact p of every pair of counts, as `learning.effect.chance_of_fall` gives of one."""
    from scipy.special import betainc  # noqa: PLC0415 - slow to load

    tails: Counts = np.where(x > 0, betainc(np.maximum(x, 1), y + 1, 1 - share), 1.0)
    return tails
