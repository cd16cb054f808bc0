"""What is typed and not saved yet: kept, compared with another window's, thrown away."""

from flask import Blueprint, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.web.access import SIGNED_IN, access, me
from app.web.security import local_path
from cases.forms.log import as_posted
from cases.models.case import Case
from cases.operations import drafts
from cases.permissions import own_case
from cases.queries.capture import case_of_form

blueprint = Blueprint("case_drafts", __name__)


@blueprint.post("/casussen/bewaar")
@access(SIGNED_IN)
@in_transaction
def autosave() -> ResponseReturnValue:
    """Keep what is being typed; the form does this by itself."""
    values = request.form.to_dict()
    return _kept(values, case_of_form(values.get("submission_key", ""), me))


@blueprint.post("/casussen/<public_id>/bewaar")
@access(SIGNED_IN)
@in_transaction
def autosave_edit(public_id: str) -> ResponseReturnValue:
    """Keep what is being changed in one's own case, beside the case."""
    return _kept(request.form.to_dict(), own_case(public_id, me))


def _kept(values: dict[str, str], case: Case | None) -> ResponseReturnValue:
    """Say under which key the text stands now; 409 with the other text when there are two."""
    saved = as_posted(case) if case else None
    kept = drafts.keep_draft(values, person=me, case=case, saved=saved)
    answer = {
        "saved_at": kept.saved_at.isoformat(),
        "fields": {"submission_key": kept.key, "draft_version": str(kept.version or "")},
    }
    if kept.other is None:
        return jsonify(answer)
    other = {
        "key": kept.other.submission_key,
        "version": str(kept.other.version),
        "saved_at": kept.other.saved_at.isoformat(),
        "values": drafts.words_of(kept.other),
    }
    return jsonify({**answer, "other": other}), 409


@blueprint.post("/casussen/concept/<key>/weg")
@access(SIGNED_IN)
@in_transaction
def drop_draft(key: str) -> ResponseReturnValue:
    """Throw away a form that was never saved."""
    drafts.drop_draft(key, person=me)
    flash(_("Het concept is weg."), "success")
    return redirect(local_path(request.form.get("next"), url_for("cases.own")))
