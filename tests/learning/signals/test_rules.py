"""Fields that go together are told from chance, and each thing is said once."""

import numpy as np
import pytest

from learning.signals.chance import believed, drawn_or_more
from learning.signals.rules import Row, find_rules

SIZES = {
    "procedure": 30,
    "law": 40,
    "obstacle": 8,
    "used_room": 8,
    "partners": 40,
    "bouwstenen": 10,
}
TIED = {("domain", "procedure")}
SEVERAL = ("partners", "bouwstenen")


def corpus(count: int, seed: int) -> list[dict[str, frozenset[str]]]:
    """Cases whose fields have nothing to do with each other, but for how much is filled in.

    Values are as skewed as people make them, and the domain follows from the procedure.
    """
    dice = np.random.default_rng(seed)
    rows = []
    for _ in range(count):
        diligence = 0.9 if dice.random() < 0.5 else 0.05
        row: dict[str, frozenset[str]] = {}
        for field, size in SIZES.items():
            if dice.random() < diligence:
                drawn = dice.integers(1, 4) if field in SEVERAL else 1
                weights = 1 / np.arange(1, size + 1)
                numbers = dice.choice(size, drawn, p=weights / weights.sum())
                row[field] = frozenset(f"{field} {number}" for number in numbers)
        for procedure in row.get("procedure", ()):
            row["domain"] = frozenset({f"domain {int(procedure.split()[1]) % 6}"})
        rows.append(row)
    return rows


def planted(rows: list[dict[str, frozenset[str]]], number: int, size: int = 8) -> set[str]:
    """Give cases three values that go together; the values themselves."""
    procedure = 10 + number
    values = {
        "procedure": f"procedure {procedure}",
        "domain": f"domain {procedure % 6}",
        "obstacle": f"obstacle {2 + number % 6}",
        "partners": f"partners {15 + number}",
    }
    for row in rows[number * size : (number + 1) * size]:
        row.update({field: frozenset({value}) for field, value in values.items()})
    return set(values.values())


@pytest.mark.parametrize("count", [100, 1000])
def test_of_fields_that_have_nothing_to_do_with_each_other_no_rule_is_made(count: int) -> None:
    found = [rule for seed in range(10) for rule in find_rules(corpus(count, seed), TIED)]
    assert found == []


def test_what_was_planted_is_found_and_little_else() -> None:
    rows = corpus(1000, seed=1)
    causes = [planted(rows, number) for number in range(10)]
    rules = find_rules(rows)
    told = [{value for _, value in rule.items} for rule in rules]
    assert all(any(len(one & cause) >= 2 for one in told) for cause in causes)
    true = sum(any(len(one & cause) >= 2 for cause in causes) for one in told)
    assert true >= 0.9 * len(rules)


def test_a_rule_says_how_many_cases_and_how_many_were_to_be_expected() -> None:
    rows: list[Row] = [
        {"procedure": frozenset({"bijstand"}), "obstacle": frozenset({"beleid"})} for _ in range(8)
    ]
    rows += [
        {"procedure": frozenset({f"p{one}"}), "obstacle": frozenset({f"o{one % 7}"})}
        for one in [*range(24)] * 2
    ]
    [rule] = find_rules(rows)
    assert rule.items == (("obstacle", "beleid"), ("procedure", "bijstand"))
    assert rule.cases == 8
    assert rule.expected == pytest.approx(8 * 8 / 56)


def test_a_field_that_follows_from_another_makes_no_rule() -> None:
    rows = [row for row in corpus(400, seed=3) if "procedure" in row]
    for rule in find_rules(rows):
        assert {"procedure", "domain"} - {field for field, _ in rule.items}


def test_what_goes_together_in_the_same_cases_is_said_once() -> None:
    rows = corpus(600, seed=4)
    cause = planted(rows, 0)
    told = [{value for _, value in rule.items} for rule in find_rules(rows)]
    assert [len(one & cause) for one in told if len(one & cause) > 1] == [3]


def test_three_values_must_say_more_than_two_and_then_stand_for_them() -> None:
    pairs = corpus(600, seed=4)
    for place, row in enumerate(pairs[:24]):
        row["procedure"] = frozenset({"procedure 20"})
        row["partners"] = frozenset({"partners 20"})
        # One obstacle a little more often than usual, as chance may have it.
        row["obstacle"] = frozenset({f"obstacle {place % 3}" if place > 3 else "obstacle 5"})
    found = [rule for rule in find_rules(pairs) if ("partners", "partners 20") in rule.items]
    assert [len(rule.items) for rule in found] == [2]
    for row in pairs[:12]:
        row["obstacle"] = frozenset({"obstacle 7"})
    sizes = [len(rule.items) for rule in find_rules(pairs) if rule.cases >= 11]
    assert 3 in sizes


def test_many_findings_are_believed_by_their_rank() -> None:
    assert believed([0.04, 0.001, 0.02, 0.9]) == [False, True, True, False]
    assert believed([0.02, 0.001], tests=40) == [False, True]
    assert believed([]) == []


def test_the_chance_of_a_draw_is_exact() -> None:
    # Two aces or more in five cards of 52: a textbook figure.
    assert drawn_or_more(2, 5, 4, 52) == pytest.approx(0.04168, abs=1e-5)
    assert drawn_or_more(0, 5, 4, 52) == pytest.approx(1.0)
    with pytest.raises(ValueError, match="No more"):
        drawn_or_more(1, 9, 2, 8)
