"""OpenDocument spreadsheets (.ods), their first table alone.

Read from the XML itself, line by line: a library that builds the whole document would follow the
repeat counts of a hostile file into a million cells.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from defusedxml.ElementTree import iterparse

from app.refusals import Invalid
from app.sheets.archive import checked_archive
from app.sheets.cells import Written, flat, xml_text
from app.sheets.rows import MOST_COLUMNS, MOST_ROWS, Grid, Sheet, is_empty, sheet_of

NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
TABLE, TEXT, OFFICE = (f"{{{NAMES}{one}:1.0}}" for one in ("table", "text", "office"))
MIME = "application/vnd.oasis.opendocument.spreadsheet"
MOST_SPACES = 1000
MARKS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}


def read_ods(data: bytes) -> Sheet:
    """Read the values that the first table shows."""
    archive = checked_archive(data)
    try:
        with archive, archive.open("content.xml") as content:
            return sheet_of(_grid(content))
    except Invalid:
        raise
    except Exception as error:  # a damaged file fails in zip, in XML and in numbers
        raise Invalid("Het bestand is geen leesbaar OpenDocument-bestand.") from error


def _grid(content: Any) -> Grid:
    number, table = 1, None
    for event, element in iterparse(content, events=("start", "end"), forbid_dtd=True):
        if element.tag == f"{TABLE}table" and event == "start" and table is None:
            table = element
        elif element is table and event == "end":
            return
        elif element.tag == f"{TABLE}table-row" and event == "end" and table is not None:
            repeated = _count(element, "number-rows-repeated")
            cells = _cells(element)
            # Empty lines are repeated to the end of the sheet; one of them is enough.
            times = 1 if all(map(is_empty, cells)) else min(repeated, MOST_ROWS + 2)
            for step in range(times):
                yield number + step, cells
            number += repeated
            table.clear()


def _count(element: Any, name: str) -> int:
    return max(1, int(element.get(TABLE + name, "1")))


def _cells(row: Any) -> list[object]:
    cells: list[object] = []
    for element in row:
        if element.tag in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            room = MOST_COLUMNS + 1 - len(cells)
            repeated = _count(element, "number-columns-repeated")
            cells += [_value(element)] * min(repeated, room)
    return cells


def _value(cell: Any) -> object:
    kind = cell.get(f"{OFFICE}value-type", "string")
    if kind in ("float", "currency", "percentage"):
        return float(cell.get(f"{OFFICE}value"))
    if kind == "date":
        return date.fromisoformat(cell.get(f"{OFFICE}date-value")[:10])
    return "\n".join("".join(_words(part)) for part in cell if part.tag == f"{TEXT}p")


def _words(element: Any) -> Iterator[str]:
    """The text of a paragraph; remarks and notes hang inside it and are left out."""
    yield element.text or ""
    for part in element:
        if part.tag == f"{TEXT}s":
            yield " " * min(int(part.get(f"{TEXT}c", "1")), MOST_SPACES)
        elif part.tag in MARKS:
            yield MARKS[part.tag]
        elif part.tag in (f"{TEXT}span", f"{TEXT}a"):
            yield from _words(part)
        yield part.tail or ""


def write_ods(headers: Sequence[str], rows: Iterable[Sequence[Written]]) -> bytes:
    """Write a spreadsheet in which every text is typed as text, so that none is a formula."""
    lines = "".join(
        f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in (headers, *rows)
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        # The standard wants the type first and unpacked, so that a reader sees it at once.
        archive.writestr("mimetype", MIME, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", _CONTENT.format(lines=lines))
    return file.getvalue()


def _cell(value: Written) -> str:
    cell = flat(value)
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, str):
        paragraphs = "".join(
            f"<text:p>{_paragraph(line)}</text:p>" for line in xml_text(cell).split("\n")
        )
        return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'
    kind, attribute = ("date", "date-value") if isinstance(cell, date) else ("float", "value")
    return (
        f'<table:table-cell office:value-type="{kind}" office:{attribute}={quoteattr(str(cell))}>'
        f"<text:p>{cell}</text:p></table:table-cell>"
    )


def _paragraph(line: str) -> str:
    """A line in which spaces that the format would fold together are counted."""
    marked = escape(line).replace("\r", "").replace("\t", "<text:tab/>")
    return re.sub(r"^ +| {2,}", lambda run: f'<text:s text:c="{len(run[0])}"/>', marked)


_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="{NAMES}manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""
_CONTENT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="{NAMES}office:1.0" xmlns:table="{NAMES}table:1.0"
 xmlns:text="{NAMES}text:1.0" office:version="1.2"><office:body><office:spreadsheet>
<table:table table:name="Casussen">{{lines}}</table:table>
</office:spreadsheet></office:body></office:document-content>
"""
