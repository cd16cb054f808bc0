"""Weights from judged pairs: what decides comes to count more, chance changes nothing."""

import numpy as np
import pytest

from cases.case_text import CaseText
from cases.representation import DEFAULT_WEIGHTS
from learning.similarity.fitting import Lesson, auc, learn
from learning.similarity.judged import Judged, enough
from learning.similarity.pairs import Pairs, pairs_of
from learning.similarity.slopes import Compared, parts_of, weights_of

PATTERNS, PAIRS, PARTS, TELLING = 10, 20, 13, 3


def judged_pairs(same: np.ndarray) -> Pairs:
    pattern = np.repeat(np.arange(PATTERNS), PAIRS)
    rows = np.arange(len(pattern))
    return Pairs(rows, rows, same, np.full(len(rows), 0.4), pattern, pattern)


def drawn(seed: int, telling: float, known: float) -> Lesson:
    """Judged pairs of which one part tells (or not), and the default likeness a little (or not)."""
    source = np.random.default_rng(seed)
    same = source.random(PATTERNS * PAIRS) < 0.7
    usual = source.normal(size=len(same)) + known * same
    slopes = source.normal(size=(len(same), PARTS)) * 0.3
    slopes[:, TELLING] += telling * np.where(same, 0.4, -0.4)
    return learn(judged_pairs(same), slopes, lambda times: usual + slopes @ (times - 1))


def test_the_part_that_decides_comes_to_count_more() -> None:
    for seed in range(5):
        lesson = drawn(seed, telling=1, known=0.8)
        assert lesson.better
        assert lesson.auc[1] > lesson.auc[0] + 0.05
        assert lesson.times.argmax() == TELLING
        assert lesson.times[TELLING] > 1.4
    assert np.array_equal(drawn(1, 1, 0.8).times, drawn(1, 1, 0.8).times)


@pytest.mark.parametrize("known", [0.0, 0.8])
def test_what_is_chance_leaves_the_default_in_ninety_five_of_a_hundred(known: float) -> None:
    assert sum(drawn(seed, telling=0, known=known).better for seed in range(100)) <= 5


def test_multipliers_stay_between_nothing_and_four() -> None:
    source = np.random.default_rng(0)
    same = np.arange(PATTERNS * PAIRS) % 2 == 0
    pairs = judged_pairs(same)
    heavy = Pairs(
        pairs.left, pairs.right, same, np.full(len(same), 1000.0), pairs.first, pairs.second
    )
    slopes = np.where(same, 0.1, -0.1)[:, np.newaxis] * np.array([1.0, -1.0])
    usual = np.where(same, 0.2, -0.2) + source.normal(size=len(same))
    lesson = learn(heavy, slopes, lambda times: usual + slopes @ (times - 1))
    assert lesson.times == pytest.approx([4, 0])


def test_articles_that_decide_weigh_more_in_real_texts() -> None:
    """The same tale in every pattern; only the article tells which is which."""
    texts, judged = [], []
    laws = ["Participatiewet", "Jeugdwet", "Huisvestingswet", "Opiumwet", "Wegenwet", "Gaswet"]
    tales = ["de aanvraag bleef liggen", "een brief kwam terug", "het loket zei nee", "te laat"]
    for number, law in enumerate(laws):
        members = [
            CaseText(f"{number}-{place}", situation=f"{tale} {word}", law=law)
            for place, (tale, word) in enumerate(zip(tales, "abcd", strict=True))
        ]
        texts += members
        out = CaseText(f"{number}-x", situation=f"{tales[0]} {tales[1]}", law="Woningwet")
        texts.append(out)
        judged.append(Judged(number, frozenset(m.key for m in members), frozenset({out.key})))
    pairs = pairs_of(judged, {text.key: row for row, text in enumerate(texts)})
    parts = parts_of(sentences=False)
    compared = Compared(texts, pairs.left, pairs.right, parts)
    lesson = learn(pairs, compared.slopes(), compared.likeness)
    weights = weights_of(parts, lesson.times)
    assert lesson.better
    assert weights.tags["law"] > DEFAULT_WEIGHTS.tags["law"] * 1.2
    assert weights.fields["situation"] < DEFAULT_WEIGHTS.fields["situation"]
    assert weights.tags["obstacle"] == weights.tags["partners"] == weights.tags["bouwstenen"] == 0


def test_weights_that_would_leave_nothing_to_compare_stay_as_they_are() -> None:
    parts = parts_of(sentences=True)
    assert weights_of(parts, np.zeros(len(parts))) == DEFAULT_WEIGHTS


def test_a_judgement_counts_once_however_many_pairs_it_makes() -> None:
    judged = [
        Judged(1, frozenset("abcd"), frozenset("x")),
        Judged(2, frozenset("ef")),
        Judged(3, refused=frozenset("pqr")),
        Judged(4, frozenset("zab")),
    ]
    pairs = pairs_of(judged, {key: row for row, key in enumerate("abcdefpqrx")})
    own = pairs.first == pairs.second
    weight = {
        (number, same): pairs.weight[own & (pairs.first == number) & (pairs.same == same)].sum()
        for number in (1, 2, 3)
        for same in (True, False)
    }
    assert weight == pytest.approx(
        {(1, True): 3, (1, False): 1, (2, True): 1, (2, False): 0, (3, True): 0, (3, False): 2}
    )
    told = list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
    assert len(told) == len(set(told)), "a pair is there twice"
    assert pairs.weight[~own].sum() == pytest.approx(pairs.weight[own].sum())
    assert not pairs.same[~own].any()


def test_few_decisions_are_not_enough() -> None:
    some = [Judged(n, frozenset("abcdef"), frozenset("xyz")) for n in range(6)]
    assert enough(some)
    assert not enough(some[:5])
    assert not enough([Judged(n, frozenset("abcdefghi")) for n in range(9)]), "nothing was refused"
    assert not enough([Judged(n, outside=frozenset("xyz")) for n in range(9)])
    one_sided = judged_pairs(np.ones(PATTERNS * PAIRS, bool))
    with pytest.raises(ValueError, match="both answers"):
        learn(one_sided, np.zeros((PATTERNS * PAIRS, 2)), lambda _: np.zeros(PATTERNS * PAIRS))


def test_the_chance_of_the_right_pair() -> None:
    same = np.array([True, True, False, False])
    even = np.ones(4)
    assert auc(np.array([4.0, 3, 2, 1]), same, even) == 1
    assert auc(np.array([1.0, 1, 1, 1]), same, even) == 0.5
    assert auc(np.array([4.0, 1, 2, 0]), same, np.array([3.0, 1, 1, 1])) == pytest.approx(7 / 8)
    assert auc(np.array([4.0, 1]), np.array([True, True]), np.ones(2)) == 0.5
