"""The cases most like each case: by what was learned of all pairs, or for many cases by words."""

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cases.likeness import CaseText, nearest, readings, standardised
from learning.similarity.groups import DEFAULT, Settings, judged, runs_for
from learning.similarity.many import stacked, strongest

BY_COMPANY = 4


def neighbours(
    texts: Sequence[CaseText], count: int = 20, settings: Settings = DEFAULT
) -> list[list[str]]:
    """Per case the keys of the `count` cases most like it, best first; never the case itself.

    The order is of likeness corrected by company, and of the chance of one cause. The fifth is the
    case most alike on its own, when it is not among the first four: company can drown a single
    good likeness. For many cases the order is of words and characters alone.
    """
    if len(texts) < 2:
        return [[] for _ in texts]
    found = _among_all_pairs if len(texts) <= settings.all_pairs_up_to else _in_rows
    return [[texts[row].key for row in near] for near in found(texts, count, settings)]


def _among_all_pairs(texts: Sequence[CaseText], count: int, settings: Settings) -> list[list[int]]:
    runs = runs_for(len(texts), settings.runs)
    evidence = judged(readings(texts), settings, runs, lambda _: None)
    chance = standardised(np.log(evidence.pairs() + np.float32(1e-6)))
    by_company = nearest(standardised(evidence.near()) + chance, max(count, BY_COMPANY))
    alone = nearest(evidence.figures["alike"], BY_COMPANY + 1)
    return [_merged(*rows)[:count] for rows in zip(by_company, alone, strict=True)]


def _merged(by_company: NDArray[np.intp], alone: NDArray[np.intp]) -> list[int]:
    first = by_company[:BY_COMPANY].tolist()
    fifth = [row for row in alone.tolist() if row not in first][:1]
    return list(dict.fromkeys([*first, *fifth, *by_company.tolist()]))


def _in_rows(texts: Sequence[CaseText], count: int, settings: Settings) -> list[list[int]]:
    graph = strongest(stacked(texts, settings.seed), count)
    bounds = graph.indptr.tolist()
    found = []
    for start, end in itertools.pairwise(bounds):
        order = np.argsort(-graph.data[start:end], kind="stable")
        found.append(graph.indices[start:end][order][:count].tolist())
    return found
