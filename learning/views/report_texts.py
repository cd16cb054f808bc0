"""Texts about a closed period for the organisation's own papers, to copy and to take along."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from app.people.roles import Role
from app.web.access import access, here, me, roles
from app.web.documents import document
from learning.queries.proposals import proposals_seen_by
from learning.queries.report_texts import Told, period_named, periods_to_tell, told_of
from learning.views.report_words import Text, council_letter, report

blueprint = Blueprint("report_texts", __name__)
READERS = roles(Role.MANAGER, Role.ANALYST, Role.BOARD)
WRITERS = {"bestuursrapportage": report, "raadsinformatiebrief": council_letter}
TEMPLATES = {"bestuursrapportage": "report_text", "raadsinformatiebrief": "council_letter"}


@blueprint.get("/stand-van-zaken/teksten")
@access(READERS)
def texts() -> ResponseReturnValue:
    """Both texts over a chosen closed period."""
    proposals = proposals_seen_by(me, here.id)
    periods = periods_to_tell(proposals, here.id)
    period = period_named(request.args.get("periode", ""), periods)
    told = told_of(proposals, here.id, period.window)
    return render_template(
        "learning/desk/texts.html",
        periods=periods,
        period=period,
        told=told,
        written={name: _written(name, told) for name in WRITERS},
    )


@blueprint.get(
    "/stand-van-zaken/teksten/<code>/<any(bestuursrapportage,raadsinformatiebrief):name>.odt"
)
@access(READERS)
def text_document(code: str, name: str) -> ResponseReturnValue:
    """One of them, to work on in a word processor."""
    proposals = proposals_seen_by(me, here.id)
    period = period_named(code, periods_to_tell(proposals, here.id))
    text = _written(name, told_of(proposals, here.id, period.window))
    template = f"documents/{TEMPLATES[name]}.html"
    return document("odt", f"{name}-{period.code}", template, text=text)


def _written(name: str, told: Told) -> Text:
    """A paper of the organisation is in Dutch, whatever language its reader chose."""
    with force_locale("nl"):
        return WRITERS[name](told, here)
