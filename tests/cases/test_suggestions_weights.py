"""The fixed weights are what the demo's invented cases teach, and hold nobody's name."""

import numpy as np
import pytest

from app.personal_data.scan import scan
from cases.suggestions.cues import DATA, cue_list
from cases.suggestions.fitting import fit, fit_roles
from cases.suggestions.linear import Weights, table, weights
from cases.suggestions.roles import ROLES
from demo.examples import demo_cases, fit_bouwstenen, obstacle_examples, role_sentences, strays

RELEARN = "run scripts/learn_suggestions.py: the demo or the lists of words have changed"


@pytest.mark.parametrize("name", ["bouwstenen", "obstacles"])
def test_the_tables_are_what_the_demo_teaches(name: str) -> None:
    cases = demo_cases()
    learned: Weights = (
        fit_bouwstenen(cases)
        if name == "bouwstenen"
        else fit(obstacle_examples(cases), cue_list(name))
    )
    kept = weights(name)
    assert kept.labels == learned.labels == cue_list(name).labels
    for part in ("prior", "told", "cue_mean", "cue_spread", "cue_worth"):
        assert np.allclose(getattr(kept, part), getattr(learned, part), atol=0.02), RELEARN
    for word, numbers in kept.words.items():
        assert np.allclose(numbers, learned.words[word], atol=0.02), RELEARN


def test_the_table_of_roles_is_what_the_demo_teaches() -> None:
    learned = fit_roles(role_sentences(demo_cases()), ROLES)
    kept = table("roles")
    assert all(np.allclose(kept[name], learned[name], atol=0.02) for name in kept), RELEARN


def test_the_table_of_stray_words_is_what_the_demo_teaches() -> None:
    assert {cue: int(count[0]) for cue, count in table("domains").items()} == strays(demo_cases())


def test_a_told_weighing_speaks_of_afwegen() -> None:
    kept = weights("bouwstenen")
    told = dict(zip(kept.labels, kept.told, strict=True))
    assert max(told, key=lambda label: told[label]) == "afwegen"


@pytest.mark.parametrize("name", ["bouwstenen", "obstacles", "domains", "roles"])
def test_the_tables_hold_no_personal_data(name: str) -> None:
    words = [line.split("\t")[0] for line in (DATA / f"{name}.tsv").read_text("utf-8").splitlines()]
    assert [word for word in words if scan(word)] == []
