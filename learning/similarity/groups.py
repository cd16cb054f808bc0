"""Finding groups of cases that look alike: the engine behind proposed patterns.

`find_groups` compares all pairs up to a size (time and memory grow with its square) and above it
builds a sparse graph. One-offs are left alone. What it finds is a suggestion for an analyst, never
a fact: also texts without any shared cause give some groups by chance, most of them `possible`.
"""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from cases.likeness import CaseText, Matrix, Reading, links, readings
from learning.similarity.explanation import Corpus, Signal
from learning.similarity.graph import (
    Labels,
    communities,
    consensus,
    cut,
    without_small,
)
from learning.similarity.many import Many, compared
from learning.similarity.trust import Evidence

Rows = NDArray[np.intp]
Links = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Settings:
    """What the engine works with; the defaults were fixed before measuring.

    `together` is the mean chance (0..1) of sharing a cause that holds two parts of a group
    together; a group whose own chance is below `sure` is only `possible`. `shuffles` is how many
    corpora without patterns are made to count what chance finds, from `enough` cases on.
    """

    least_size: int = 3
    runs: int = 40
    together: float = 0.25
    sure: float = 0.7
    shuffles: int = 2
    shuffled_runs: int = 10
    enough: int = 12
    all_pairs_up_to: int = 1500
    terms: int = 8
    exemplars: int = 3
    seed: int = 20_241


DEFAULT = Settings()


@dataclass(frozen=True)
class Group:
    """Cases that look alike, members by likeness to the rest, the most typical first.

    `strength` in 0..1 is how surely pairs belong together: the mean share of runs in which they
    did, or for many cases the share of pairs that are linked. `possible` marks a group that may
    well be chance, to show apart, as "misschien".
    """

    keys: list[str]
    terms: list[str]
    signals: list[Signal]
    exemplars: list[str]
    strength: float
    possible: bool = False


@dataclass(frozen=True)
class Grouping:
    """All groups, strongest and largest first, and the keys that are in none.

    `near` gives per case the cases that count as near, with their likeness, `threshold` the
    likeness from which they do. `by_chance` is how many groups that are not just `possible` came
    out, on average, when each case's words stood beside the meaning of another case of its
    domain: what chance finds in cases like these. None when it was not counted.
    """

    groups: list[Group] = field(default_factory=list)
    unassigned: list[str] = field(default_factory=list)
    near: Links = field(default_factory=dict)
    threshold: float = 0.0
    by_chance: float | None = None


@dataclass(frozen=True)
class _Found:
    """Labels of shape (n,), and what is needed to rank and judge a group of row numbers."""

    labels: Labels
    centrality: Callable[[Rows], Matrix]
    strength: Callable[[Rows], float]
    sure: Callable[[Rows, list[Signal]], bool]
    near: Links
    threshold: float
    by_chance: float | None


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
    read = readings(texts)
    tell(20)
    runs = runs_for(len(texts), settings.runs)
    evidence = judged(read, settings, runs, lambda done: tell(20 + int(60 * done)))
    labels = _labels(evidence, settings)
    near = evidence.near()
    return _Found(
        labels,
        centrality=lambda rows: near[np.ix_(rows, rows)].sum(axis=1),
        strength=lambda rows: evidence.of_group(rows)["together"],
        sure=lambda rows, _: evidence.group(rows) >= settings.sure,
        near=links(near, [text.key for text in texts], evidence.bar),
        threshold=evidence.bar,
        by_chance=_found_by_chance(
            read, [text.domain for text in texts], _sure(evidence, labels, settings), settings
        ),
    )


def judged(
    read: Sequence[Reading], settings: Settings, runs: int, report: Callable[[float], None]
) -> Evidence:
    """The evidence on all pairs of n cases after so many runs; `report` hears the share done."""
    return Evidence.of(read, consensus(read, runs, settings.least_size, settings.seed, report))


def _labels(evidence: Evidence, settings: Settings) -> Labels:
    return without_small(cut(1 - evidence.pairs(), 1 - settings.together), settings.least_size)


def _sure(evidence: Evidence, labels: Labels, settings: Settings) -> list[Rows]:
    return [rows for rows in grouped(labels) if evidence.group(rows) >= settings.sure]


def _found_by_chance(
    read: Sequence[Reading], domains: Sequence[str], sure: Sequence[Rows], settings: Settings
) -> float | None:
    """Sure groups in corpora without patterns, made of the same cases; their mean number.

    Of each sure group one case stays, and each case's first readings stand beside the last one
    of another case in its domain. What is then found, the domain made, or chance.
    """
    extra = [row for rows in sure for row in rows[1:].tolist()]
    kept = np.setdiff1d(np.arange(len(domains)), np.array(extra, np.intp))
    if len(kept) < settings.enough or not settings.shuffles:
        return None
    random = np.random.default_rng(settings.seed)
    left = [one.taken(kept) for one in read]
    found = 0
    for _ in range(settings.shuffles):
        order = _within([domains[row] for row in kept.tolist()], random)
        mixed = [*left[:-1], left[-1].taken(order)]
        evidence = judged(mixed, settings, settings.shuffled_runs, lambda _: None)
        found += len(_sure(evidence, _labels(evidence, settings), settings))
    return found / settings.shuffles


def _within(domains: Sequence[str], random: np.random.Generator) -> Rows:
    order = np.arange(len(domains))
    for domain in sorted(set(domains)):
        places = np.flatnonzero(np.array([one == domain for one in domains]))
        order[places] = random.permutation(places)
    return order


def runs_for(cases: int, most: int) -> int:
    """Fewer runs for many cases, so that time grows less steeply: 40 at 400, 12 at 1400."""
    return max(min(most, 12), min(most, 16_000 // max(1, cases)))


def _in_a_graph(
    texts: Sequence[CaseText], settings: Settings, tell: Callable[[int], None]
) -> _Found:
    many: Many = compared(texts, settings.seed, lambda done: tell(int(80 * done)))
    labels = communities(many.graph, settings.least_size, settings.seed)
    tell(90)
    return _Found(
        labels,
        centrality=many.centrality,
        strength=many.density,
        sure=many.judge(labels),
        near=many.near([text.key for text in texts]),
        threshold=many.threshold,
        by_chance=None,
    )


def _explained(texts: Sequence[CaseText], found: _Found, settings: Settings) -> Grouping:
    labels = without_small(found.labels, settings.least_size)
    corpus = Corpus.of(texts)
    groups = []
    for members in grouped(labels):
        rows = members[np.argsort(-found.centrality(members), kind="stable")]
        keys = [texts[row].key for row in rows.tolist()]
        signals = corpus.signals(rows.tolist())
        groups.append(
            Group(
                keys=keys,
                terms=corpus.terms(rows.tolist(), settings.terms),
                signals=signals,
                exemplars=keys[: settings.exemplars],
                strength=round(found.strength(rows), 3),
                possible=not found.sure(rows, signals),
            )
        )
    groups.sort(key=lambda group: (group.possible, -group.strength * len(group.keys), group.keys))
    loose = [text.key for text, label in zip(texts, labels, strict=True) if label < 0]
    return Grouping(groups, loose, found.near, found.threshold, found.by_chance)


def grouped(labels: Labels) -> list[Rows]:
    """The row numbers of each group, by label; those in no group are left out."""
    order = np.argsort(labels, kind="stable")
    bounds = np.searchsorted(labels[order], np.arange(int(labels.max(initial=-1)) + 2))
    return [order[a:b] for a, b in itertools.pairwise(bounds)]
