"""A case as numbers: weighted words, characters, and what its sentences mean.

Pure functions. Words and characters become sparse rows of length 1, so that an inner product is a
cosine; sentences become dense rows. How alike cases are is the work of `cases.likeness`.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from app.dutch.ordinary import STORIES, ordinary_words
from app.dutch.sentences import encoded
from app.dutch.words import compound_parts, stems, tokens

Vectors = NDArray[np.float32]

FIELD_WEIGHTS = {
    "title": 2.0,
    "situation": 1.0,
    "standard_procedure": 4.0,
    "deviation": 2.0,
    "consideration": 1.0,
    "outcome": 0.5,
    "in_the_way": 2.0,
}
# A name of a procedure is a text too: "Urgentie" and "Aanvraag woonurgentie" have a word in common.
TAG_WEIGHTS = {"procedure": 2.0, "law": 1.0, "domain": 1.0}
SENTENCE_WEIGHTS = (1.0, 1.0, 0.5)
COMMON_SHARE = 0.4
_CENTRE = Path(__file__).parent / "sentence_centre.json"


@dataclass(frozen=True)
class CaseText:
    """What a case says, field by field; an empty field is an empty text and counts as nothing."""

    key: str
    title: str = ""
    situation: str = ""
    standard_procedure: str = ""
    deviation: str = ""
    consideration: str = ""
    outcome: str = ""
    in_the_way: str = ""
    procedure: str = ""
    law: str = ""
    domain: str = ""
    obstacle: str = ""
    bouwstenen: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()

    def narrative(self) -> dict[str, str]:
        """The fields that tell the story, by name: those with a weight."""
        told = (field.name for field in fields(self) if field.name in FIELD_WEIGHTS)
        return {name: getattr(self, name) for name in told}

    def values(self, name: str) -> list[str]:
        """What a field holds, as a list: none, one, or for partners and bouwstenen several."""
        told = getattr(self, name)
        given = (told,) if isinstance(told, str) else told
        return [value.strip() for value in given if value.strip()]


def weighted_words(
    texts: Sequence[CaseText], weights: Mapping[str, float] = FIELD_WEIGHTS
) -> list[dict[str, float]]:
    """Per case every word with the sum of the weights of the fields it stands in."""
    return [_weigh(text, weights) for text in texts]


def _weigh(text: CaseText, weights: Mapping[str, float]) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, weight in weights.items():
        for word in tokens(getattr(text, name)):
            found[word] = found.get(word, 0.0) + weight
    return found


@dataclass(frozen=True)
class Vocabulary:
    """What was learned from a corpus, so that a new case can be set beside it.

    `column` gives per piece (a stem, or characters) its column, `rarity` per column its weight,
    shape (terms,); `pieces_of` cuts a word into pieces.
    """

    column: dict[str, int]
    rarity: Vectors
    pieces_of: Callable[[str], list[str]]

    def rows(self, words: Sequence[Mapping[str, float]]) -> csr_array:
        """Rows of length 1 for cases as weighted words, shape (cases, terms).

        A piece that the corpus does not have is left out; a case without any is a row of zeros.
        """
        return self._weighted(_counted(words, self.pieces_of, self.column, grow=False))

    def _weighted(self, counts: csr_array) -> csr_array:
        counts.data = np.log1p(counts.data) * self.rarity[counts.indices]
        counts.eliminate_zeros()
        return _unit(counts)


def features(texts: Sequence[CaseText]) -> tuple[csr_array, csr_array]:
    """Words and characters of n cases: two sparse float32 arrays (n, terms), rows of length 1.

    A row's inner product with another is their cosine. A value is log(1 + weight) times the
    rarity (see `word_features`). A case without words is a row of zeros.
    """
    return word_features(texts)[1], character_features(texts)


def word_features(texts: Sequence[CaseText]) -> tuple[Vocabulary, csr_array]:
    """Stems of the words, compounds split, with the vocabulary; shape (n, stems).

    Rarity is log((1 + n + m) / (cases with the stem + ordinary stories with it + 1/2)), m the
    number of ordinary stories: the list of ordinary words makes up for what few cases cannot
    tell. Stems in over 40% of the cases are dropped.
    """
    words = weighted_words(texts, FIELD_WEIGHTS | TAG_WEIGHTS)
    frequency = Counter(word for row in words for word in row)
    parts = compound_parts(frequency + Counter(ordinary_words()))
    stem_of = stems({*frequency, *(part for pair in parts.values() for part in pair)})

    def pieces(word: str) -> list[str]:
        own = parts.get(word, (word,))
        return [stem_of[part] for part in own if part in stem_of]

    return _learned(words, pieces, least=1)


def character_features(texts: Sequence[CaseText]) -> csr_array:
    """Runs of 4 and 5 characters within words, edges included, in two cases or more."""
    words = weighted_words(texts, FIELD_WEIGHTS | TAG_WEIGHTS)
    return _learned(words, _grams, least=2)[1]


def _grams(word: str) -> list[str]:
    edged = f" {word} "
    return [edged[i : i + size] for size in (4, 5) for i in range(max(1, len(edged) - size + 1))]


def _learned(
    words: Sequence[Mapping[str, float]], pieces: Callable[[str], list[str]], least: int
) -> tuple[Vocabulary, csr_array]:
    column: dict[str, int] = {}
    counts = _counted(words, pieces, column, grow=True)
    spread = np.bincount(counts.indices, minlength=counts.shape[1])
    cases = len(words)
    kept = (spread >= least) & (spread <= max(2, COMMON_SHARE * cases))
    known = spread + _ordinary(column, pieces, counts.shape[1])
    rarity = np.where(kept, np.log((1 + cases + STORIES) / (known + 0.5)), 0).astype(np.float32)
    vocabulary = Vocabulary(column, rarity, pieces)
    return vocabulary, vocabulary._weighted(counts)


def _ordinary(
    column: Mapping[str, int], pieces: Callable[[str], list[str]], size: int
) -> NDArray[np.float64]:
    """In how many ordinary stories each piece stands, as if its words fell independently."""
    absent = np.zeros(size)
    for word, count in ordinary_words().items():
        chance = np.log1p(-count / (STORIES + 1))
        for piece in set(pieces(word)) & column.keys():
            absent[column[piece]] += chance
    return STORIES * (1 - np.exp(absent))


def _counted(
    words: Sequence[Mapping[str, float]],
    pieces: Callable[[str], list[str]],
    column: dict[str, int],
    *,
    grow: bool,
) -> csr_array:
    """Per case the summed weight of each piece, by way of (cases, words) times (words, pieces)."""
    order: dict[str, int] = {}
    told = _sparse(words, order)
    cut = (Counter(p for p in pieces(word) if grow or p in column) for word in list(order))
    cutting = _sparse(cut if order else [Counter[str]()], column)
    return csr_array(told @ cutting)


def _sparse(rows: Iterable[Mapping[str, float]], column: dict[str, int]) -> csr_array:
    starts = [0]
    places: list[int] = []
    values: list[float] = []
    for row in rows:
        places.extend(column.setdefault(term, len(column)) for term in row)
        values.extend(row.values())
        starts.append(len(places))
    kinds = np.array(values, np.float32), np.array(places, np.int32), np.array(starts, np.int32)
    return csr_array(kinds, shape=(len(starts) - 1, max(1, len(column))))


def _unit(rows: csr_array) -> csr_array:
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1), np.float32).ravel())
    scale = np.divide(1, length, out=np.zeros_like(length), where=length > 0)
    rows.data *= np.repeat(scale, np.diff(rows.indptr))
    return rows


def spoken(text: CaseText) -> tuple[str, str, str]:
    """The three texts that go to the sentence encoder: all of it, the procedure, the deviation."""
    whole = " ".join(told for told in text.narrative().values() if told.strip())
    return whole, text.standard_procedure, text.deviation


def sentence_features(texts: Sequence[CaseText]) -> list[Vectors] | None:
    """Three arrays (n, 512) for the texts of `spoken`, rows of length 1; None without an encoder.

    What all stories have in common is subtracted first, because it says nothing. An empty text is
    a row of zeros.
    """
    centred = []
    for part, centre in zip(zip(*map(spoken, texts), strict=True), _centres(), strict=False):
        vectors = encoded(part)
        if vectors is None:
            return None
        told = vectors.any(axis=1, keepdims=True)
        vectors = np.where(told, vectors - centre, 0)
        length = np.linalg.norm(vectors, axis=1, keepdims=True)
        centred.append(np.asarray(vectors / np.maximum(length, 1e-9), np.float32))
    return centred or None


@cache
def _centres() -> Vectors:
    """The mean vector of ordinary stories for each of the three texts, shape (3, 512)."""
    kept = json.loads(_CENTRE.read_text(encoding="utf-8"))
    return np.asarray(np.array(kept) / 10_000, np.float32)
