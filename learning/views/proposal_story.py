"""The story of a proposal by quarter, on a page and to take along."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.people.roles import Role
from app.web.access import access, me, roles
from app.web.documents import document, pdf_is_possible
from learning.lifecycle.proposals import DOOR_LABELS, STATE_LABELS
from learning.models.proposals import ADDRESSEE_LABELS, ANSWER_LABELS, Proposal
from learning.permissions.proposals import proposal_in_full
from learning.queries.quarters_told import story_by_quarter

blueprint = Blueprint("proposal_story", __name__)
READERS = roles(Role.ANALYST, Role.MANAGER, Role.CONTRIBUTOR, Role.BOARD)


@blueprint.get("/verbetervoorstellen/<public_id>/verhaal")
@access(READERS)
def story(public_id: str) -> ResponseReturnValue:
    """What happened with a proposal, a quarter at a time, for who reads it in full."""
    found = proposal_in_full(public_id, me)
    return render_template("learning/desk/story.html", pdf=pdf_is_possible(), **_told(found))


@blueprint.get("/verbetervoorstellen/<public_id>/verhaal.<any(odt,pdf):kind>")
@access(READERS)
def story_document(public_id: str, kind: str) -> ResponseReturnValue:
    """The same to take along."""
    found = proposal_in_full(public_id, me)
    if kind == "pdf" and not pdf_is_possible():
        flash(_("Een pdf maken lukt op deze server niet. Kies het tekstbestand."), "error")
        return redirect(url_for("proposal_story.story", public_id=public_id))
    name = f"verhaal-{found.public_id}"
    return document(kind, name, "documents/proposal_story.html", **_told(found))


def _told(proposal: Proposal) -> dict[str, Any]:
    return {
        "proposal": proposal,
        "quarters": story_by_quarter(proposal, me),
        "states": STATE_LABELS,
        "doors": DOOR_LABELS,
        "addressees": ADDRESSEE_LABELS,
        "answers": ANSWER_LABELS,
    }
