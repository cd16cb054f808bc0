"""Organisations whose cases are published: small, lopsided, unanimous, and other hard kinds.

A world is made from a number alone, so that a failing test names the world it failed on. Time
runs in steps, three to a quarter; a pattern can be published after any of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from random import Random

from app.quarters import Quarter
from learning.models.figures import FigureTable

STEPS_A_QUARTER = 3
QUARTERS = tuple(Quarter(2026, number) for number in (1, 2, 3, 4))
ROWS: Mapping[FigureTable, tuple[str, ...]] = {
    FigureTable.DOMAIN: ("care", "income", "living", "work"),
    FigureTable.OBSTACLE: ("law", "policy", "system"),
    FigureTable.BOUWSTEEN: ("one", "three", "two"),
    FigureTable.PATTERN: ("letters", "queues"),
}
ONE_KEY = (FigureTable.DOMAIN, FigureTable.OBSTACLE)


@dataclass(frozen=True)
class Logged:
    """A shared case: whose, when, under which keys, who else reads it, and how it was reviewed."""

    reporter: str
    step: int
    keys: Mapping[FigureTable, frozenset[str]] = field(default_factory=dict)
    readers: frozenset[str] = frozenset()
    minutes: int | None = None
    structural: bool | None = None

    @property
    def quarter(self) -> Quarter:
        return QUARTERS[self.step // STEPS_A_QUARTER]

    def under(self, table: FigureTable) -> frozenset[str]:
        return self.keys.get(table, frozenset())

    def moved(self, table: FigureTable, keys: frozenset[str]) -> "Logged":
        return replace(self, keys={**self.keys, table: keys})


@dataclass(frozen=True)
class PublishedWorld:
    """The cases of an organisation, and after which steps each pattern is published."""

    cases: tuple[Logged, ...]
    publications: Mapping[str, tuple[int, ...]]
    k: int = 5

    def reporters(self) -> list[str]:
        return sorted({case.reporter for case in self.cases})


@dataclass(frozen=True)
class Kind:
    """How the cases of a kind of organisation are drawn."""

    reporters: tuple[int, int] = (14, 24)
    a_quarter: tuple[int, int] = (8, 45)
    prolific: float = 0.0
    unanimous: float = 0.0
    untagged: float = 0.2
    several: int = 1
    read: float = 0.3
    falls: bool = False


KINDS = {
    "ordinary": Kind(),
    "small": Kind(reporters=(9, 13), a_quarter=(6, 20)),
    "one prolific reporter": Kind(prolific=0.4),
    "all in one domain": Kind(unanimous=0.95),
    "nearly everything tagged": Kind(untagged=0.04, a_quarter=(15, 45)),
    "several keys": Kind(several=3),
    "much is read by everybody": Kind(read=0.7, reporters=(12, 16)),
    "a change that helps": Kind(falls=True, a_quarter=(15, 40)),
    "grows by one": Kind(reporters=(12, 16), a_quarter=(11, 13)),
}


def make_world(kind: str, seed: int) -> PublishedWorld:
    """The world of this kind and number; the same for the same."""
    draw = Random(f"{kind} {seed}")  # noqa: S311 - draws examples, no secrets
    how = KINDS[kind]
    people = [f"p{number:02}" for number in range(draw.randint(*how.reporters))]
    weights = {table: _weights(draw, rows, how) for table, rows in ROWS.items()}
    cases = [
        _case(draw, how, people, weights, STEPS_A_QUARTER * place)
        for place in range(len(QUARTERS))
        for _ in range(draw.randint(*how.a_quarter))
    ]
    last = STEPS_A_QUARTER * len(QUARTERS)
    publications = {
        pattern: tuple(sorted(draw.sample(range(last), draw.randint(1, 4))))
        for pattern in ROWS[FigureTable.PATTERN]
    }
    return PublishedWorld(tuple(cases), publications)


Draw = Callable[[], frozenset[str]]


def _weights(draw: Random, rows: tuple[str, ...], how: Kind) -> list[float]:
    if draw.random() < how.unanimous:
        return [1.0, *(0.02 for _ in rows[1:])]
    return [draw.choice((0.0, 0.1, 0.4, 1.0, 2.0)) + 0.01 for _ in rows]


def _case(
    draw: Random,
    how: Kind,
    people: list[str],
    weights: Mapping[FigureTable, list[float]],
    start: int,
) -> Logged:
    reporter = people[0] if draw.random() < how.prolific else draw.choice(people)
    after_change = how.falls and start >= STEPS_A_QUARTER
    readers = [one for one in people if one != reporter and draw.random() < how.read]
    return Logged(
        reporter,
        start + draw.randrange(STEPS_A_QUARTER),
        {table: _keys(draw, how, table, weights[table]) for table in ROWS}
        | (_seldom(draw) if after_change else {}),
        frozenset(readers),
        draw.choice((None, 3, 8, 12, 25)),
        draw.choice((None, True, False)),
    )


def _seldom(draw: Random) -> dict[FigureTable, frozenset[str]]:
    """Hardly a case of a pattern any more."""
    return {FigureTable.PATTERN: frozenset({"letters"} if draw.random() < 0.04 else ())}


def _keys(draw: Random, how: Kind, table: FigureTable, weights: list[float]) -> frozenset[str]:
    if draw.random() < how.untagged:
        return frozenset()
    count = 1 if table in ONE_KEY else draw.randint(1, how.several)
    return frozenset(draw.choices(ROWS[table], weights, k=count))
