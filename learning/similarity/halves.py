"""Cutting a group of cases in two: by likeness, or by what a field says. Pure.

Both are judged by one figure, `separation`, so that a field is chosen because the cases it divides
are unlike each other, not because it divides them evenly.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import average
from scipy.spatial.distance import squareform

from cases.case_text import CaseText
from cases.likeness import Matrix, Reading, joined, readings, standardised
from cases.meaning import Vectors, kept_features
from cases.representation import DEFAULT_WEIGHTS, Weights
from learning.similarity.explanation import FIELDS, Corpus

LEAST = 2
MOST = 500
TERMS = 3

UNSPOKEN = Weights(views={**DEFAULT_WEIGHTS.views, "sentences": 0.0})

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Half:
    """The smaller part of a group that is cut in two: keys of cases, and words that set it apart.

    `field` and `value` say what divides it when a field does; else both are empty.
    """

    keys: list[str]
    terms: list[str]
    field: str = ""
    value: str = ""


def halves(
    texts: Sequence[CaseText],
    others: Sequence[CaseText] = (),
    vectors: Mapping[str, Vectors] | None = None,
) -> list[Half]:
    """At most two ways to cut n cases in two: by likeness, and by the field that divides best.

    `others` are cases outside the group, against which its words are weighed; `vectors` is what its
    sentences mean, as kept: nothing is read anew, because somebody waits for the page. Each part
    has two cases or more, so fewer than four cases give nothing. Time grows with the cube of n,
    1.5 s for 500 cases; more than those give nothing either.
    """
    if not 2 * LEAST <= len(texts) <= MOST:
        return []
    z = _likeness(texts, others, vectors)
    corpus = Corpus.of(texts)
    first = _smaller(_best(z, _branches(z)))
    found = [_half(texts, corpus, first)]
    divided = _by_field(z, texts, first)
    if divided is not None:
        field, value, part = divided
        found.append(_half(texts, corpus, part, field, value))
    return found


def _likeness(
    texts: Sequence[CaseText],
    others: Sequence[CaseText],
    vectors: Mapping[str, Vectors] | None,
) -> Matrix:
    """The likeness of these cases among each other, shape (n, n), in deviations."""
    rows = np.arange(len(texts), dtype=np.intp)
    read = [one.taken(rows) for one in readings([*texts, *others], UNSPOKEN)]
    meaning = kept_features(texts, vectors)
    if meaning is not None:
        cosine = np.asarray(meaning @ meaning.T, np.float32)
        weight = DEFAULT_WEIGHTS.views["sentences"]
        read.append(Reading("sentences", standardised(cosine), weight, cosine))
    return joined(read)


def separation(z: Matrix, part: Mask) -> float:
    """How far two parts lie apart, in deviations; -inf when one is smaller than two cases.

    `z` has shape (n, n), `part` says for each of the n rows on which side it is. The mean likeness
    inside the parts minus that across, times the root of the product of their shares: an even cut
    counts for more than one that peels off a few odd ones.
    """
    size, inside = len(z), int(part.sum())
    if min(inside, size - inside) < LEAST:
        return -math.inf
    across = float(z[np.ix_(part, ~part)].mean())
    within = float(z[np.ix_(part, part)].sum() + z[np.ix_(~part, ~part)].sum())
    pairs = inside * (inside - 1) + (size - inside) * (size - inside - 1)
    return (within / pairs - across) * math.sqrt(inside * (size - inside)) / size


def _branches(z: Matrix) -> Iterable[Mask]:
    """Every branch of the tree of average linkage, as a side of a cut."""
    distance = np.clip(z.max() - (z + z.T) / 2, 0, None).astype(np.float64)
    np.fill_diagonal(distance, 0)
    size = len(z)
    sides = list(np.eye(size, dtype=bool))
    for left, right, _, _ in average(squareform(distance, checks=False)):
        sides.append(sides[int(left)] | sides[int(right)])
    return sides[size:]


def _best(z: Matrix, parts: Iterable[Mask]) -> Mask:
    """The cut that separates best; of equals the first."""
    return max(parts, key=lambda part: separation(z, part))


def _smaller(part: Mask) -> Mask:
    return part if 2 * int(part.sum()) <= len(part) else ~part


def _by_field(z: Matrix, texts: Sequence[CaseText], other: Mask) -> tuple[str, str, Mask] | None:
    """The value of a field that divides best, unless it is the cut that is known already."""
    told = {
        (field, value): np.array([value in text.values(field) for text in texts])
        for field in FIELDS
        for value in sorted({one for text in texts for one in text.values(field)})
    }
    parts = {
        key: _smaller(part)
        for key, part in told.items()
        if separation(z, part) > 0 and not np.array_equal(_smaller(part), other)
    }
    if not parts:
        return None
    (field, value), part = max(parts.items(), key=lambda one: separation(z, one[1]))
    return field, value, part


def _half(
    texts: Sequence[CaseText], corpus: Corpus, part: Mask, field: str = "", value: str = ""
) -> Half:
    rows = [int(row) for row in np.flatnonzero(part)]
    return Half([texts[row].key for row in rows], corpus.terms(rows, TERMS), field, value)
