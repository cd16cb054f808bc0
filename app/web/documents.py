"""Documents to take along: one template of headings, paragraphs, lists and tables, made PDF or ODT.

A document is always in Dutch: it is a record of the organisation, whatever language its reader
chose for the screens. Nothing is kept: each is rendered when somebody asks for it.
"""

import mimetypes
from functools import cache
from pathlib import Path
from typing import Any

from flask import Response, current_app, render_template
from flask_babel import force_locale

from app.web.opendocument import MIME as ODT_MIME
from app.web.opendocument import opendocument

# Addresses in a document resolve to this site that does not exist, and from there to our files.
STATIC = "https://static.invalid/"
MIMES = {"pdf": "application/pdf", "odt": ODT_MIME}


@cache
def pdf_is_possible() -> bool:
    """Whether this machine has what a PDF takes: WeasyPrint needs pango, a system library."""
    try:
        import weasyprint  # noqa: F401, PLC0415 - slow to load, and fails without pango
    except (ImportError, OSError):
        return False
    return True


def pdf(html_template: str, **values: Any) -> bytes:
    """A document as PDF/UA-1: tagged, with its title and language. It fetches our own files only.

    Raises RuntimeError where `pdf_is_possible` says no.
    """
    if not pdf_is_possible():
        raise RuntimeError("A PDF needs pango, which this machine lacks.")
    from weasyprint import HTML  # noqa: PLC0415 - slow to load

    fetcher = _own_files(Path(current_app.static_folder or "").resolve())
    page = HTML(string=_rendered(html_template, values), base_url=STATIC, url_fetcher=fetcher)
    content = page.write_pdf(pdf_variant="pdf/ua-1")
    return bytes(content)


def odt(html_template: str, **values: Any) -> bytes:
    """The same document as an OpenDocument text, to work on in a word processor."""
    return opendocument(_rendered(html_template, values))


WRITERS = {"pdf": pdf, "odt": odt}


def document(kind: str, name: str, html_template: str, **values: Any) -> Response:
    """A document as a download; `kind` is pdf or odt, `name` its name without the ending."""
    content = WRITERS[kind](html_template, **values)
    headers = {"Content-Disposition": f"attachment; filename={name}.{kind}"}
    return Response(content, content_type=MIMES[kind], headers=headers)


def _rendered(html_template: str, values: dict[str, Any]) -> str:
    with force_locale("nl"):
        return render_template(html_template, **values)


def _own_files(folder: Path) -> Any:
    """A fetcher that gives the static files of the program and refuses every other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - slow to load

    class OwnFiles(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            del headers
            path = (folder / url.removeprefix(STATIC).partition("?")[0]).resolve()
            if not url.startswith(STATIC) or not path.is_relative_to(folder):
                raise ValueError("A document fetches nothing from elsewhere.")
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return OwnFiles()
