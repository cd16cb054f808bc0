import math
import random

import numpy as np
import pytest

from cases.likeness import CaseText, likeness, links
from learning.similarity import groups as engine
from learning.similarity.explanation import Corpus, at_least, holm
from learning.similarity.graph import bar, cut, refined, robust, without_small
from learning.similarity.groups import DEFAULT, Settings, find_groups
from learning.similarity.identity import Pattern, joined_by_vote, match_groups, propose, vote

CAUSES = {
    "rent": "huurtoeslag medebewoner inschrijving verhuurder uitschrijving kostendeler adres",
    "pass": "paspoort legitimatie balie afspraak identiteitsbewijs rijbewijs pasfoto verlopen",
    "care": "indicatie huishoudelijke hulp verhuizing zorgaanbieder herindicatie keukentafel",
}
LETTERS = "bdfgklmnprstvz"


def invented(source: random.Random) -> str:
    return "".join(source.choice(LETTERS) + source.choice("aeiou") for _ in range(4))


def story(source: random.Random, words: list[str], own: int = 5, beside: int = 12) -> str:
    return " ".join([*source.sample(words, own), *(invented(source) for _ in range(beside))])


def corpus(members: int = 6, alone: int = 20, seed: int = 4, beside: int = 12) -> list[CaseText]:
    source = random.Random(seed)  # noqa: S311 - makes texts, no secrets
    texts = [
        CaseText(
            key=f"{cause}{number}",
            title=story(source, words.split(), 2, beside),
            standard_procedure=story(source, words.split(), 5, beside),
            deviation=story(source, words.split(), 5, beside),
            domain=cause,
        )
        for cause, words in CAUSES.items()
        for number in range(members)
    ]
    for number in range(alone):
        own = [invented(source) for _ in range(9)]
        told = story(source, own)
        texts.append(
            CaseText(f"alone{number}", standard_procedure=told, deviation=story(source, own))
        )
    source.shuffle(texts)
    return texts


def cause_of(key: str) -> str:
    return key.rstrip("0123456789")


def test_cases_with_one_cause_come_together_and_one_offs_are_left_out() -> None:
    grouping = find_groups(corpus())
    found = [set(map(cause_of, group.keys)) for group in grouping.groups if not group.possible]
    assert sorted(map(sorted, found)) == [["care"], ["pass"], ["rent"]]
    assert [len(group.keys) for group in grouping.groups[:3]] == [6, 6, 6]
    assert sum(key.startswith("alone") for key in grouping.unassigned) >= 18


def test_every_case_is_in_one_group_or_unassigned() -> None:
    texts = corpus()
    grouping = find_groups(texts)
    placed = [key for group in grouping.groups for key in group.keys] + grouping.unassigned
    assert sorted(placed) == sorted(text.key for text in texts)


def test_a_group_says_why() -> None:
    group = next(g for g in find_groups(corpus()).groups if cause_of(g.keys[0]) == "rent")
    assert set(group.terms) & set(CAUSES["rent"].split())
    assert len(group.exemplars) == 3
    assert set(group.exemplars) <= set(group.keys)
    assert 0 < group.strength <= 1
    assert (group.signals[0].field, group.signals[0].value) == ("domain", "rent")
    assert (group.signals[0].count, group.signals[0].size) == (6, 6)
    assert group.signals[0].lift == 3.0
    assert group.signals[0].tested


def test_the_same_cases_give_the_same_groups() -> None:
    assert find_groups(corpus()) == find_groups(corpus())


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 7, 8])
def test_a_small_corpus_gives_an_answer(count: int) -> None:
    texts = corpus()[:count]
    grouping = find_groups(texts)
    assert sum(len(g.keys) for g in grouping.groups) + len(grouping.unassigned) == count


@pytest.mark.parametrize("told", ["", "steeds hetzelfde verhaal", "lang verhaal over huur " * 5000])
@pytest.mark.parametrize("most", [3000, 0])
def test_identical_and_huge_texts_do_not_break_a_run(told: str, most: int) -> None:
    texts = [CaseText(str(number), situation=told) for number in range(12)]
    grouping = find_groups(texts, Settings(all_pairs_up_to=most))
    assert sum(len(g.keys) for g in grouping.groups) + len(grouping.unassigned) == 12


def test_two_cases_with_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="key of its own"):
        find_groups([CaseText("same"), CaseText("same"), CaseText("other")])


def test_progress_only_rises_and_ends_at_a_hundred() -> None:
    heard: list[int] = []
    find_groups(corpus(), report=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 100


def test_many_cases_go_through_a_sparse_graph_with_the_same_result() -> None:
    texts = corpus(members=8, alone=60, beside=2)
    grouping = find_groups(texts, Settings(all_pairs_up_to=10))
    clear = [group for group in grouping.groups if len(group.keys) >= 6]
    assert {frozenset(map(cause_of, group.keys)) for group in clear} == {
        frozenset({cause}) for cause in CAUSES
    }
    assert grouping == find_groups(texts, Settings(all_pairs_up_to=10))


def test_the_work_per_run_is_bounded_for_many_cases() -> None:
    assert engine.runs_for(75, DEFAULT.runs) == 40
    assert engine.runs_for(800, DEFAULT.runs) == 20
    assert engine.runs_for(100_000, DEFAULT.runs) == 12


def test_the_bar_is_higher_among_many_cases() -> None:
    source = np.random.default_rng(3)
    few, many = (source.standard_normal((n, n)).astype(np.float32) for n in (40, 800))
    assert bar(few) == 1.5
    assert bar(many) > 2


def test_a_group_that_chance_would_give_is_only_possible() -> None:
    unrelated = [text for text in corpus(alone=40) if text.key.startswith("alone")]
    assert all(group.possible for group in find_groups(unrelated).groups)


@pytest.mark.parametrize(("count", "too_few"), [(0, True), (2, True), (9, True), (10, False)])
def test_among_a_handful_of_cases_it_says_that_they_are_too_few(count: int, too_few: bool) -> None:
    assert find_groups(corpus()[:count]).too_few is too_few


def test_a_group_of_the_least_size_is_only_possible() -> None:
    grouping = find_groups(corpus(members=3))
    threes = [group for group in grouping.groups if len(group.keys) == 3]
    assert threes
    assert all(group.possible for group in threes)


def test_refining_lets_a_stranger_go_and_takes_a_relative_in() -> None:
    z = np.full((6, 6), -0.5, np.float32)
    z[:4, :4] = 3
    labels = refined(z, np.array([0, 0, 0, -1, 0, -1]), least_size=3)
    assert labels.tolist() == [0, 0, 0, 0, -1, -1]


def test_refining_ends_after_five_rounds_although_each_newcomer_brings_the_next() -> None:
    z = np.ones((10, 10), np.float32)
    for number in range(3, 10):
        z[number, number - 1] = z[number - 1, number] = 1 + 0.6 * number
    labels = refined(z, np.array([0, 0, 0, *[-1] * 7]), least_size=3)
    assert labels.tolist() == [0] * 8 + [-1] * 2


def test_a_single_case_is_its_own_part_and_no_values_have_no_spread() -> None:
    assert cut(np.zeros((1, 1), np.float32), 1.0).tolist() == [0]
    assert robust(np.zeros(0)) == (0.0, 0.0)


def test_small_groups_fall_apart() -> None:
    assert without_small(np.array([5, 5, 2, 2, 2, -1]), 3).tolist() == [-1, -1, 0, 0, 0, -1]


def test_the_test_agrees_with_counting_by_hand() -> None:
    by_hand = (math.comb(5, 3) * math.comb(15, 1) + math.comb(5, 4)) / math.comb(20, 4)
    assert at_least(3, 4, 5, 20) == pytest.approx(by_hand)
    assert at_least(0, 4, 5, 20) == pytest.approx(1)
    assert at_least(4, 4, 20, 20) == pytest.approx(1)


def test_holm_corrects_for_all_tests_and_keeps_the_order() -> None:
    assert holm([0.01, 0.04, 0.001], 3) == pytest.approx([0.02, 0.04, 0.003])
    assert holm([0.01], 200) == [1.0]
    assert holm([], 5) == []


def test_a_shared_value_that_everybody_has_is_no_signal() -> None:
    texts = [CaseText(str(n), domain="wonen", law="Pw 17" if n < 4 else "") for n in range(30)]
    assert Corpus.of(texts).signals([0, 1, 2, 3]) == []


def test_a_name_in_one_case_never_becomes_a_characteristic_word() -> None:
    texts = [CaseText(str(n), situation="huurtoeslag geweigerd") for n in range(3)]
    texts.append(CaseText("name", situation="huurtoeslag Oosterbrink"))
    texts += [CaseText(f"rest{n}", situation="paspoort verlopen") for n in range(6)]
    assert Corpus.of(texts).terms([0, 1, 2, 3], 8) == ["huurtoeslag", "geweigerd"]


def test_a_group_that_is_mostly_a_pattern_keeps_its_number() -> None:
    patterns = [Pattern(7, frozenset("abcd")), Pattern(9, frozenset("uvwxyz"))]
    matching = match_groups([list("abce"), list("uvwk"), list("mno"), list("uvxghjk")], patterns)
    assert matching.same == {0: 7}
    assert matching.changed == {1: [9], 3: [9]}
    assert matching.new == [2]
    assert matching.gone == [9]


def test_two_groups_never_get_one_number() -> None:
    matching = match_groups([list("abcd"), list("abcdef")], [Pattern(1, frozenset("abcdef"))])
    assert matching.same == {1: 1}
    assert matching.changed == {0: [1]}


@pytest.mark.parametrize("groups", [[], [["a", "b", "c"]]])
def test_without_patterns_every_group_is_new(groups: list[list[str]]) -> None:
    assert match_groups(groups, []).new == list(range(len(groups)))
    assert match_groups([], [Pattern(1, frozenset("abc"))]).gone == [1]


@pytest.mark.parametrize(
    ("near", "joins"),
    [
        ({"a": 2.0, "b": 2.0}, 1),
        ({"a": 9.0}, None),
        ({"a": 2.0, "b": 2.0, "loose": 5.0}, None),
        ({"a": 2.0, "b": 2.0, "x": 2.0, "y": 2.0}, 1),
        ({}, None),
    ],
)
def test_a_case_joins_with_two_voters_and_half_the_weight(
    near: dict[str, float], joins: int | None
) -> None:
    assert vote(near, {"a": 1, "b": 1, "x": 2, "y": 2}) == joins


def test_who_is_in_a_pattern_stays_there() -> None:
    patterns = [Pattern(1, frozenset("ab")), Pattern(2, frozenset("c"))]
    assert joined_by_vote({"c": {"a": 3.0, "b": 3.0}}, patterns) == {}


def test_a_run_never_moves_members_of_a_confirmed_pattern() -> None:
    texts = corpus()
    members = frozenset(text.key for text in texts if cause_of(text.key) == "rent")
    kept = Pattern(3, (members - {"rent0"}) | {"care0"}, confirmed=True)
    keys = [text.key for text in texts]
    found = [group.keys for group in find_groups(texts).groups]
    proposals = propose(found, [kept], links(likeness(texts), keys))
    assert proposals.joined["rent0"] == 3
    assert not kept.members & set(proposals.joined)
    assert not kept.members & {key for group in proposals.groups for key in group}
    assert all(cause_of(key) != "rent" for group in proposals.groups for key in group)
