import random
from collections.abc import Sequence
from itertools import combinations, pairwise

import numpy as np
import pytest

from cases.likeness import CaseText
from learning.similarity.constraints import Decided, cut_decided
from learning.similarity.graph import cut
from learning.similarity.groups import Grouping, Settings, find_groups
from tests.learning.test_similarity import corpus

BOTH_WAYS = pytest.mark.parametrize("most", [1500, 10])
KEYS = [text.key for text in corpus(members=5, beside=2)]


def grouped(most: int, **decided: Sequence[object]) -> Grouping:
    texts = corpus(members=5, beside=2)
    return find_groups(texts, Settings(all_pairs_up_to=most), **decided)  # type: ignore[arg-type]


def home_of(grouping: Grouping) -> dict[str, int]:
    return {key: n for n, group in enumerate(grouping.groups) for key in group.keys}


@BOTH_WAYS
def test_cases_that_people_put_together_end_in_one_sure_group(most: int) -> None:
    strangers = frozenset({"alone1", "alone2", "rent0", "a case that is gone"})
    grouping = grouped(most, together=[strangers])
    group = grouping.groups[home_of(grouping)["alone1"]]
    assert strangers - {"a case that is gone"} <= set(group.keys)
    assert not group.possible


@BOTH_WAYS
def test_two_sets_with_a_case_in_common_are_one(most: int) -> None:
    home = home_of(
        grouped(most, together=[frozenset({"rent0", "pass0"}), frozenset(["pass0", "care0"])])
    )
    assert home["rent0"] == home["pass0"] == home["care0"]


@BOTH_WAYS
def test_two_cases_that_are_not_the_same_never_stand_in_one_group(most: int) -> None:
    home = home_of(grouped(most, apart=[("rent0", "rent1"), ("rent1", "rent2")]))
    assert home.get("rent0", "none") != home.get("rent1", "no other")
    assert home.get("rent1", "none") != home.get("rent2", "no other")


def test_a_pair_of_which_both_was_decided_stays_apart() -> None:
    decided = Decided.of(list("abcd"), [frozenset("ab"), frozenset("bc")], [("a", "c")])
    assert decided.part.tolist() == [0, 0, 1, 2]
    assert decided.apart == {(0, 1)}


@BOTH_WAYS
@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_decided_is_obeyed(seed: int, most: int) -> None:
    source = random.Random(seed)  # noqa: S311 - draws examples, no secrets
    together = [frozenset(source.sample(KEYS, source.randint(1, 6))) for _ in range(4)]
    apart = [(a, b) for a, b in (source.sample(KEYS, 2) for _ in range(15))]
    grouping = grouped(most, together=together, apart=apart)
    home = home_of(grouping)
    assert sorted([*home, *grouping.unassigned]) == sorted(KEYS)
    assert all(home.get(a, "none") != home.get(b, "no other") for a, b in apart)
    decided = Decided.of(KEYS, together, apart)
    for part in range(decided.part.max() + 1):
        places = [home.get(KEYS[row], -1) for row in np.flatnonzero(decided.part == part)]
        assert len(set(places)) == 1
        assert places[0] >= 0 or len(places) < 3


@pytest.mark.parametrize("seed", range(5))
def test_linking_around_decisions_is_linking_as_usual(seed: int) -> None:
    source = np.random.default_rng(seed)
    distance = source.random((40, 40)).astype(np.float32)
    distance = np.asarray((distance + distance.T) / 2, np.float32)
    far = np.pad(distance, (0, 2), constant_values=9)
    decided = Decided.of([str(n) for n in range(42)], [], [("40", "41")])
    usual, around = cut(distance.copy(), 0.45), cut_decided(far, 0.45, decided)[:40]
    assert [a == b for a, b in combinations(usual, 2)] == [
        a == b for a, b in combinations(around, 2)
    ]


@BOTH_WAYS
def test_cases_without_words_obey_too(most: int) -> None:
    texts = [CaseText(str(number)) for number in range(14)]
    groups = find_groups(
        texts,
        Settings(all_pairs_up_to=most),
        together=[frozenset("0123")],
        apart=[(str(a), str(b)) for a, b in pairwise(range(5, 10))],
    ).groups
    assert {"0", "1", "2", "3"} <= set(groups[0].keys)
