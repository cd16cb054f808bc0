"""The list goes along as a file: what is filtered, what a page would show, and no formula."""

import csv
import io

import pytest
from flask import Flask
from openpyxl import load_workbook

from tests.cases.town import Town, build_town, shared


@pytest.fixture
def town(app: Flask) -> Town:
    return build_town(app)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def test_the_file_holds_what_the_list_shows_and_no_more(town: Town) -> None:
    shared(town, title="Voor het team")
    browser = town.browser("colleague")
    assert [row["title"] for row in rows_of(browser.get("/casussen/bestand/csv").text)] == [
        "Voor het team"
    ]
    assert rows_of(town.browser("elsewhere").get("/casussen/bestand/csv").text) == []
    (row,) = rows_of(town.browser("analyst").get("/casussen/bestand/csv").text)
    assert (row["team"], row["reporter"], row["date"]) == ("", "", "")


def test_a_filter_of_the_list_holds_for_the_file(town: Town) -> None:
    shared(town, title="Systeem stond in de weg", obstacle="it_system")
    browser = town.browser("colleague")
    page = browser.get("/casussen?knelpunt=it_system")
    link = next(one for one in page.links if "/bestand/csv" in one)
    assert len(rows_of(browser.get(link).text)) == 1
    assert rows_of(browser.get("/casussen/bestand/csv?knelpunt=culture").text) == []


def test_no_cell_of_a_workbook_is_a_formula(town: Town) -> None:
    shared(town, title="=HYPERLINK(1)")
    answer = town.browser("colleague").client.get("/casussen/bestand/xlsx")
    sheet = load_workbook(io.BytesIO(answer.data)).worksheets[0]
    kinds = {cell.data_type for line in sheet.iter_rows() for cell in line}
    assert "f" not in kinds
    assert answer.headers["Content-Disposition"] == "attachment; filename=casussen.xlsx"


def test_another_format_does_not_exist(town: Town) -> None:
    assert town.browser("colleague").get("/casussen/bestand/exe").status == 404
