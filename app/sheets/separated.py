"""Text files with separated values, as Dutch and English spreadsheets write them."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from app.refusals import Invalid
from app.sheets.cells import Written, flat, protected, unprotected
from app.sheets.rows import Grid, Sheet, sheet_of

DELIMITERS = ";,\t"


def read_csv(data: bytes) -> Sheet:
    """Read UTF-8 (with or without a mark) or Windows-1252, with whichever delimiter it has."""
    return sheet_of(_grid(_decoded(data)))


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Invalid("Het bestand is geen gewone tekst. Sla het op als CSV UTF-8.")


def _grid(text: str) -> Grid:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, [unprotected(cell) for cell in cells]
    except csv.Error as error:
        raise Invalid(
            f"Regel {reader.line_num} is niet te lezen. Kijk naar de aanhalingstekens "
            "en naar heel lange cellen."
        ) from error


def _delimiter(text: str) -> str:
    """The mark that divides the headers, outside quotes."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    bare = "".join(header.split('"')[::2])
    return max(DELIMITERS, key=bare.count)


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[Written]]) -> bytes:
    """Write what a Dutch Excel opens at once: UTF-8 with its mark, and semicolons."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerow(headers)
    for row in rows:
        writer.writerow(list(_safe(row)))
    return file.getvalue().encode("utf-8-sig")


def _safe(row: Sequence[Written]) -> Iterator[str | int | None]:
    for value in row:
        cell = flat(value)
        if isinstance(cell, date):
            yield cell.isoformat()
        else:
            yield protected(cell) if isinstance(cell, str) else cell
