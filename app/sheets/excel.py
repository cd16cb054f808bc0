"""Excel workbooks (.xlsx), their first sheet alone."""

import io
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from app.refusals import Invalid
from app.sheets.archive import checked_archive
from app.sheets.cells import Written, flat, xml_text
from app.sheets.rows import MOST_COLUMNS, MOST_LINES, Grid, Sheet, sheet_of, too_many_lines

CHUNK = 1024 * 1024
LINE = b"<row"
LONGEST_TEXT = 32_767
"""What Excel itself allows; openpyxl would cut a longer text off without a word."""


def read_xlsx(data: bytes) -> Sheet:
    """Read the values that the sheet shows; a formula counts as its last outcome."""
    with checked_archive(data) as archive:
        _refuse_long_sheets(archive)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and extensions that it passes over; we read values alone.
            warnings.simplefilter("ignore")
            return sheet_of(_grid(data))
    except Invalid:
        raise
    except Exception as error:  # openpyxl raises a dozen kinds for a damaged file
        raise Invalid("Het bestand is geen leesbaar Excel-bestand.") from error


def _refuse_long_sheets(archive: zipfile.ZipFile) -> None:
    """Count the lines before openpyxl reads them: counting is sixty times faster than reading."""
    for name in archive.namelist():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            with archive.open(name) as sheet:
                lines, end = 0, b""
                while piece := sheet.read(CHUNK):
                    # A mark that lies across two pieces is in neither of them whole.
                    lines += (end + piece).count(LINE)
                    end = piece[1 - len(LINE) :]
            if lines > MOST_LINES:
                raise too_many_lines()


def _grid(data: bytes) -> Grid:
    # Slow to load (0.35 s, it brings numpy), so only when there is a workbook to read.
    from openpyxl import load_workbook  # noqa: PLC0415 - see above

    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        sheet: Any = workbook.worksheets[0]
        # The stated size of a sheet may be wrong; without it openpyxl counts for itself.
        sheet.reset_dimensions()
        cells = sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True)
        yield from enumerate(cells, start=1)
    finally:
        workbook.close()


def write_xlsx(headers: Sequence[str], rows: Iterable[Sequence[Written]]) -> bytes:
    """Write a workbook in which every text is typed as text, so that none is a formula."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow, as above

    # All texts are checked first: a workbook that stops halfway leaves its streams open.
    table = [[_plain(flat(value)) for value in row] for row in (headers, *rows)]
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Casussen")
    for line in table:
        sheet.append([_cell(sheet, value) for value in line])
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _plain(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = xml_text(value)
    if len(text) > LONGEST_TEXT:
        raise Invalid(
            f"Een tekst is langer dan de {LONGEST_TEXT} tekens van Excel. Kies .ods of .csv."
        )
    return text


def _cell(sheet: Any, value: object) -> Any:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - slow, as above

    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell
