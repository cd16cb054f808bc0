"""How surely two cases share a cause, and how surely a group does: chances between 0 and 1.

Logistic regressions, with and without a sentence encoder. Their constants are fitted by
`bench/fit_trust.py` on the labelled cases of the demo, on 40 cases written for it and on half of
the hand-written one-offs, in eighty corpora drawn from them, a quarter of those without any
recurring cause; those for many cases on generated corpora as well. They are chances as far as
other cases are like those; see docs/patterns-bench.md.
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
        total = np.full_like(figures[next(iter(self.weights))], self.constant)
        for name, weight in self.weights.items():
            total += np.float32(weight) * figures[name]
        return np.asarray(1 / (1 + np.exp(-total)), np.float32)

    def chance_of(self, figures: Mapping[str, float]) -> float:
        """The chance (0..1) for one place."""
        return float(self.chance({n: np.array([v], np.float32) for n, v in figures.items()})[0])


PAIRS = {
    True: Logit(
        -5.880,
        {
            "together": 5.637,
            "near": -0.334,
            "alike": -0.805,
            "words": 21.289,
            "procedure": 1.139,
            "law": 1.937,
            "domain": 0.208,
            "sentences": 7.815,
        },
    ),
    False: Logit(
        -5.336,
        {
            "together": 4.215,
            "near": -0.203,
            "alike": -0.368,
            "words": 28.764,
            "procedure": 0.504,
            "law": 1.792,
            "domain": 0.29,
        },
    ),
}
# Of pairs among many cases, where no runs can be had; and of groups among them.
LINKS = {
    True: Logit(
        -3.317,
        {
            "words": 7.247,
            "procedure": 0.973,
            "law": 0.973,
            "domain": 0.498,
            "other": -0.768,
            "sentences": 6.847,
        },
    ),
    False: Logit(
        -5.999,
        {"words": 17.56, "procedure": 2.356, "law": 2.356, "domain": 1.207, "other": -1.86},
    ),
}
MANY = Logit(-11.666, {"size": 2.377, "linked": 12.681, "words": 5.275})
GROUPS = {
    True: Logit(
        -11.184,
        {"size": 5.139, "together": 2.702, "near": -1.205, "words": 23.019, "sentences": 13.607},
    ),
    False: Logit(-11.117, {"size": 5.47, "together": 1.831, "near": -1.091, "words": 45.718}),
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
    def of(
        cls, read: Sequence[Reading], together: Matrix, tags: Mapping[str, Matrix]
    ) -> "Evidence":
        """Joins the readings of n cases with the outcome of the runs, an array (n, n), and tags.

        `tags` are arrays (n, n) as of `learning.similarity.tags.Tags.all_pairs`.
        """
        alike = joined(read)
        near = reranked(alike)
        asked = bar(near)
        figures = {
            "together": together,
            "near": near / np.float32(asked),
            "alike": alike / np.float32(bar(alike)),
        }
        figures |= {one.name: one.plain for one in read if one.plain.size} | dict(tags)
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
        chance = GROUPS["sentences" in self.figures].chance_of(figures)
        crowd = max(1.0, len(self.figures["together"]) / USUAL)
        return chance / (chance + (1 - chance) * crowd)

    def of_group(self, rows: Rows) -> dict[str, float]:
        """The figures of a group: the mean over its pairs, and the logarithm of its size."""
        means = {name: pair_mean(matrix, rows) for name, matrix in self.figures.items()}
        return means | {"size": math.log(max(1, len(rows)))}


def many_group_chance(figures: Mapping[str, float]) -> float:
    """The chance that a group among many cases is for the most part one cause."""
    return MANY.chance_of(figures)


def pair_mean(matrix: Matrix, rows: Rows) -> float:
    """The mean of a symmetric array over the pairs of some rows, the diagonal left out."""
    part = matrix[np.ix_(rows, rows)]
    size = len(rows)
    return float((part.sum() - np.trace(part)) / max(1, size * (size - 1)))
