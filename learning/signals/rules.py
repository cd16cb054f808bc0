"""Fields that go together in more cases than chance lets expect: a second reading beside the text.

A rule is a set of two or three values of different fields. It is tested only among the cases that
fill all those fields: who fills in much fills in everything, and would make all values go together.
Each value is left out in turn, and what is left is the parent: the chance of as many cases or more
is hypergeometric, and the worst of these chances counts, so that a set of three must say more than
each pair in it (the productive itemsets of Webb, Self-sufficient itemsets, 2010). Over all sets
that could have occurred the rule of Benjamini and Hochberg holds. Of rules about the same cases one
is kept, the largest (much as closed itemsets do: Pasquier and others, 1999). Pure.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from learning.signals.chance import believed, drawn_or_more

Row = Mapping[str, frozenset[str]]
Item = tuple[str, str]
Set = tuple[Item, ...]
Pair = tuple[str, str]

LEAST_CASES = 4
LARGEST = 3
LEAST_LIFT = 1.5
EXPLAINED = 0.87
DETERMINED = 0.95
LEAST_VALUES = 3


@dataclass(frozen=True)
class Rule:
    """Values of two or three fields, and in how many cases they stand together.

    `expected` is how many chance would give when what goes together in smaller sets is known;
    `chance` is the worst of the tests, not corrected for their number.
    """

    items: Set
    cases: int
    expected: float
    chance: float


def find_rules(rows: Sequence[Row], tied: Collection[Pair] = ()) -> list[Rule]:
    """The rules in these cases, surest first. Each row maps a field to the values it holds.

    A field that is missing or empty says nothing about a case, and neither do values that occur in
    fewer than 4 cases. Of two fields that are `tied` (a procedure belongs to a domain; each pair in
    the order of the alphabet), or of which one is seen to follow from the other, no rule is made.
    Time grows linearly with the number of cases.
    """
    rows = _frequent(rows)
    fields = sorted({field for row in rows for field in row})
    seen = {pair for pair in combinations(fields, 2) if _is_tied(rows, *pair)}
    tried: list[Rule] = []
    tests = 0
    for chosen in _choices(fields, seen.union(tied)):
        counts, total = _counted(rows, chosen)
        tried += _rules_in(counts, len(chosen), total)
        tests += _possible(counts, chosen)
    trusted = believed([rule.chance for rule in tried], tests)
    rules = [rule for rule, trust in zip(tried, trusted, strict=True) if trust]
    return sorted(_apart(rules, rows), key=lambda rule: (rule.chance, -rule.cases, rule.items))


def _choices(fields: Sequence[str], tied: set[Pair]) -> Iterator[tuple[str, ...]]:
    """Two or three fields of which none follows from another."""
    for size in range(2, LARGEST + 1):
        for chosen in combinations(fields, size):
            if not tied.intersection(combinations(chosen, 2)):
                yield chosen


def _frequent(rows: Sequence[Row]) -> list[Row]:
    """The rows with an empty set where a field is filled with rare values only."""
    counts = Counter((field, value) for row in rows for field in row for value in row[field])
    return [
        {
            field: frozenset(one for one in values if counts[field, one] >= LEAST_CASES)
            for field, values in row.items()
            if values
        }
        for row in rows
    ]


def _is_tied(rows: Sequence[Row], first: str, second: str) -> bool:
    """Whether one of two fields follows from the other."""
    return _follows(rows, first, second) or _follows(rows, second, first)


def _follows(rows: Sequence[Row], given: str, told: str) -> bool:
    """Whether what a field holds tells what another holds, in 95% of the cases.

    Two values that go together are a discovery; only when it holds for three or more values, that
    lead to different ones, is it how the fields are made.
    """
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for value, other in product(row.get(given, ()), row.get(told, ())):
            seen[value][other] += 1
    common = [one.most_common(1)[0] for one in seen.values() if one.total() >= LEAST_CASES]
    total = sum(one.total() for one in seen.values() if one.total() >= LEAST_CASES)
    return (
        len(common) >= LEAST_VALUES
        and len({value for value, _ in common}) > 1
        and sum(count for _, count in common) >= DETERMINED * total
    )


def _counted(rows: Sequence[Row], fields: Sequence[str]) -> tuple[Counter[Set], int]:
    """How often each set over these fields occurs in the cases that fill them all, and of how many.

    Sets that fall short are gone, so that what was counted is also what could be tested.
    """
    filled = [row for row in rows if all(field in row for field in fields)]
    counts = Counter(one for row in filled for one in _sets_in(row, fields))
    return Counter({items: n for items, n in counts.items() if n >= LEAST_CASES}), len(filled)


def _rules_in(counts: Mapping[Set, int], size: int, total: int) -> Iterator[Rule]:
    """Each set with a value of every field, with its worst test."""
    for items, cases in counts.items():
        if len(items) == size:
            yield _tested(items, cases, counts, total)


def _possible(counts: Mapping[Set, int], fields: Sequence[str]) -> int:
    """How many sets could have been found, given how often their parts occur.

    What is tested may depend on the parts alone and never on how often they meet, or too much
    would be believed.
    """
    parts: defaultdict[tuple[str, ...], set[Set]] = defaultdict(set)
    for items in counts:
        parts[tuple(field for field, _ in items)].add(items)
    first, *others = fields
    if len(others) == 1:
        return len(parts[first,]) * len(parts[others[0],])
    second, third = others
    after: defaultdict[Item, set[Item]] = defaultdict(set)
    for left, right in parts[second, third]:
        after[left].add(right)
    return sum(
        ((start, right) in parts[first, third])
        for start, left in parts[first, second]
        for right in after[left]
    )


def _sets_in(row: Row, fields: Sequence[str]) -> Iterator[Set]:
    """Every set that a case holds with at most one value of each of these fields."""
    for size in range(1, len(fields) + 1):
        for chosen in combinations(fields, size):
            yield from product(*([(field, value) for value in row[field]] for field in chosen))


def _tested(items: Set, cases: int, counts: Mapping[Set, int], total: int) -> Rule:
    """A set with its worst chance; certain luck when it has not half as many cases again."""
    splits = [
        (counts[items[:place] + items[place + 1 :]], counts[(item,)])
        for place, item in enumerate(items)
    ]
    expected = max(parent * alone / total for parent, alone in splits)
    if cases < LEAST_LIFT * expected:
        return Rule(items, cases, expected, 1.0)
    worst = max(drawn_or_more(cases, parent, alone, total) for parent, alone in splits)
    return Rule(items, cases, expected, worst)


def _apart(rules: Sequence[Rule], rows: Sequence[Row]) -> list[Rule]:
    """The rules of which not nearly all cases have a larger one, or one that says more.

    Of two rules of one size about the same cases, the one that chance expects least says most: the
    procedure rather than the domain to which it belongs.
    """
    kept: list[tuple[Rule, set[int]]] = []
    for rule in sorted(rules, key=_telling_most):
        held = {place for place, row in enumerate(rows) if holds(row, rule.items)}
        if not any(len(held & other) >= EXPLAINED * len(held) for _, other in kept):
            kept.append((rule, held))
    return [rule for rule, _ in kept]


def _telling_most(rule: Rule) -> tuple[int, float, Set]:
    return -len(rule.items), rule.expected / rule.cases, rule.items


def holds(row: Row, items: Set) -> bool:
    """Whether a case has all values of a rule."""
    return all(value in row.get(field, ()) for field, value in items)
