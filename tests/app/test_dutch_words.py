import pytest

from app.dutch.words import STOP_WORDS, compound_parts, readable_forms, stems, tokens


def test_tokens_are_lower_case_words_without_stop_words_marks_and_digits() -> None:
    found = tokens("De Uitkering (nr. 12) is NIET betaald: foto\u2019s en ict-systeem!")
    assert found == ["uitkering", "nr", "betaald", "foto's", "ict-systeem"]


def test_a_decomposed_letter_is_the_same_word() -> None:
    assert tokens("ge\u0308rfd") == tokens("gërfd")


def test_words_of_no_plausible_length_are_left_out() -> None:
    assert tokens("a " + "x" * 41) == []


def test_a_very_long_text_is_read() -> None:
    assert len(tokens("uitkering " * 20_000)) == 20_000


@pytest.mark.parametrize(("one", "other"), [("woning", "woningen"), ("betaling", "betalingen")])
def test_forms_of_one_word_share_a_stem(one: str, other: str) -> None:
    found = stems([one, other])
    assert found[one] == found[other]


def test_a_compound_is_split_when_both_parts_occur_by_themselves() -> None:
    frequency = {"schuld": 3, "hulpverlening": 2, "schuldhulpverlening": 1, "huur": 1}
    assert compound_parts(frequency) == {"schuldhulpverlening": ("schuld", "hulpverlening")}


def test_a_linking_s_between_the_parts_is_dropped() -> None:
    frequency = {"inkomen": 2, "inkomens": 1, "grens": 4, "inkomensgrens": 1}
    assert compound_parts(frequency)["inkomensgrens"] == ("inkomen", "grens")


def test_a_word_is_not_split_into_parts_that_occur_once() -> None:
    assert compound_parts({"huis": 1, "bezoek": 5, "huisbezoek": 2}) == {}


def test_people_see_the_form_that_is_written_most() -> None:
    forms = readable_forms({"woning": 2, "woningen": 5})
    assert list(forms.values()) == ["woningen"]


def test_stop_words_are_words_as_tokens_writes_them() -> None:
    assert all(word == word.lower() for word in STOP_WORDS)
