"""Whether a change helped: new cases of a pattern before and after it, per case shared.

The rate of a period is the pattern's new cases divided by all shared cases of the organisation in
the same whole quarters, so that more or fewer people who report is not taken for an effect. The
baseline begins after the pattern was proposed: cases that made somebody notice the pattern are
many by selection, and would fall by themselves (regression to the mean).

Given the sum of two Poisson counts, the count after is binomial (Przyborowski and Wilenski, 1940);
its tail is the exact one-sided p of a fall, and the interval of Clopper and Pearson for its share
is the interval of the ratio. Counts that vary more from quarter to quarter than Poisson allows are
divided by their dispersion phi (quasi-Poisson, Pearson's chi-squared over its degrees of freedom,
never below 1) before that same test and interval, as Korn and Graubard (1998) do with the
effective size of a survey sample. At phi = 1 both are one; above it the more cautious one counts.

The exact p decides, and not the mid-P that stands beside it: mid-P is right on average and above
5% for some rates, the exact test is above it for none, and what a verdict claims in public should
hold at every rate. What that costs in power is measured in `bench/effect.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import inf, nan
from typing import TypeVar

from app.disclosure import ROUNDING, Fact, K, cell_passes, rounded
from app.quarters import Quarter

T = TypeVar("T")

ALPHA = 0.05
QUARTERS_AFTER = 2
ENOUGH_PER_QUARTER = 6
"""Below 2 cases a month a true halving is mostly missed, so "not shown" would say too much."""


class Verdict(StrEnum):
    """What may be said in words about the effect of a change."""

    TOO_EARLY = "too_early"
    TOO_FEW = "too_few"
    NOT_SHOWN = "not_shown"
    FALL_SHOWN = "fall_shown"
    RETURNED = "returned"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return _LABELS[self]


_LABELS = {
    Verdict.TOO_EARLY: "te vroeg",
    Verdict.TOO_FEW: "te weinig gegevens",
    Verdict.NOT_SHOWN: "niet aangetoond",
    Verdict.FALL_SHOWN: "daling aangetoond",
    Verdict.RETURNED: "het komt terug",
}


@dataclass(frozen=True)
class QuarterCount:
    """One whole quarter: new cases of the pattern, and all shared cases of the organisation."""

    cases: int
    exposure: int

    def __post_init__(self) -> None:
        if not 0 <= self.cases <= self.exposure:
            raise ValueError("The cases of a pattern are part of the cases of the organisation.")


@dataclass(frozen=True)
class Comparison:
    """The rate after divided by the rate before, with its 90% interval and one-sided p.

    `mid_p` counts half of the chance of exactly this outcome; it decides nothing.
    """

    before: int
    after: int
    ratio: float
    low: float
    high: float
    p: float
    phi: float
    mid_p: float

    @property
    def shows_fall(self) -> bool:
        """Whether a fall this large is rarer than 1 in 20 when nothing changed."""
        return self.p < ALPHA


@dataclass(frozen=True)
class Effect:
    """A verdict, and the comparison that it rests on (None when there is nothing to compare)."""

    verdict: Verdict
    comparison: Comparison | None


def split(counts: Mapping[Quarter, T], *, proposed: date, changed: date) -> tuple[list[T], list[T]]:
    """The whole quarters from proposal to change, and those since; the quarters between drop out.

    The quarter in which the pattern was proposed and the one of the change belong to neither,
    unless that day is the first of the quarter.
    """
    whole = [quarter for quarter in sorted(counts) if quarter.start >= proposed]
    before = [counts[quarter] for quarter in whole if quarter.end < changed]
    after = [counts[quarter] for quarter in whole if quarter.start >= changed]
    return before, after


def measure_effect(before: Sequence[QuarterCount], after: Sequence[QuarterCount]) -> Effect:
    """Judge closed quarters before and after a change, each in order of time.

    Too early until two whole quarters have passed. A fall that is shown counts however few cases
    there are; only what is not shown is called too few when the baseline had under two a month.
    """
    comparison = compare(before, after)
    if len(after) < QUARTERS_AFTER:
        return Effect(Verdict.TOO_EARLY, comparison)
    if comparison is None:
        return Effect(Verdict.TOO_FEW, None)
    if _has_returned(before, after):
        return Effect(Verdict.RETURNED, comparison)
    if comparison.shows_fall:
        return Effect(Verdict.FALL_SHOWN, comparison)
    enough = comparison.before >= ENOUGH_PER_QUARTER * len(before)
    return Effect(Verdict.NOT_SHOWN if enough else Verdict.TOO_FEW, comparison)


def compare(before: Sequence[QuarterCount], after: Sequence[QuarterCount]) -> Comparison | None:
    """The exact comparison of two periods; None when either had no shared case at all."""
    exposures = exposure_in(before), exposure_in(after)
    if 0 in exposures:
        return None
    x, y = cases_in(before), cases_in(after)
    phi = dispersion(before, after)
    share = exposures[1] / sum(exposures)
    odds = exposures[0] / exposures[1]
    low, high = _interval(x / phi, y / phi)
    p = max(chance_of_fall(x, y, share), chance_of_fall(x / phi, y / phi, share))
    return Comparison(
        before=x,
        after=y,
        ratio=y / x * odds if x else inf if y else nan,
        low=low * odds,
        high=high * odds,
        p=p,
        phi=phi,
        mid_p=(p + _chance_of_less(x / phi, y / phi, share)) / 2,
    )


def dispersion(before: Sequence[QuarterCount], after: Sequence[QuarterCount]) -> float:
    """How much more quarters of one period differ than chance makes them; 1 at least."""
    squares, freedom = 0.0, -2
    for period in (before, after):
        # A quarter in which nobody shared anything cannot differ from the others.
        told = [quarter for quarter in period if quarter.exposure]
        rate = cases_in(told) / exposure_in(told)
        expected = [(quarter.cases, rate * quarter.exposure) for quarter in told]
        squares += sum((seen - mean) ** 2 / mean for seen, mean in expected if mean)
        freedom += len(told)
    return max(1.0, squares / freedom) if freedom > 0 else 1.0


def rate_of(period: Sequence[QuarterCount], phi: float = 1.0) -> tuple[float, float, float]:
    """Cases per shared case in a period: the low end, the rate, the high end (90%, exact).

    The interval of Garwood (1936) on the count divided by `phi`. Raises ValueError for a period
    without any shared case.
    """
    from scipy.special import gammaincinv  # noqa: PLC0415 - slow to load

    exposure, seen = exposure_in(period), cases_in(period) / phi
    if not exposure:
        raise ValueError("A period without cases has no rate.")
    low = float(gammaincinv(seen, ALPHA)) if seen else 0.0
    high = float(gammaincinv(seen + 1, 1 - ALPHA))
    return low * phi / exposure, seen * phi / exposure, high * phi / exposure


def verdict_may_show(before: Sequence[Fact], pattern: str, *, k: int = K) -> bool:
    """Whether others than the analyst may read the verdict: the period before passes.

    `before` holds all shared cases of the organisation in the quarters before the change. The
    verdict rests on true counts, so it says something of the count after. Whoever knew the count
    before to one or two could tell the one after from how verdicts follow each other; so it must
    also leave all five values that its figure can stand for, and not only the few above k.
    """
    count = sum(pattern in fact.keys for fact in before)
    return cell_passes(before, pattern, k=k) and rounded(count) - ROUNDING // 2 > k


def counts_may_show(
    before: Sequence[Fact], after: Sequence[Fact], pattern: str, *, k: int = K
) -> bool:
    """Whether they may also read counts, ratio and interval: the verdict, and both periods pass."""
    return verdict_may_show(before, pattern, k=k) and cell_passes(after, pattern, k=k)


def _has_returned(before: Sequence[QuarterCount], after: Sequence[QuarterCount]) -> bool:
    """Whether a fall was once shown, and what came later rose from it and is no longer lower."""
    for cut in range(QUARTERS_AFTER, len(after)):
        fallen, later = after[:cut], after[cut:]
        fall = compare(before, fallen)
        if fall and fall.shows_fall:
            rise, still = compare(later, fallen), compare(before, later)
            return bool(rise and still and rise.shows_fall and not still.shows_fall)
    return False


def cases_in(period: Sequence[QuarterCount]) -> int:
    """The cases of the pattern in a period."""
    return sum(quarter.cases for quarter in period)


def exposure_in(period: Sequence[QuarterCount]) -> int:
    """All shared cases of the organisation in a period."""
    return sum(quarter.exposure for quarter in period)


def chance_of_fall(x: float, y: float, share: float) -> float:
    """The chance of y or fewer of x + y cases after, when each falls there with this share.

    The binomial tail as an incomplete beta function, which also takes effective counts.
    """
    from scipy.special import betainc  # noqa: PLC0415 - slow to load

    return float(betainc(x, y + 1, 1 - share)) if x else 1.0


def _chance_of_less(x: float, y: float, share: float) -> float:
    """The chance of one fewer case after, of the same number in all."""
    return chance_of_fall(x + 1, y - 1, share) if y >= 1 else 0.0


def _interval(x: float, y: float) -> tuple[float, float]:
    """The odds of a case to lie after, 90% Clopper-Pearson: 5% on either side."""
    from scipy.special import betaincinv  # noqa: PLC0415 - slow to load

    low = float(betaincinv(y, x + 1, ALPHA)) if y else 0.0
    high = float(betaincinv(y + 1, x, 1 - ALPHA)) if x else 1.0
    return low / (1 - low), high / (1 - high) if high < 1 else inf
