"""The earlier cases most like a text, and what they have in common.

Everything here is a function of the text and of the cases given: rarity and vocabulary come from
nowhere else. Linear in the words of all cases together.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.dutch.words import STOP_WORDS, stems
from cases.suggestions.suggested import Known

NEAREST = 8
LEAST_ALIKE = 0.08
COMMON_SHARE = 0.4
_LETTERS = re.compile(r"[^\W\d_]{2,40}")


@dataclass(frozen=True)
class Neighbour:
    """A case and how much it is like the text: the cosine of their words, 0 to 1."""

    case: Known
    alike: float


@dataclass(frozen=True)
class Vote:
    """So many of the nearest cases have a value, with this share (0 to 1) of their likeness."""

    cases: int
    share: float


def nearest(text: str, known: Sequence[Known]) -> list[Neighbour]:
    """The cases most like the text, best first: eight at most, and none that is hardly alike."""
    if not known:
        return []
    words = [Counter(_LETTERS.findall(one.lower())) for one in (text, *(k.text for k in known))]
    stem_of = stems(word for one in words for word in one if word not in STOP_WORDS)
    counts = [_by_stem(one, stem_of) for one in words]
    spread = Counter(term for one in counts for term in one)
    rarity = {
        term: math.log((1 + len(counts)) / (found + 0.5))
        for term, found in spread.items()
        if found <= max(NEAREST, COMMON_SHARE * len(counts))
    }
    rows = [{t: math.log1p(n) * rarity[t] for t, n in one.items() if t in rarity} for one in counts]
    mine, lengths = rows[0], [math.sqrt(sum(value**2 for value in row.values())) for row in rows]
    found = [
        Neighbour(case, _inner(mine, row) / (lengths[0] * length))
        for case, row, length in zip(known, rows[1:], lengths[1:], strict=True)
        if length and lengths[0]
    ]
    near = sorted(found, key=lambda one: -one.alike)[:NEAREST]
    return [one for one in near if one.alike >= LEAST_ALIKE]


def _by_stem(words: Counter[str], stem_of: dict[str, str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for word, count in words.items():
        if word in stem_of:
            counts[stem_of[word]] += count
    return counts


def _inner(one: dict[str, float], other: dict[str, float]) -> float:
    return sum(value * other[term] for term, value in one.items() if term in other)


def votes(
    near: Sequence[Neighbour], values_of: Callable[[Known], Iterable[str]]
) -> dict[str, Vote]:
    """What the nearest cases have, each value with its cases and its share of the likeness.

    Only cases that have any value vote, so an empty field is no voice against.
    """
    voting = [(one.alike, set(values_of(one.case))) for one in near]
    voting = [(alike, values) for alike, values in voting if values]
    total = sum(alike for alike, _ in voting)
    cases = Counter(value for _, values in voting for value in values)
    return {
        value: Vote(count, sum(a for a, values in voting if value in values) / total)
        for value, count in cases.items()
    }
