"""The fixed weights are what invented cases teach, and hold nobody's name."""

import numpy as np
import pytest

from app.personal_data.scan import scan
from bench.examples import (
    demo_cases,
    domain_examples,
    fit_bouwstenen,
    obstacle_examples,
    role_sentences,
    strays,
    told_cases,
)
from cases.suggestions.cues import DATA, cue_list
from cases.suggestions.defaults import DOMAINS
from cases.suggestions.fitting import fit, fit_roles, fit_words
from cases.suggestions.linear import Weights, labels_of, table, weights
from cases.suggestions.roles import ROLES

RELEARN = "run python -m scripts.learn_suggestions: the cases or the lists of words have changed"


@pytest.mark.parametrize("name", ["bouwstenen", "obstacles"])
def test_the_tables_are_what_the_cases_teach(name: str) -> None:
    learned: Weights = (
        fit_bouwstenen(demo_cases() + told_cases())
        if name == "bouwstenen"
        else fit(obstacle_examples(demo_cases()), cue_list(name))
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


def test_the_table_of_stray_words_is_what_the_cases_teach() -> None:
    astray = strays(demo_cases() + told_cases())
    assert {cue: int(count[0]) for cue, count in table("domains").items()} == astray


def test_the_words_of_the_domains_are_what_the_cases_teach() -> None:
    _, learned = fit_words(domain_examples(demo_cases() + told_cases()), DOMAINS)
    assert labels_of("domain_words") == DOMAINS
    for word, numbers in table("domain_words").items():
        assert np.allclose(numbers[1:], learned[word], atol=0.1), RELEARN


def test_a_told_weighing_speaks_of_afwegen() -> None:
    kept = weights("bouwstenen")
    told = dict(zip(kept.labels, kept.told, strict=True))
    assert max(told, key=lambda label: told[label]) == "afwegen"


@pytest.mark.parametrize("name", ["bouwstenen", "obstacles", "domains", "domain_words", "roles"])
def test_the_tables_hold_no_personal_data(name: str) -> None:
    words = [line.split("\t")[0] for line in (DATA / f"{name}.tsv").read_text("utf-8").splitlines()]
    assert [word for word in words if scan(word)] == []
