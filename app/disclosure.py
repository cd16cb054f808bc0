"""What may be said in figures about cases: the one gate for every page, chart, export and mail.

A table counts the shared cases of one organisation in one window, by the keys of one dimension.
It is stored when the window has closed and is the same for every reader, so "the viewer not
counted" has to hold for each of them: every threshold is met with any one reporter, and all their
cases, left out. A reader who is a reporter cannot subtract their own cases to get below k.

After that, cells are hidden for the sake of others, against a reader who knows the rules below
and the exact number of cases in the table. Such a reader may use that the cells (and the cases
without a key, which are never shown) add up to that number. Hidden cells are safe when none stands
alone for what the shown cells leave, whether it holds cases or not, and when all of 0 to k - 1
fits in that; then zero cannot be told from under k. Cells of cases with several keys do not add
up, and are held to the same rule, which is more than they need.

What is kept without saying whose it is passes the same gate in `app/unowned.py`.

Sources: Hundepool et al., Statistical Disclosure Control (2012), for dominance and
secondary suppression; the thresholds themselves are choices of this product.
"""

from collections import Counter
from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.quarters import Quarter, Window

K = 5
K_SENSITIVE = 10
ROUNDING = 5
STEPS = (5, 10, 20, 50)
TOTAL = "total"


@dataclass(frozen=True)
class Fact:
    """One case as a table sees it: who reported it and where it counts (nowhere, once, more)."""

    reporter: str
    keys: frozenset[str] = frozenset()


F = TypeVar("F", bound=Fact)


@dataclass(frozen=True)
class Shown:
    """A figure that may be shown: a number of cases rounded to 5, never the exact one."""

    value: int


@dataclass(frozen=True)
class Hidden:
    """A figure that may not be shown: none, too few, too much by one person, or for another."""


Figure = Shown | Hidden
HIDDEN = Hidden()


@dataclass(frozen=True)
class PublishedTable:
    """What may be stored and shown; cells stand in the order of their keys, whatever they hold."""

    cells: tuple[tuple[str, Figure], ...]

    @property
    def shows_nothing(self) -> bool:
        """Whether every cell is hidden."""
        return all(isinstance(figure, Hidden) for _, figure in self.cells)

    def figure(self, key: str) -> Figure:
        """The figure of a key; a key that the table does not have is as hidden as any."""
        return dict(self.cells).get(key, HIDDEN)


def publish_table(
    cases: Sequence[Fact],
    keys: Iterable[str],
    *,
    k: int = K,
    thresholds: Mapping[str, int] | None = None,
) -> PublishedTable:
    """Count the cases by key and hide every cell that could say something about a person.

    `cases` holds every shared case of the organisation in the window, also those without a key:
    they decide whether the organisation is large enough, and the 90% rule. `keys` names every row
    of the table, so that the presence of a row tells nothing. `thresholds` raises k for single
    keys (sensitive domains); a value below k has no effect. Raises ValueError for a k below 5.
    """
    everyone = reporters_of(cases, k)
    members = {key: Counter(c.reporter for c in cases if key in c.keys) for key in set(keys)}
    bars = {key: max(k, (thresholds or {}).get(key, k)) for key in members}
    sizes = {key: counts.total() for key, counts in members.items()}
    rest = sum(not (case.keys & members.keys()) for case in cases)
    shown = {
        key: _least(sizes[key], bars[key])
        for key, counts in members.items()
        if _meets_thresholds(counts, everyone, bars[key])
    }
    while shown and not _hidden_cells_are_safe(sizes, shown, rest, k):
        # The smallest published value goes, which a reader cannot tell from one that failed.
        del shown[min(shown, key=lambda key: (rounded(sizes[key]), key))]
    return _table(sizes, shown)


def cell_passes(cases: Sequence[Fact], key: str, *, k: int = K) -> bool:
    """Whether one cell meets every threshold by itself, with no table beside it to publish.

    For what is said in words about one key over one window, such as a verdict on an effect.
    """
    everyone = reporters_of(cases, k)
    return _meets_thresholds(Counter(c.reporter for c in cases if key in c.keys), everyone, k)


def publish_total(cases: Sequence[Fact], *, k: int = K) -> PublishedTable:
    """The organisation's total of one window, a table of one cell with the key TOTAL."""
    everyone = reporters_of(cases, k)
    passes = is_large_enough(everyone, k)
    return _table({TOTAL: len(cases)}, {TOTAL} if passes else set())


def publish_share(cases: Sequence[Fact], key: str, *, k: int = K) -> Figure:
    """Which part of the cases has a key, in percents rounded to ten, or nothing.

    Shown only when the cases with the key and those without it both pass, in one table of two
    cells. It is computed from what that table would publish and never from the exact counts (each
    is taken in the middle of what its published value can stand for), so whoever reads the share
    knows no more than a reader of that table.
    """
    with_key, without = "with", "without"
    halves = [Fact(c.reporter, frozenset({with_key if key in c.keys else without})) for c in cases]
    table = publish_table(halves, (with_key, without), k=k)
    one, other = table.figure(with_key), table.figure(without)
    if isinstance(one, Hidden) or isinstance(other, Hidden):
        return HIDDEN
    share = _middle(one.value, k) / (_middle(one.value, k) + _middle(other.value, k))
    return Shown(round(10 * share) * 10)


def roll_up(
    quarters: Mapping[Quarter, Sequence[F]],
    publish: Callable[[Sequence[F]], PublishedTable],
    standing: Mapping[Window, PublishedTable] | None = None,
) -> dict[Window, PublishedTable]:
    """Publish one table for closed quarters; where quarters show nothing, longer windows try.

    A half-year is published when both its quarters are given and neither shows a figure of this
    table, a year when all four are given and neither a quarter nor a half-year of it does. So
    figures of one table never overlap in time, and nothing can be subtracted. What stands for a
    window depends on that window alone: a later quarter adds windows and changes none. Tables
    that were published before are given as `standing` and come back as they are, also when the
    cases have changed since.
    """
    published = dict(standing or {})
    for quarter in sorted(quarters):
        if Window.quarter(quarter) not in published:
            published[Window.quarter(quarter)] = publish(quarters[quarter])
    for widen in (Window.half_year_of, Window.year_of):
        for window in sorted({widen(quarter) for quarter in quarters}):
            if window not in published and _may_roll_up(window, quarters, published):
                published[window] = publish([c for q in window.quarters for c in quarters[q]])
    return published


def more_than(reporters: Iterable[Hashable], k: int = K) -> int | None:
    """The number for "meer dan 5, 10, 20, 50 casussen", or None: "samen met andere casussen".

    `reporters` says of each case whose it is. A step is said when more cases than that remain
    without those of the two most active reporters: one may be the reader, and one more case by the
    other moves no band, so that no reader can tell whether there is one more. Never said when
    fewer than k reporters remain without the reader. Steps below k are skipped: "meer dan 5" where
    ten were asked would mean exactly ten.
    """
    _check(k)
    counts = Counter(reporters)
    if len(counts) <= k:
        return None
    left = counts.total() - sum(count for _, count in counts.most_common(2))
    return max((step for step in STEPS if k <= step < left), default=None)


def enough_joined(reporters: Iterable[Hashable], k: int = K) -> bool:
    """Whether so many people reported what came to a band that it may be said anew.

    `reporters` says of each case since the band was last counted whose it is. With any one of them
    left out k remain, as in a cell: so no two bands differ by the cases of a few.
    """
    _check(k)
    return len(set(reporters)) > k


def _check(k: int) -> None:
    if k < K:
        raise ValueError(f"The threshold can be raised but not be lower than {K}.")


def reporters_of(cases: Sequence[Fact], k: int) -> Counter[str]:
    """How many cases each reporter has. Raises ValueError for a k below 5."""
    _check(k)
    return Counter(case.reporter for case in cases)


def _meets_thresholds(counts: Counter[str], everyone: Counter[str], k: int) -> bool:
    return (
        is_large_enough(everyone, k)
        and passes(counts, k)
        and not _fills_the_table(counts, everyone)
    )


def is_large_enough(everyone: Counter[str], k: int) -> bool:
    """Whether the organisation had 2k reporters without the viewer, and its total may be known."""
    return len(everyone) > 2 * k and passes(everyone, k)


def passes(counts: Counter[str], k: int) -> bool:
    """Whether k cases of k reporters remain, none with over half, whoever is left out.

    Of more than k reporters k remain, with a case each at least. A reporter's share is largest for
    the most active one when the second is left out.
    """
    if len(counts) <= k:
        return False
    (_, first), (_, second) = counts.most_common(2)
    return 2 * first <= counts.total() - second


def _fills_the_table(counts: Counter[str], everyone: Counter[str]) -> bool:
    """Whether the cell is 90% or more of its table, as it is or with any one reporter left out."""
    excess = 10 * counts.total() - 9 * everyone.total()
    own = min(10 * counts[person] - 9 * number for person, number in everyone.items())
    return excess >= min(own, 0)


def _hidden_cells_are_safe(
    sizes: Mapping[str, int], shown: Mapping[str, int], rest: int, k: int
) -> bool:
    """Whether each hidden cell can hold 0 to k - 1 cases, for who knows the sum of the table.

    `shown` holds the least that each shown cell can be; what they leave of the sum at most is the
    room that hidden cells and cases without a key divide among them.
    """
    hidden = [size for key, size in sizes.items() if key not in shown]
    if rest == 0 and len(hidden) == 1:
        return False
    room = rest + sum(hidden) + sum(sizes[key] - least for key, least in shown.items())
    return not hidden or room >= k - 1


def rounded(size: int) -> int:
    """A number of cases as it is published."""
    return (size + ROUNDING // 2) // ROUNDING * ROUNDING


def _least(size: int, k: int) -> int:
    """The least that a shown cell can hold by its rounded value and the rule that it passed."""
    return max(k + 1, rounded(size) - ROUNDING // 2)


def _middle(value: int, k: int) -> float:
    """The middle of the numbers for which a published value can stand."""
    return (_least(value, k) + value + ROUNDING // 2) / 2


def _may_roll_up(
    window: Window,
    quarters: Mapping[Quarter, Sequence[Fact]],
    published: Mapping[Window, PublishedTable],
) -> bool:
    complete = all(quarter in quarters for quarter in window.quarters)
    return complete and all(
        table.shows_nothing
        for inner, table in published.items()
        if window.first <= inner.first and inner.last <= window.last
    )


def _table(sizes: Mapping[str, int], shown: Container[str]) -> PublishedTable:
    return PublishedTable(
        tuple(
            (key, Shown(rounded(sizes[key])) if key in shown else HIDDEN) for key in sorted(sizes)
        )
    )
