"""Numbers of cases and reporters in a text: which are found, and which may be told."""

import pytest

from learning.lifecycle.exact_numbers import first_unpublished, numbers_told


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Er zijn 17 casussen.", 17),
        ("Zeventien schrijnende casussen lieten dit zien.", 17),
        ("Dat bleek uit één casus.", 1),
        ("Het aantal casussen is 17.", 17),
        ("Aantal casussen: 17", 17),
        ("Veel casussen (17) gaan hierover.", 17),
        ("In drieëntwintig van deze casussen.", 23),
        ("Een twintigtal casussen.", 20),
        ("Meer dan honderdvijf casussen.", 105),
        ("Dat zijn 1.200 casussen.", 1200),
        ("Er zijn 17\ncasussen.", 17),
        ("vijf inbrengers", 5),
        ("12 meldingen", 12),
    ],
)
def test_a_number_beside_the_word_is_found(text: str, number: int) -> None:
    assert [one.number for one in numbers_told(text)] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "Een casus laat dit zien.",
        "In 2026 kwamen nieuwe casussen binnen, en in 2025 nieuwe casussen ook.",
        "Het aantal nieuwe casussen daalt binnen twee kwartalen.",
        "We verwachten 20 procent minder casussen.",
        "Een deel van de casussen gaat over artikel 22a.",
        "Twee teams deelden casussen. In totaal 40 uur werk.",
        "Het ging om 17.\n\nCasussen staan op de werkbank.",
        "In 3e kwartaal casussen gezien.",
        "",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert numbers_told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "40% van de casussen",
        "40 procent van deze casussen",
        "de helft van de casussen",
        "0 casussen",
    ],
)
def test_a_share_or_a_zero_is_never_published(text: str) -> None:
    assert first_unpublished(text, band=50, figures={40, 50})


def test_bands_and_figures_may_be_told_and_nothing_else() -> None:
    known = {"band": 20, "figures": {15}}
    for fine in ("meer dan 20 casussen", "Meer dan vijf casussen", "afgerond 15 nieuwe casussen"):
        assert first_unpublished(fine, **known) == "", fine  # type: ignore[arg-type]
    for wrong in (
        "20 casussen",
        "meer dan 15 casussen",
        "meer dan 50 casussen",
        "16 casussen",
        "twee van de meer dan 20 casussen",
        "meer dan 20 inbrengers",
        "15 inbrengers",
    ):
        assert first_unpublished(wrong, **known), wrong  # type: ignore[arg-type]


def test_two_numbers_are_both_found() -> None:
    told = numbers_told("Het aantal casussen steeg van 10 naar 17, dat is 3 op de 4 casussen.")
    assert sorted(one.number or 0 for one in told) == [3, 4, 10, 17]


def test_a_long_text_is_read_at_once() -> None:
    assert len(numbers_told("17 casussen " * 2_000)) == 2_000
