"""Files from outside are read within limits; files that leave hold no formula."""

import io
import time
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from app.refusals import Invalid
from app.sheets.files import READERS, read_path, read_sheet, write_sheet
from app.sheets.rows import LARGEST_FILE, LONGEST_CELL, MOST_ROWS

HEADERS = ["id", "titel", "buikpijn", "datum", "bouwstenen"]
ROWS = [
    ["a-1", "Gewone titel", 3, date(2026, 3, 31), ["afwegen", "leren"]],
    ["a-2", 'Twee  spaties\n\n  <&" en\teen tab', None, None, []],
    ["a-3", '=HYPERLINK("http://proef.example")', 5, None, ["+1"]],
]
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "＋1", "－1", "＠1"]
CONTENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    "</office:document-content>"
)


def zipped(**entries: str | bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "."), content)
    return file.getvalue()


def ods(table: str) -> bytes:
    return zipped(content__xml=CONTENT.format(table=table))


def cell(text: str) -> str:
    return f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"


@pytest.mark.parametrize("ending", sorted(READERS))
def test_what_is_written_is_read_back(ending: str) -> None:
    sheet = read_sheet("in" + ending, write_sheet("uit" + ending, HEADERS, ROWS))
    assert sheet.headers == tuple(HEADERS)
    for row, written in zip(sheet.rows, ROWS, strict=True):
        assert not row.problem
        assert (row.values["id"], row.values["titel"]) == (written[0], written[1])
    first = sheet.rows[0].values
    assert float(str(first["buikpijn"])) == 3
    day = first["datum"]
    read_day = day.date() if isinstance(day, datetime) else day
    assert str(read_day) == "2026-03-31"
    assert first["bouwstenen"] in ("afwegen; leren", ["afwegen", "leren"])


def test_the_first_row_below_the_headers_is_row_two() -> None:
    assert [row.number for row in read_sheet("a.csv", b"titel\neen\n\ntwee\n").rows] == [2, 4]


@pytest.mark.parametrize("text", FORMULAS)
def test_csv_never_starts_a_cell_with_a_formula(text: str) -> None:
    content = write_sheet("a.csv", ["titel"], [[text]]).decode("utf-8-sig")
    assert content.split("\r\n", 1)[1].lstrip('"').startswith("'")
    assert read_sheet("a.csv", content.encode()).rows[0].values["titel"] == text


@pytest.mark.parametrize("text", FORMULAS)
def test_excel_gets_text_and_no_formula(text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_sheet("a.xlsx", ["titel"], [[text]])))
    assert book.worksheets[0]["A2"].data_type == "s"


def test_a_formula_in_a_workbook_is_not_taken_for_text() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["id", "titel"])
    book.active.append(["1", "=1+1"])
    file = io.BytesIO()
    book.save(file)
    assert read_sheet("a.xlsx", file.getvalue()).rows[0].values == {"id": "1"}


@pytest.mark.parametrize(
    ("data", "title"),
    [
        ("titel;situatie\nCafé;Één\n".encode(), "Café"),
        ("titel,situatie\nCafé,Één\n".encode("utf-8-sig"), "Café"),
        ("titel;situatie\nCafé €5;Één\n".encode("cp1252"), "Café €5"),
        ("titel\tsituatie\nCafé\tÉén\n".encode(), "Café"),
        (b'"titel, kort";situatie\n"a;b";c\n', None),
    ],
)
def test_csv_of_any_spreadsheet_is_understood(data: bytes, title: str | None) -> None:
    sheet = read_sheet("A.CSV", data)
    assert len(sheet.headers) == 2
    assert sheet.rows[0].values.get("titel") == title


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.txt", b"titel", "eindigt op"),
        ("a.xlsm", b"PK", "eindigt op"),
        ("a.csv", b"", "leeg"),
        ("a.csv", b"\n \n", "leeg"),
        ("a.csv", b"PK\x03\x04\x00\x00\x00", "geen gewone tekst"),
        ("a.csv", b'titel\n"open', "Regel"),
        ("a.csv", b"titel;titel\na;b", "twee keer"),
        ("a.csv", b"titel;situatie\n" + b"a" * 200_000, "Regel"),
        ("a.jsonl", b"\xff", "UTF-8"),
        ("a.xlsx", b"titel;situatie", "beschadigd"),
        ("a.ods", b"PK\x03\x04 afgekapt", "beschadigd"),
        ("a.xlsx", zipped(x__xml="<a/>"), "geen leesbaar Excel"),
        ("a.ods", zipped(x__xml="<a/>"), "geen leesbaar OpenDocument"),
        ("a.csv", b"a" * (LARGEST_FILE + 1), "groter"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(name: str, data: bytes, word: str) -> None:
    with pytest.raises(Invalid, match=word):
        read_sheet(name, data)


def test_a_large_file_is_refused_before_it_is_read(tmp_path: object) -> None:
    path = tmp_path / "groot.csv"  # type: ignore[operator]
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(Invalid, match="groter"):
        read_path(path)


@pytest.mark.parametrize(
    ("entries", "word"),
    [
        ({"content__xml": b"a" * 20_000_000}, "samengeperst"),
        ({f"x{number}": b"" for number in range(1001)}, "uitgepakt te groot"),
        ({"../content__xml": b""}, "onveilige naam"),
        ({"xl/vbaProject__bin": b""}, "macro"),
    ],
)
@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_a_hostile_archive_is_refused(ending: str, entries: dict[str, bytes], word: str) -> None:
    data = zipped(**entries)
    begin = time.monotonic()
    with pytest.raises(Invalid, match=word):
        read_sheet("bom" + ending, data)
    assert time.monotonic() - begin < 2


def test_an_archive_with_a_password_is_refused() -> None:
    data = bytearray(zipped(content__xml=b"geheim"))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + place] |= 1
    with pytest.raises(Invalid, match="wachtwoord"):
        read_sheet("a.ods", bytes(data))


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY c "&b;&b;&b;">]>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
    ],
)
@pytest.mark.parametrize(
    ("ending", "entry"), [(".ods", "content.xml"), (".xlsx", "xl/workbook.xml")]
)
def test_entities_are_refused(ending: str, entry: str, doctype: str) -> None:
    data = zipped(**{entry: f"{doctype}<a>&b;</a>", "[Content_Types].xml": f"{doctype}<a>&b;</a>"})
    with pytest.raises(Invalid, match="geen leesbaar"):
        read_sheet("a" + ending, data)


def test_repeat_counts_of_a_hostile_spreadsheet_stay_within_the_limits() -> None:
    wide = '<table:table-cell table:number-columns-repeated="999999999"/>'
    tall = f'<table:table-row table:number-rows-repeated="999999999">{cell("x")}</table:table-row>'
    empty = f'<table:table-row table:number-rows-repeated="1048000">{wide}</table:table-row>'
    head = f"<table:table-row>{cell('titel')}{wide}</table:table-row>"
    assert read_sheet("a.ods", ods(f"<table:table>{head}{empty}</table:table>")).rows == ()
    with pytest.raises(Invalid, match="rijen"):
        read_sheet("a.ods", ods(f"<table:table>{head}{tall}</table:table>"))


def test_a_remark_beside_a_cell_is_not_read_with_it() -> None:
    remark = "<office:annotation><text:p>geheim</text:p></office:annotation>"
    body = (
        f"<table:table-row>{cell('titel')}</table:table-row><table:table-row><table:table-cell>"
        f"{remark}<text:p>a<text:span>b</text:span><text:tab/>c</text:p></table:table-cell>"
        "</table:table-row>"
    )
    sheet = read_sheet("a.ods", ods(f"<table:table>{body}</table:table>"))
    assert sheet.rows[0].values == {"titel": "ab\tc"}


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(Invalid, match="rijen"):
        read_sheet("a.csv", b"titel\n" + b"a\n" * (MOST_ROWS + 1))
    with pytest.raises(Invalid, match="rijen"):
        read_sheet("a.jsonl", b"{}\n" * (MOST_ROWS + 1))


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.jsonl", b'{"titel": "' + b"a" * (LONGEST_CELL + 1) + b'"}', "tekens"),
        ("a.jsonl", b'{"titel": "\\ud800"}', "bestaan"),
        ("a.jsonl", b"{kapot", "JSON"),
        ("a.jsonl", b"[1]", "JSON-object"),
        ("a.jsonl", b"[" * 100_000, "JSON"),
        ("a.csv", b"titel;;x\na;b;c", "kolom zonder kop"),
        ("a.csv", b"titel;x\na;b;c", "kolom zonder kop"),
    ],
)
def test_a_row_that_cannot_be_used_says_why(name: str, data: bytes, word: str) -> None:
    assert word in read_sheet(name, data).rows[0].problem


def test_excel_is_not_given_a_text_that_it_would_cut_off() -> None:
    with pytest.raises(Invalid, match=r"Kies \.ods"):
        write_sheet("a.xlsx", ["titel"], [["a" * 40_000]])
