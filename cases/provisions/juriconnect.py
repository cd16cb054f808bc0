"""Juriconnect 1.3, the standard in which references to Dutch law are kept and linked.

An identifier names the law and, when there is one, the article: `jci1.3:c:BWBR0015703&artikel=22a`.
It carries no date, so that it means the text that holds when it is opened. The standard knows the
paragraph too (`&lid=3`); what is compared, counted and given a page goes without it, because two
people who met the same article seldom name the same paragraph. A space in the number of an article
is written as an underscore (`J_28` in the Kieswet).
"""

import re
from dataclasses import dataclass

from cases.provisions.laws import TEXTS, Law

PREFIX = "jci1.3:c:"
FORM = re.compile(
    r"jci1\.3:c:(?P<bwb>BWB[RV]\d{7})(?P<places>(?:&[a-z-]+=[^&\s]{1,40}){0,12})", re.ASCII
)


@dataclass(frozen=True)
class Reference:
    """What an identifier names; article and paragraph may be empty."""

    bwb: str
    article: str = ""
    paragraph: str = ""


def identifier(law: Law, article: str = "", paragraph: str = "") -> str:
    """The identifier of a place in a law; empty for a law that is not in the BWB."""
    if not law.in_bwb:
        return ""
    found = PREFIX + law.id
    if article:
        found += f"&artikel={article.replace(' ', '_')}"
    if article and paragraph:
        found += f"&lid={paragraph}"
    return found


def parse(text: str) -> Reference | None:
    """What an identifier names, or None when it is none. Other places than these are passed over.

    So are dates, and the chapters that wetten.overheid.nl puts before the article.
    """
    found = FORM.fullmatch(text.strip())
    if found is None:
        return None
    places = dict(place.split("=", 1) for place in found["places"].split("&") if place)
    article = places.get("artikel", "").replace("_", " ")
    return Reference(found["bwb"], article, places.get("lid", ""))


def url_of(law: Law, article: str = "", paragraph: str = "") -> str:
    """Where the official text stands: the article at wetten.overheid.nl, else the whole law."""
    if not law.in_bwb or not article:
        return law.url
    return TEXTS + identifier(law, article, paragraph)
