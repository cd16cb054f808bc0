"""Names in a list that may be two ways to write one thing. Pure; for a person to judge."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from math import log

from app.dutch.words import stems, tokens

SAME_WORDS = 0.6
SAME_LETTERS = 0.9
# What stands in more names than this says nothing about which of them are alike.
WIDELY_USED, LEAST_WIDELY = 0.02, 20


@dataclass(frozen=True)
class Pair:
    """Two names by their places in the list, and how alike they are, from 0 to 1."""

    one: int
    other: int
    likeness: float


def alike(names: Sequence[str]) -> list[Pair]:
    """The pairs of names that look alike, most alike first; of equals in the order of the list.

    Alike is: 60% of their words in common by weight, in whatever order and form (a word weighs
    log(1 + n/df): one that stands in many names hardly counts), or 90% of their letters in order
    (the ratio of `difflib`), for a slip of the pen. Only names that share a word or three letters
    that are not in widespread use are compared. `names`: n texts; gives at most n(n-1)/2 pairs.
    """
    words = _stemmed(names)
    written = [" ".join(sorted(one)) for one in words]
    weights = _weights(words)
    compared = _meeting(words) | _meeting([_thirds(one) for one in written])
    found = []
    for one, other in compared:
        likeness = max(
            _shared_weight(words[one], words[other], weights),
            _shared_letters(written[one], written[other]),
        )
        if likeness > 0:
            found.append(Pair(one, other, likeness))
    return sorted(found, key=lambda pair: (-pair.likeness, pair.one, pair.other))


def _stemmed(names: Sequence[str]) -> list[frozenset[str]]:
    """The stems of the words of each name; a name without words of letters is one word."""
    split = [tokens(name.replace("-", " ")) or [name.casefold().strip()] for name in names]
    known = stems(word for one in split for word in one)
    return [frozenset(known[word] for word in one) for one in split]


def _weights(words: Sequence[frozenset[str]]) -> dict[str, float]:
    counts = Counter(word for one in words for word in one)
    return {word: log(1 + len(words) / count) for word, count in counts.items()}


def _thirds(text: str) -> frozenset[str]:
    return frozenset(text[place : place + 3] for place in range(max(1, len(text) - 2)))


def _meeting(marks: Sequence[Iterable[Hashable]]) -> set[tuple[int, int]]:
    """The pairs that share a mark which is not in widespread use."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for place, one in enumerate(marks):
        for mark in one:
            places[mark].append(place)
    most = max(LEAST_WIDELY, int(WIDELY_USED * len(marks)))
    return {pair for held in places.values() if len(held) <= most for pair in combinations(held, 2)}


def _shared_weight(one: frozenset[str], other: frozenset[str], weights: dict[str, float]) -> float:
    share = sum(weights[word] for word in one & other) / sum(weights[word] for word in one | other)
    return share if share >= SAME_WORDS else 0.0


def _shared_letters(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < SAME_LETTERS or matcher.quick_ratio() < SAME_LETTERS:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= SAME_LETTERS else 0.0
