"""The laws and articles that cases are about: where others found room, and how it ended."""

import re
from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.refusals import Refused
from app.web.access import access, current_roles, me, note_reading
from cases.models.case import Case
from cases.provisions.juriconnect import url_of
from cases.provisions.laws import Law, law_by_id
from cases.provisions.notation import provisions_of_field
from cases.queries.provisions import (
    FIRST_SHOWN,
    cases_with_room,
    laws_met,
    provisions_of,
    room_found,
)
from cases.terms import UsedRoom
from cases.views.show import READERS, case_line

blueprint = Blueprint("case_provisions", __name__)
ARTICLE = re.compile(r"[0-9A-Za-z:. ]{1,40}")
WITHOUT_ROOM = "geen"


@blueprint.get("/wetten")
@access(READERS)
def laws() -> ResponseReturnValue:
    """The laws and articles in the cases that this person may read."""
    return render_template("cases/provisions/laws.html", met=laws_met(me))


@blueprint.get("/wetten/<bwb>")
@access(READERS)
def law(bwb: str) -> ResponseReturnValue:
    """Every readable case that names this law, whichever article."""
    return _page(_known(bwb), "")


@blueprint.get("/wetten/<bwb>/<article>")
@access(READERS)
def article(bwb: str, article: str) -> ResponseReturnValue:
    """The readable cases with one article: which room was found, and what came of it."""
    if not ARTICLE.fullmatch(article):
        raise Refused("law", "")
    return _page(_known(bwb), article)


def _known(bwb: str) -> Law:
    found = law_by_id(bwb)
    if found is None:
        raise Refused("law", "")
    return found


def _page(found: Law, number: str) -> ResponseReturnValue:
    asked = request.args.get("ruimte")
    if asked is not None:
        return _one_room(found, number, asked)
    rooms = room_found(me, found, number)
    note_reading("case", [one.public_id for room in rooms for one in room.cases], "article")
    return render_template(
        "cases/provisions/article.html",
        law=found,
        article=number,
        official=url_of(found, number),
        rooms=[(room, [case_line(one, me) for one in room.cases]) for room in rooms],
        first_shown=FIRST_SHOWN,
        without_room=WITHOUT_ROOM,
    )


def _one_room(found: Law, number: str, asked: str) -> ResponseReturnValue:
    """The whole list of one room, by the page."""
    room = next((one for one in UsedRoom if one.value == asked), None)
    if room is None and asked != WITHOUT_ROOM:
        raise Refused("law", "")
    text = request.args.get("pagina", "1")
    page = int(text) if text.isdecimal() and len(text) < 6 else 1
    cases = cases_with_room(me, found, number, room, page)
    note_reading("case", [one.public_id for one in cases.cases], "article")
    return render_template(
        "cases/provisions/room.html",
        law=found,
        article=number,
        room=room,
        found=cases,
        lines=[case_line(one, me) for one in cases.cases],
        back=address_of(found.id, number),
        url_for_page=lambda at: address_of(found.id, number, ruimte=asked, pagina=at),
    )


def address_of(bwb: str, number: str, **arguments: str | int) -> str:
    """The page of an article, or of a law."""
    if number:
        return url_for("case_provisions.article", bwb=bwb, article=number, **arguments)  # type: ignore[arg-type]
    return url_for("case_provisions.law", bwb=bwb, **arguments)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Link:
    """A provision of a case as a page draws it; `page` is empty for who cannot open that page."""

    law: str
    article: str
    page: str
    official: str


def provision_links(case: Case) -> list[Link]:
    """The provisions of a case that are known, each place once."""
    rows = {(row.bwb, row.article): row for row in provisions_of(case) if row.bwb}
    return [link for bwb, article in rows if (link := _link(law_by_id(bwb), article)) is not None]


def law_links(text: str) -> list[Link]:
    """The same for a text that names law and belongs to no case."""
    places = dict.fromkeys((one.law, one.article) for one in provisions_of_field(text))
    return [link for law, article in places if (link := _link(law, article)) is not None]


def _link(found: Law | None, article: str) -> Link | None:
    if found is None:
        return None
    held = bool(current_roles() & READERS.roles)
    page = address_of(found.id, article) if held else ""
    return Link(found.short, article, page, url_of(found, article))
