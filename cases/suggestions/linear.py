"""Labels by a small linear model: a prior, words that somebody wrote down, words that were learned.

The score of a label is a log of odds: its prior, plus its cues (the root of their weights, how many
deviations above the mean, compared with the other labels, so that a long text is no stronger
evidence for all of them) times what the cues of that label have proved to be worth, plus its
learned words (ridge regression on unit vectors of log(1 + count) times idf). Shapes: one number a
label, in the order of `Weights.labels`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from app.dutch.words import STOP_WORDS, stems
from cases.suggestions.cues import DATA, CueList, Word, hits_in

Vector = NDArray[np.float64]
Place = tuple[int, int]

PIECE = 6
HEADS = ("(prior)", "(told)", "(cue mean)", "(cue spread)", "(cue worth)")


@dataclass(frozen=True)
class Weights:
    """A fitted model; `told` is what a separately told weighing adds to the prior."""

    labels: tuple[str, ...]
    prior: Vector
    told: Vector
    cue_mean: Vector
    cue_spread: Vector
    cue_worth: Vector
    rarity: Mapping[str, float] = field(default_factory=dict)
    words: Mapping[str, Vector] = field(default_factory=dict)


@dataclass(frozen=True)
class Scored:
    """The scores of a text, and per label the places of the cues that raised its score.

    Learned words count in a score and give no place: there are many, and each says little.
    """

    scores: Vector
    cues: Vector
    places: Sequence[Mapping[Place, float]]


@cache
def weights(name: str) -> Weights:
    """The fixed default weights of this name, read once."""
    rows = dict(table(name))
    prior, told, mean, spread, worth = (rows.pop(head)[1:] for head in HEADS)
    rarity = {word: float(numbers[0]) for word, numbers in rows.items()}
    words = {word: numbers[1:] for word, numbers in rows.items()}
    return Weights(labels_of(name), prior, told, mean, spread, worth, rarity, words)


@cache
def table(name: str) -> Mapping[str, Vector]:
    """The rows of a table of weights by their first column."""
    lines = _lines(name)[1:]
    rows = (line.split("\t") for line in lines)
    return {parts[0]: np.array([float(one) for one in parts[1:]]) for parts in rows}


@cache
def labels_of(name: str) -> tuple[str, ...]:
    """The labels of a table, from its first line."""
    return tuple(_lines(name)[0].split("\t")[2:])


def _lines(name: str) -> list[str]:
    return (DATA / f"{name}.tsv").read_text("utf-8").splitlines()


def terms_of(words: Iterable[Word]) -> dict[str, list[Word]]:
    """The words of a text that say something, by stem."""
    telling = [one for one in words if one.lower not in STOP_WORDS and not one.lower[0].isdigit()]
    stem_of = stems(one.lower for one in telling)
    found: dict[str, list[Word]] = defaultdict(list)
    for one in telling:
        found[stem_of[one.lower]].append(one)
    return found


def pieces_of(words: Iterable[Word]) -> dict[str, list[Word]]:
    """The words of a text by stem and by the first and last six letters of a longer stem.

    The pieces let compounds that were never seen speak for the words they are made of.
    """
    found: dict[str, list[Word]] = defaultdict(list)
    for stem, places in terms_of(words).items():
        found[stem] += places
        if len(stem) > PIECE:
            found[f"{stem[:PIECE]}*"] += places
        if len(stem) > PIECE + 1:
            found[f"*{stem[-PIECE:]}"] += places
    return found


def unit(counts: Mapping[str, int], rarity: Mapping[str, float]) -> dict[str, float]:
    """A vector of length 1 over the terms that `rarity` knows."""
    values = {
        term: float(np.log1p(count)) * rarity[term]
        for term, count in counts.items()
        if term in rarity
    }
    length = float(np.sqrt(sum(value**2 for value in values.values())))
    return {term: value / length for term, value in values.items()} if length else {}


def cue_sums(words: Sequence[Word], cues: CueList) -> Vector:
    """Per label the root of the summed weights of its different cues in the text."""
    found = {hit.cue for hit in hits_in(words, cues)}
    sums = dict.fromkeys(cues.labels, 0.0)
    for cue in found:
        sums[cue.label] += cue.weight
    return np.sqrt([sums[label] for label in cues.labels])


def compared(deviations: Vector) -> Vector:
    """Deviations less their mean over the labels of the same text (the last axis)."""
    result: Vector = deviations - deviations.mean(axis=-1, keepdims=True)
    return result


def score(words: Sequence[Word], cues: CueList, fitted: Weights, *, told: bool = False) -> Scored:
    """The scores of all labels for a text; `cues.labels` and `fitted.labels` are the same."""
    found = compared((cue_sums(words, cues) - fitted.cue_mean) / fitted.cue_spread)
    total = fitted.prior + fitted.cue_worth * found + (fitted.told if told else 0.0)
    places: list[dict[Place, float]] = [defaultdict(float) for _ in fitted.labels]
    number = {label: place for place, label in enumerate(fitted.labels)}
    worth = fitted.cue_worth / fitted.cue_spread
    for hit in hits_in(words, cues):
        label = number[hit.cue.label]
        places[label][hit.start, hit.end] += hit.cue.weight * worth[label]
    for term, value in unit(counted(words), fitted.rarity).items():
        total = total + value * fitted.words[term]
    return Scored(total, found, places)


def counted(words: Iterable[Word]) -> Counter[str]:
    """How often every stem of a text occurs in it."""
    return Counter({term: len(found) for term, found in terms_of(words).items()})
