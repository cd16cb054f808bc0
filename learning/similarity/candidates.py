"""Which pairs of very many cases are worth comparing, so that cost stays near-linear.

Every case is set beside its nearest by words everywhere, and by words among the cases whose
procedure has a word in common with its own. In such a block words tell more, and words that are
common everywhere are rare enough to search with.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, csr_matrix

Rows = NDArray[np.intp]

NEAREST = 15
COMMON_TERM = 600
BLOCK = 2000
LEAST = 3


def candidate_pairs(
    words: csr_array, procedure: csr_array, kept: int = NEAREST
) -> tuple[Rows, Rows]:
    """Row numbers (left, right), left below right, each pair once; shapes (pairs,).

    `words` and `procedure` are rows of length 1, shapes (n, terms) and (n, stems).
    """
    size = words.shape[0]
    found = [_numbered(*nearest_pairs(words, kept), size)]
    for block in _blocks(procedure):
        left, right = nearest_pairs(words[block], kept)
        found.append(_numbered(block[left], block[right], size))
    pairs = np.unique(np.concatenate(found))
    return pairs // size, pairs % size


def _numbered(left: Rows, right: Rows, size: int) -> Rows:
    """A pair as one number, so that each is counted once; a case with itself is left out."""
    low, high = np.minimum(left, right), np.maximum(left, right)
    return np.unique((low * size + high)[low < high])


def _blocks(procedure: csr_array) -> Iterator[Rows]:
    """The cases of each stem of a procedure, in order, from three cases on."""
    turned = procedure.tocsc()
    for start, end in zip(turned.indptr[:-1], turned.indptr[1:], strict=True):
        if end - start >= LEAST:
            yield np.sort(turned.indices[start:end]).astype(np.intp)


def nearest_pairs(rows: csr_array, kept: int) -> tuple[Rows, Rows]:
    """Per row the `kept` others with the highest inner product, as pairs (left, right).

    Found with the terms that stand in some hundreds of cases at most, which is what keeps the cost
    from growing with the square. A row may come with itself. Computed in blocks.
    """
    from sparse_dot_topn import sp_matmul_topn  # noqa: PLC0415 - slow to import

    wanted = min(kept, rows.shape[0] - 1) + 1
    telling = csr_matrix(without_common(rows))
    turned = csr_matrix(telling.T)
    left, right = [], []
    for start in range(0, rows.shape[0], BLOCK):
        found = sp_matmul_topn(telling[start : start + BLOCK], turned, top_n=wanted, n_threads=2)
        left.append(np.repeat(np.arange(found.shape[0]) + start, np.diff(found.indptr)))
        right.append(found.indices)
    return np.concatenate(left).astype(np.intp), np.concatenate(right).astype(np.intp)


def without_common(rows: csr_array) -> csr_array:
    """The rows without terms that stand in very many cases; those tell little and cost most."""
    spread = np.bincount(rows.indices, minlength=rows.shape[1])
    most = max(COMMON_TERM, np.sqrt(rows.shape[0]) * 4)
    light = rows.copy()
    light.data = np.where(spread[rows.indices] <= most, rows.data, 0).astype(np.float32)
    light.eliminate_zeros()
    return light
