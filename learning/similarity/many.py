"""Comparing many cases: the pairs worth comparing, the chance of each, a graph of the likely ones.

What all pairs cannot do (their number grows with the square) is done here with the nearest pairs
alone: words, tags, and the meaning of the texts where vectors were kept. A pair is linked by the
learned chance that it shares a cause (`learning.similarity.trust`), not by likeness: the same rule
under another procedure is very much alike, and another cause.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from cases.likeness import CaseText
from cases.meaning import kept_features
from cases.representation import (
    DEFAULT_WEIGHTS,
    Vectors,
    Weights,
    character_features,
    word_features,
)
from learning.similarity.candidates import candidate_pairs, nearest_pairs
from learning.similarity.graph import random_pairs
from learning.similarity.tags import BLOCK, Figures, Tags, products
from learning.similarity.trust import LINKS, many_group_chance

Rows = NDArray[np.intp]

LINKS_PER_CASE = 6
LEAST_CHANCE = 0.5
CHARACTERS_UP_TO = 4000


@dataclass(frozen=True)
class Many:
    """The graph of n cases: symmetric, (n, n), weights are chances of a shared cause.

    `rows` are their words (n, terms), `threshold` the chance from which a pair is linked.
    """

    graph: csr_array
    rows: csr_array
    threshold: float

    def centrality(self, members: Rows) -> NDArray[np.float32]:
        """Per member the summed weight of its links inside the group."""
        return np.asarray(self._inside(members).sum(axis=1), np.float32).ravel()

    def strength(self, members: Rows) -> float:
        """The mean chance over all pairs of a group, those that are not linked counted as 0."""
        return float(self._inside(members).sum() / max(1, len(members) * (len(members) - 1)))

    def _inside(self, members: Rows) -> csr_array:
        return csr_array(self.graph[members][:, members])

    def group(self, members: Rows) -> float:
        """The chance (0..1) that a group is for the most part one cause."""
        return many_group_chance(self.of_group(members))

    def of_group(self, members: Rows) -> dict[str, float]:
        """What is known of a group: its size (logarithm), its mean chance and mean cosine."""
        part = self.rows[members]
        total = np.asarray(part.sum(axis=0))
        inside = float((total**2).sum()) - float((part.data**2).sum())
        pairs = max(1, len(members) * (len(members) - 1))
        size = float(np.log(max(1, len(members))))
        return {"size": size, "linked": self.strength(members), "words": inside / pairs}

    def near(self, keys: Sequence[str]) -> dict[str, dict[str, float]]:
        """Per case its linked cases with the weight of the link."""
        bounds, places, weights = (
            part.tolist() for part in (self.graph.indptr, self.graph.indices, self.graph.data)
        )
        return {
            key: {keys[places[i]]: weights[i] for i in range(bounds[row], bounds[row + 1])}
            for row, key in enumerate(keys)
        }


@dataclass(frozen=True)
class Compared:
    """The pairs that were compared: `left` below `right`, figures of each, shapes (pairs,)."""

    rows: csr_array
    left: Rows
    right: Rows
    figures: Figures

    @classmethod
    def of(
        cls,
        texts: Sequence[CaseText],
        weights: Weights = DEFAULT_WEIGHTS,
        vectors: Mapping[str, Vectors] | None = None,
    ) -> "Compared":
        """Finds the pairs and computes their figures; `sentences` only where all were kept."""
        rows = word_features(texts, weights)[1]
        tags = Tags.of(texts)
        left, right = candidate_pairs(rows, tags.procedure)
        figures = tags.pairs(left, right) | {"words": products(rows, left, right)}
        meaning = kept_features(texts, vectors)
        if meaning is not None:
            figures["sentences"] = _dense_products(meaning, left, right)
        return cls(rows, left, right, figures)

    def linked(self) -> Many:
        """The graph of the pairs with a chance of .5 or more, at most six a case on average."""
        size = self.rows.shape[0]
        chance = LINKS["sentences" in self.figures].chance(self.figures)
        most = np.argsort(-chance, kind="stable")[: size * LINKS_PER_CASE // 2]
        kept = np.sort(most[chance[most] >= LEAST_CHANCE])
        threshold = float(chance[kept].min(initial=1.0))
        left, right, weight = self.left[kept], self.right[kept], chance[kept]
        ends = np.concatenate([left, right]), np.concatenate([right, left])
        graph = csr_array((np.concatenate([weight, weight]), ends), shape=(size, size))
        return Many(graph, self.rows, threshold)


def compared(
    texts: Sequence[CaseText],
    report: Callable[[float], None],
    weights: Weights = DEFAULT_WEIGHTS,
    vectors: Mapping[str, Vectors] | None = None,
) -> Many:
    """Compares n cases, n large; near-linear as long as no term is in a fixed share of them."""
    pairs = Compared.of(texts, weights, vectors)
    report(0.9)
    return pairs.linked()


def _dense_products(vectors: Vectors, left: Rows, right: Rows) -> NDArray[np.float32]:
    values = np.zeros(len(left), np.float32)
    for start in range(0, len(left), BLOCK):
        piece = slice(start, start + BLOCK)
        values[piece] = np.einsum("ij,ij->i", vectors[left[piece]], vectors[right[piece]])
    return values


def stacked(texts: Sequence[CaseText], seed: int, weights: Weights = DEFAULT_WEIGHTS) -> csr_array:
    """Words and characters side by side, so that one inner product is the weighted likeness.

    Shape (n, terms of both); each reading is divided by the deviation of its random pairs. Above
    some thousands of cases words go alone: characters cost four times as much.
    """
    read = {"words": word_features(texts, weights)[1]}
    if len(texts) <= CHARACTERS_UP_TO:
        read["characters"] = character_features(texts, weights)
    scaled = []
    for name, rows in read.items():
        _, deviation = random_pairs(rows, seed)
        scaled.append(rows * np.float32(np.sqrt(weights.views[name] / max(deviation, 1e-6))))
    return csr_array(hstack(scaled, format="csr")) if len(scaled) > 1 else scaled[0]


def strongest(rows: csr_array, kept: int) -> csr_array:
    """Per case the `kept` others with the highest inner product, a sparse array (n, n)."""
    left, right = nearest_pairs(rows, kept)
    apart = left != right
    left, right = left[apart], right[apart]
    size = rows.shape[0]
    return csr_array((products(rows, left, right), (left, right)), shape=(size, size))
