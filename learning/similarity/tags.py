"""What the tags of two cases say of a shared cause: their procedure, article and domain.

Obstacle, partners and bouwstenen stay out on purpose: a group that shares one is then told so by
a test that nothing in the making of the group has helped along (see `explanation`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cases.likeness import CaseText, Matrix
from cases.representation import tag_features

Rows = NDArray[np.intp]
Figures = dict[str, NDArray[np.float32]]

BLOCK = 100_000


@dataclass(frozen=True)
class Tags:
    """The tags of n cases: rows (n, stems) of length 1, and domains as numbers, -1 for none."""

    procedure: csr_array
    law: csr_array
    domain: Rows

    @classmethod
    def of(cls, texts: Sequence[CaseText]) -> "Tags":
        """Reads the tags once; linear in the number of cases."""
        told = np.array([text.domain.strip().casefold() for text in texts])
        numbers = np.unique(told, return_inverse=True)[1].astype(np.intp)
        domain = np.where(told == "", -1, numbers) if len(texts) else numbers
        return cls(tag_features(texts, "procedure"), tag_features(texts, "law"), domain)

    def all_pairs(self) -> dict[str, Matrix]:
        """Figures of all pairs, each of shape (n, n).

        `procedure` and `law` are cosines, 0 where one is missing; `domain` is 1 for the same one,
        -1 for another one, 0 where one is missing.
        """
        rows = np.arange(len(self.domain))
        return {
            "procedure": np.asarray((self.procedure @ self.procedure.T).toarray(), np.float32),
            "law": np.asarray((self.law @ self.law.T).toarray(), np.float32),
            "domain": self._domains(rows[:, np.newaxis], rows[np.newaxis, :]),
        }

    def pairs(self, left: Rows, right: Rows) -> Figures:
        """The same of some pairs, given as row numbers of shape (pairs,), and `other`.

        `other` is 1 where both have a procedure and those have no word in common.
        """
        procedure = products(self.procedure, left, right)
        named = np.diff(self.procedure.indptr) > 0
        other = named[left] & named[right] & (procedure <= 0)
        return {
            "procedure": procedure,
            "law": products(self.law, left, right),
            "domain": self._domains(left, right),
            "other": other.astype(np.float32),
        }

    def _domains(self, left: Rows, right: Rows) -> Matrix:
        one, other = self.domain[left], self.domain[right]
        agreed = np.where(one == other, 1, -1)
        return np.asarray(np.where((one < 0) | (other < 0), 0, agreed), np.float32)


def products(rows: csr_array, left: Rows, right: Rows) -> NDArray[np.float32]:
    """Inner products of some pairs of rows, shape (pairs,); in blocks, to bound memory."""
    values = np.zeros(len(left), np.float32)
    for start in range(0, len(left), BLOCK):
        piece = slice(start, start + BLOCK)
        both = rows[left[piece]].multiply(rows[right[piece]])
        values[piece] = np.asarray(both.sum(axis=1)).ravel()
    return values
