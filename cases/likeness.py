"""How alike cases are, and the nearest neighbours of each.

Pure functions. Likeness is relative to the corpus at hand: every figure z is the number of
standard deviations above the mean of all pairs, so it says "more alike than others here", never
"alike" as such; below some ten cases it says nothing. Up to three readings of the texts are added
up: words (stems, compounds split), character 4- and 5-grams, and the meaning of the sentences
where an encoder is installed. Time and memory grow with the square of the number of cases.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cases.representation import (
    DEFAULT_WEIGHTS,
    CaseText,
    Vectors,
    Weights,
    features,
    sentence_features,
    weighted_words,
)

__all__ = [
    "CaseText",
    "Matrix",
    "Reading",
    "features",
    "joined",
    "likeness",
    "links",
    "nearest",
    "readings",
    "reranked",
    "standardised",
    "weighted_words",
]

Matrix = NDArray[np.float32]

CLOSE = 5
RECIPROCAL = 8
LINKS = 15


@dataclass(frozen=True)
class Reading:
    """One way in which all pairs were compared: name, z of shape (n, n), weight, and the cosine.

    `plain` is a cosine as it is, not set against the other pairs: of all the words, or of the
    whole text; so it can be set against other corpora. For characters it is empty.
    """

    name: str
    z: Matrix
    weight: float
    plain: Matrix

    def taken(self, rows: NDArray[np.intp]) -> "Reading":
        """The same of these cases alone, in this order: an array of row numbers."""
        plain = self.plain[np.ix_(rows, rows)] if self.plain.size else self.plain
        return replace(self, z=standardised(self.z[np.ix_(rows, rows)]), plain=plain)


def standardised(matrix: Matrix) -> Matrix:
    """z of a square matrix: the mean of all pairs subtracted, divided by their deviation.

    The diagonal does not count and becomes 0. Without any difference between pairs all is 0.
    """
    size = len(matrix)
    result = matrix.astype(np.float32)
    np.fill_diagonal(result, 0)
    pairs = max(1, size * (size - 1))
    mean = float(result.sum(dtype=np.float64)) / pairs
    variance = float(np.einsum("ij,ij->", result, result, dtype=np.float64)) / pairs - mean**2
    deviation = math.sqrt(max(0.0, variance))
    if deviation < 1e-6:
        return np.zeros_like(result)
    result = (result - mean) / deviation
    np.fill_diagonal(result, 0)
    return result


def readings(
    texts: Sequence[CaseText],
    weights: Weights = DEFAULT_WEIGHTS,
    vectors: Mapping[str, Vectors] | None = None,
) -> list[Reading]:
    """The readings of n cases: words, characters, and sentences where there is an encoder.

    `vectors` are the sentence vectors that were kept, by key (see `cases.meaning`).
    """
    words, characters = features(texts, weights)
    cosine = np.asarray((words @ words.T).toarray(), np.float32)
    nothing = np.zeros((0, 0), np.float32)
    letters = np.asarray((characters @ characters.T).toarray(), np.float32)
    found = [
        Reading("words", standardised(cosine), weights.views["words"], cosine),
        Reading("characters", standardised(letters), weights.views["characters"], nothing),
    ]
    meaning = sentence_features(texts, vectors) if weights.views["sentences"] else None
    if meaning is not None:
        cosines = [np.asarray(part @ part.T, np.float32) for part in meaning]
        total = np.zeros_like(cosine)
        for part, weight in zip(cosines, weights.spoken.values(), strict=True):
            total += np.float32(weight) * standardised(part)
        view = weights.views["sentences"]
        found.append(Reading("sentences", standardised(total), view, cosines[0]))
    return found


def joined(read: Sequence[Reading], weights: Sequence[float] | None = None) -> Matrix:
    """The readings added up by weight and standardised again, shape (n, n), in deviations."""
    total = np.zeros_like(read[0].z)
    for number, reading in enumerate(read):
        total += np.float32(weights[number] if weights else reading.weight) * reading.z
    return standardised(total)


def reranked(z: Matrix, reciprocal: int = RECIPROCAL, mix: float = 0.5) -> Matrix:
    """Likeness corrected by the company that cases keep; shape (n, n), standardised.

    First every case moves towards its five nearest, then the likeness is mixed (`mix` in 0..1)
    with the share that two cases have in each other's mutual neighbours. Two cases told in
    different words come together through cases that resemble both. Source: query expansion and
    k-reciprocal re-ranking (Zhong and others, 2017).
    """
    if len(z) < 3:
        return z
    moved = _expanded(z)
    company = standardised(_shared_company(moved, reciprocal))
    return standardised(np.float32(1 - mix) * moved + np.float32(mix) * company)


def _expanded(z: Matrix) -> Matrix:
    pull = np.zeros_like(z)
    for row, near in enumerate(nearest(z, CLOSE)):
        weight = np.maximum(z[row, near] - 1.5, 0)
        if weight.sum() > 0:
            pull[row, near] = weight / weight.sum()
    filled = z.copy()
    np.fill_diagonal(filled, np.quantile(z, 0.99))
    moved = filled + np.float32(0.8) * np.asarray(csr_array(pull) @ filled, np.float32)
    return standardised(np.asarray((moved + moved.T) / 2, np.float32))


def _shared_company(z: Matrix, reciprocal: int) -> Matrix:
    near = nearest(z, reciprocal)
    chosen = np.zeros(z.shape, bool)
    np.put_along_axis(chosen, near, True, axis=1)
    weight = np.where(chosen & chosen.T, np.exp(np.minimum(z, 5) / 2), 0).astype(np.float32)
    np.fill_diagonal(weight, math.exp(2.5))
    common = np.zeros_like(z)
    for column in weight.T:
        members = np.flatnonzero(column)
        common[np.ix_(members, members)] += np.minimum.outer(column[members], column[members])
    total = weight.sum(axis=1)
    either = total[:, np.newaxis] + total[np.newaxis, :] - common
    return np.asarray(common / either, np.float32)


def nearest(z: Matrix, count: int) -> NDArray[np.intp]:
    """Row numbers of the `count` most alike per row, best first, never the row itself.

    Shape (n, min(count, n - 1)); of equals the lowest number comes first.
    """
    masked = z.copy()
    np.fill_diagonal(masked, -np.inf)
    count = min(count, len(z) - 1)
    best = np.sort(np.argpartition(-masked, count - 1, axis=1)[:, :count], axis=1)
    order = np.argsort(-np.take_along_axis(masked, best, axis=1), axis=1, kind="stable")
    return np.take_along_axis(best, order, axis=1)


def likeness(texts: Sequence[CaseText]) -> Matrix:
    """The likeness of all pairs after re-ranking, shape (n, n), in standard deviations."""
    return reranked(joined(readings(texts))) if texts else np.zeros((0, 0), np.float32)


def links(z: Matrix, keys: Sequence[str], least: float = 1.5) -> dict[str, dict[str, float]]:
    """Per case its nearest (15 at most) with a likeness of `least` deviations or more.

    `z` has shape (n, n) with rows in the order of `keys`. This is what a vote needs by which a
    case joins a pattern.
    """
    return {
        keys[row]: {keys[i]: float(z[row, i]) for i in near if z[row, i] >= least}
        for row, near in enumerate(nearest(z, LINKS) if len(z) > 1 else [[]] * len(z))
    }
