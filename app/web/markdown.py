"""Markdown of users as safe HTML: an allow-list without images, raw HTML or odd links."""

import html

import markdown
import nh3
from markupsafe import Markup

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "h3", "h4", "a", "code", "hr"}
LONGEST = 50_000


def render_markdown(text: str | None) -> Markup:
    """Turn Markdown into HTML; what a user types as HTML shows as typed."""
    escaped = html.escape((text or "")[:LONGEST], quote=False)
    # A quotation in Markdown begins with the sign that escaping has just replaced.
    lines = [">" + line[4:] if line.startswith("&gt;") else line for line in escaped.splitlines()]
    raw = markdown.markdown("\n".join(lines), extensions=["nl2br", "sane_lists"])
    for level in ("1", "2"):
        raw = raw.replace(f"<h{level}>", "<h3>").replace(f"</h{level}>", "</h3>")
    clean = nh3.clean(
        raw,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return Markup(clean)  # noqa: S704 - cleaned by nh3 on the line above
