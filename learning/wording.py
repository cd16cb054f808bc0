"""What cases of a pattern say alike: characteristic words, and the sentences that carry it. Pure.

The words are weighed against other cases of the organisation: what stands everywhere says nothing.
A few hundred others tell that well enough, so that a page need not read all of them.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from app.dutch.words import tokens
from cases.case_text import CaseText
from cases.representation import Vocabulary, weighted_words, word_features
from learning.sentences import Passage, marked_passages
from learning.similarity.explanation import Corpus

TERMS = 8
TOLD_FIELDS = (
    "situation",
    "standard_procedure",
    "in_the_way",
    "deviation",
    "consideration",
    "outcome",
)


@dataclass(frozen=True)
class Told:
    """What one case tells: its texts with the telling sentences marked.

    `terms` of the characteristic words stand in it; `likeness` is its mean cosine with the other
    cases of the pattern, 0 to 1.
    """

    passages: list[Passage]
    terms: int
    likeness: float


@dataclass(frozen=True)
class Wording:
    """The characteristic words of a pattern, most telling first, and per case key what it tells."""

    terms: list[str] = field(default_factory=list)
    told: dict[str, Told] = field(default_factory=dict)


def wording_of(members: Sequence[CaseText], others: Sequence[CaseText]) -> Wording:
    """What these cases say alike, beside other cases of the same organisation.

    Time is linear in all texts, and quadratic in the number of members. Without members nothing.
    """
    if not members:
        return Wording()
    texts = [*members, *others]
    terms = Corpus.of(texts).terms(range(len(members)), TERMS)
    vocabulary, rows = word_features(texts)
    inside = rows[: len(members)]
    likeness = np.asarray((inside @ inside.T).sum(axis=1)).ravel() - 1
    pieces = [_pieces(vocabulary, words) for words in weighted_words(members)]
    spread = Counter(piece for one in pieces for piece in one)
    rest = max(1, len(members) - 1)
    told = {
        text.key: Told(
            passages=_passages(vocabulary, text, own, spread, rest),
            terms=sum(_pieces(vocabulary, [term]) <= own for term in terms),
            likeness=max(0.0, float(alike)) / rest,
        )
        for text, own, alike in zip(members, pieces, likeness, strict=True)
    }
    return Wording(terms, told)


def _pieces(vocabulary: Vocabulary, words: Sequence[str] | dict[str, float]) -> set[str]:
    return {piece for word in words for piece in vocabulary.pieces_of(word)}


def _passages(
    vocabulary: Vocabulary, text: CaseText, own: set[str], spread: Counter[str], rest: int
) -> list[Passage]:
    """The texts of a case; a piece weighs its rarity times the share of the others that have it."""
    shared = {
        piece: float(vocabulary.rarity[vocabulary.column[piece]]) * (spread[piece] - 1) / rest
        for piece in own
        if spread[piece] > 1 and piece in vocabulary.column
    }
    fields = {name: getattr(text, name) for name in TOLD_FIELDS}
    return marked_passages(fields, shared, lambda one: _pieces(vocabulary, tokens(one)))
