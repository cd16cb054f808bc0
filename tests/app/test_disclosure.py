"""No figure says something about a person, also to a reader who knows the rules and a case."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.disclosure import (
    HIDDEN,
    TOTAL,
    Fact,
    K,
    PublishedTable,
    Shown,
    cell_passes,
    publish_table,
    publish_total,
    roll_up,
)
from app.quarters import Quarter, Window

KEYS = ("a", "b", "c")


def cases_of(**sizes: int) -> list[Fact]:
    """So many cases by key, each by a reporter of its own; "rest" has no key."""
    return [
        Fact(f"{key}{number}", frozenset() if key == "rest" else frozenset({key}))
        for key, size in sizes.items()
        for number in range(size)
    ]


def by(*cases_per_reporter: int, key: str = "a", prefix: str = "r") -> list[Fact]:
    """Cases of one key by reporters with so many each."""
    return [
        Fact(f"{prefix}{number}", frozenset({key}))
        for number, count in enumerate(cases_per_reporter)
        for _ in range(count)
    ]


def test_a_cell_of_enough_cases_by_enough_reporters_is_shown_rounded() -> None:
    table = publish_table(cases_of(a=13, b=8, rest=20), KEYS)
    assert table.cells == (("a", Shown(15)), ("b", Shown(10)), ("c", HIDDEN))
    assert table.figure("a") == Shown(15)
    assert table.figure("unheard of") == HIDDEN


def test_none_looks_like_too_few() -> None:
    few = publish_table(cases_of(a=13, b=4, c=1, rest=20), KEYS)
    none = publish_table(cases_of(a=13, b=0, c=0, rest=25), KEYS)
    assert few == none


def test_the_order_of_keys_and_cases_tells_nothing() -> None:
    cases = cases_of(a=7, b=30, c=12, rest=9)
    assert publish_table(cases, "cba") == publish_table(cases[::-1], KEYS)
    assert [key for key, _ in publish_table(cases, "cba").cells] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("spread", "visible"),
    [
        ((1, 1, 1, 1, 1), False),  # below k for each of the five themselves
        ((1, 1, 1, 1, 1, 1), True),
        ((12,), False),  # twelve cases by one reporter
        ((6, 1, 1, 1, 1, 1), False),  # one reporter has over half
        ((5, 1, 1, 1, 1, 1), False),  # over half of what one of the others does not know
        ((5, 2, 1, 1, 1, 1, 1), True),
        ((5, 3, 1, 1, 1, 1), False),  # over half for the one with three
    ],
)
def test_a_cell_passes_for_every_single_viewer(spread: tuple[int, ...], visible: bool) -> None:
    table = publish_table([*by(*spread), *cases_of(rest=30)], ["a"])
    assert (table.figure("a") != HIDDEN) is visible


def test_a_cell_by_itself_meets_the_same_thresholds() -> None:
    assert cell_passes(cases_of(a=6, b=5), "a")
    assert not cell_passes(cases_of(a=6, b=5), "b")
    assert not cell_passes(cases_of(a=6, b=4), "a")
    assert not cell_passes(cases_of(a=20, b=1), "a")


def test_a_cell_that_is_nearly_the_whole_table_is_hidden() -> None:
    assert publish_table(cases_of(a=27, rest=3), KEYS).shows_nothing
    # 26 of 29 is under 90%, but 26 of 28 is not, and that is what a reporter elsewhere sees.
    assert publish_table(cases_of(a=26, rest=3), KEYS).shows_nothing
    assert publish_table(cases_of(a=26, rest=5), KEYS).figure("a") == Shown(25)


def test_a_small_organisation_sees_no_figure() -> None:
    assert publish_table(cases_of(a=6, rest=4), KEYS).shows_nothing
    assert not publish_table(cases_of(a=6, rest=5), KEYS).shows_nothing
    assert publish_total(cases_of(a=6, rest=4)).figure(TOTAL) == HIDDEN
    assert publish_total(cases_of(a=6, rest=5)).figure(TOTAL) == Shown(10)
    assert publish_table([], KEYS).shows_nothing


def test_a_total_mostly_by_one_reporter_is_hidden() -> None:
    assert publish_total([*cases_of(a=12), *by(13)]).figure(TOTAL) == HIDDEN


def test_a_lone_hidden_cell_takes_another_with_it() -> None:
    table = publish_table(cases_of(a=20, b=9, c=3), KEYS)
    assert table.cells == (("a", Shown(20)), ("b", HIDDEN), ("c", HIDDEN))


def test_which_cell_goes_along_says_nothing_of_which_is_larger() -> None:
    assert publish_table(cases_of(a=8, b=12), KEYS) == publish_table(cases_of(a=12, b=8), KEYS)


def test_cells_that_leave_no_room_for_a_hidden_one_are_hidden_too() -> None:
    # Three cells of 8 are 24, and 8 is the least that "10" can stand for: c would be known.
    table = publish_table(cases_of(a=8, b=8, d=8), [*KEYS, "d"])
    assert sum(figure != HIDDEN for _, figure in table.cells) == 2
    table = publish_table(cases_of(a=8, b=8), KEYS[:2])
    assert not table.shows_nothing


@pytest.mark.parametrize("other", [13, 6])
def test_hidden_cells_show_nothing_of_themselves_from_four_cases_of_room_on(other: int) -> None:
    """13 is the least that "15" stands for, and six the least that a shown "5" can be."""
    keys = [*KEYS, "d"]
    tight = publish_table(cases_of(a=13, b=2, c=1, d=other), keys)
    roomy = publish_table(cases_of(a=13, b=2, c=2, d=other), keys)
    assert sum(figure != HIDDEN for _, figure in tight.cells) == 1
    assert sum(figure != HIDDEN for _, figure in roomy.cells) == 2


def test_a_sensitive_key_has_a_higher_threshold() -> None:
    cases = cases_of(a=10, b=11, rest=20)
    table = publish_table(cases, KEYS, thresholds={"a": 10, "b": 10, "c": 1})
    assert table.cells == (("a", HIDDEN), ("b", Shown(10)), ("c", HIDDEN))
    assert publish_table(cases_of(b=11, rest=9), KEYS, thresholds={"b": 10}).shows_nothing
    assert publish_table(cases_of(b=5, rest=20), KEYS, thresholds={"b": 1}).shows_nothing


def test_the_threshold_can_be_raised_and_not_lowered() -> None:
    cases = cases_of(a=8, rest=20)
    assert publish_table(cases, KEYS, k=8).shows_nothing
    assert not publish_table(cases, KEYS, k=7).shows_nothing
    with pytest.raises(ValueError, match="lower"):
        publish_total(cases, k=4)


def test_cases_with_several_keys_count_in_each() -> None:
    cases = [Fact(f"r{n}", frozenset({"a", "b"} if n < 12 else {"b"})) for n in range(20)]
    table = publish_table([*cases, *cases_of(rest=10)], KEYS)
    assert table.cells == (("a", Shown(10)), ("b", Shown(20)), ("c", HIDDEN))


def tables_of(total: int) -> Iterator[tuple[int, ...]]:
    """Every division of a total over the three keys and the cases without a key."""
    for bars in combinations(range(total + len(KEYS)), len(KEYS)):
        edges = (-1, *bars, total + len(KEYS))
        yield tuple(right - left - 1 for left, right in pairwise(edges))


@pytest.mark.parametrize("total", [11, 13, 15, 18, 21, 24])
def test_who_knows_rules_total_and_own_case_cannot_solve_a_hidden_cell(total: int) -> None:
    """Every true table with this total is published; the reader holds all that look the same."""
    alike: dict[PublishedTable, list[tuple[int, ...]]] = defaultdict(list)
    for sizes in tables_of(total):
        cases = cases_of(**dict(zip((*KEYS, "rest"), sizes, strict=True)))
        alike[publish_table(cases, KEYS)].append(sizes)
    assert len(alike) > 1
    for table, candidates in alike.items():
        hidden = [place for place, key in enumerate(KEYS) if table.figure(key) == HIDDEN]
        for own in (None, *range(len(KEYS))):
            known = [sizes for sizes in candidates if own is None or sizes[own] > 0]
            for place in hidden:
                others = {sizes[place] - (own == place) for sizes in known}
                assert not known or len(others) >= 2, (table, own)
                assert (0 in others) == (1 in others), (table, own)


REPORTERS = st.sampled_from([f"p{number}" for number in range(16)])
FACTS = st.lists(
    st.builds(Fact, REPORTERS, st.frozensets(st.sampled_from("abcd"), max_size=2)),
    min_size=25,
    max_size=80,
)
SINGLE = st.lists(
    st.builds(Fact, REPORTERS, st.frozensets(st.sampled_from("aabcd"), max_size=1)),
    min_size=25,
    max_size=80,
)


def rule_holds(cases: list[Fact], key: str, k: int) -> bool:
    """The rule of the contract, word for word, for one set of cases."""
    reporters = [case.reporter for case in cases if key in case.keys]
    most = max((reporters.count(person) for person in reporters), default=0)
    return (
        len(reporters) >= k
        and len(set(reporters)) >= k
        and most <= len(reporters) / 2
        and len(reporters) < 0.9 * len(cases)
        and len({case.reporter for case in cases}) >= 2 * k
    )


@given(FACTS, st.sampled_from([5, 6, 10]))
def test_every_shown_cell_meets_the_rule_whoever_looks(cases: list[Fact], k: int) -> None:
    for key, figure in publish_table(cases, "abcd", k=k).cells:
        if isinstance(figure, Shown):
            assert figure.value % 5 == 0
            for viewer in ("nobody", *{case.reporter for case in cases}):
                others = [case for case in cases if case.reporter != viewer]
                assert rule_holds(others, key, k)


@given(SINGLE)
def test_a_hidden_cell_can_hold_anything_below_k(cases: list[Fact]) -> None:
    """Integers only: shown cells lie within their rounding, all cells and the rest make the sum."""
    table = publish_table(cases, "abcde")
    shown = [figure.value for _, figure in table.cells if isinstance(figure, Shown)]
    if shown and len(shown) < len(table.cells):
        room = len(cases) - sum(max(K + 1, value - 2) for value in shown)
        assert room >= K - 1
        assert len(shown) <= len(table.cells) - 2 or any(not case.keys for case in cases)


def test_what_shows_nothing_in_a_quarter_rolls_up() -> None:
    spring, summer = Quarter(2026, 1), Quarter(2026, 2)
    cases = {spring: cases_of(a=6, rest=4), summer: by(1, 1, 1, 1, key="a", prefix="s")}

    published = roll_up(cases, lambda facts: publish_table(facts, KEYS))

    assert list(published) == [
        Window.quarter(spring),
        Window.quarter(summer),
        Window.half_year_of(spring),
    ]
    assert published[Window.half_year_of(spring)].figure("a") == Shown(10)


def test_what_was_shown_in_a_quarter_is_never_part_of_a_longer_window() -> None:
    quarters = {Quarter(2026, n): cases_of(a=20, rest=20) for n in (1, 3, 4)}
    quarters[Quarter(2026, 2)] = cases_of(a=4, rest=4)
    published = roll_up(quarters, publish_total)
    assert set(published) == {Window.quarter(quarter) for quarter in quarters}


def test_a_year_takes_what_no_half_year_could_show() -> None:
    quarters = {
        Quarter(2026, n): [Fact(f"{n}{c.reporter}", c.keys) for c in cases_of(a=2, rest=2)]
        for n in (1, 2, 3, 4)
    }
    published = roll_up(quarters, lambda facts: publish_table(facts, KEYS))
    assert published[Window.year_of(Quarter(2026, 1))].figure("a") == Shown(10)
    assert published[Window.half_year_of(Quarter(2026, 1))].shows_nothing


YEARS = st.dictionaries(
    st.builds(Quarter, st.sampled_from([2025, 2026]), st.sampled_from([1, 2, 3, 4])),
    st.lists(
        st.builds(Fact, REPORTERS, st.frozensets(st.sampled_from("ab"), max_size=1)), max_size=30
    ),
    max_size=6,
)


@given(YEARS)
def test_figures_never_overlap_in_time_and_never_change(
    quarters: dict[Quarter, list[Fact]],
) -> None:
    def publish(facts: object) -> PublishedTable:
        return publish_table(list(facts), "abcd")  # type: ignore[call-overload]

    published = roll_up(quarters, publish)
    showing = [window for window, table in published.items() if not table.shows_nothing]
    for one, other in combinations(showing, 2):
        assert one.last < other.first or other.last < one.first
    if quarters:
        before = {quarter: quarters[quarter] for quarter in quarters if quarter < max(quarters)}
        assert roll_up(before, publish).items() <= published.items()
