from dataclasses import replace

import numpy as np
import pytest

from cases.likeness import CaseText
from learning.similarity import many
from learning.similarity.all_pairs import DEFAULT, AllPairs, judged
from learning.similarity.groups import find_groups
from learning.similarity.many import compared
from tests.learning.test_similarity import corpus


def test_a_pair_that_tells_the_same_has_the_greater_chance_of_one_cause() -> None:
    texts = sorted(corpus(), key=lambda text: text.key)
    chances = judged(AllPairs.of(texts), DEFAULT, 12, lambda _: None).pairs()
    own = np.array([text.key.rstrip("0123456789") for text in texts])
    same = (own[:, np.newaxis] == own) & (own != "alone") & ~np.eye(len(own), dtype=bool)
    assert chances[same].mean() > 5 * chances[~same & ~np.eye(len(own), dtype=bool)].mean()


def test_the_same_group_is_less_sure_among_many_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    evidence = judged(AllPairs.of(corpus()), DEFAULT, 12, lambda _: None)
    rows = np.arange(6)
    before = evidence.group(rows)
    monkeypatch.setattr("learning.similarity.trust.USUAL", 4)
    assert 0 < evidence.group(rows) < before


def test_what_chance_finds_is_counted_from_a_dozen_cases_on() -> None:
    assert find_groups(corpus()[:8]).by_chance is None
    assert find_groups(corpus(), replace(DEFAULT, shuffles=0)).by_chance is None
    told = find_groups(corpus()).by_chance
    assert told is not None
    assert 0 <= told <= 1


def test_cases_without_words_have_no_links_in_a_graph() -> None:
    texts = [CaseText(str(number)) for number in range(12)]
    assert not compared(texts, lambda _: None).graph.nnz


def test_among_very_many_cases_words_go_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    both = many.stacked(corpus(), 1).shape[1]
    monkeypatch.setattr(many, "CHARACTERS_UP_TO", 5)
    assert many.stacked(corpus(), 1).shape[1] < both
