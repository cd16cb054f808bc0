"""Judgements of analysts as pairs of cases that belong together and pairs that do not. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from learning.similarity.judged import Judged

Figures = NDArray[np.float64]
Rows = NDArray[np.intp]
Pair = tuple[str, str]

# Pairs grow with the square of the members; so many of one judgement tell as much as all of them.
MOST_PAIRS = 400
MOST_BETWEEN = 4000
# What pairs across patterns weigh together, against all that was judged. Without them fitting sees
# only cases that looked alike to begin with, and unlearns what made them look alike.
BETWEEN_SHARE = 1.0


@dataclass(frozen=True)
class Pairs:
    """Judged pairs of cases, each array with one value a pair.

    `left` and `right` are row numbers; `same` is True where the pair was confirmed, `weight` how
    many judgements it stands for. `first` and `second` are the numbers of the patterns that the
    judgement was about, the same number twice unless it was between two patterns.
    """

    left: Rows
    right: Rows
    same: NDArray[np.bool_]
    weight: Figures
    first: Rows
    second: Rows


@dataclass(frozen=True)
class _Told:
    same: bool
    weight: float
    first: int
    second: int


def pairs_of(judged: Sequence[Judged], row_of: Mapping[str, int]) -> Pairs:
    """The judged pairs of the cases in `row_of`, each pair once, the first judgement counting.

    What takes one decision counts once however many pairs it makes: a pattern of n cases weighs
    n - 1, a case that was taken out 1. Cases of two confirmed patterns are set against each other
    too, and weigh as much together as everything else. Deterministic.
    """
    told: dict[Pair, _Told] = {}
    for one in judged:
        for pairs, same, weight in _own(one, row_of):
            kept = _some([pair for pair in pairs if pair not in told], MOST_PAIRS)
            told |= {p: _Told(same, weight / len(kept), one.number, one.number) for p in kept}
    total = sum(one.weight for one in told.values())
    across = {pair: both for pair, both in _across(judged, row_of) if pair not in told}
    chosen = _some(list(across), MOST_BETWEEN)
    weight = BETWEEN_SHARE * total / max(1, len(chosen))
    told |= {pair: _Told(False, weight, *across[pair]) for pair in chosen}
    return _arrays(told, row_of)


def _own(one: Judged, row_of: Mapping[str, int]) -> Iterator[tuple[list[Pair], bool, float]]:
    """The pairs of one pattern by judgement, with the weight of all of them together."""
    inside, outside, refused = (
        sorted(keys & row_of.keys()) for keys in (one.inside, one.outside, one.refused)
    )
    for key in outside:
        yield _sorted(product([key], inside)), False, 1.0
    yield list(combinations(inside, 2)), True, len(inside) - 1.0
    yield list(combinations(refused, 2)), False, len(refused) - 1.0


def _across(
    judged: Sequence[Judged], row_of: Mapping[str, int]
) -> Iterator[tuple[Pair, tuple[int, int]]]:
    for one, other in combinations(judged, 2):
        left, right = (sorted(each.inside & row_of.keys()) for each in (one, other))
        for pair in _sorted(product(left, right)):
            yield pair, (one.number, other.number)


def _sorted(pairs: Iterable[Pair]) -> list[Pair]:
    return [(min(a, b), max(a, b)) for a, b in pairs if a != b]


def _some(pairs: list[Pair], most: int) -> list[Pair]:
    """All of them, or so many at equal distances."""
    step = max(1.0, len(pairs) / most)
    return [pairs[int(place * step)] for place in range(min(len(pairs), most))]


def _arrays(told: Mapping[Pair, _Told], row_of: Mapping[str, int]) -> Pairs:
    values = list(told.values())
    return Pairs(
        left=np.array([row_of[a] for a, _ in told], np.intp),
        right=np.array([row_of[b] for _, b in told], np.intp),
        same=np.array([one.same for one in values], bool),
        weight=np.array([one.weight for one in values], np.float64),
        first=np.array([one.first for one in values], np.intp),
        second=np.array([one.second for one in values], np.intp),
    )
