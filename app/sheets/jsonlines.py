"""Files with one JSON object a line."""

import json
from collections.abc import Iterable, Sequence
from datetime import date

from app.refusals import Invalid
from app.sheets.cells import Written
from app.sheets.rows import MOST_COLUMNS, Row, Sheet, problem_of, refuse_too_many


def read_jsonl(data: bytes) -> Sheet:
    """Read the objects; a line that is none becomes a row with a problem."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid("Het bestand is geen UTF-8. Sla het op als UTF-8.") from error
    rows: list[Row] = []
    headers: dict[str, None] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            rows.append(_row(number, line))
            headers.update(dict.fromkeys(rows[-1].values))
            refuse_too_many(len(rows))
    if not rows:
        raise Invalid("Het bestand is leeg.")
    if len(headers) > MOST_COLUMNS:
        raise Invalid(f"Het bestand heeft meer dan {MOST_COLUMNS} kolommen.")
    return Sheet(tuple(headers), tuple(rows))


def _row(number: int, line: str) -> Row:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        return Row(number, {}, "deze regel is geen geldige JSON")
    if not isinstance(values, dict):
        return Row(number, {}, "deze regel is geen JSON-object")
    problem = problem_of([*values, *values.values()])
    return Row(number, {} if problem else values, problem)


def write_jsonl(headers: Sequence[str], rows: Iterable[Sequence[Written]]) -> bytes:
    """Write an object a line; a list stays a list."""
    lines = (
        json.dumps(dict(zip(headers, map(_plain, row), strict=True)), ensure_ascii=False)
        for row in rows
    )
    return "".join(f"{line}\n" for line in lines).encode()


def _plain(value: Written) -> object:
    return value.isoformat() if isinstance(value, date) else value
