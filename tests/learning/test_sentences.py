import pytest

from app.dutch.words import tokens
from learning.sentences import lines_of, marked_passages, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hij belde. Zij niet! Of toch?", ["Hij belde.", "Zij niet!", "Of toch?"]),
        ("Volgens art. 4:84 Awb kan het.", ["Volgens art. 4:84 Awb kan het."]),
        ("Er mist o.a. Een stempel.", ["Er mist o.a. Een stempel."]),
        ("Dhr. J. Pietersen kwam. Hij wachtte.", ["Dhr. J. Pietersen kwam.", "Hij wachtte."]),
        ("Dat was in 2024. Daarna niet.", ["Dat was in 2024.", "Daarna niet."]),
        ("1. Bel de balie. 2 dagen later weer.", ["1. Bel de balie.", "2 dagen later weer."]),
        ("'Kan niet.' Dat was alles...  En toen?", ["'Kan niet.'", "Dat was alles...", "En toen?"]),
        ("Het bedrag was 1.250 euro per maand.", ["Het bedrag was 1.250 euro per maand."]),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_lines_lose_their_markdown_and_no_word() -> None:
    assert lines_of("## Kop\n\n- **Geen** adres. Dus niets.\n> Zo dan") == [
        ["Kop"],
        ["Geen adres.", "Dus niets."],
        ["Zo dan"],
    ]


def test_the_sentence_that_others_share_is_marked_and_no_other() -> None:
    texts = {
        "situation": "Het regende die dag hard. Zonder briefadres kwam er geen inschrijving.",
        "outcome": "Hij ging naar huis.",
        "deviation": "",
    }
    passages = marked_passages(texts, {"briefadres": 3.0, "inschrijving": 2.0}, tokens)
    assert [one.field for one in passages] == ["situation", "outcome"]
    marked = [one.text for line in passages[0].lines for one in line if one.marked]
    assert marked == ["Zonder briefadres kwam er geen inschrijving."]
    assert not passages[1].marked


def test_without_anything_shared_nothing_is_marked() -> None:
    assert not any(one.marked for one in marked_passages({"situation": "Hij kwam."}, {}, tokens))
