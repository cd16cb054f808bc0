"""What people decided of cases, obeyed: these belong together, these two never stand in one group.

Pure functions over row numbers. Labels are as in `learning.similarity.graph`.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cases.likeness import Matrix
from learning.similarity.graph import Labels, communities, cut, well_linked, without_small

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Decided:
    """Decisions on n cases.

    `part` has shape (n,): cases with one number stay together, a case of which nothing was
    decided is a part of its own. `apart` are pairs of parts that never meet, lowest number first.
    """

    part: Labels
    apart: frozenset[tuple[int, int]]

    @classmethod
    def of(
        cls,
        keys: Sequence[str],
        together: Collection[frozenset[str]] = (),
        apart: Collection[tuple[str, str]] = (),
    ) -> "Decided":
        """Decisions by key; keys that are not among the cases are passed over.

        Sets with a case in common become one part. Where a pair that was kept apart stands in the
        way, the pair wins: the case that comes later in `keys` stays out of that part.
        """
        row_of = {key: row for row, key in enumerate(keys)}
        rows = [sorted(row_of[key] for key in members & row_of.keys()) for members in together]
        pairs = [(row_of[a], row_of[b]) for a, b in apart if a in row_of and b in row_of]
        members = {row: {row} for row in range(len(keys))}
        enemies: dict[int, set[int]] = {}
        for a, b in pairs:
            enemies.setdefault(a, set()).add(b)
            enemies.setdefault(b, set()).add(a)
        for group in sorted(rows):
            _unite(group, members, enemies)
        part = _numbered(members, len(keys))
        barred = {(min(part[a], part[b]), max(part[a], part[b])) for a, b in pairs if a != b}
        return cls(part, frozenset((int(a), int(b)) for a, b in barred))

    @classmethod
    def free(cls, size: int) -> "Decided":
        """Nothing was decided of so many cases."""
        return cls(np.arange(size, dtype=np.intp), frozenset())

    @property
    def any(self) -> bool:
        """Whether anything was decided of these cases."""
        return bool(self.apart) or int(self.part.max(initial=-1)) + 1 < len(self.part)

    @property
    def indicator(self) -> csr_array:
        """Which case is in which part, a sparse array (n, parts) of ones."""
        size = len(self.part)
        shape = (size, int(self.part.max(initial=-1)) + 1)
        ones = np.ones(size, np.float32)
        return csr_array((ones, (np.arange(size), self.part)), shape=shape)

    def taken(self, rows: Rows) -> "Decided":
        """The same of these cases alone, in this order: an array of row numbers."""
        kept, part = np.unique(self.part[rows], return_inverse=True)
        new = {int(number): place for place, number in enumerate(kept.tolist())}
        pairs = ((new[a], new[b]) for a, b in self.apart if a in new and b in new)
        return Decided(part, frozenset((min(pair), max(pair)) for pair in pairs))

    def held(self, rows: Rows, least: int) -> bool:
        """Whether people put `least` or more of these cases together."""
        return int(np.bincount(self.part[rows]).max(initial=0)) >= least


def _unite(
    group: Iterable[int], members: dict[int, set[int]], enemies: dict[int, set[int]]
) -> None:
    """Joins each row to the first of the group that no pair forbids; otherwise it stays out."""
    anchors: list[int] = []
    for row in group:
        own = members[row]
        for anchor in anchors:
            other = members[anchor]
            if other is own:
                break
            if not any(enemies.get(one, set()) & other for one in own):
                other |= own
                for one in own:
                    members[one] = other
                break
        else:
            anchors.append(row)


def _numbered(members: dict[int, set[int]], size: int) -> Labels:
    first = [min(members[row]) for row in range(size)]
    return np.unique(np.array(first, np.intp), return_inverse=True)[1].astype(np.intp)


def cut_decided(distance: Matrix, height: float, decided: Decided) -> Labels:
    """As `graph.cut` (average linkage, shape (n, n)), with what people decided obeyed.

    Parts are there from the start; parts that were kept apart are endlessly far from each other,
    and so is everything that joins one of them.
    """
    if not decided.any:
        return cut(distance, height)
    sizes = np.bincount(decided.part).astype(np.float32)
    which = decided.indicator
    mean = np.asarray(which.T @ (which.T @ distance).T, np.float32) / np.outer(sizes, sizes)
    mean = np.asarray((mean + mean.T) / 2, np.float32)
    for a, b in decided.apart:
        mean[a, b] = mean[b, a] = np.inf
    return _linked(mean, sizes, height)[decided.part]


def _linked(distance: Matrix, sizes: NDArray[np.float32], height: float) -> Labels:
    """Average linkage by joining the nearest two until none are within the height."""
    np.fill_diagonal(distance, np.inf)
    label = np.arange(len(distance), dtype=np.intp)
    near = distance.argmin(axis=1)
    least = distance[label, near]
    while len(label) > 1:
        one = int(least.argmin())
        if not least[one] <= height:
            break
        other = int(near[one])
        weighed = sizes[one] * distance[one] + sizes[other] * distance[other]
        mean = weighed / (sizes[one] + sizes[other])
        mean[[one, other]] = np.inf
        distance[one], distance[:, one] = mean, mean
        distance[other], distance[:, other] = np.inf, np.inf
        sizes[one] += sizes[other]
        label[label == other] = one
        stale = np.flatnonzero((near == one) | (near == other) | (mean <= least))
        stale = np.union1d(stale, [one, other])
        near[stale] = distance[stale].argmin(axis=1)
        least[stale] = distance[stale, near[stale]]
    return np.unique(label, return_inverse=True)[1].astype(np.intp)


def communities_decided(graph: csr_array, least_size: int, seed: int, decided: Decided) -> Labels:
    """As `graph.communities`, with what people decided obeyed; `graph` has shape (n, n).

    Parts are joined to one point first. A case that is linked to few of its group leaves it,
    unless people put it there.
    """
    which = decided.indicator
    joined = csr_array(which.T @ graph @ which) if decided.any else graph
    joined.setdiag(0)
    joined.eliminate_zeros()
    labels = separated(communities(joined, seed)[decided.part], graph, decided)
    placed = np.bincount(decided.part)[decided.part] > 1
    kept = np.where(well_linked(graph, labels) | placed, labels, -1)
    return without_small(kept, least_size)


def separated(labels: Labels, graph: csr_array, decided: Decided) -> Labels:
    """Labels in which no group holds parts that were kept apart; `graph` is (n, n), weights > 0.

    A group with such parts is divided among them: each of its other parts goes to the one that it
    has the strongest links with.
    """
    result = labels.copy()
    following = int(labels.max(initial=-1)) + 1
    for group in sorted({int(labels[rows[0]]) for rows in _meeting(labels, decided)} - {-1}):
        rows = np.flatnonzero(labels == group)
        pull = graph[rows][:, rows]
        for divided in _divided(pull, decided.taken(rows))[1:]:
            result[rows[divided]] = following
            following += 1
    return result


def _meeting(labels: Labels, decided: Decided) -> list[Rows]:
    """Of each pair that was kept apart and stands in one group, the rows of both parts."""
    first = {int(part): row for row, part in reversed(list(enumerate(decided.part.tolist())))}
    pairs = (np.array([first[a], first[b]], np.intp) for a, b in decided.apart)
    return [rows for rows in pairs if labels[rows[0]] == labels[rows[1]]]


def _divided(pull: csr_array, decided: Decided) -> list[Rows]:
    which = decided.indicator
    between = np.asarray((which.T @ pull @ which).toarray(), np.float32)
    barred = np.zeros(between.shape, bool)
    for a, b in decided.apart:
        barred[a, b] = barred[b, a] = True
    order = np.argsort(~barred.any(axis=1), kind="stable").tolist()
    heaps: list[list[int]] = []
    for part in order:
        free = [heap for heap in heaps if not barred[part, heap].any()]
        if free:
            max(free, key=lambda heap: float(between[part, heap].sum())).append(part)
        else:
            heaps.append([part])
    return [np.flatnonzero(np.isin(decided.part, heap)) for heap in heaps]
