"""All pairs of a corpus: from readings to groups, and what chance finds in cases like these.

Time and memory grow with the square of the number of cases; `learning.similarity.many` is for
more of them.
"""

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cases.likeness import CaseText, Matrix, Reading, readings
from cases.representation import DEFAULT_WEIGHTS, Vectors, Weights
from learning.similarity.constraints import Decided, cut_decided
from learning.similarity.graph import Labels, consensus, without_small
from learning.similarity.tags import Tags
from learning.similarity.trust import Evidence

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Settings:
    """What the engine works with; the defaults were fixed before measuring.

    `together` is the mean chance (0..1) of sharing a cause that holds two parts of a group
    together; a group whose own chance is below `sure` is only `possible`. `shuffles` is how many
    corpora without patterns are made to count what chance finds, from `enough` cases on. Below
    `useful` cases four of one cause seldom come out as a sure group: one time in four among eight,
    two in three from ten on (`bench/patterns_few.py`).
    """

    least_size: int = 3
    runs: int = 40
    together: float = 0.25
    sure: float = 0.7
    shuffles: int = 2
    shuffled_runs: int = 10
    enough: int = 12
    useful: int = 10
    all_pairs_up_to: int = 1500
    terms: int = 8
    exemplars: int = 3
    seed: int = 20_241


DEFAULT = Settings()


@dataclass(frozen=True)
class AllPairs:
    """How all pairs of n cases compare: the readings, and the figures of their tags, (n, n)."""

    read: list[Reading]
    tags: dict[str, Matrix]

    @classmethod
    def of(
        cls,
        texts: Sequence[CaseText],
        weights: Weights = DEFAULT_WEIGHTS,
        vectors: Mapping[str, Vectors] | None = None,
    ) -> "AllPairs":
        """Reads n cases."""
        return cls(readings(texts, weights, vectors), Tags.of(texts).all_pairs())

    def taken(self, rows: Rows) -> "AllPairs":
        """The same of these cases alone, in this order: an array of row numbers."""
        tags = {name: figure[np.ix_(rows, rows)] for name, figure in self.tags.items()}
        return AllPairs([one.taken(rows) for one in self.read], tags)

    def mixed(self, order: Rows) -> "AllPairs":
        """Each case's last reading replaced by that of another: what was told, told apart."""
        return AllPairs([*self.read[:-1], self.read[-1].taken(order)], self.tags)


def judged(
    compared: AllPairs, settings: Settings, runs: int, report: Callable[[float], None]
) -> Evidence:
    """The evidence on all pairs of n cases after so many runs; `report` hears the share done."""
    together = consensus(compared.read, runs, settings.least_size, settings.seed, report)
    return Evidence.of(compared.read, together, compared.tags)


def labels_of(evidence: Evidence, settings: Settings, decided: Decided) -> Labels:
    """The groups that hold together, what people decided obeyed; shape (n,)."""
    labels = cut_decided(1 - evidence.pairs(), 1 - settings.together, decided)
    return without_small(labels, settings.least_size)


def sure_groups(evidence: Evidence, labels: Labels, settings: Settings) -> list[Rows]:
    """The row numbers of each group that is sure."""
    return [rows for rows in grouped(labels) if evidence.group(rows) >= settings.sure]


def found_by_chance(
    compared: AllPairs, domains: Sequence[str], sure: Sequence[Rows], settings: Settings
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
    left = compared.taken(kept)
    free = Decided.free(len(kept))
    found = 0
    for _ in range(settings.shuffles):
        order = _within([domains[row] for row in kept.tolist()], random)
        evidence = judged(left.mixed(order), settings, settings.shuffled_runs, lambda _: None)
        found += len(sure_groups(evidence, labels_of(evidence, settings, free), settings))
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


def grouped(labels: Labels) -> list[Rows]:
    """The row numbers of each group, by label; those in no group are left out."""
    order = np.argsort(labels, kind="stable")
    bounds = np.searchsorted(labels[order], np.arange(int(labels.max(initial=-1)) + 2))
    return [order[a:b] for a, b in itertools.pairwise(bounds)]
