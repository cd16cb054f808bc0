"""What is taken along: a knelpuntnotitie of two pages at most and a leerpunt, in every form."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from lxml import etree
from odfdo import Document
from pypdf import PdfReader

from app.audit import AuditEntry
from app.database import db, transaction
from learning.forms.outside import CONTACT_LENGTH, SECTION_LENGTH
from learning.models.outside import SECTIONS, OutsideKind
from learning.operations.outside import MOST_EXCERPTS
from tests.learning.outside.scene import (
    BRIEFING,
    LESSON,
    QUOTE,
    Saved,
    approved,
    at_today,
    full_world,
    released,
)

ODT = "application/vnd.oasis.opendocument.text"
LONG = "Wie geen vaste plek heeft, krijgt onze brieven niet en hoort te laat wat er moet. "
LONGEST_EXCERPT = 600


def file(saved: Saved, name: str, kind: str, role: str = "analyst") -> Any:
    return saved.browser(role).client.get(saved.url(name, f"/stuk.{kind}"))


def pdf(saved: Saved, name: str) -> PdfReader:
    answer = file(saved, name, "pdf")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    return PdfReader(io.BytesIO(answer.data))


def kinds_in(node: Any) -> Iterator[str]:
    """The tags of a document, from its root down."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for part in node:
            yield from kinds_in(part)
    elif isinstance(node, dict):
        yield str(node.get("/S", ""))
        yield from kinds_in(node["/K"]) if "/K" in node else ()


@pytest.mark.parametrize(
    ("name", "texts", "word"), [("approved", BRIEFING, "Akkoord"), ("lesson", LESSON, "Leer")]
)
def test_a_text_file_holds_everything_and_is_valid(
    saved: Saved, name: str, texts: dict[str, str], word: str
) -> None:
    answer = file(saved, name, "odt")
    assert answer.headers["Content-Type"] == ODT
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.testzip() is None
        for part in ("content.xml", "styles.xml", "meta.xml"):
            etree.fromstring(archive.read(part))
    made = Document(io.BytesIO(answer.data))
    assert made.meta.title == f"{word}kanarie"
    heads = [(one.level, one.inner_text) for one in made.body.headers]
    assert heads[0] == ("1", f"{word}kanarie")
    assert {level for level, _ in heads[1:]} <= {"2", "3"}
    text = made.get_formatted_text()
    flat = " ".join(text.split())
    assert all(one in flat for one in texts.values())
    assert "Gemeente Proefstad" in flat
    assert "Ministerie van Binnenlandse Zaken" in flat
    assert "meer dan 10 casussen" in flat
    assert saved.items[name] in flat
    assert (QUOTE in flat) is (name == "approved")
    assert not any(one in flat for one in ("Ada Proef", "Mo Proef", "Inbrenger"))


def test_a_pdf_is_accessible_and_short(saved: Saved) -> None:
    for name, word in (("approved", "Akkoord"), ("lesson", "Leer")):
        reader = pdf(saved, name)
        root: Any = reader.trailer["/Root"].get_object()
        assert root["/Lang"] == "nl"
        assert root["/MarkInfo"]["/Marked"]
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert reader.metadata is not None
        assert reader.metadata.title == f"{word}kanarie"
        assert not reader.metadata.author
        assert {"/H1", "/H2", "/P"} <= set(kinds_in(root["/StructTreeRoot"]))
        assert "pdfuaid:part" in reader.xmp_metadata.stream.get_data().decode()  # type: ignore[union-attr]
        assert len(reader.pages) == 1


def test_a_knelpuntnotitie_with_every_section_full_is_two_pages(app: Flask) -> None:
    with at_today():
        saved = Saved(app)
        with app.app_context():
            with transaction():
                world = full_world()
                quote = (LONG * 8)[:LONGEST_EXCERPT].strip()
                chosen = []
                for number in range(MOST_EXCERPTS):
                    case = world.case(world.reporters[number], at_moment(world), member=True)
                    case.situation = quote
                    db.session.flush()
                    chosen.append(released(world, quote, case).public_id)
                lengths = dict.fromkeys(SECTIONS[OutsideKind.BRIEFING], SECTION_LENGTH)
                lengths["contact"] = CONTACT_LENGTH
                full = {
                    name: (f"{name} " + FILL * 20)[:length].strip()
                    for name, length in lengths.items()
                }
                item = approved(world, title="T" * 60, sections=full, excerpts=chosen)
                db.session.flush()
                saved.people = {"analyst": world.analyst.id}
                saved.items = {"full": item.public_id}
            db.session.remove()
        reader = pdf(saved, "full")
        words = "".join(page.extract_text() for page in reader.pages)
        assert "contact Een ministerie" in " ".join(words.split())
        assert len(reader.pages) == 2


FILL = "Een ministerie leest graag kort waar het om gaat en wat het zelf kan doen aan deze regel. "


def at_moment(world: Any) -> Any:
    """A moment at which a case was shared."""
    return world.pattern.published_at


def test_the_logo_of_the_house_style_stands_above_it_with_words(
    saved: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(saved.app.config, "HUISSTIJL_LOGO", "/static/logo.svg")
    root: Any = pdf(saved, "approved").trailer["/Root"].get_object()
    assert "/Figure" in set(kinds_in(root["/StructTreeRoot"]))
    assert file(saved, "approved", "odt").status_code == 200


def test_the_plain_text_can_be_pasted(saved: Saved) -> None:
    answer = file(saved, "lesson", "txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    text = answer.get_data(as_text=True)
    assert text.startswith("Leerpunt: Leerkanarie\n")
    assert all(one in text for one in LESSON.values())
    assert "meer dan 10 casussen" in text
    assert "<" not in text
    page = saved.browser("analyst").get(saved.url("lesson"))
    (copied,) = page.document.xpath("//textarea[@readonly]")
    assert copied.text_content().strip() == text.strip()


def test_only_what_was_approved_is_taken_along_and_the_trail_knows_by_whom(saved: Saved) -> None:
    for name in ("draft", "offered", "public"):
        for kind in ("odt", "pdf", "txt"):
            assert file(saved, name, kind).status_code == 404, (name, kind)
    assert file(saved, "approved", "txt").status_code == 404
    assert file(saved, "approved", "odt", "professional").status_code == 404
    assert file(saved, "approved", "odt", "board").status_code == 200
    with saved.app.app_context():
        rows = db.session.query(AuditEntry).filter_by(action="download_outside").all()
        assert [one.records for one in rows] == [saved.items["approved"]]
