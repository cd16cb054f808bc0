from collections import OrderedDict
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from app.dutch import sentences
from cases.likeness import likeness, readings
from cases.meaning import packed, sentence_vectors, spoken_digest, unpacked
from cases.representation import DEFAULT_WEIGHTS, CaseText, Weights, features
from tests.cases.test_likeness import PASS, RENT, corpus


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that an invented encoder was asked to read."""
    heard: list[str] = []

    def encode(texts: list[str]) -> NDArray[np.float32]:
        heard.extend(texts)
        rows = [np.random.default_rng(sum(text.encode())).standard_normal(512) for text in texts]
        return np.asarray(rows, np.float32)

    monkeypatch.setattr(sentences, "_encoder", lambda: encode)
    monkeypatch.setattr(sentences, "_kept", OrderedDict())
    return heard


def test_weights_come_back_from_what_is_kept_of_them() -> None:
    kept = DEFAULT_WEIGHTS.as_dict()
    kept["tags"]["obstacle"] = 1.5
    assert Weights.from_dict(kept).as_dict() == kept
    assert Weights.from_dict({"later": {"thing": 1.0}}) == DEFAULT_WEIGHTS


@pytest.mark.parametrize("wrong", [-0.1, float("nan"), float("inf")])
def test_what_is_no_weight_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="among views"):
        Weights.from_dict({"views": {"words": wrong}})
    with pytest.raises(ValueError, match="nothing among tags"):
        Weights.from_dict({"tags": dict.fromkeys(DEFAULT_WEIGHTS.tags, 0.0)})


def test_a_tag_counts_as_soon_as_it_has_a_weight() -> None:
    texts = [
        CaseText("one", situation="alfa bravo", bouwstenen=("afwegen", "leren")),
        CaseText("two", situation="delta echo", bouwstenen=("leren",)),
        CaseText("three", situation="golf hotel"),
    ]
    without, _ = features(texts)
    more = replace(DEFAULT_WEIGHTS, tags={**DEFAULT_WEIGHTS.tags, "bouwstenen": 2.0})
    counted, _ = features(texts, more)
    assert (without @ without.T).toarray()[0, 1] == 0
    assert (counted @ counted.T).toarray()[0, 1] > 0.1


def test_a_field_without_weight_says_nothing() -> None:
    texts = [CaseText("one", outcome=RENT, title="a"), CaseText("two", outcome=RENT, title="b")]
    texts += corpus()
    silent = replace(DEFAULT_WEIGHTS, fields={**DEFAULT_WEIGHTS.fields, "outcome": 0.0})
    assert likeness(texts)[0, 1] > 2
    words, _ = features(texts, silent)
    assert words[[0]].nnz == 0


def test_texts_of_which_vectors_were_kept_are_not_read_again(asked: list[str]) -> None:
    texts = corpus()
    before = readings(texts)
    kept = sentence_vectors(texts)
    assert kept is not None
    sentences._kept.clear()
    asked.clear()
    again = readings(texts, vectors={key: unpacked(packed(one)) for key, one in kept.items()})
    assert asked == []
    assert np.allclose(again[2].z, before[2].z, atol=0.02)
    del kept["a1"]
    readings(texts, vectors=kept)
    assert set(asked) == {next(text.situation for text in texts if text.key == "a1")}


def test_without_an_encoder_kept_vectors_still_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "_encoder", lambda: None)
    kept = {text.key: np.ones((3, 512), np.float32) for text in corpus()}
    assert len(readings(corpus(), vectors=kept)) == 3
    assert sentence_vectors(corpus()) is None
    del kept["a1"]
    assert len(readings(corpus(), vectors=kept)) == 2


def test_other_words_give_another_digest_and_the_outcome_alone_too() -> None:
    one = CaseText("one", situation=RENT, deviation=PASS)
    assert spoken_digest(one) == spoken_digest(replace(one, key="other", domain="wonen"))
    assert spoken_digest(one) != spoken_digest(replace(one, outcome="goed afgelopen"))
    assert spoken_digest(one) != spoken_digest(CaseText("one", situation=f"{RENT} {PASS}"))
    assert len(spoken_digest(one)) == 64


def test_half_of_what_was_kept_is_refused() -> None:
    with pytest.raises(ValueError, match="reshape"):
        unpacked(packed(np.ones((3, 512), np.float32))[:100])
