"""Asking a reporter for an exact text, and the reporter's word about it."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.people.roles import Role
from app.refusals import Invalid, Refused
from app.web.access import SIGNED_IN, access, actor, me, note_reading, roles
from app.web.language import refusal_words
from cases.forms.excerpts import ExcerptForm
from cases.lifecycle import SHARED_STATES
from cases.models.excerpts import ExcerptUse
from cases.operations import excerpts
from cases.operations.findings import FIELD_LABELS
from cases.permissions import can_interpret, readable_case
from cases.queries.excerpts import own_excerpt

blueprint = Blueprint("case_excerpts", __name__)


@blueprint.route("/casussen/<public_id>/fragment", methods=["GET", "POST"])
@access(roles(Role.ANALYST))
@in_transaction
def offer_excerpt(public_id: str) -> ResponseReturnValue:
    """Ask the reporter for a text, as the analyst of the organisation."""
    case = readable_case(public_id, me)
    if not can_interpret(case, me) or case.state not in SHARED_STATES:
        raise Refused("case", public_id)
    note_reading("case", [case.public_id], "ask_excerpt")
    proposal = request.args.get("voorstel", "")
    form = ExcerptForm(data={"used_in": (proposal or request.args.get("patroon", ""))[:64]})
    form.offer_uses(from_proposal=bool(proposal))
    if form.validate_on_submit():
        try:
            excerpts.offer_excerpt(
                case,
                person=me,
                text=form.text.data or "",
                use=ExcerptUse(form.use.data),
                explanation=form.explanation.data or "",
                used_in=form.used_in.data or "",
                stated=form.stated,
                by=actor(),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(
                _("Je vraag staat bij de inbrenger. Je ziet hier wat het antwoord is."), "success"
            )
            return redirect(url_for("cases.case", public_id=case.public_id))
    texts = [(label, getattr(case, name)) for name, label in FIELD_LABELS.items()]
    page = render_template("cases/excerpts/offer_excerpt.html", form=form, case=case, texts=texts)
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/fragmenten/<public_id>/vrijgeven")
@access(SIGNED_IN)
@in_transaction
def release_excerpt(public_id: str) -> ResponseReturnValue:
    """Say yes to a text, as the reporter."""
    said = _("Dit fragment mag gebruikt worden. Je kunt dat altijd intrekken.")
    return _decided(public_id, excerpts.release_excerpt, said)


@blueprint.post("/fragmenten/<public_id>/weigeren")
@access(SIGNED_IN)
@in_transaction
def refuse_excerpt(public_id: str) -> ResponseReturnValue:
    """Say no to a text, as the reporter."""
    said = _("Dit fragment wordt niet gebruikt. Je hoeft niet te zeggen waarom.")
    return _decided(public_id, excerpts.refuse_excerpt, said)


@blueprint.post("/fragmenten/<public_id>/intrekken")
@access(SIGNED_IN)
@in_transaction
def revoke_excerpt(public_id: str) -> ResponseReturnValue:
    """Take a yes back, as the reporter."""
    said = _("Ingetrokken. Het fragment is van onze pagina's verdwenen.")
    return _decided(public_id, excerpts.revoke_excerpt, said)


def _decided(public_id: str, decide: Callable[..., None], said: str) -> ResponseReturnValue:
    """Keep the word of the reporter, and nobody else's, and go back to the case."""
    excerpt = own_excerpt(public_id, me)
    try:
        decide(excerpt, by=actor())
    except Invalid as error:
        flash(refusal_words(error), "error")
    else:
        flash(said, "success")
    return redirect(url_for("cases.case", public_id=excerpt.case.public_id))
