"""A band holds for every reader, tells of no single case, and is said anew only for many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.disclosure import STEPS, K, enough_joined, more_than

WHOSE = st.lists(st.sampled_from([f"p{number}" for number in range(14)]), max_size=70)


def by(*counts: int) -> list[str]:
    """Whose each case is: reporters with so many each."""
    return [f"r{number}" for number, count in enumerate(counts) for _ in range(count)]


@pytest.mark.parametrize(
    ("counts", "step"),
    [
        ([1] * 5, None),  # exactly k reporters: four beside the reader
        ([1] * 7, None),  # five remain without two
        ([1] * 8, 5),
        ([1] * 12, 5),
        ([1] * 13, 10),
        ([20, 1, 1, 1, 1, 1], None),  # nearly all by one
        ([20, 2, 2, 2, 2, 1], 5),
        ([40, 40, 1, 1, 1, 1], None),
        ([50] * 5, None),  # many cases of too few people
        ([2] * 28, 50),
        ([90] * 12, 50),
    ],
)
def test_a_number_of_cases_is_told_in_steps(counts: list[int], step: int | None) -> None:
    assert more_than(by(*counts)) == step


@pytest.mark.parametrize(
    ("count", "k", "step"),
    [(11, 10, None), (12, 10, None), (13, 10, 10), (12, 6, None), (13, 6, 10), (60, 30, 50)],
)
def test_a_step_below_what_was_asked_is_never_said(count: int, k: int, step: int | None) -> None:
    """It would be an exact number: of eleven reporters that passed ten, exactly ten others."""
    assert more_than(by(*[1] * count), k) == step


def test_no_band_and_no_renewal_below_five() -> None:
    for refused in (more_than, enough_joined):
        with pytest.raises(ValueError, match="lower"):
            refused(by(1, 1), 4)


@given(WHOSE, st.sampled_from([5, 6, 10]))
def test_a_band_is_true_for_every_reader_without_their_own_cases(whose: list[str], k: int) -> None:
    step = more_than(whose, k)
    if step is not None:
        assert step in STEPS
        for reader in {"nobody", *whose}:
            others = [one for one in whose if one != reader]
            assert len(others) > step
            assert len(set(others)) >= k


@given(WHOSE, st.sampled_from([5, 6, 10]))
def test_whoever_reads_it_there_can_be_one_more_case(whose: list[str], k: int) -> None:
    """The most active of the others can have one more: then the same is said."""
    for reader in {"nobody", *whose}:
        others = sorted(one for one in whose if one != reader)
        if others:
            more = max(others, key=others.count)
            assert more_than([*whose, more], k) == more_than(whose, k)


def test_a_band_is_said_anew_when_more_than_k_people_joined() -> None:
    assert not enough_joined(by(1, 1, 1, 1, 9))
    assert enough_joined(by(1, 1, 1, 1, 1, 1))
    assert not enough_joined(by(*[1] * 6), 6)
    assert enough_joined([]) is False
    assert K == 5
