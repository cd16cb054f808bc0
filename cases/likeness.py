"""How alike cases are: a case as weighted words and characters, and its nearest neighbours.

Pure functions. Likeness is relative to the corpus at hand: every figure z is the number of
standard deviations above the mean of all pairs, so it says "more alike than others here", never
"alike" as such; below some ten cases it says nothing. Two readings of the texts are added up:
words (stems, compounds split) and character 4- and 5-grams, the field weights the same in both.
Time and memory grow with the square of the number of cases; `features` alone is linear.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from app.dutch.words import compound_parts, stems, tokens

Matrix = NDArray[np.float32]

FIELD_WEIGHTS = {
    "title": 2.0,
    "situation": 1.0,
    "standard_procedure": 4.0,
    "deviation": 2.0,
    "consideration": 1.0,
    "outcome": 0.5,
    "in_the_way": 2.0,
}
VIEW_WEIGHTS = (0.4, 0.7)
COMMON_SHARE = 0.4
CLOSE = 5
RECIPROCAL = 8
LINKS = 15


@dataclass(frozen=True)
class CaseText:
    """What a case says, field by field; an empty field is an empty text and counts as nothing."""

    key: str
    title: str = ""
    situation: str = ""
    standard_procedure: str = ""
    deviation: str = ""
    consideration: str = ""
    outcome: str = ""
    in_the_way: str = ""
    procedure: str = ""
    law: str = ""
    domain: str = ""
    obstacle: str = ""

    def narrative(self) -> dict[str, str]:
        """The fields that tell the story, by name: those with a weight."""
        told = (field.name for field in fields(self) if field.name in FIELD_WEIGHTS)
        return {name: getattr(self, name) for name in told}


def weighted_words(texts: Sequence[CaseText]) -> list[dict[str, float]]:
    """Per case every word with the sum of the weights of the fields it stands in."""
    return [_weigh(text) for text in texts]


def _weigh(text: CaseText) -> dict[str, float]:
    weights: dict[str, float] = {}
    for name, told in text.narrative().items():
        for word, count in Counter(tokens(told)).items():
            weights[word] = weights.get(word, 0.0) + FIELD_WEIGHTS[name] * count
    return weights


def features(texts: Sequence[CaseText]) -> tuple[csr_array, csr_array]:
    """Words and characters of n cases: two sparse float32 arrays (n, terms), rows of length 1.

    A row's inner product with another is their cosine. A value is log(1 + weight) times
    log((1 + n) / (cases with the term + 1/2)); terms in over 40% of the cases are dropped. A case
    without words is a row of zeros.
    """
    words = weighted_words(texts)
    return _rows(_stem_counts(words), least=1), _rows(_gram_counts(words), least=2)


def _stem_counts(words: Sequence[dict[str, float]]) -> Iterable[dict[str, float]]:
    frequency = Counter(chain.from_iterable(words))
    parts = compound_parts(frequency)
    stem_of = stems(frequency)
    pieces = {word: [stem_of[part] for part in parts.get(word, (word,))] for word in frequency}
    return _spread(words, pieces.__getitem__)


def _gram_counts(words: Sequence[dict[str, float]]) -> Iterable[dict[str, float]]:
    grams = {word: _grams(word) for word in set(chain.from_iterable(words))}
    return _spread(words, grams.__getitem__)


def _grams(word: str) -> list[str]:
    edged = f" {word} "
    return [edged[i : i + size] for size in (4, 5) for i in range(max(1, len(edged) - size + 1))]


def _spread(
    words: Sequence[dict[str, float]], pieces: Callable[[str], list[str]]
) -> Iterable[dict[str, float]]:
    for row in words:
        counts: dict[str, float] = {}
        for word, weight in row.items():
            for piece in pieces(word):
                counts[piece] = counts.get(piece, 0.0) + weight
        yield counts


def _rows(counts: Iterable[dict[str, float]], least: int) -> csr_array:
    column: dict[str, int] = {}
    starts = [0]
    places: list[int] = []
    values: list[float] = []
    for row in counts:
        places.extend(column.setdefault(term, len(column)) for term in row)
        values.extend(row.values())
        starts.append(len(places))
    shape = (len(starts) - 1, max(1, len(column)))
    data = np.log1p(np.array(values, np.float32))
    indices, bounds = np.array(places, np.int64), np.array(starts, np.int64)
    array = csr_array((data, indices, bounds), shape=shape)
    array.data *= _rarity(array, least)[array.indices]
    array.eliminate_zeros()
    return _unit(array)


def _rarity(array: csr_array, least: int) -> NDArray[np.float32]:
    cases, terms = array.shape
    spread = np.bincount(array.indices, minlength=terms)
    kept = (spread >= least) & (spread <= max(2, COMMON_SHARE * cases))
    return np.where(kept, np.log((1 + cases) / (spread + 0.5)), 0).astype(np.float32)


def _unit(rows: csr_array) -> csr_array:
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1), np.float32).ravel())
    scale = np.divide(1, length, out=np.zeros_like(length), where=length > 0)
    rows.data *= np.repeat(scale, np.diff(rows.indptr))
    return rows


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


def views(texts: Sequence[CaseText]) -> list[Matrix]:
    """Per reading (words, characters) the standardised cosine of all pairs, shape (n, n)."""
    return [standardised((rows @ rows.T).toarray()) for rows in features(texts)]


def joined(readings: Sequence[Matrix], weights: Sequence[float] = VIEW_WEIGHTS) -> Matrix:
    """The readings added up by weight and standardised again, shape (n, n), in deviations."""
    total = np.zeros_like(readings[0])
    for reading, weight in zip(readings, weights, strict=True):
        total += np.float32(weight) * reading
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
    return reranked(joined(views(texts))) if texts else np.zeros((0, 0), np.float32)


def links(z: Matrix, keys: Sequence[str], least: float = 1.5) -> dict[str, dict[str, float]]:
    """Per case its nearest (15 at most) with a likeness of `least` deviations or more.

    `z` has shape (n, n) with rows in the order of `keys`. This is what a vote needs by which a
    case joins a pattern.
    """
    return {
        keys[row]: {keys[i]: float(z[row, i]) for i in near if z[row, i] >= least}
        for row, near in enumerate(nearest(z, LINKS) if len(z) > 1 else [[]] * len(z))
    }


def neighbours(texts: Sequence[CaseText], count: int = 20) -> list[list[str]]:
    """Per case the keys of the `count` cases most like it, best first."""
    if len(texts) < 2:
        return [[] for _ in texts]
    return [[texts[i].key for i in row] for row in nearest(likeness(texts), count)]
