"""A case as numbers: weighted words, characters, and what its sentences mean.

Pure functions. Words and characters become sparse rows of length 1, so that an inner product is a
cosine; sentences become dense rows (`cases.meaning`). What counts how much stands in `Weights`.
How alike cases are is the work of `cases.likeness`.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from app.dutch.ordinary import STORIES, ordinary_words
from app.dutch.words import compound_parts, stems, tokens
from cases.case_text import CaseText
from cases.meaning import sentence_features, sentence_vectors, spoken, spoken_digest

__all__ = [
    "DEFAULT_WEIGHTS",
    "CaseText",
    "Vectors",
    "Vocabulary",
    "Weights",
    "character_features",
    "features",
    "sentence_features",
    "sentence_vectors",
    "spoken",
    "spoken_digest",
    "tag_features",
    "weighted_words",
    "word_features",
]

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
TAG_WEIGHTS = {
    "procedure": 2.0,
    "law": 1.0,
    "domain": 1.0,
    "obstacle": 0.0,
    "bouwstenen": 0.0,
    "partners": 0.0,
}
VIEW_WEIGHTS = {"words": 0.4, "characters": 0.7, "sentences": 1.0}
SPOKEN_WEIGHTS = {"whole": 1.0, "standard_procedure": 1.0, "deviation": 0.5}
COMMON_SHARE = 0.4


@dataclass(frozen=True)
class Weights:
    """What counts how much when cases are compared; 0 leaves a thing out.

    `fields` are of the story, `tags` of the words in a tag, `views` of the three readings (words,
    characters, sentences), `spoken` of the three texts that the encoder reads (all of it, the
    procedure, the deviation). Raises ValueError for a weight below 0 or without end, and where
    nothing is left to compare.
    """

    fields: Mapping[str, float] = field(default_factory=FIELD_WEIGHTS.copy)
    tags: Mapping[str, float] = field(default_factory=TAG_WEIGHTS.copy)
    views: Mapping[str, float] = field(default_factory=VIEW_WEIGHTS.copy)
    spoken: Mapping[str, float] = field(default_factory=SPOKEN_WEIGHTS.copy)

    def __post_init__(self) -> None:
        """Refuses what cannot be counted with."""
        for name, group in self.as_dict().items():
            if not all(math.isfinite(weight) and weight >= 0 for weight in group.values()):
                raise ValueError(f"a weight among {name} is not a number of 0 or more")
            if not any(group.values()):
                raise ValueError(f"nothing among {name} has a weight")

    def as_dict(self) -> dict[str, dict[str, float]]:
        """The weights as plain numbers by group and name, for a column of JSON."""
        return {one.name: dict(getattr(self, one.name)) for one in dataclass_fields(self)}

    @classmethod
    def from_dict(cls, kept: Mapping[str, Mapping[str, float]]) -> "Weights":
        """What `as_dict` gave; what is missing has its default, what is unknown is passed over."""
        usual = cls().as_dict()
        given = {
            name: {one: float(kept.get(name, {}).get(one, weight)) for one, weight in group.items()}
            for name, group in usual.items()
        }
        return cls(**given)

    @property
    def words(self) -> dict[str, float]:
        """The weight of a word by the field or tag that it stands in, those of 0 left out."""
        return {name: weight for name, weight in {**self.fields, **self.tags}.items() if weight}


DEFAULT_WEIGHTS = Weights()


def weighted_words(
    texts: Sequence[CaseText], weights: Weights = DEFAULT_WEIGHTS
) -> list[dict[str, float]]:
    """Per case every word with the sum of the weights of the fields and tags it stands in."""
    return [_weigh(text, weights.words) for text in texts]


def _weigh(text: CaseText, weights: Mapping[str, float]) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, weight in weights.items():
        told = getattr(text, name)
        for word in tokens(told if isinstance(told, str) else " ".join(told)):
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


def features(
    texts: Sequence[CaseText], weights: Weights = DEFAULT_WEIGHTS
) -> tuple[csr_array, csr_array]:
    """Words and characters of n cases: two sparse float32 arrays (n, terms), rows of length 1.

    A row's inner product with another is their cosine. A value is log(1 + weight) times the
    rarity (see `word_features`). A case without words is a row of zeros.
    """
    return word_features(texts, weights)[1], character_features(texts, weights)


def word_features(
    texts: Sequence[CaseText], weights: Weights = DEFAULT_WEIGHTS
) -> tuple[Vocabulary, csr_array]:
    """Stems of the words, compounds split, with the vocabulary; shape (n, stems).

    Rarity is log((1 + n + m) / (cases with the stem + ordinary stories with it + 1/2)), m the
    number of ordinary stories: the list of ordinary words makes up for what few cases cannot
    tell. Stems in over 40% of the cases are dropped.
    """
    return _stemmed(weighted_words(texts, weights))


def tag_features(texts: Sequence[CaseText], name: str) -> csr_array:
    """Stems of the words of one tag alone, rows of length 1, shape (n, stems).

    So "Urgentie" and "Aanvraag woonurgentie" are somewhat alike. A missing tag is a row of zeros.
    """
    return _stemmed([_weigh(text, {name: 1.0}) for text in texts])[1]


def _stemmed(words: Sequence[Mapping[str, float]]) -> tuple[Vocabulary, csr_array]:
    frequency = Counter(word for row in words for word in row)
    parts = compound_parts(frequency + Counter(ordinary_words()))
    stem_of = stems({*frequency, *(part for pair in parts.values() for part in pair)})

    def pieces(word: str) -> list[str]:
        own = parts.get(word, (word,))
        return [stem_of[part] for part in own if part in stem_of]

    return _learned(words, pieces, least=1)


def character_features(texts: Sequence[CaseText], weights: Weights = DEFAULT_WEIGHTS) -> csr_array:
    """Runs of 4 and 5 characters within words, edges included, in two cases or more."""
    words = weighted_words(texts, weights)
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
