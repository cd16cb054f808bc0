"""One template becomes a tagged PDF and an OpenDocument text, and fetches nothing elsewhere."""

import io
import os
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader
from odfdo import Document
from pypdf import PdfReader

from app.web import documents

TEXT = (
    '{% extends "documents/layout.html" %}{% block heading %}Verslag van één sessie{% endblock %}'
    "{% block content %}<h2>Casus</h2>"
    "<p>Bel <strong>eerst</strong> &amp; schrijf dan.<br>Klaar.</p>"
    "<ul><li>Eén<ul><li>Dieper</li></ul></li><li>Twee</li></ul>"
    "<table><thead><tr><th scope='col'>Wat</th><th scope='col'>Wie</th></tr></thead>"
    "<tbody><tr><th scope='row'>Bellen</th><td>Collega</td></tr></tbody></table>"
    "{{ more | safe }}{% endblock %}"
)


@pytest.fixture
def program(app: Flask) -> Iterator[Flask]:
    loader = app.jinja_env.loader
    app.jinja_env.loader = ChoiceLoader([DictLoader({"proof.html": TEXT}), loader])  # type: ignore[list-item]
    with app.test_request_context():
        yield app


def test_a_pdf_is_accessible(program: Flask) -> None:
    reader = PdfReader(io.BytesIO(documents.pdf("proof.html", more="")))
    root = reader.trailer["/Root"].get_object()
    assert root["/Lang"] == "nl"  # type: ignore[index]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]
    assert reader.metadata is not None
    assert reader.metadata.title == "Verslag van één sessie"
    assert "pdfuaid:part" in reader.xmp_metadata.stream.get_data().decode()  # type: ignore[union-attr]
    kinds = set(_kinds(root["/StructTreeRoot"]))  # type: ignore[index]
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TR", "/TH", "/TD"} <= kinds
    fonts = reader.pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]
    assert all("Noto" in one.get_object()["/BaseFont"] for one in fonts)


def _kinds(node: object) -> Iterator[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for part in node:
            yield from _kinds(part)
    elif isinstance(node, dict):
        yield str(node.get("/S", ""))
        if "/K" in node:
            yield from _kinds(node["/K"])


def test_the_same_text_as_opendocument(program: Flask) -> None:
    made = Document(io.BytesIO(documents.odt("proof.html", more="<p>a\x0bb</p>")))
    assert (made.meta.title, str(made.meta.language)) == ("Verslag van één sessie", "nl-NL")
    heads = [(one.level, one.inner_text) for one in made.body.headers]
    assert heads == [("1", "Verslag van één sessie"), ("2", "Casus")]
    text = made.body.serialize()
    assert "Bel <text:span" in text
    assert "&amp; schrijf dan.<text:line-break/>Klaar." in text
    assert len(made.body.lists) == 2
    head = made.body.get_element("//table:table-header-rows")
    assert head is not None
    assert head.inner_text.split() == ["Wat", "Wie"]
    assert 'fo:language="nl"' in made.styles.serialize().decode()
    assert 'fo:language="fr"' not in made.styles.serialize().decode()


def test_a_document_fetches_nothing_from_elsewhere(program: Flask, tmp_path: Path) -> None:
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    secret = tmp_path / "secret.svg"
    secret.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 9"><text y="9">GEHEIM</text></svg>'
    )
    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site = f"http://127.0.0.1:{server.server_port}"
    beside = os.path.relpath(secret, program.static_folder)
    sources = (f"{site}/a.png", secret.as_uri(), f"{documents.STATIC}{beside}")
    images = "".join(f'<img src="{one}" alt="">' for one in sources)
    style = f'<link rel="stylesheet" href="{site}/b.css">'
    try:
        made = documents.pdf("proof.html", more=images + style)
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    assert "GEHEIM" not in words


def test_without_pango_there_is_no_pdf_and_the_rest_works(
    program: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    documents.pdf_is_possible.cache_clear()
    try:
        assert not documents.pdf_is_possible()
        with pytest.raises(RuntimeError):
            documents.pdf("proof.html", more="")
        assert documents.odt("proof.html", more="").startswith(b"PK")
    finally:
        documents.pdf_is_possible.cache_clear()
