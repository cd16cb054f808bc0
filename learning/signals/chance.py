"""Chances by luck, and how to believe many of them at once. Pure."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

LEVEL = 0.05


def believed(chances: Sequence[float], tests: int = 0, level: float = LEVEL) -> list[bool]:
    """Which of many findings to believe, each with its chance (0..1) when nothing is going on.

    Of what is believed, a share of `level` at most is false on average (Benjamini and Hochberg,
    Controlling the false discovery rate, 1995). When nothing is going on at all, anything is
    believed in a share of `level` of the times at most. `tests` is how many there could have been,
    when not all of them are given; the others count as certain luck. Same order as given.
    """
    tests = max(tests, len(chances))
    order = sorted(range(len(chances)), key=lambda index: chances[index])
    last = 0
    for place, index in enumerate(order, 1):
        if chances[index] <= level * place / tests:
            last = place
    found = set(order[:last])
    return [index in found for index in range(len(chances))]


def drawn_or_more(count: int, drawn: int, marked: int, total: int) -> float:
    """Chance (0..1) of `count` or more marked when `drawn` of `total` are drawn without return.

    The upper tail of the hypergeometric distribution, summed in logarithms. Raises ValueError when
    more are drawn or marked than there are.
    """
    if max(drawn, marked) > total:
        raise ValueError("No more can be drawn or marked than there are.")
    seen = np.arange(max(count, drawn + marked - total, 0), min(drawn, marked) + 1, dtype=float)
    ways = (
        _ways(float(marked), seen)
        + _ways(float(total - marked), drawn - seen)
        - _ways(float(total), np.array([float(drawn)]))
    )
    return min(1.0, float(np.exp(ways).sum()))


def _ways(whole: float, part: NDArray[np.float64]) -> NDArray[np.float64]:
    """The logarithm of the number of ways to choose a part."""
    ways: NDArray[np.float64] = gammaln(whole + 1) - gammaln(part + 1) - gammaln(whole - part + 1)
    return ways
