"""What verdicts in words tell of the counts that stay hidden: never one of them exactly."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

import pytest

from app.disclosure import ROUNDING, Fact, rounded
from learning.effect import ALPHA, chance_of_fall, counts_may_show, verdict_may_show

KNOWN = 60
"""Counts after up to here are told apart; what may be more than this is not pinned either."""
LOOKS = (2, 3, 4, 5, 6)

Sequences = dict[tuple[bool, ...], list[set[int]]]


def period(pattern: int, others: int, people: int = 40) -> list[Fact]:
    """So many cases of a pattern among others, each reporter in turn."""
    marked = [Fact(f"p{n % people}", frozenset({"pattern"})) for n in range(pattern)]
    return marked + [Fact(f"o{n % people}") for n in range(others)]


def may_show(before: int, k: int = 5) -> bool:
    return verdict_may_show(period(before, 200), "pattern", k=k)


@cache
def most(before: int, shared: int, shared_after: int) -> int:
    """The highest count after that still shows a fall; -1 when none does."""
    found = -1
    while chance_of_fall(before, found + 1, shared_after / (shared + shared_after)) < ALPHA:
        found += 1
    return found


def told(figure: int, quarters: int, total: int) -> Sequences:
    """Per row of verdicts what each count after can be, for who knows all that is published.

    That is the figure of the period before, how many quarters it had, and the total of a quarter,
    each rounded to 5: so it also knows how large a count is at most and at least.
    """
    found: Sequences = defaultdict(lambda: [set() for _ in LOOKS])
    befores = [one for one in range(figure - 2, figure + 3) if may_show(one)]
    for before, off, later in product(befores, (-2, 2), (-2, 0, 2)):
        limits = [
            most(before, quarters * (total + off), count * (total + later)) for count in LOOKS
        ]
        for verdicts in product((True, False), repeat=len(LOOKS)):
            for place, possible in enumerate(_between(verdicts, limits)):
                found[verdicts][place].update(possible)
    return found


def _between(verdicts: Sequence[bool], limits: Sequence[int]) -> Iterator[range]:
    """Each count after never falls, and is at most or above the limit as its verdict says."""
    lows = [0 if falls else limit + 1 for falls, limit in zip(verdicts, limits, strict=True)]
    highs = [limit if falls else KNOWN for falls, limit in zip(verdicts, limits, strict=True)]
    ends = [(max(lows[: place + 1]), min(highs[place:])) for place in range(len(verdicts))]
    possible = all(low <= high for low, high in ends)
    return (range(low, high + 1) if possible else range(0) for low, high in ends)


@pytest.mark.parametrize("quarters", [1, 2, 3, 4])
@pytest.mark.parametrize("figure", [5, 10, 15, 20])
def test_no_row_of_verdicts_tells_a_hidden_count_exactly(figure: int, quarters: int) -> None:
    for total in (30, 40):
        for verdicts, counts in told(figure, quarters, total).items():
            for possible in counts:
                assert len(possible) != 1 or KNOWN in possible, (verdicts, possible, total)


@pytest.mark.parametrize("k", [5, 7, 10])
def test_the_period_before_leaves_every_value_of_its_figure(k: int) -> None:
    shown = [count for count in range(41) if may_show(count, k)]
    assert shown
    for count in shown:
        figure = rounded(count)
        assert all(may_show(figure + off, k) for off in range(-(ROUNDING // 2), ROUNDING // 2 + 1))


def test_six_or_seven_before_say_nothing_and_eight_do() -> None:
    assert [may_show(count) for count in (6, 7, 8)] == [False, False, True]


def test_numbers_ask_that_both_periods_pass() -> None:
    many, few = period(14, 60), period(3, 60)
    assert counts_may_show(many, many, "pattern")
    assert not counts_may_show(many, few, "pattern")
    assert not counts_may_show(few, many, "pattern")
