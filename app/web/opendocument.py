"""HTML of our own templates as an OpenDocument text (.odt).

Known are headings, paragraphs, lists, tables with a header row, quotations, and within a line
bold, italic, links and line breaks: what our documents are made of, and what the Markdown of users
can become. Anything else gives its text.
"""

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from app.clock import now
from app.sheets.cells import xml_text

MIME = "application/vnd.oasis.opendocument.text"
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = {"ul": "Bullets", "ol": "Numbers"}
WRAPPERS = ("body", "main", "header", "section", "article", "div", "blockquote")
INLINE_STYLES = {"strong": "Strong_20_Emphasis", "em": "Emphasis"}
CELL = (
    '<table:table-cell office:value-type="string" table:style-name="Framed">{}</table:table-cell>'
)
STYLES = (
    '<style:style style:name="Strong_20_Emphasis" style:family="text">'
    '<style:text-properties fo:font-weight="bold"/></style:style>',
    '<style:style style:name="Emphasis" style:family="text">'
    '<style:text-properties fo:font-style="italic"/></style:style>',
    '<style:style style:name="Table_20_Heading" style:family="paragraph">'
    '<style:text-properties fo:font-weight="bold"/></style:style>',
    '<style:style style:name="Framed" style:family="table-cell"><style:table-cell-properties'
    ' fo:border="0.5pt solid #595959" fo:padding="0.1cm"/></style:style>',
    '<text:list-style style:name="Bullets">'
    '<text:list-level-style-bullet text:level="1" text:bullet-char="•">'
    '<style:list-level-properties text:space-before="0.4cm" text:min-label-width="0.5cm"/>'
    "</text:list-level-style-bullet></text:list-style>",
    '<text:list-style style:name="Numbers">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=".">'
    '<style:list-level-properties text:space-before="0.4cm" text:min-label-width="0.6cm"/>'
    "</text:list-level-style-number></text:list-style>",
)


def opendocument(html: str) -> bytes:
    """Write a page as a text in Dutch, with the title of its head."""
    from lxml.html import document_fromstring  # noqa: PLC0415 - slow to load, with the next
    from odfdo import Document, Element  # noqa: PLC0415 - slow to load

    page = document_fromstring(xml_text(html))
    written = Document("text")
    # The blank document of the library is a French one, made by another program on another day.
    written.styles.set_default_styles_language_country("nl-NL")
    meta = written.meta
    meta.title, meta.language, meta.generator = (
        page.findtext(".//title").strip(),
        "nl-NL",
        "Leerlus",
    )
    meta.creation_date = meta.date = now()
    styles: Any = written.styles.get_element("//office:styles")
    for style in STYLES:
        styles.append(Element.from_tag(style))
    written.body.clear()
    for block in _blocks(page.find("body")):
        written.body.append(Element.from_tag(block))
    file = io.BytesIO()
    written.save(file)
    return file.getvalue()


def _blocks(node: Any) -> Iterator[str]:
    """The blocks inside a wrapper, in order; words that stand loose in it are a paragraph."""
    yield from _loose(node.text)
    for part in node:
        if part.tag in WRAPPERS:
            yield from _blocks(part)
        elif part.tag != "hr":
            yield _block(part)
        yield from _loose(part.tail)


def _loose(text: str | None) -> Iterator[str]:
    if (text or "").strip():
        yield f"<text:p>{_folded(text).strip()}</text:p>"


def _block(node: Any) -> str:
    if node.tag in HEADINGS:
        level = HEADINGS[node.tag]
        style = f'text:style-name="Heading_20_{level}" text:outline-level="{level}"'
        return f"<text:h {style}>{_inside(node)}</text:h>"
    if node.tag in LISTS:
        return _list(node)
    return _table(node) if node.tag == "table" else _paragraph(node, "Text_20_body")


def _paragraph(node: Any, style: str) -> str:
    return f'<text:p text:style-name="{style}">{_inside(node)}</text:p>'


def _list(node: Any) -> str:
    items = "".join(f"<text:list-item>{_item(part)}</text:list-item>" for part in node)
    return f'<text:list text:style-name="{LISTS[node.tag]}">{items}</text:list>'


def _item(node: Any) -> str:
    """A list item holds blocks, or a line with perhaps a list below it."""
    below = [part for part in node if part.tag in LISTS]
    if any(part.tag == "p" for part in node):
        return "".join(_blocks(node))
    line = "".join(_inline(node, [part for part in node if part.tag not in LISTS]))
    return f"<text:p>{line.strip()}</text:p>" + "".join(map(_list, below))


def _table(node: Any) -> str:
    rows = node.findall(".//tr")
    heads = [row for row in rows if row.getparent().tag == "thead"]
    body = "".join(_row(row) for row in rows if row not in heads)
    columns = max((len(row) for row in rows), default=1)
    # A name of its own for each table, as the format asks; where it stands in the page will do.
    name = quoteattr(f"Tabel {node.sourceline}.{len(list(node.itersiblings(preceding=True)))}")
    return (
        f"<table:table table:name={name}>"
        f'<table:table-column table:number-columns-repeated="{columns}"/>'
        f"{_heading(heads)}{body}</table:table>"
    )


def _heading(rows: list[Any]) -> str:
    """The rows that a word processor repeats on each page, and that a screen reader announces."""
    inside = "".join(map(_row, rows))
    return f"<table:table-header-rows>{inside}</table:table-header-rows>" if rows else ""


def _row(row: Any) -> str:
    styles = {"th": "Table_20_Heading"}
    cells = [CELL.format(_paragraph(one, styles.get(one.tag, "Standard"))) for one in row]
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _inside(node: Any) -> str:
    """What stands in a line, without the white space of the template around it."""
    return "".join(_inline(node, node)).strip()


def _inline(node: Any, parts: Iterable[Any]) -> Iterator[str]:
    yield _folded(node.text)
    for part in parts:
        if part.tag == "br":
            yield "<text:line-break/>"
        elif part.tag in INLINE_STYLES:
            style = INLINE_STYLES[part.tag]
            yield f'<text:span text:style-name="{style}">{"".join(_inline(part, part))}</text:span>'
        elif part.tag == "a":
            address = quoteattr(part.get("href", ""))
            words = "".join(_inline(part, part))
            yield f'<text:a xlink:type="simple" xlink:href={address}>{words}</text:a>'
        else:
            yield "".join(_inline(part, part))
        yield _folded(part.tail)


def _folded(text: str | None) -> str:
    return escape(re.sub(r"\s+", " ", text or ""))
