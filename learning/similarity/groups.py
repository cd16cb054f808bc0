"""Finding groups of cases that look alike: the engine behind proposed patterns.

`find_groups` compares all pairs up to a size (time and memory grow with its square) and above it
builds a sparse graph. One-offs are left alone. What it finds is a suggestion for an analyst, never
a fact: also texts without any shared cause give some groups by chance, most of them `possible`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cases.likeness import CaseText, Matrix, features, joined, reranked, views
from learning.similarity.explanation import Corpus, Signal
from learning.similarity.graph import (
    Labels,
    chance_bar,
    communities,
    consensus,
    cut,
    random_pairs,
    refined,
    robust,
    sparse_links,
    stacked,
    without_small,
)

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Settings:
    """What the engine works with; the defaults were fixed before measuring.

    `together` is the share of runs (0..1) that holds a group together, `majority` the share below
    which it is only `possible`.
    """

    least_size: int = 3
    runs: int = 60
    together: float = 0.4
    majority: float = 0.5
    all_pairs_up_to: int = 3000
    terms: int = 8
    exemplars: int = 3
    seed: int = 20_241


DEFAULT = Settings()


@dataclass(frozen=True)
class Group:
    """Cases that look alike, members by likeness to the rest, the most typical first.

    `strength` in 0..1 is how surely pairs belong together: the mean share of runs in which they
    did, or for many cases the share of pairs that are linked. `possible` marks a group that may
    well be chance, to show apart, as "misschien": it has the least size, comes together in less
    than half of the runs, or is no more alike (before re-ranking, over all its pairs) than the
    best of as many unrelated cases would be.
    """

    keys: list[str]
    terms: list[str]
    signals: list[Signal]
    exemplars: list[str]
    strength: float
    possible: bool = False


@dataclass(frozen=True)
class Grouping:
    """All groups, strongest and largest first, and the keys that are in none."""

    groups: list[Group] = field(default_factory=list)
    unassigned: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Found:
    """Labels of shape (n,), and what is needed to rank and judge a group of row numbers."""

    labels: Labels
    centrality: Callable[[Rows], NDArray[np.float32]]
    strength: Callable[[Rows], float]
    chance: Callable[[Rows], bool]


def find_groups(
    texts: Sequence[CaseText],
    settings: Settings = DEFAULT,
    report: Callable[[int], None] | None = None,
) -> Grouping:
    """Groups of cases that look alike, each with its explanation; deterministic.

    `report` hears the percentage done. Fewer cases than the least size give no group. Raises
    ValueError when two texts carry the same key.
    """
    if len({text.key for text in texts}) < len(texts):
        raise ValueError("every case has a key of its own")
    tell = report or (lambda _: None)
    if len(texts) < settings.least_size:
        tell(100)
        return Grouping(unassigned=[text.key for text in texts])
    all_pairs = len(texts) <= settings.all_pairs_up_to
    found = (_among_all_pairs if all_pairs else _in_a_graph)(texts, settings, tell)
    grouping = _explained(texts, found, settings)
    tell(100)
    return grouping


def _among_all_pairs(
    texts: Sequence[CaseText], settings: Settings, tell: Callable[[int], None]
) -> _Found:
    readings = views(texts)
    tell(10)
    plain = joined(readings)
    z = reranked(plain)
    middle, deviation = robust(plain[~np.eye(len(plain), dtype=bool)])
    floor = middle + deviation * chance_bar(len(texts))
    runs = runs_for(len(texts), settings.runs)
    together = consensus(
        readings, runs, settings.least_size, settings.seed, lambda done: tell(10 + int(80 * done))
    )
    start = cut(1 - together, 1 - settings.together)
    return _Found(
        refined(z, start, settings.least_size),
        centrality=lambda rows: z[np.ix_(rows, rows)].sum(axis=1),
        strength=lambda rows: pair_mean(together, rows),
        chance=lambda rows: (
            pair_mean(plain, rows) < floor or pair_mean(together, rows) < settings.majority
        ),
    )


def runs_for(cases: int, most: int) -> int:
    """Fewer runs for many cases, so that time grows less steeply: 60 at 500, 15 at 2000."""
    return max(min(most, 12), min(most, 30_000 // max(1, cases)))


def pair_mean(matrix: Matrix, rows: Rows) -> float:
    """The mean of a symmetric array over the pairs of some rows, the diagonal left out."""
    part = matrix[np.ix_(rows, rows)]
    size = len(rows)
    return float((part.sum() - np.trace(part)) / max(1, size * (size - 1)))


def _in_a_graph(
    texts: Sequence[CaseText], settings: Settings, tell: Callable[[int], None]
) -> _Found:
    rows = stacked(*features(texts), settings.seed)
    middle, deviation = random_pairs(rows, settings.seed)
    floor = middle + deviation * chance_bar(len(texts))
    tell(20)
    graph = sparse_links(rows, settings.seed, lambda done: tell(20 + int(60 * done)))
    labels = communities(graph, settings.least_size, settings.seed)
    tell(90)

    def inside(members: Rows) -> csr_array:
        return csr_array(graph[members][:, members])

    def alike(members: Rows) -> float:
        part = rows[members]
        return pair_mean((part @ part.T).toarray(), np.arange(len(members)))

    return _Found(
        labels,
        centrality=lambda members: np.asarray(inside(members).sum(axis=1), np.float32).ravel(),
        strength=lambda members: float(
            inside(members).nnz / max(1, len(members) * (len(members) - 1))
        ),
        chance=lambda members: alike(members) < floor,
    )


def _explained(texts: Sequence[CaseText], found: _Found, settings: Settings) -> Grouping:
    labels = without_small(found.labels, settings.least_size)
    corpus = Corpus.of(texts)
    groups = []
    for number in range(int(labels.max(initial=-1)) + 1):
        rows = np.flatnonzero(labels == number)
        rows = rows[np.argsort(-found.centrality(rows), kind="stable")]
        keys = [texts[row].key for row in rows.tolist()]
        groups.append(
            Group(
                keys=keys,
                terms=corpus.terms(rows.tolist(), settings.terms),
                signals=corpus.signals(rows.tolist()),
                exemplars=keys[: settings.exemplars],
                strength=round(found.strength(rows), 3),
                possible=len(rows) <= settings.least_size or found.chance(rows),
            )
        )
    groups.sort(key=lambda group: (group.possible, -group.strength * len(group.keys), group.keys))
    loose = [text.key for text, label in zip(texts, labels, strict=True) if label < 0]
    return Grouping(groups, loose)
