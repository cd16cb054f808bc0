"""How the likeness of pairs changes when a part of a case counts more or less.

Pure. A *part* is a weight of the representation, as (group, name). Parts with a default of 0
(obstacle, bouwstenen, partners) are none: a group that shares one of those is told so by a test
that nothing in its making helped along, and that has to stay so.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cases.likeness import CaseText, joined, readings
from cases.representation import DEFAULT_WEIGHTS, Vectors, Weights

Rows = NDArray[np.intp]
Figures = NDArray[np.float64]
Part = tuple[str, str]

STEP = 1.0


def parts_of(*, sentences: bool) -> list[Part]:
    """The weights that can be learned; those of sentences only where there is an encoder."""
    return [
        (group, name)
        for group, weights in DEFAULT_WEIGHTS.as_dict().items()
        for name, weight in weights.items()
        if weight and (sentences or not {group, name} & {"sentences", "spoken"})
    ]


def weights_of(parts: Sequence[Part], times: Figures) -> Weights:
    """The default weights, each part multiplied by its number; a group that is all 0 stays."""
    kept = DEFAULT_WEIGHTS.as_dict()
    for (group, name), factor in zip(parts, times.tolist(), strict=True):
        kept[group][name] = round(kept[group][name] * factor, 4)
    usual = DEFAULT_WEIGHTS.as_dict()
    return Weights(**{g: one if any(one.values()) else usual[g] for g, one in kept.items()})


@dataclass(frozen=True)
class Compared:
    """Some pairs among n cases, given as row numbers `left` and `right` of shape (pairs,)."""

    texts: Sequence[CaseText]
    left: Rows
    right: Rows
    parts: list[Part]
    vectors: Mapping[str, Vectors] | None = None

    def likeness(self, times: Figures) -> Figures:
        """The likeness of the pairs in deviations with each part so many times its default."""
        z = joined(readings(self.texts, weights_of(self.parts, times), self.vectors))
        return np.asarray(z[self.left, self.right], np.float64)

    def slopes(self, report: Callable[[float], None] = lambda _: None) -> Figures:
        """By how many deviations a pair rises when a part counts once more; (pairs, parts).

        The mean of what leaving it out takes and what doubling it adds.
        """
        found = np.zeros((len(self.left), len(self.parts)))
        for column in range(len(self.parts)):
            report(column / len(self.parts))
            more, less = np.ones((2, len(self.parts)))
            more[column] += STEP
            less[column] -= STEP
            found[:, column] = (self.likeness(more) - self.likeness(less)) / (2 * STEP)
        return found
