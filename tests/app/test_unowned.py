"""What is kept without a name passes the gate in the worst case of whose it could be."""

from collections import Counter, defaultdict
from itertools import combinations, product

import pytest

from app.disclosure import Fact
from app.unowned import may_be_read, publish_answers

EACH = [frozenset({one}) for one in ("yes", "partly", "no")]
TWO = [frozenset({"yes"}), frozenset({"partly", "no"})]


def people(*counts: int) -> list[Fact]:
    """One fact an answer: people who gave so many each."""
    return [Fact(f"p{n}") for n, count in enumerate(counts) for _ in range(count)]


def answers(yes: int = 0, partly: int = 0, no: int = 0) -> list[str]:
    return ["yes"] * yes + ["partly"] * partly + ["no"] * no


def told(given: list[str], who: list[Fact]) -> list[int]:
    return [figure.value for _, figure in publish_answers(given, who, (EACH, TWO))]


def test_each_answer_shows_when_all_pass() -> None:
    assert told(answers(yes=12, partly=8, no=7), people(*[1] * 27)) == [10, 10, 5]


def test_a_rare_answer_is_told_together_with_another_or_not_at_all() -> None:
    for rare in range(3):
        assert told(answers(yes=12, partly=8, no=rare), people(*[1] * (20 + rare))) == [10, 10]
        assert told(answers(yes=12, partly=3, no=rare), people(*[1] * (15 + rare))) == []


def test_what_nearly_everybody_answered_is_not_told() -> None:
    for shares in ({"yes": 30}, {"no": 30}, {"yes": 60, "partly": 4, "no": 2}):
        assert told(answers(**shares), people(*[1] * sum(shares.values()))) == []
    assert told(answers(yes=63, partly=3, no=4), people(*[1] * 70)) == []
    # 53 of 59 is under 90%, but not to who gave another answer and leaves that one out.
    assert told(answers(yes=53, no=6), people(*[1] * 59)) == []
    assert told(answers(yes=61, partly=4, no=5), people(*[1] * 70)) == [60, 10]


def test_up_to_ten_people_leave_no_count() -> None:
    shares = answers(yes=9, no=9)
    assert told(shares, people(*[2] * 8, 1, 1)) == []
    assert told(shares, people(*[2] * 7, *[1] * 4)) == []
    assert told(answers(yes=6, no=6), people(*[1] * 12)) == [5, 5]


def test_answers_that_one_person_may_have_given_do_not_show() -> None:
    """Fourteen people of whom one answered four times: eight times yes may come from five."""
    shares = answers(yes=8, no=9)
    assert told(shares, people(*[1] * 17)) == [10, 10]
    assert told(shares, people(4, *[1] * 13)) == []


def test_answers_of_who_is_gone_count_as_those_of_one_person() -> None:
    shares = answers(yes=8, no=9)
    assert told(shares, people(*[1] * 16)) == [10, 10]
    assert told(shares, people(*[1] * 14)) == []


@pytest.mark.parametrize(
    ("counts", "readable"),
    [((1,) * 5, False), ((1,) * 6, True), ((9,), False), ((6, 1, 1, 1, 1, 1), False)],
)
def test_words_are_read_when_k_others_wrote(counts: tuple[int, ...], readable: bool) -> None:
    assert may_be_read(people(*counts)) is readable


@pytest.mark.parametrize("total", range(11, 31))
def test_who_knows_how_many_answered_cannot_work_out_what(total: int) -> None:
    """Every way in which so many can answer, by what is published: what is not told varies."""
    alike: defaultdict[tuple[object, ...], list[Counter[str]]] = defaultdict(list)
    for one, other in combinations(range(total + 2), 2):
        counts = {"yes": one, "partly": other - one - 1, "no": total + 1 - other}
        shown = publish_answers(answers(**counts), people(*[1] * total), (EACH, TWO))
        alike[tuple(shown)].append(Counter(counts))
    for shown, found in alike.items():
        for answer, own in product(("yes", "partly", "no"), (None, "yes", "partly", "no")):
            if any(part == {answer} for part, _ in shown):
                continue
            known = [counts for counts in found if own is None or counts[own]]
            values = {counts[answer] - (own == answer) for counts in known}
            assert not known or len(values) >= 2, (shown, answer, own)
            assert (0 in values) == (1 in values), (shown, answer, own)
