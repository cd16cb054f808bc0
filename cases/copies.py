"""Where words of a case stand besides the case itself: told by whoever keeps them, never imported.

When a reporter has words replaced, or a case is erased, they must leave those texts too.
"""

from collections.abc import Callable, Iterable, Iterator

from app.database import Model
from cases.models.case import Case

Text = tuple[Model, str]
"""A row, and the name of a column of it with a text or with JSON in which texts stand."""

Keeper = Callable[[Case], Iterable[Text]]
_keepers: dict[Keeper, tuple[str, ...]] = {}


def kept_by(keeper: Keeper, *tables: str) -> None:
    """Register somebody who keeps words of cases, once, with the tables in which they stand."""
    _keepers[keeper] = tables


def copies_of(case: Case) -> Iterator[Text]:
    """Every text outside the case in which its words may stand."""
    for keeper in _keepers:
        yield from keeper(case)


def tables_with_copies() -> list[str]:
    """The tables of those texts, each once."""
    return list(dict.fromkeys(table for tables in _keepers.values() for table in tables))
