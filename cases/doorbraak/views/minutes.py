"""The minutes of a session: on the page, and as a document to take along."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.clock import AMSTERDAM
from app.web.access import SIGNED_IN, WITH_GUESTS, access, me, note_reading
from app.web.documents import document, pdf_is_possible
from cases.doorbraak.queries.minutes import Minutes, minutes_for, own_minutes

blueprint = Blueprint("doorbraak_minutes", __name__)


@blueprint.get("/doorbraak/sessies/<public_id>/verslag")
@access(WITH_GUESTS)
def session_minutes(public_id: str) -> ResponseReturnValue:
    """The minutes of a session, for who sat in it."""
    return _page(minutes_for(public_id, me), "doorbraak_minutes.session_document", public_id)


@blueprint.get("/doorbraak/sessies/<public_id>/verslag.<any(odt,pdf):kind>")
@access(SIGNED_IN)
def session_document(public_id: str, kind: str) -> ResponseReturnValue:
    """The same to take along."""
    return _document(minutes_for(public_id, me), kind, "doorbraak_minutes.session_minutes")


@blueprint.get("/doorbraak/bespreking/<public_id>/verslag")
@access(SIGNED_IN)
def own_case_minutes(public_id: str) -> ResponseReturnValue:
    """What a session did with one case, for who brought it in."""
    return _page(own_minutes(public_id, me), "doorbraak_minutes.own_case_document", public_id)


@blueprint.get("/doorbraak/bespreking/<public_id>/verslag.<any(odt,pdf):kind>")
@access(SIGNED_IN)
def own_case_document(public_id: str, kind: str) -> ResponseReturnValue:
    """The same to take along."""
    return _document(own_minutes(public_id, me), kind, "doorbraak_minutes.own_case_minutes")


def _page(minutes: Minutes, endpoint: str, public_id: str) -> ResponseReturnValue:
    note_reading("case", minutes.case_ids, "read_minutes")
    # A guest reads along on the page and takes nothing away.
    kinds = () if me.guest else ("odt", "pdf") if pdf_is_possible() else ("odt",)
    documents = {kind: url_for(endpoint, public_id=public_id, kind=kind) for kind in kinds}
    own = endpoint == "doorbraak_minutes.own_case_document"
    return render_template(
        "cases/doorbraak/minutes.html", minutes=minutes, documents=documents, own=own
    )


def _document(minutes: Minutes, kind: str, page: str) -> ResponseReturnValue:
    """Nobody takes minutes along unnoticed: the trail names the cases in them."""
    if kind == "pdf" and not pdf_is_possible():
        flash(_("Een pdf maken lukt op deze server niet. Kies het tekstbestand."), "error")
        return redirect(url_for(page, **_key(minutes, page)))
    note_reading("case", minutes.case_ids, "download_minutes")
    day = minutes.session.starts_at.astimezone(AMSTERDAM).date().isoformat()
    return document(kind, f"verslag-{day}", "documents/minutes.html", minutes=minutes)


def _key(minutes: Minutes, page: str) -> dict[str, Any]:
    own = page == "doorbraak_minutes.own_case_minutes"
    return {"public_id": (minutes.cases[0].item if own else minutes.session).public_id}
