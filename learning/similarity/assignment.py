"""Placing one new case beside cases that were compared before, in milliseconds.

The nightly run reads everything anew; this is for the moment at which a case is shared. It goes by
words alone, against the vocabulary of the cases that were there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from cases.likeness import CaseText, weighted_words
from cases.representation import DEFAULT_WEIGHTS, Vocabulary, Weights, word_features
from learning.similarity.identity import vote

LINKS = 15
LINKS_PER_CASE = 6
SAMPLED = 200


@dataclass(frozen=True)
class Standing:
    """The cases that are there: their keys, vocabulary and rows (terms, n), turned for speed.

    `threshold` is the cosine from which two cases count as near: where a case has six on average.
    """

    keys: list[str]
    vocabulary: Vocabulary
    turned: csr_array
    threshold: float
    weights: Weights

    @classmethod
    def of(
        cls,
        texts: Sequence[CaseText],
        weights: Weights = DEFAULT_WEIGHTS,
        seed: int = 20_241,
    ) -> "Standing":
        """Reads n cases once, n of 2 or more; linear in their words, but for a sample of pairs."""
        vocabulary, rows = word_features(texts, weights)
        turned = csr_array(rows.T)
        random = np.random.default_rng(seed)
        some = random.choice(len(texts), min(SAMPLED, len(texts)), replace=False)
        cosines = np.asarray((rows[some] @ turned).toarray(), np.float32)
        cosines[np.arange(len(some)), some] = 0
        share = min(1.0, LINKS_PER_CASE / max(1, len(texts) - 1))
        least = float(np.quantile(cosines, 1 - share))
        return cls([text.key for text in texts], vocabulary, turned, max(least, 1e-6), weights)

    def near(self, text: CaseText) -> dict[str, float]:
        """The cases near a new one, 15 at most, with their cosine; the case itself is left out."""
        words = weighted_words([text], self.weights)
        cosine = np.asarray((self.vocabulary.rows(words) @ self.turned).toarray()).ravel()
        first = np.argsort(-cosine, kind="stable")[: LINKS + 1].tolist()
        found = {self.keys[row]: float(cosine[row]) for row in first}
        return {
            key: value
            for key, value in found.items()
            if value >= self.threshold and key != text.key
        }

    def place(self, text: CaseText, pattern_of: Mapping[str, int]) -> int | None:
        """The number of the pattern that a new case joins by the vote of its nearest, or None."""
        return vote(self.near(text), pattern_of)
