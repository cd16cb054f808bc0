"""From decisions of analysts to weights: which parts of a case tell, here, that two share a cause.

Pure. A logistic regression on judged pairs whose figures are slopes: how the likeness of a pair
changes when one part of a case counts more. It is held back towards the default weights (each
multiplier towards 1), and it is used only where it did better on patterns that it had not seen.
Source: ridge regression with a prior mean (Hoerl and Kennard, 1970), cross-validation by cluster,
and the rule of the standard error (Breiman and others, 1984), here turned against the newcomer.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from learning.similarity.pairs import Pairs

Figures = NDArray[np.float64]
Rows = NDArray[np.intp]
Chosen = NDArray[np.bool_]
Likeness = Callable[[Figures], Figures]

FOLDS = 5
# In standard errors. With one, what is chance alone would be used one time in eight.
MARGIN = 2.0
MOST_TIMES = 4.0
# How far a multiplier is expected to be from 1: seldom more than half of it. With .5, what was
# learned from some fifty judgements did a little worse on other cases (bench/fit_weights.py).
SPREAD = 0.25
# A likeness that tells nothing about the judged pairs still has to be moved in its own direction.
LEAST_SCALE = 0.25


@dataclass(frozen=True)
class Lesson:
    """What was learned: `times` (parts,) says by how much each default weight is multiplied.

    The figures are of held-out pairs: `auc` with the default and with the fitted weights, `gain` by
    how much the mean loss (in nats) fell, `error` its standard error over patterns.
    """

    times: Figures
    auc: tuple[float, float]
    gain: float
    error: float

    @property
    def better(self) -> bool:
        """Whether the loss fell by more than the margin, and pairs are ordered better."""
        return self.gain > MARGIN * self.error and self.auc[1] > self.auc[0]


def learn(pairs: Pairs, slopes: Figures, likeness: Likeness) -> Lesson:
    """Fits multipliers of the weights, and compares them with the default on held-out patterns.

    `slopes` has shape (pairs, parts): by how many deviations the likeness of a pair rises when a
    part counts once more. `likeness` gives, for multipliers of shape (parts,), the likeness of all
    pairs in deviations, shape (pairs,); it is asked once for each fold. Deterministic. Raises
    ValueError where the pairs cannot be divided by pattern in two parts with both answers.
    """
    usual = likeness(np.ones(slopes.shape[1]))
    chances = np.full((2, len(usual)), np.nan)
    for train, test in _folds(pairs):
        times = multipliers(usual, slopes, pairs, train)
        for row, score in enumerate((usual, likeness(times))):
            scale, constant = _calibrated(score[train], pairs.same[train], pairs.weight[train])
            chances[row, test] = _chance(scale * score[test] + constant)
    seen = ~np.isnan(chances[0])
    if not seen.any():
        raise ValueError("the pairs cannot be divided by pattern in two parts with both answers")
    same, weight = pairs.same[seen], pairs.weight[seen]
    default, fitted = chances[0, seen], chances[1, seen]
    fell = _losses(default, same) - _losses(fitted, same)
    return Lesson(
        multipliers(usual, slopes, pairs, np.ones(len(usual), bool)),
        (auc(default, same, weight), auc(fitted, same, weight)),
        *_gain(fell, weight, pairs.first[seen]),
    )


def _folds(pairs: Pairs) -> list[tuple[Chosen, Chosen]]:
    """Pairs to fit on and pairs to look at, by pattern; a pair across two folds is in neither."""
    numbers, place = np.unique(np.stack([pairs.first, pairs.second]), return_inverse=True)
    place = place.reshape(2, -1)
    size = np.bincount(place[0], weights=pairs.weight, minlength=len(numbers))
    count = min(FOLDS, len(numbers) // 2)
    fold = np.empty(len(numbers), np.intp)
    fold[np.argsort(-size, kind="stable")] = np.arange(len(numbers)) % max(1, count)
    parts = [
        ((fold[place] != number).all(axis=0), (fold[place] == number).all(axis=0))
        for number in range(count)
    ]
    return [
        (train, test)
        for train, test in parts
        if test.any() and len(np.unique(pairs.same[train])) == 2
    ]


def multipliers(usual: Figures, slopes: Figures, pairs: Pairs, chosen: Chosen) -> Figures:
    """By how much to multiply each default weight, from the chosen pairs; (parts,), from 0 to 4.

    `usual` (pairs,) is the likeness with the default weights. The likeness is taken as linear in
    the multipliers, which it nearly is. Convex, so there is one answer.
    """
    same, weight = pairs.same[chosen], pairs.weight[chosen]
    scale, constant = _calibrated(usual[chosen], same, weight)
    scale = max(scale, LEAST_SCALE)
    parts = slopes.shape[1]
    found = _regressed(
        np.column_stack([np.ones(len(same)), scale * slopes[chosen]]),
        scale * usual[chosen],
        same,
        weight,
        held=np.array([0.0, *[1 / SPREAD**2] * parts]),
        bounds=[(None, None), *[(-1.0, MOST_TIMES - 1)] * parts],
        start=np.array([constant, *[0.0] * parts]),
    )
    return np.asarray(1 + found[1:], np.float64)


def _calibrated(score: Figures, same: Chosen, weight: Figures) -> tuple[float, float]:
    """Scale and constant of a logistic regression on one figure, the scale held back towards 1."""
    found = _regressed(
        np.column_stack([score, np.ones(len(score))]),
        score,
        same,
        weight,
        held=np.array([1.0, 0.0]),
        bounds=[(None, None)] * 2,
        start=np.zeros(2),
    )
    return 1 + float(found[0]), float(found[1])


def _regressed(
    table: Figures,
    base: Figures,
    same: Chosen,
    weight: Figures,
    *,
    held: Figures,
    bounds: list[tuple[float | None, float | None]],
    start: Figures,
) -> Figures:
    """The coefficients (k,) of a table (pairs, k) beside a base score, each held back towards 0."""
    from scipy.optimize import minimize  # noqa: PLC0415 - slow to import

    sign = np.where(same, 1.0, -1.0)

    def cost(free: Figures) -> tuple[float, Figures]:
        told = sign * (base + table @ free)
        loss = float(weight @ np.logaddexp(0, -told)) + float(held @ free**2) / 2
        return loss, table.T @ (-sign * weight * _chance(-told)) + held * free

    found = minimize(cost, start, jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(found.x, np.float64)


def _chance(score: Figures) -> Figures:
    return np.asarray(1 / (1 + np.exp(-np.clip(score, -30, 30))), np.float64)


def _losses(chance: Figures, same: Chosen) -> Figures:
    right = np.where(same, chance, 1 - chance)
    return np.asarray(-np.log(np.maximum(right, 1e-9)), np.float64)


def _gain(fell: Figures, weight: Figures, pattern: Rows) -> tuple[float, float]:
    """The mean fall of the loss, and its standard error when patterns are drawn, not pairs."""
    numbers, place = np.unique(pattern, return_inverse=True)
    fallen = np.bincount(place, weights=fell * weight)
    weights = np.bincount(place, weights=weight)
    gain = float(fallen.sum() / weights.sum())
    apart = float(((fallen - gain * weights) ** 2).sum())
    count = len(numbers)
    error = np.sqrt(apart * count / max(1, count - 1)) / weights.sum()
    return gain, float(error) if count > 1 else float("inf")


def auc(score: Figures, same: Chosen, weight: Figures) -> float:
    """The chance that a confirmed pair scores higher than a refused one; .5 when there is none.

    Shapes (pairs,); an equal score counts for a half, a pair as often as its weight.
    """
    _, place = np.unique(score, return_inverse=True)
    yes = np.bincount(place, weights=weight * same)
    no = np.bincount(place, weights=weight * ~same)
    total = float(yes.sum() * no.sum())
    below = np.cumsum(no) - no
    return float(yes @ (below + no / 2)) / total if total else 0.5
