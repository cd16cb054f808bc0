"""Why cases form a group: characteristic words, fields they share, and how sure that is.

Obstacle, partners and bouwstenen play no part in making the groups, so a shared one is evidence of
its own; procedure, article and domain do, so that one of those stands out is to be expected.
Words are shown as people wrote them, never as stems; a word must stand in two cases of the group
or more, which keeps names out that occur in one case only.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from app.dutch.words import compound_parts, readable_forms, stems, tokens
from cases.likeness import CaseText

FIELDS = ("procedure", "law", "domain", "obstacle", "partners", "bouwstenen")
LEAST_LIFT = 1.5
LEVEL = 0.05


@dataclass(frozen=True)
class Signal:
    """A field value that stands out: `count` of the `size` cases in the group that fill the field.

    `lift` is that share divided by the share in the whole corpus. `p` is the corrected chance of
    this many or more by luck; `tested` says whether it is .05 or less.
    """

    field: str
    value: str
    count: int
    size: int
    lift: float
    p: float
    tested: bool


@dataclass(frozen=True)
class Corpus:
    """What is counted once for all groups: words per case, field values per case."""

    words: list[set[str]]
    frequency: Counter[str]
    forms: dict[str, str]
    values: dict[str, list[frozenset[str]]]
    everywhere: dict[str, Counter[str]]
    filled: dict[str, int]
    shown: dict[str, str]

    @classmethod
    def of(cls, texts: Sequence[CaseText]) -> "Corpus":
        """Counts the corpus; linear in the length of the texts."""
        written = [set(tokens(" ".join(text.narrative().values()))) for text in texts]
        spread = Counter(chain.from_iterable(written))
        parts = compound_parts(spread)
        stem_of = stems(spread)
        words = [
            {stem_of[part] for word in row for part in parts.get(word, (word,))} for row in written
        ]
        raw = {name: [text.values(name) for text in texts] for name in FIELDS}
        values = {
            name: [frozenset(map(str.casefold, one)) for one in column]
            for name, column in raw.items()
        }
        written_as = (one for column in raw.values() for one in chain.from_iterable(column[::-1]))
        return cls(
            words,
            Counter(chain.from_iterable(words)),
            readable_forms(spread),
            values,
            {name: Counter(chain.from_iterable(column)) for name, column in values.items()},
            {name: sum(map(bool, column)) for name, column in values.items()},
            {value.casefold(): value for value in written_as},
        )

    def terms(self, rows: Sequence[int], count: int) -> list[str]:
        """The `count` words that tell these cases from the rest, most telling first, readable.

        A word's weight is the share of the group that has it times the logarithm of how much
        larger that is than in the corpus (smoothed by half a case).
        """
        inside = Counter(chain.from_iterable(self.words[row] for row in rows))
        least = max(2, math.ceil(0.3 * len(rows)))
        scores = {
            word: self._telling(word, here, len(rows))
            for word, here in inside.items()
            if here >= least
        }
        best = sorted((w for w in scores if scores[w] > 0), key=lambda w: (-scores[w], w))
        return [self.forms[word] for word in best[:count]]

    def _telling(self, word: str, here: int, size: int) -> float:
        outside = self.frequency[word] - here
        rest = max(1, len(self.words) - size)
        share, usual = here / size, (outside + 0.5) / (rest + 1)
        return share * math.log(share / usual)

    def signals(self, rows: Sequence[int]) -> list[Signal]:
        """Field values of two or more of these cases that occur more than in the corpus.

        One-sided hypergeometric test (Fisher's exact), corrected by Holm over all values that
        the corpus holds, because each of them could have stood out. Surest first.
        """
        counted = [found for name in FIELDS for found in self._counted(name, rows)]
        tests = sum(map(len, self.everywhere.values()))
        corrected = holm([found[-1] for found in counted], tests)
        signals = [
            Signal(name, self.shown[value], count, size, round(lift, 2), p, p <= LEVEL)
            for (name, value, count, size, lift, _), p in zip(counted, corrected, strict=True)
            if count >= 2 and lift >= LEAST_LIFT
        ]
        return sorted(signals, key=lambda s: (s.p, -s.count, s.field, s.value))

    def _counted(
        self, name: str, rows: Sequence[int]
    ) -> Iterable[tuple[str, str, int, int, float, float]]:
        column, everywhere, filled = self.values[name], self.everywhere[name], self.filled[name]
        inside = Counter(chain.from_iterable(column[row] for row in rows))
        size = sum(bool(column[row]) for row in rows)
        for value, count in sorted(inside.items()):
            lift = (count / size) / (everywhere[value] / filled)
            p = at_least(count, size, everywhere[value], filled)
            yield name, value, count, size, lift, p


def at_least(count: int, drawn: int, marked: int, total: int) -> float:
    """Chance (0..1) of `count` or more marked when `drawn` of `total` are drawn without return."""
    most = min(drawn, marked)
    whole = _log_choose(total, drawn)
    chances = (
        math.exp(_log_choose(marked, k) + _log_choose(total - marked, drawn - k) - whole)
        for k in range(max(count, drawn + marked - total, 0), most + 1)
    )
    return min(1.0, math.fsum(chances))


def _log_choose(total: int, part: int) -> float:
    return math.lgamma(total + 1) - math.lgamma(part + 1) - math.lgamma(total - part + 1)


def holm(chances: Sequence[float], tests: int) -> list[float]:
    """Chances corrected for `tests` tests (Holm, 1979); those not given count as 1. Same order."""
    result = [1.0] * len(chances)
    highest = 0.0
    for place, index in enumerate(sorted(range(len(chances)), key=lambda i: chances[i])):
        highest = max(highest, min(1.0, chances[index] * (max(tests, len(chances)) - place)))
        result[index] = highest
    return result
