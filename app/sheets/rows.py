"""The shape of a table that was read, and the limits that hold for every format. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.refusals import Invalid

LARGEST_FILE = 10 * 1024 * 1024
MOST_ROWS = 20_000
MOST_LINES = 100_000
"""So many lines are looked at, empty ones among them."""
MOST_COLUMNS = 200
LONGEST_CELL = 100_000

Grid = Iterable[tuple[int, Sequence[object]]]
"""Lines with the number that a person sees in front of them."""


@dataclass(frozen=True)
class Row:
    """A line of a table by its headers; `problem` says in Dutch why it cannot be used."""

    number: int
    values: Mapping[str, object]
    problem: str = ""


@dataclass(frozen=True)
class Sheet:
    """A table: its headers in their order, and its rows without the empty ones."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]


def sheet_of(grid: Grid) -> Sheet:
    """Make a table of lines; the first line that is not empty holds the headers."""
    headers: tuple[str, ...] | None = None
    rows: list[Row] = []
    for seen, (number, cells) in enumerate(grid):
        if seen >= MOST_LINES:
            raise too_many_lines()
        line = trimmed(cells)
        if not line:
            continue
        if headers is None:
            headers = _headers(line)
        else:
            rows.append(_row(number, headers, line))
            refuse_too_many(len(rows))
    if headers is None:
        raise Invalid("Het bestand is leeg.")
    return Sheet(headers, tuple(rows))


def trimmed(cells: Sequence[object]) -> list[object]:
    """The cells up to the last one that holds something."""
    last = len(cells)
    while last and is_empty(cells[last - 1]):
        last -= 1
    return list(cells[:last])


def is_empty(value: object) -> bool:
    """Whether a cell holds nothing that can be seen."""
    return value is None or (isinstance(value, str) and not value.strip())


def too_many_lines() -> Invalid:
    """What is said of a table with more lines than are looked at."""
    return Invalid(f"Het bestand heeft meer dan {MOST_LINES} regels. Haal lege regels weg.")


def refuse_too_many(count: int) -> None:
    """Stop a table that has more rows than may be read at once."""
    if count > MOST_ROWS:
        raise Invalid(f"Het bestand heeft meer dan {MOST_ROWS} rijen. Splits het bestand.")


def problem_of(values: Iterable[object]) -> str:
    """What is wrong with the cells of a row, whatever their column."""
    for value in values:
        if not isinstance(value, str):
            continue
        if len(value) > LONGEST_CELL:
            return f"een cel heeft meer dan {LONGEST_CELL} tekens"
        if any("\ud800" <= character <= "\udfff" for character in value):
            return "een cel heeft tekens die niet bestaan"
    return ""


def _headers(line: Sequence[object]) -> tuple[str, ...]:
    if len(line) > MOST_COLUMNS:
        raise Invalid(f"Het bestand heeft meer dan {MOST_COLUMNS} kolommen.")
    headers = tuple("" if value is None else str(value).strip() for value in line)
    named = [header for header in headers if header]
    twice = next((header for header in named if named.count(header) > 1), None)
    if twice is not None:
        raise Invalid(f"De kolom '{twice[:40]}' staat er twee keer in.")
    return headers


def _row(number: int, headers: Sequence[str], line: Sequence[object]) -> Row:
    beyond = [value for value in line[len(headers) :] if not is_empty(value)]
    unnamed = [
        value
        for header, value in zip(headers, line, strict=False)
        if not header and not is_empty(value)
    ]
    if beyond or unnamed:
        return Row(number, {}, "een cel staat in een kolom zonder kop")
    values = {header: value for header, value in zip(headers, line, strict=False) if header}
    return Row(number, values, problem_of(values.values()))
