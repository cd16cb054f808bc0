import subprocess
import sys

import numpy as np
import pytest

from cases.likeness import (
    CaseText,
    features,
    likeness,
    links,
    nearest,
    neighbours,
    reranked,
    standardised,
)

RENT = "huurtoeslag stopt omdat een zoon staat ingeschreven en de verhuurder weigert uitschrijving"
PASS = "paspoort verlopen, de afspraak aan de balie vraagt een geldig legitimatiebewijs"
TAX = "aanslag gemeentelijke belasting loopt door terwijl het bedrijf gesloten is"
CARE = "indicatie huishoudelijke hulp vervalt bij verhuizing naar een andere gemeente"


def corpus() -> list[CaseText]:
    stories = [RENT, PASS, TAX, CARE]
    return [
        CaseText(key=f"{letter}{number}", situation=f"{story} verhaal{letter}{number}")
        for number in range(3)
        for letter, story in zip("abcd", stories, strict=True)
    ]


def test_the_nearest_cases_are_those_that_tell_the_same() -> None:
    texts = corpus()
    for text, near in zip(texts, neighbours(texts, count=2), strict=True):
        assert {key[0] for key in near} == {text.key[0]}


def test_a_case_is_never_its_own_neighbour() -> None:
    texts = corpus()
    found = neighbours(texts, count=50)
    assert all(text.key not in near for text, near in zip(texts, found, strict=True))
    assert {len(near) for near in found} == {len(texts) - 1}


def test_the_standard_procedure_weighs_more_than_the_outcome() -> None:
    texts = [
        CaseText("asked", standard_procedure=RENT, outcome=TAX),
        CaseText("procedure", standard_procedure=RENT, outcome=PASS),
        CaseText("outcome", standard_procedure=CARE, outcome=TAX),
        *corpus(),
    ]
    words, _ = features(texts)
    cosine = (words @ words.T).toarray()
    assert cosine[0, 1] > cosine[0, 2]


@pytest.mark.parametrize("count", [0, 1])
def test_a_corpus_without_pairs_has_no_neighbours(count: int) -> None:
    assert neighbours(corpus()[:count]) == [[]] * count


@pytest.mark.parametrize(
    "told",
    ["", "zelfde verhaal over huurtoeslag", "huurtoeslag " * 9000, "de het een", "\u0000 ½ 😀"],
)
def test_equal_empty_and_odd_texts_give_finite_likeness(told: str) -> None:
    texts = [CaseText(str(number), situation=told) for number in range(5)]
    assert np.isfinite(likeness(texts)).all()
    assert all(len(near) == 4 for near in neighbours(texts))


def test_a_case_without_words_resembles_nobody() -> None:
    texts = [*corpus(), CaseText("empty")]
    assert not links(likeness(texts), [text.key for text in texts])["empty"]


def test_between_two_cases_nothing_can_be_said() -> None:
    assert not likeness(corpus()[:2]).any()


def test_likeness_is_symmetric_and_the_same_every_time() -> None:
    first, second = likeness(corpus()), likeness(corpus())
    assert np.array_equal(first, second)
    assert np.allclose(first, first.T, atol=1e-4)


def test_standardised_pairs_have_mean_nought_and_deviation_one() -> None:
    matrix = np.random.default_rng(1).random((30, 30)).astype(np.float32)
    z = standardised(np.asarray((matrix + matrix.T) / 2, np.float32))
    pairs = z[~np.eye(30, dtype=bool)]
    assert pairs.mean() == pytest.approx(0, abs=1e-4)
    assert pairs.std() == pytest.approx(1, abs=1e-3)


def test_two_cases_come_closer_through_a_case_that_resembles_both() -> None:
    texts = [
        CaseText("left", situation="huurtoeslag inschrijving medebewoner"),
        CaseText("right", situation="vangnet uitwonend kostendeler"),
        *(
            CaseText(f"bridge{n}", situation="huurtoeslag inschrijving uitwonend kostendeler")
            for n in range(3)
        ),
        *(text for text in corpus() if text.key[0] != "a"),
    ]
    words, _ = features(texts)
    before = standardised(np.asarray((words @ words.T).toarray(), np.float32))
    assert reranked(before)[0, 1] > before[0, 1]


def test_nearest_is_best_first_and_of_equals_lowest_first() -> None:
    z = np.array([[0, 1, 3, 1], [1, 0, 2, 2], [3, 2, 0, 2], [1, 2, 2, 0]], np.float32)
    assert nearest(z, 3)[0].tolist() == [2, 1, 3]


def test_links_hold_only_likeness_from_the_bar_on() -> None:
    found = links(likeness(corpus()), [text.key for text in corpus()], least=0.5)
    assert found["a0"].keys() == {"a1", "a2"}
    assert min(found["a0"].values()) >= 0.5


def test_importing_likeness_does_not_load_the_slow_packages() -> None:
    code = (
        "import sys, cases.likeness, learning.similarity.groups, learning.similarity.identity;"
        "print([m for m in ('sklearn', 'sknetwork', 'scipy.cluster', 'scipy.optimize') "
        "if m in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"
