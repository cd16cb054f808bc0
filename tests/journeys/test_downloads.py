"""Every file that a demo person can take along is opened by a program that reads such files."""

import csv
import io
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import icalendar
import pytest
from lxml.html import document_fromstring
from odfdo import Document
from openpyxl import load_workbook
from playwright.sync_api import APIRequestContext
from pypdf import PdfReader

from tests.journeys.conftest import Looker, Room
from tests.word_processor import printed_by_word_processor, word_processor

PEOPLE = ("Anouk Verbruggen", "Sanne Dijkgraaf", "Ilse Noordhoek", "Wouter Brandsma")
ENDINGS = (".pdf", ".odt", ".csv", ".ods", ".xlsx", ".json", ".ics")
RANDOM_ID = re.compile(r"/[a-z2-7]{16}(?=[/.]|$)")
QUARTER = re.compile(r"/\d{4}-\d(?=[/.]|$)")
MOST_PAGES = 150
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass
class Downloads:
    """What was found on the way: by kind of address one file of it."""

    request: APIRequestContext
    url: str
    files: dict[str, bytes] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    def gather(self) -> None:
        """Walk along every link and fetch the first file of each kind."""
        waiting, seen = ["/"], set()
        while waiting and len(seen) < MOST_PAGES:
            path = waiting.pop(0)
            kind = kind_of(path)
            if kind in seen or kind.startswith("/taal"):
                continue
            seen.add(kind)
            answer = self.request.get(self.url + path)
            assert answer.status == 200, f"{path}: {answer.status}"
            if urlsplit(path).path.endswith(ENDINGS):
                self.files[kind], self.addresses[kind] = answer.body(), path
            elif "html" in answer.headers["content-type"]:
                waiting += links_in(answer.text(), self.url)

    def ending(self, *endings: str) -> Iterator[tuple[str, bytes]]:
        """The files of some kinds."""
        for kind, content in self.files.items():
            if urlsplit(kind).path.endswith(endings):
                yield kind, content


def kind_of(path: str) -> str:
    """An address without what is random in it: files of one kind are made by one template."""
    return QUARTER.sub("/*", RANDOM_ID.sub("/*", path.partition("#")[0]))


def links_in(html: str, url: str) -> list[str]:
    """The addresses of this site to which a page leads."""
    page = document_fromstring(html)
    page.make_links_absolute(url)
    parts = [urlsplit(one) for one in page.xpath("//a/@href")]
    host = urlsplit(url).netloc
    return [
        one.path + (f"?{one.query}" if one.query else "")
        for one in parts
        if one.netloc == host and not one.path.startswith("/.well-known")
    ]


def downloads_of(looker: Looker) -> Downloads:
    found = Downloads(looker.page.context.request, looker.site.url)
    found.gather()
    return found


@pytest.mark.journey
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", PEOPLE)
def test_every_file_of_a_person_opens(room: Room, name: str, tmp_path: Path) -> None:
    found = downloads_of(room.seat(name))
    assert found.files, f"{name} finds no file"
    for kind, content in found.ending(".pdf"):
        check_pdf(kind, content)
    for kind, content in found.ending(".odt"):
        assert Document(io.BytesIO(content)).body.headers, f"{kind} has no heading"
    for kind, content in found.ending(".csv"):
        check_csv(kind, content)
    for _kind, content in found.ending(".json"):
        assert json.loads(content)
    for _kind, content in found.ending(".xlsx"):
        assert load_workbook(io.BytesIO(content), read_only=True).sheetnames
    for _kind, content in found.ending(".ods"):
        assert Document(io.BytesIO(content)).body.tables
    for _kind, content in found.ending(".ics"):
        assert icalendar.Calendar.from_ical(content).walk("VEVENT")
    check_in_word_processor(dict(found.ending(".odt")), tmp_path)


def check_pdf(kind: str, content: bytes) -> None:
    """Tagged, in Dutch, with a title: what a screen reader needs to begin."""
    reader = PdfReader(io.BytesIO(content))
    root = reader.trailer["/Root"].get_object()
    assert root["/MarkInfo"]["/Marked"], kind  # type: ignore[index]
    assert root["/Lang"] == "nl", kind  # type: ignore[index]
    assert "/StructTreeRoot" in root, kind  # type: ignore[operator]
    assert reader.metadata is not None, kind
    assert reader.metadata.title, kind
    assert any(page.extract_text().strip() for page in reader.pages), kind


def check_csv(kind: str, content: bytes) -> None:
    """No cell becomes a formula in a spreadsheet."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows, kind
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(FORMULA)], kind


def check_in_word_processor(texts: dict[str, bytes], folder: Path) -> None:
    """LibreOffice opens each, and finds the title that the text has."""
    if not texts:
        return
    if word_processor() is None:
        assert "CI" not in os.environ, "LibreOffice is not installed"
        return
    named = {f"text-{place}": content for place, content in enumerate(texts.values())}
    printed = printed_by_word_processor(named, folder)
    assert printed.keys() == named.keys()
    for name, content in named.items():
        heading = Document(io.BytesIO(content)).body.headers[0].inner_text
        first = PdfReader(io.BytesIO(printed[name])).pages[0].extract_text()
        assert squeezed(heading) in squeezed(first), heading


def squeezed(text: str) -> str:
    return "".join(text.split())
