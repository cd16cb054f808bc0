import pytest

from learning.lifecycle.publication import asked_reporters, copied_passages, copied_words

STORY = "Zij belde drie keer met het loket en kreeg steeds een ander antwoord."


def test_eight_words_in_a_row_are_found() -> None:
    text = "In dit patroon belde men drie keer met het loket en kreeg steeds niets."
    assert copied_words(text, [STORY]) == "drie keer met het loket en kreeg steeds"


def test_seven_words_in_a_row_may_be_the_same() -> None:
    assert copied_words("drie keer met het loket en kreeg niets van wie ook", [STORY]) == ""


def test_every_copied_passage_is_found_where_it_stands() -> None:
    text = (
        "Men belde: drie keer, MET het loket en kreeg steeds een ander antwoord! En weer: "
        "Zij belde drie keer met het loket en kreeg niets."
    )
    pieces = copied_passages(text, ["Iets anders.", STORY])
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, copied in pieces if copied] == [
        "belde: drie keer, MET het loket en kreeg steeds een ander antwoord",
        "Zij belde drie keer met het loket en kreeg",
    ]
    assert copied_passages("Drie keer.", [STORY]) == [("Drie keer.", False)]
    assert copied_passages("", [STORY]) == []


@pytest.mark.parametrize(
    "text",
    [
        "DRIE keer, met het\nloket: en kreeg steeds!",
        "drie kéér met het loket en kreeg steeds",
        "**drie** keer met het loket en kreeg steeds",
    ],
)
def test_capitals_marks_and_accents_hide_nothing(text: str) -> None:
    assert copied_words(text, ["Iets heel anders.", STORY])


def test_a_short_text_shares_nothing() -> None:
    assert copied_words("drie keer", [STORY, "drie keer"]) == ""
    assert copied_words("", []) == ""


def test_a_sensitive_domain_asks_for_ten_reporters() -> None:
    assert asked_reporters(5, sensitive=False) == 5
    assert asked_reporters(5, sensitive=True) == 10
    assert asked_reporters(12, sensitive=True) == 12
