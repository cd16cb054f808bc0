"""Finding groups of cases that look alike: the engine behind proposed patterns.

`find_groups` compares all pairs up to a size (time and memory grow with its square) and above it
builds a sparse graph. One-offs are left alone. What it finds is a suggestion for an analyst, never
a fact: also texts without any shared cause give some groups by chance, most of them `possible`.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from cases.likeness import CaseText, Matrix, links
from cases.representation import DEFAULT_WEIGHTS, Vectors, Weights
from learning.similarity.all_pairs import (
    DEFAULT,
    AllPairs,
    Settings,
    found_by_chance,
    grouped,
    judged,
    labels_of,
    runs_for,
    sure_groups,
)
from learning.similarity.constraints import Decided, communities_decided
from learning.similarity.explanation import Corpus, Signal
from learning.similarity.graph import (
    Labels,
    without_small,
)
from learning.similarity.many import compared

__all__ = ["DEFAULT", "Group", "Grouping", "Settings", "find_groups", "judged", "runs_for"]

Rows = NDArray[np.intp]
Links = dict[str, dict[str, float]]


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
    domain: what chance finds in cases like these. None when it was not counted. `too_few` says
    that among so few cases hardly anything sure can be found; what was found is still given.
    """

    groups: list[Group] = field(default_factory=list)
    unassigned: list[str] = field(default_factory=list)
    near: Links = field(default_factory=dict)
    threshold: float = 0.0
    by_chance: float | None = None
    too_few: bool = False


@dataclass(frozen=True)
class _Asked:
    """What is to be compared, with what weights, and what people decided of it."""

    texts: Sequence[CaseText]
    settings: Settings
    decided: Decided
    weights: Weights
    vectors: Mapping[str, Vectors] | None
    tell: Callable[[int], None]


@dataclass(frozen=True)
class _Found:
    """Labels of shape (n,), and what is needed to rank and judge a group of row numbers."""

    labels: Labels
    centrality: Callable[[Rows], Matrix]
    strength: Callable[[Rows], float]
    sure: Callable[[Rows], bool]
    near: Links
    threshold: float
    by_chance: float | None


def find_groups(
    texts: Sequence[CaseText],
    settings: Settings = DEFAULT,
    report: Callable[[int], None] | None = None,
    *,
    together: Collection[frozenset[str]] = (),
    apart: Collection[tuple[str, str]] = (),
    weights: Weights = DEFAULT_WEIGHTS,
    vectors: Mapping[str, Vectors] | None = None,
) -> Grouping:
    """Groups of cases that look alike, each with its explanation; deterministic.

    `report` hears the percentage done. `together` are sets of keys that people put together: they
    end in one group, or none of them in any where they are fewer than the least size. `apart` are
    pairs of keys that never stand in one group, also when `together` says so. Keys without a text
    are passed over. `vectors` are the sentence vectors that were kept, by key. Raises ValueError
    when two texts carry the same key.
    """
    if len({text.key for text in texts}) < len(texts):
        raise ValueError("every case has a key of its own")
    tell = report or (lambda _: None)
    if len(texts) < settings.least_size:
        tell(100)
        return Grouping(unassigned=[text.key for text in texts], too_few=True)
    all_pairs = len(texts) <= settings.all_pairs_up_to
    decided = Decided.of([text.key for text in texts], together, apart)
    asked = _Asked(texts, settings, decided, weights, vectors, tell)
    found = (_among_all_pairs if all_pairs else _in_a_graph)(asked)
    grouping = _explained(texts, found, settings)
    tell(100)
    return grouping


def _among_all_pairs(asked: _Asked) -> _Found:
    texts, settings, decided, tell = asked.texts, asked.settings, asked.decided, asked.tell
    read = AllPairs.of(texts, asked.weights, asked.vectors)
    tell(20)
    runs = runs_for(len(texts), settings.runs)
    evidence = judged(read, settings, runs, lambda done: tell(20 + int(60 * done)))
    labels = labels_of(evidence, settings, decided)
    near = evidence.near()
    return _Found(
        labels,
        centrality=lambda rows: near[np.ix_(rows, rows)].sum(axis=1),
        strength=lambda rows: evidence.of_group(rows)["together"],
        sure=lambda rows: (
            decided.held(rows, settings.least_size) or evidence.group(rows) >= settings.sure
        ),
        near=links(near, [text.key for text in texts], evidence.bar),
        threshold=evidence.bar,
        by_chance=found_by_chance(
            read,
            [text.domain for text in texts],
            sure_groups(evidence, labels, settings),
            settings,
        ),
    )


def _in_a_graph(asked: _Asked) -> _Found:
    texts, settings, decided, tell = asked.texts, asked.settings, asked.decided, asked.tell
    many = compared(texts, lambda done: tell(int(80 * done)), asked.weights, asked.vectors)
    labels = communities_decided(many.graph, settings.least_size, settings.seed, decided)
    tell(90)
    return _Found(
        labels,
        centrality=many.centrality,
        strength=many.strength,
        sure=lambda rows: (
            decided.held(rows, settings.least_size) or many.group(rows) >= settings.sure
        ),
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
                possible=not found.sure(rows),
            )
        )
    groups.sort(key=lambda group: (group.possible, -group.strength * len(group.keys), group.keys))
    loose = [text.key for text, label in zip(texts, labels, strict=True) if label < 0]
    few = len(texts) < settings.useful
    return Grouping(groups, loose, found.near, found.threshold, found.by_chance, few)
