"""What is said of the answers together tells nobody what another person answered."""

from itertools import product

import pytest

from learning.models.practice import PracticeAnswer, PracticeOutcome
from learning.operations.practice import outcome_of, share_of
from tests.learning.practice.scene import LESS, SOLVED, STILL, UNKNOWN

Counts = dict[PracticeAnswer, int]


@pytest.mark.parametrize(
    ("counts", "outcome"),
    [
        ({SOLVED: 6}, PracticeOutcome.CONFIRMED),
        ({SOLVED: 5, UNKNOWN: 9}, PracticeOutcome.TOO_FEW),
        ({LESS: 3, SOLVED: 1, STILL: 2}, PracticeOutcome.CONFIRMED),
        ({LESS: 3, SOLVED: 1, STILL: 3}, PracticeOutcome.NOT_CONFIRMED),
        ({STILL: 8, UNKNOWN: 20}, PracticeOutcome.NOT_CONFIRMED),
        ({}, PracticeOutcome.TOO_FEW),
    ],
)
def test_two_thirds_of_who_knows_is_a_clear_majority(
    counts: Counts, outcome: PracticeOutcome
) -> None:
    assert outcome_of(counts, 5) is outcome


def test_an_organisation_can_ask_for_more_answers() -> None:
    assert outcome_of({SOLVED: 10}, 10) is PracticeOutcome.TOO_FEW
    assert outcome_of({SOLVED: 11}, 10) is PracticeOutcome.CONFIRMED


@pytest.mark.parametrize("k", [5, 7, 10])
def test_who_voted_knows_of_nobody_else_what_they_voted(k: int) -> None:
    """Each voter knows the outcome, the share, even the number of votes: both stay possible."""
    for votes in range(k + 1, 45):
        worlds: dict[object, set[tuple[bool, bool]]] = {}
        for in_favour in range(votes + 1):
            counts = {SOLVED: in_favour, STILL: votes - in_favour}
            told = outcome_of(counts, k), share_of(counts, k)
            # My own vote and that of one other person, as far as these votes allow.
            for mine, theirs in product((False, True), repeat=2):
                if mine + theirs <= in_favour <= votes - 2 + mine + theirs:
                    worlds.setdefault((told, mine), set()).add((mine, theirs))
        for (told, mine), possible in worlds.items():  # type: ignore[misc]
            assert {theirs for _, theirs in possible} == {False, True}, (votes, told, mine)


def test_a_share_is_told_when_both_sides_are_enough_people() -> None:
    assert share_of({SOLVED: 8, LESS: 8, STILL: 7}, 5) == 70
    # One side is too small, and so is the whole: nothing, not even a round number.
    assert share_of({SOLVED: 16, STILL: 5}, 5) is None
    assert share_of({SOLVED: 20}, 5) is None
    assert share_of({SOLVED: 5, STILL: 5}, 5) is None
    # Who does not know is on no side.
    assert share_of({SOLVED: 8, LESS: 8, STILL: 7, UNKNOWN: 40}, 5) == 70
