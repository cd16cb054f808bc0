"""The cases most like each case: by what was learned of all pairs, or for many cases by words."""

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cases.likeness import CaseText, nearest, standardised
from cases.representation import DEFAULT_WEIGHTS, Vectors, Weights
from learning.similarity.all_pairs import DEFAULT, AllPairs, Settings, judged, runs_for
from learning.similarity.many import stacked, strongest

BY_COMPANY = 4


def neighbours(
    texts: Sequence[CaseText],
    count: int = 20,
    settings: Settings = DEFAULT,
    weights: Weights = DEFAULT_WEIGHTS,
    vectors: Mapping[str, Vectors] | None = None,
) -> list[list[str]]:
    """Per case the keys of the `count` cases most like it, best first; never the case itself.

    The order is of likeness corrected by company, and of the chance of one cause. The fifth is the
    case most alike on its own, when it is not among the first four: company can drown a single
    good likeness. For many cases the order is of words and characters alone.
    """
    if len(texts) < 2:
        return [[] for _ in texts]
    if len(texts) <= settings.all_pairs_up_to:
        found = _among_all_pairs(AllPairs.of(texts, weights, vectors), count, settings)
    else:
        found = _in_rows(stacked(texts, settings.seed, weights), count)
    return [[texts[row].key for row in near] for near in found]


def _among_all_pairs(compared: AllPairs, count: int, settings: Settings) -> list[list[int]]:
    runs = runs_for(len(compared.read[0].z), settings.runs)
    evidence = judged(compared, settings, runs, lambda _: None)
    chance = standardised(np.log(evidence.pairs() + np.float32(1e-6)))
    by_company = nearest(standardised(evidence.near()) + chance, max(count, BY_COMPANY))
    alone = nearest(evidence.figures["alike"], BY_COMPANY + 1)
    return [_merged(*rows)[:count] for rows in zip(by_company, alone, strict=True)]


def _merged(by_company: NDArray[np.intp], alone: NDArray[np.intp]) -> list[int]:
    first = by_company[:BY_COMPANY].tolist()
    fifth = [row for row in alone.tolist() if row not in first][:1]
    return list(dict.fromkeys([*first, *fifth, *by_company.tolist()]))


def _in_rows(rows: csr_array, count: int) -> list[list[int]]:
    graph = strongest(rows, count)
    bounds = graph.indptr.tolist()
    found = []
    for start, end in itertools.pairwise(bounds):
        order = np.argsort(-graph.data[start:end], kind="stable")
        found.append(graph.indices[start:end][order][:count].tolist())
    return found
