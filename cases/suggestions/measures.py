"""How good suggestions are, beside always giving what is most frequent. Pure.

R-precision: of the first R of a ranking, R being how many values the case really has, the share
that it has. Precision and recall of articles count an article of a case once, over all cases.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """What was suggested for a case, ranked, and what its writer had chosen."""

    bouwstenen: Sequence[str]
    domains: Sequence[str]
    provisions: Sequence[str]
    true_bouwstenen: Collection[str] = ()
    true_domain: str = ""
    true_provisions: Collection[str] = ()


@dataclass(frozen=True)
class Figure:
    """A figure with the same of its baseline, and over how many cases."""

    name: str
    value: float
    baseline: float
    cases: int


def figures(measured: Sequence[Measured]) -> list[Figure]:
    """The figures that the labels of these cases allow; none without labels."""
    return [*_of_bouwstenen(measured), *_of_domains(measured), *_of_provisions(measured)]


def r_precision(ranked: Sequence[str], true: Collection[str]) -> float:
    """The share of the first R that is true; both in small letters."""
    wanted = {one.casefold() for one in true}
    return sum(one.casefold() in wanted for one in ranked[: len(wanted)]) / len(wanted)


def _of_bouwstenen(measured: Sequence[Measured]) -> list[Figure]:
    having = [one for one in measured if one.true_bouwstenen]
    if not having:
        return []
    usual = most_frequent(tag for one in having for tag in one.true_bouwstenen)
    ours = [r_precision(one.bouwstenen, one.true_bouwstenen) for one in having]
    always = [r_precision(usual, one.true_bouwstenen) for one in having]
    return [Figure("bouwstenen, R-precisie", _mean(ours), _mean(always), len(having))]


def _of_domains(measured: Sequence[Measured]) -> list[Figure]:
    having = [one for one in measured if one.true_domain]
    if not having:
        return []
    usual = most_frequent(one.true_domain for one in having)[0]
    ours = [r_precision(one.domains, [one.true_domain]) for one in having]
    always = [r_precision([usual], [one.true_domain]) for one in having]
    return [Figure("domein, goede als eerste", _mean(ours), _mean(always), len(having))]


def _of_provisions(measured: Sequence[Measured]) -> list[Figure]:
    """Beside them the article that is most frequent of all, given to every case."""
    having = [one for one in measured if one.true_provisions]
    if not having:
        return []
    usual = most_frequent(jci for one in having for jci in one.true_provisions)[:1]
    ours = _rates([(set(one.provisions), set(one.true_provisions)) for one in having])
    always = _rates([(set(usual), set(one.true_provisions)) for one in having])
    return [
        Figure(f"wetsartikelen, {name}", value, baseline, len(having))
        for name, value, baseline in zip(("precisie", "recall"), ours, always, strict=True)
    ]


def _rates(pairs: Sequence[tuple[set[str], set[str]]]) -> tuple[float, float]:
    right = sum(len(given & true) for given, true in pairs)
    given_in_all = sum(len(given) for given, _ in pairs)
    true_in_all = sum(len(true) for _, true in pairs)
    return right / max(1, given_in_all), right / max(1, true_in_all)


def most_frequent(values: Iterable[str]) -> list[str]:
    """All values, the most frequent first."""
    counts = Counter(values)
    return sorted(counts, key=lambda value: (-counts[value], value))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
