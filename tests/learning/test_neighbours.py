from dataclasses import replace

import pytest

from cases.likeness import CaseText
from learning.similarity.groups import DEFAULT
from learning.similarity.neighbours import neighbours

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


@pytest.mark.parametrize("most", [DEFAULT.all_pairs_up_to, 0])
def test_the_nearest_cases_are_those_that_tell_the_same(most: int) -> None:
    texts = corpus()
    found = neighbours(texts, 2, replace(DEFAULT, all_pairs_up_to=most))
    for text, near in zip(texts, found, strict=True):
        assert {key[0] for key in near} == {text.key[0]}


@pytest.mark.parametrize("most", [DEFAULT.all_pairs_up_to, 0])
def test_a_case_is_never_its_own_neighbour_and_no_case_comes_twice(most: int) -> None:
    texts = corpus()
    found = neighbours(texts, 50, replace(DEFAULT, all_pairs_up_to=most))
    assert all(text.key not in near for text, near in zip(texts, found, strict=True))
    assert all(len(near) == len(set(near)) for near in found)


def test_every_other_case_is_named_when_more_are_asked_than_there_are() -> None:
    texts = corpus()
    assert {len(near) for near in neighbours(texts, 50)} == {len(texts) - 1}


@pytest.mark.parametrize("count", [0, 1])
def test_a_corpus_without_pairs_has_no_neighbours(count: int) -> None:
    assert neighbours(corpus()[:count]) == [[]] * count


@pytest.mark.parametrize("told", ["", "huurtoeslag " * 900, "de het een", "\u0000 ½ 😀"])
def test_equal_empty_and_odd_texts_have_neighbours(told: str) -> None:
    texts = [CaseText(str(number), situation=told) for number in range(5)]
    assert all(len(near) == 4 for near in neighbours(texts))
