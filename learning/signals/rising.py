"""Patterns that grow faster than chance: a scan of windows of four weeks. Pure.

Counts are of cases by the week in which they were first shared, oldest week first. What a pattern
may expect of a window is its earlier share of all cases of the organisation, times the cases of
the organisation in that window: when everybody writes more, nothing rises.

The scan looks at each window of four weeks that ends within the last quarter, and takes the most
surprising one (Naus, The distribution of the size of the maximum cluster of points on a line,
1965; Kulldorff, Prospective time periodic geographical disease surveillance using a scan
statistic, 2001, here of time alone). How surprising one window is, is the exact conditional test
of two Poisson counts (Przyborowski and Wilenski, 1940): given their sum, the count in the window
is binomial. That the best of thirteen windows was taken is corrected by simulation and not by
their number, because they overlap: the cases of the pattern are dealt anew over all cases of the
organisation, and each time the best window is taken (Dwass, Modified randomization tests, 1957;
exact whatever the number of rounds). Over patterns the rule of Benjamini and Hochberg holds.

Power, beside six patterns in which nothing goes on and with a year of earlier weeks: twice as many
cases for four weeks is found in .68 of the cases at 5 cases a week and always at 10; three times as
many in .39 at one case a week and in .97 at 3.

It knows nothing of cases that come in lumps: somebody who writes down six old cases in one week
makes a pattern rise. Who reads the signal sees the cases.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc

from learning.signals.chance import LEVEL, believed

Counts = NDArray[np.int64]
Chances = NDArray[np.float64]

WINDOW = 4
LAST_QUARTER = 13
EARLIER = 52
"""A year of earlier weeks: it holds each season once, and what was long ago counts no more."""
WEEKS = EARLIER + LAST_QUARTER
LEAST_CASES = 3
LEAST_EARLIER = 8
ROUNDS = 9_999


@dataclass(frozen=True)
class Rise:
    """A window in which a pattern had more cases than its earlier share lets expect.

    `weeks_ago` is how long ago it ended, in whole weeks; 0 is now. `chance` is corrected for the
    choice of the window, not for the number of patterns.
    """

    cases: int
    expected: float
    weeks_ago: int
    chance: float


def find_rises(
    patterns: Sequence[Sequence[int]], everyone: Sequence[int], *, rounds: int = ROUNDS
) -> list[Rise | None]:
    """Per pattern its rise, or None when there is none to believe; same order as given.

    `patterns` holds per pattern as many weekly counts as `everyone`, the weekly counts of all cases
    of the organisation, the cases of the pattern among them. The last week ends now. Only the last
    65 weeks are read. A pattern with fewer than 3 cases in all those weeks is not tested: which are
    tested may depend on how many cases there are, never on when they came, or too much would be
    believed. Same counts, same answer. Raises ValueError when a pattern has more cases than the
    organisation.
    """
    whole = np.asarray(everyone, dtype=np.int64)[-WEEKS:]
    rises = [_best_window(np.asarray(one, dtype=np.int64)[-WEEKS:], whole) for one in patterns]
    tested = [index for index, one in enumerate(rises) if one is not None]
    corrected = {
        index: _corrected(rise, patterns[index], whole, rounds)
        for index in tested
        if (rise := rises[index]) is not None
    }
    trusted = believed([corrected[index].chance for index in tested])
    found: list[Rise | None] = [None] * len(rises)
    for index, trust in zip(tested, trusted, strict=True):
        found[index] = corrected[index] if trust else None
    return found


def _ends(weeks: int) -> NDArray[np.intp]:
    """Where the windows end, latest first: at least eight earlier weeks lie before each."""
    last = np.arange(weeks, weeks - LAST_QUARTER, -1)
    return last[last >= LEAST_EARLIER + WINDOW]


def _sums(counts: Counts) -> tuple[Counts, Counts]:
    """What lies in each window, and what lies before it; weeks are the last axis."""
    ends = _ends(counts.shape[-1])
    until = np.concatenate([np.zeros_like(counts[..., :1]), counts.cumsum(axis=-1)], axis=-1)
    before = until[..., ends - WINDOW]
    return until[..., ends] - before, before


def _surprise(counts: Counts, everyone: Counts) -> Chances:
    """Per window the chance of as many cases in it or more, given those before; 1 below three."""
    inside, before = _sums(counts)
    around, earlier = _sums(everyone)
    share = around / np.maximum(around + earlier, 1)
    tail = betainc(np.maximum(inside, 1), before + 1, share)
    surprise: Chances = np.where((inside >= LEAST_CASES) & (earlier > 0), tail, 1.0)
    return surprise


def _best_window(counts: Counts, everyone: Counts) -> Rise | None:
    """The most surprising window, the latest of equals; its chance is not corrected yet."""
    if counts.shape != everyone.shape or (counts > everyone).any():
        raise ValueError("The cases of a pattern are part of the cases of the organisation.")
    if counts.sum() < LEAST_CASES or not len(_ends(len(counts))):
        return None
    inside, before = _sums(counts)
    around, earlier = _sums(everyone)
    surprise = _surprise(counts, everyone)
    best = int(surprise.argmin())
    expected = before[best] * around[best] / max(int(earlier[best]), 1)
    return Rise(int(inside[best]), float(expected), best, float(surprise[best]))


def _corrected(rise: Rise, counts: Sequence[int], everyone: Counts, rounds: int) -> Rise:
    """The rise with its chance corrected for the choice among windows.

    The corrected chance is never below the plain one, so that one that nobody would believe by
    itself needs no simulation: the number of windows times it will do.
    """
    if rise.chance > LEVEL:
        chance = min(1.0, rise.chance * len(_ends(len(everyone))))
        return Rise(rise.cases, rise.expected, rise.weeks_ago, chance)
    dice = np.random.default_rng(sum(counts))
    cases = int(sum(counts[-WEEKS:]))
    dealt = dice.multivariate_hypergeometric(everyone, cases, size=rounds, method="marginals")
    # A hair of room, because equal chances may differ in their last digit.
    as_rare = (_surprise(dealt, everyone).min(axis=1) <= rise.chance * (1 + 1e-9)).sum()
    return Rise(rise.cases, rise.expected, rise.weeks_ago, float(1 + as_rare) / (rounds + 1))
