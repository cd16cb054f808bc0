import subprocess
import sys
from collections import OrderedDict

import numpy as np
import pytest
from numpy.typing import NDArray

from app.dutch import sentences
from cases.likeness import (
    CaseText,
    features,
    likeness,
    links,
    nearest,
    readings,
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


@pytest.mark.parametrize(
    "told",
    ["", "zelfde verhaal over huurtoeslag", "huurtoeslag " * 9000, "de het een", "\u0000 ½ 😀"],
)
def test_equal_empty_and_odd_texts_give_finite_likeness(told: str) -> None:
    texts = [CaseText(str(number), situation=told) for number in range(5)]
    assert np.isfinite(likeness(texts)).all()


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


def test_few_cases_are_read_with_the_words_that_are_ordinary_elsewhere() -> None:
    texts = [
        CaseText("one", situation="aanvraag couveuse"),
        CaseText("two", situation="aanvraag paspoort"),
        CaseText("three", situation="couveuse verjaardag"),
        CaseText("four", situation="terras stoelen"),
        CaseText("five", situation="loon schatting"),
    ]
    words, _ = features(texts)
    cosine = (words @ words.T).toarray()
    assert cosine[0, 2] > 1.5 * cosine[0, 1] > 0


def test_words_of_the_procedure_count_but_a_missing_one_is_no_likeness() -> None:
    texts = [
        CaseText("one", situation="alfa bravo", procedure="Aanvraag woonurgentie"),
        CaseText("two", situation="delta echo", procedure="Woonurgentie"),
        CaseText("three", situation="golf hotel"),
        CaseText("four", situation="india juliett"),
    ]
    words, _ = features(texts)
    cosine = (words @ words.T).toarray()
    assert cosine[0, 1] > 0.2
    assert cosine[2, 3] == 0


def test_without_an_encoder_words_and_characters_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "_encoder", lambda: None)
    assert [one.name for one in readings(corpus())] == ["words", "characters"]


def test_an_encoder_adds_a_reading_and_is_asked_once_a_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def encode(texts: list[str]) -> NDArray[np.float32]:
        asked.extend(texts)
        rows = [np.random.default_rng(len(text)).standard_normal(512) for text in texts]
        return np.asarray(rows, np.float32)

    monkeypatch.setattr(sentences, "_encoder", lambda: encode)
    monkeypatch.setattr(sentences, "_kept", OrderedDict())
    read = readings(corpus())
    assert [one.name for one in read] == ["words", "characters", "sentences"]
    assert len(asked) == len(set(asked)) > 0
    count = len(asked)
    assert np.array_equal(readings(corpus())[2].z, read[2].z)
    assert len(asked) == count


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
