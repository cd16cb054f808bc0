"""The board's page: one page a quarter to account with, words first and at most five numbers."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.clock import today
from app.people.roles import Role
from app.quarters import Quarter, Window
from app.refusals import Refused
from app.web.access import access, here, me, roles
from app.web.documents import document, pdf_is_possible
from learning.lifecycle.proposals import DOOR_LABELS
from learning.models.proposals import ADDRESSEE_LABELS, Proposal
from learning.queries.board import duties, numbers_of
from learning.queries.proposals import proposals_seen_by
from learning.queries.report_texts import quarters_to_account, told_of
from learning.views.numbers import cards_of

blueprint = Blueprint("board", __name__)
BOARD = roles(Role.BOARD)


@blueprint.get("/bestuur")
@access(BOARD)
def board() -> ResponseReturnValue:
    """The quarter that runs now, until today."""
    return _page(Quarter.of(today()).code)


@blueprint.get("/bestuur/<quarter>")
@access(BOARD)
def earlier(quarter: str) -> ResponseReturnValue:
    """A quarter by its code, such as 2026-3; a closed one stays what it was."""
    return _page(quarter)


@blueprint.get("/bestuur/<quarter>.<any(odt,pdf):kind>")
@access(BOARD)
def board_document(quarter: str, kind: str) -> ResponseReturnValue:
    """The same on one sheet to take along."""
    told = _told(quarter)
    if kind == "pdf" and not pdf_is_possible():
        flash(_("Een pdf maken lukt op deze server niet. Kies het tekstbestand."), "error")
        return redirect(url_for("board.earlier", quarter=quarter))
    return document(kind, f"bestuur-{quarter}", "documents/board.html", **told)


def _page(code: str) -> ResponseReturnValue:
    return render_template("learning/board/board.html", pdf=pdf_is_possible(), **_told(code))


def _told(code: str) -> dict[str, Any]:
    proposals = proposals_seen_by(me, here.id)
    quarters = quarters_to_account(proposals, here.id)
    quarter = _named(code, quarters)
    told = told_of(proposals, here.id, Window.quarter(quarter))
    return {
        "quarter": quarter,
        "running": quarter == quarters[0],
        "others": [one for one in quarters if one != quarter],
        "told": told,
        "tasks": duties(_submitted(proposals), here, quarter),
        "cards": cards_of(numbers_of(proposals, told, here.id, quarter)),
        "doors": DOOR_LABELS,
        "addressees": ADDRESSEE_LABELS,
        "organisation": here,
    }


def _submitted(proposals: Sequence[Proposal]) -> list[Proposal]:
    return [one for one in proposals if one.submitted_at is not None]


def _named(code: str, quarters: Sequence[Quarter]) -> Quarter:
    for one in quarters:
        if one.code == code:
            return one
    raise Refused("quarter", code[:16])
