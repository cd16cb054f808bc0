"""How surely two cases share a cause, and how surely a group does: chances between 0 and 1.

Two logistic regressions, each with and without a sentence encoder. Their constants are fitted by
`bench/fit_trust.py` on the labelled cases of the demo, on 40 cases written for it and on half of
the hand-written one-offs, in some fifty corpora drawn from them, a quarter of those without any
recurring cause. They are chances as far as other cases are like those; see docs/patterns-bench.md.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cases.likeness import Matrix, Reading, joined, reranked
from learning.similarity.graph import bar

Rows = NDArray[np.intp]

USUAL = 100


@dataclass(frozen=True)
class Logit:
    """A logistic regression: a constant, and a weight for each named figure."""

    constant: float
    weights: Mapping[str, float]

    def chance(self, figures: Mapping[str, Matrix]) -> Matrix:
        """The chance (0..1) for each place of equally shaped arrays."""
        total = np.full_like(figures["together"], self.constant)
        for name, weight in self.weights.items():
            total += np.float32(weight) * figures[name]
        return np.asarray(1 / (1 + np.exp(-total)), np.float32)


PAIRS = {
    True: Logit(
        -5.982,
        {"together": 6.841, "near": -0.865, "alike": -0.628, "words": 27.762, "sentences": 7.966},
    ),
    False: Logit(-5.458, {"together": 4.73, "near": -0.399, "alike": -0.288, "words": 32.183}),
}
GROUPS = {
    True: Logit(
        -10.322,
        {"size": 4.238, "together": 5.058, "near": -1.293, "words": 16.033, "sentences": 10.966},
    ),
    False: Logit(-12.364, {"size": 4.053, "together": 6.246, "near": -1.035, "words": 34.574}),
}


@dataclass(frozen=True)
class Evidence:
    """What is known of all pairs of n cases, each figure an array (n, n).

    `together` is the share of runs that put a pair together, `near` and `alike` the likeness
    with and without re-ranking, both divided by the bar of this corpus (so that they mean the
    same in a small and in a large one), `words` and `sentences` cosines as they are.
    """

    figures: dict[str, Matrix]
    bar: float

    @classmethod
    def of(cls, read: Sequence[Reading], together: Matrix) -> "Evidence":
        """Joins the readings of n cases with the outcome of the runs, an array (n, n)."""
        alike = joined(read)
        near = reranked(alike)
        asked = bar(near)
        figures = {
            "together": together,
            "near": near / np.float32(asked),
            "alike": alike / np.float32(bar(alike)),
        }
        figures |= {one.name: one.plain for one in read if one.plain.size}
        return cls(figures, asked)

    def near(self) -> Matrix:
        """The likeness after re-ranking in deviations, shape (n, n); `bar` is on this scale."""
        return self.figures["near"] * np.float32(self.bar)

    def pairs(self) -> Matrix:
        """The chance that two cases share a cause, shape (n, n), 1 on the diagonal."""
        chances = PAIRS["sentences" in self.figures].chance(self.figures)
        np.fill_diagonal(chances, 1)
        return chances

    def group(self, rows: Rows) -> float:
        """The chance that a group of cases, as row numbers, is for the most part one cause.

        Among more cases more groups come about by accident, in proportion to their number; above
        the hundred cases that the constants were fitted on, the odds are divided by as much.
        """
        figures = self.of_group(rows)
        known = {name: np.array([value], np.float32) for name, value in figures.items()}
        chance = float(GROUPS["sentences" in self.figures].chance(known)[0])
        crowd = max(1.0, len(self.figures["together"]) / USUAL)
        return chance / (chance + (1 - chance) * crowd)

    def of_group(self, rows: Rows) -> dict[str, float]:
        """The figures of a group: the mean over its pairs, and the logarithm of its size."""
        means = {name: pair_mean(matrix, rows) for name, matrix in self.figures.items()}
        return means | {"size": math.log(max(1, len(rows)))}


def pair_mean(matrix: Matrix, rows: Rows) -> float:
    """The mean of a symmetric array over the pairs of some rows, the diagonal left out."""
    part = matrix[np.ix_(rows, rows)]
    size = len(rows)
    return float((part.sum() - np.trace(part)) / max(1, size * (size - 1)))
