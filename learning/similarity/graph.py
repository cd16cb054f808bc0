"""From likeness to labels: cuts, refinement, consensus, and a sparse graph for many cases.

Labels are integer arrays of shape (n,): -1 is "in no group", other numbers name a group. All
likeness is in standard deviations above the mean of all pairs (see `cases.likeness`). Same input
and same seed, same labels.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, csr_matrix

from cases.likeness import Matrix, Reading, joined, reranked

Labels = NDArray[np.intp]

LEAST_BAR = 1.5
BELOW_BAR = 0.5
MOVE = 0.15
ROUNDS = 5
LINKS_PER_CASE = 6
POTTS = 0.06


def cut(distance: Matrix, height: float) -> Labels:
    """Average linkage on a square distance array, cut at a height; every case gets a label."""
    from scipy.cluster.hierarchy import fcluster, linkage  # noqa: PLC0415 - slow to import
    from scipy.spatial.distance import squareform  # noqa: PLC0415 - slow to import

    if len(distance) < 2:
        return np.zeros(len(distance), np.intp)
    even = (distance + distance.T) / 2
    np.fill_diagonal(even, 0)
    tree = linkage(squareform(even, checks=False), method="average")
    return np.asarray(fcluster(tree, t=height, criterion="distance"), np.intp)


def cut_at(z: Matrix, least: float) -> Labels:
    """Groups whose mean likeness between joined parts is `least` deviations or more."""
    return cut(np.float32(z.max()) - z, float(z.max()) - least) if z.size else cut(z, 0)


def bar(z: Matrix) -> float:
    """The likeness, in deviations, from which two cases count as alike: 1.5, or higher for many.

    Among many cases 1.5 is reached by chance; the bar is then where a case has six alike on
    average. Some 90 cases is where the two meet.
    """
    size = len(z)
    if size <= LINKS_PER_CASE + 1:
        return LEAST_BAR
    return max(LEAST_BAR, float(np.quantile(z, 1 - LINKS_PER_CASE / (size - 1))))


def chance_bar(cases: int) -> float:
    """The likeness that the best of `cases` unrelated cases reaches: sqrt(2 ln n) deviations.

    Source: the universal threshold (Donoho and Johnstone, 1994) for normally spread likeness.
    """
    return math.sqrt(2 * math.log(max(2, cases)))


def refined(z: Matrix, labels: Labels, least_size: int) -> Labels:
    """Groups put straight by the mean likeness of every case to every group, at most five rounds.

    A loose case joins at the bar, a member leaves .5 below it, and moves when another group is
    better by .15. Groups smaller than `least_size` fall apart. Shape (n,) in and out.
    """
    labels = without_small(labels, least_size)
    asked = bar(z)
    for _ in range(ROUNDS):
        changed = without_small(_one_round(z, labels, asked), least_size)
        if np.array_equal(changed, labels):
            break
        labels = changed
    return labels


def _one_round(z: Matrix, labels: Labels, asked: float) -> Labels:
    groups = int(labels.max(initial=-1)) + 1
    if not groups:
        return labels
    member = (labels[:, np.newaxis] == np.arange(groups)).astype(np.float32)
    others = np.maximum(member.sum(axis=0) - member, 1)
    mean = (z @ member) / others
    rows = np.arange(len(z))
    best = mean.argmax(axis=1)
    own = np.where(labels >= 0, mean[rows, labels], -np.inf)
    highest = mean[rows, best]
    stays = asked - BELOW_BAR
    result = np.where((labels >= 0) & (own < stays), -1, labels)
    moves = (labels >= 0) & (highest > own + MOVE) & (highest >= stays)
    joins = (labels < 0) & (highest >= asked)
    return np.where(moves | joins, best, result)


def without_small(labels: Labels, least_size: int) -> Labels:
    """Labels renumbered from 0 in order of appearance; groups below `least_size` become -1."""
    result = np.full(len(labels), -1, np.intp)
    named, first, inverse, sizes = np.unique(
        labels, return_index=True, return_inverse=True, return_counts=True
    )
    kept = [g for g in np.argsort(first) if named[g] >= 0 and sizes[g] >= least_size]
    for number, group in enumerate(kept):
        result[inverse == group] = number
    return result


def consensus(
    read: Sequence[Reading],
    runs: int,
    least_size: int,
    seed: int,
    report: Callable[[float], None],
) -> Matrix:
    """Share of runs (0..1) in which each pair comes together, shape (n, n).

    Every run weighs the readings anew (times Gamma(1, 1)), half of the runs re-rank, and the cut
    lies between .25 below and .2 above the bar: groups that depend on one setting fade. `report`
    hears the share of runs done.
    """
    random = np.random.default_rng(seed)
    size = len(read[0].z)
    together = np.zeros((size, size), np.float32)
    for run in range(runs):
        weights = [reading.weight * float(random.gamma(1.0)) for reading in read]
        reciprocal, mix = int(random.integers(6, 12)), float(random.uniform(0.2, 0.5))
        shift = float(random.uniform(-0.25, 0.2))
        z = joined(read, weights)
        z = reranked(z, reciprocal, mix) if run % 2 else z
        labels = refined(z, cut_at(z, bar(z) + shift), least_size)
        for group in range(int(labels.max(initial=-1)) + 1):
            members = np.flatnonzero(labels == group)
            together[np.ix_(members, members)] += 1
        report((run + 1) / runs)
    return np.asarray(together / max(1, runs), np.float32)


def random_pairs(rows: csr_array, seed: int) -> tuple[float, float]:
    """Median and robust deviation of the inner products of some 4,000 random pairs of rows."""
    random = np.random.default_rng(seed)
    left, right = random.integers(0, rows.shape[0], (2, 4000))
    apart = left != right
    pairs = rows[left[apart]].multiply(rows[right[apart]]).sum(axis=1)
    return robust(np.asarray(pairs, np.float64).ravel())


def robust(values: NDArray[np.floating]) -> tuple[float, float]:
    """The median and 1.4826 times the median distance to it (0, 0 without values)."""
    if not values.size:
        return 0.0, 0.0
    middle = float(np.median(values))
    return middle, 1.4826 * float(np.median(np.abs(values - middle)))


def communities(graph: csr_array, seed: int) -> Labels:
    """Dense groups in a sparse graph by the constant Potts model (Traag and others, 2011).

    Every case gets a label, one without links a label of its own.
    """
    from sknetwork.clustering import Leiden  # noqa: PLC0415 - slow to import

    size = graph.shape[0]
    if not graph.nnz:
        return np.arange(size, dtype=np.intp)
    resolution = POTTS * size**2 / float(graph.sum())
    model = Leiden(resolution=resolution, modularity="potts", random_state=seed)
    return np.asarray(model.fit_predict(csr_matrix(graph)), np.intp)


def well_linked(graph: csr_array, labels: Labels) -> NDArray[np.bool_]:
    """Who is linked to 30% of the group or more (times 15 / size above 15), shape (n,)."""
    own = graph.tocoo()
    same = (labels[own.row] == labels[own.col]) & (labels[own.row] >= 0)
    linked = np.bincount(own.row[same], minlength=len(labels))
    sizes = np.bincount(labels + 1)[labels + 1]
    asked = 0.3 * np.minimum(1, 15 / sizes) * np.maximum(sizes - 1, 1)
    return np.asarray((labels >= 0) & (linked >= asked))
