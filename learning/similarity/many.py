"""Comparing many cases: sparse rows, the nearest of each found exactly, a graph of strong links.

What all pairs cannot do (their number grows with the square) is done here with words alone, and
with characters up to some number of cases. Source of the threshold: the expected degree of the
graph, because a fixed likeness fails when the number of cases grows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, csr_matrix, hstack

from cases.likeness import VIEW_WEIGHTS, CaseText
from cases.representation import character_features, word_features
from learning.similarity.explanation import Signal
from learning.similarity.graph import Labels, chance_bar, random_pairs

Rows = NDArray[np.intp]

LINKS_PER_CASE = 6
LINKS_KEPT = 15
LEAST_DEVIATIONS = 3.0
CHARACTERS_UP_TO = 4000
COMMON_TERM = 600
BLOCK = 2000
TELLING = ("procedure", "law", "obstacle", "partners", "bouwstenen")
LEVEL = 0.001


@dataclass(frozen=True)
class Many:
    """The graph of n cases, its rows (n, terms), and what unrelated cases have in common.

    `graph` is symmetric, (n, n), with weights .05..1; `middle` and `deviation` are of the inner
    products of random pairs; `threshold` is the inner product from which a link was kept.
    """

    graph: csr_array
    rows: csr_array
    middle: float
    deviation: float
    threshold: float

    def centrality(self, members: Rows) -> NDArray[np.float32]:
        """Per member the summed weight of its links inside the group."""
        return np.asarray(self._inside(members).sum(axis=1), np.float32).ravel()

    def density(self, members: Rows) -> float:
        """The share (0..1) of the pairs of a group that are linked."""
        return float(self._inside(members).nnz / max(1, len(members) * (len(members) - 1)))

    def _inside(self, members: Rows) -> csr_array:
        return csr_array(self.graph[members][:, members])

    def judge(self, labels: Labels) -> Callable[[Rows, list[Signal]], bool]:
        """Whether a group is sure: more alike than chance makes them, and sharing a tag.

        A procedure, article, obstacle, partner or bouwsteen must stand out in it so much that
        among all groups of this run such a thing is hardly found by chance.
        """
        floor = self.middle + self.deviation * chance_bar(len(labels))
        groups = int(labels.max(initial=-1)) + 1

        def sure(members: Rows, signals: list[Signal]) -> bool:
            known = [one.p for one in signals if one.field in TELLING]
            telling = min(known, default=1.0) * groups <= LEVEL
            return telling and self._alike(members) >= floor

        return sure

    def _alike(self, members: Rows) -> float:
        part = self.rows[members]
        total = part.sum(axis=0)
        inside = float((np.asarray(total) ** 2).sum()) - float((part.data**2).sum())
        return inside / max(1, len(members) * (len(members) - 1))

    def near(self, keys: Sequence[str]) -> dict[str, dict[str, float]]:
        """Per case its linked cases with the weight of the link."""
        bounds, places, weights = (
            part.tolist() for part in (self.graph.indptr, self.graph.indices, self.graph.data)
        )
        return {
            key: {keys[places[i]]: weights[i] for i in range(bounds[row], bounds[row + 1])}
            for row, key in enumerate(keys)
        }


def compared(texts: Sequence[CaseText], seed: int, report: Callable[[float], None]) -> Many:
    """Compares n cases, n large; near-linear as long as no term is in a fixed share of them.

    Per case the 15 nearest are found; of these links as many are kept as give six a case on
    average, and none below three robust deviations of random pairs.
    """
    rows = stacked(texts, seed)
    report(0.4)
    middle, deviation = random_pairs(rows, seed)
    graph = strongest(rows, LINKS_KEPT)
    report(0.95)
    graph = csr_array(graph.maximum(graph.T))
    wanted = min(len(graph.data), rows.shape[0] * LINKS_PER_CASE)
    by_degree = np.partition(graph.data, len(graph.data) - wanted)[-wanted] if wanted else 0.0
    threshold = max(float(by_degree), middle + LEAST_DEVIATIONS * deviation)
    graph.data[graph.data < threshold] = 0
    graph.eliminate_zeros()
    if graph.nnz:
        top = max(float(np.quantile(graph.data, 0.99)), threshold + 1e-6)
        graph.data = np.clip((graph.data - threshold) / (top - threshold), 0.05, 1)
    return Many(graph, rows, middle, deviation, threshold)


def stacked(texts: Sequence[CaseText], seed: int) -> csr_array:
    """Words and characters side by side, so that one inner product is the weighted likeness.

    Shape (n, terms of both); each reading is divided by the deviation of its random pairs. Above
    some thousands of cases words go alone: characters cost four times as much.
    """
    read = {"words": word_features(texts)[1]}
    if len(texts) <= CHARACTERS_UP_TO:
        read["characters"] = character_features(texts)
    scaled = []
    for name, rows in read.items():
        _, deviation = random_pairs(rows, seed)
        scaled.append(rows * np.float32(np.sqrt(VIEW_WEIGHTS[name] / max(deviation, 1e-6))))
    return csr_array(hstack(scaled, format="csr")) if len(scaled) > 1 else scaled[0]


def strongest(rows: csr_array, kept: int) -> csr_array:
    """Per case the `kept` others with the highest inner product, a sparse array (n, n).

    Found with the terms that stand in some hundreds of cases at most, which is what keeps the cost
    from growing with the square; the inner products themselves are of all terms. Computed in
    blocks, so that memory stays bounded.
    """
    from sparse_dot_topn import sp_matmul_topn  # noqa: PLC0415 - slow to import

    size = rows.shape[0]
    wanted = min(kept, size - 1) + 1
    telling = csr_matrix(without_common(rows))
    turned = csr_matrix(telling.T)
    parts = []
    for start in range(0, size, BLOCK):
        found = sp_matmul_topn(telling[start : start + BLOCK], turned, top_n=wanted, n_threads=2)
        parts.append(csr_array(found))
    return _exact(rows, parts)


def without_common(rows: csr_array) -> csr_array:
    """The rows without terms that stand in very many cases; those tell little and cost most."""
    spread = np.bincount(rows.indices, minlength=rows.shape[1])
    most = max(COMMON_TERM, np.sqrt(rows.shape[0]) * 4)
    light = rows.copy()
    light.data = np.where(spread[rows.indices] <= most, rows.data, 0).astype(np.float32)
    light.eliminate_zeros()
    return light


def _exact(rows: csr_array, parts: Sequence[csr_array]) -> csr_array:
    size = rows.shape[0]
    left = np.concatenate(
        [
            np.repeat(np.arange(p.shape[0]) + i * BLOCK, np.diff(p.indptr))
            for i, p in enumerate(parts)
        ]
    )
    right = np.concatenate([part.indices for part in parts])
    apart = left != right
    left, right = left[apart], right[apart]
    values = np.empty(len(left), np.float32)
    for start in range(0, len(left), 50 * BLOCK):
        piece = slice(start, start + 50 * BLOCK)
        both = rows[left[piece]].multiply(rows[right[piece]])
        values[piece] = np.asarray(both.sum(axis=1)).ravel()
    return csr_array((values, (left, right)), shape=(size, size))
