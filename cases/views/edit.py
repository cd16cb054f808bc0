"""Changing and removing one's own case, and bringing an earlier version back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.database import in_transaction, new_public_id
from app.refusals import Invalid, Stale
from app.sealing import unseal
from app.web.access import SIGNED_IN, access, actor, me, note_reading
from app.web.forms import EmptyForm
from app.web.language import refusal_words
from cases.forms.log import LogCaseForm, values_of
from cases.models.case import Case
from cases.models.history import CaseDraft
from cases.operations import drafts, log, share
from cases.operations.revisions import restore_revision
from cases.permissions import own_case
from cases.queries.cases import draft_of, unsaved_edits
from cases.views.comparing import chosen_values, stale_page, taken_fields
from cases.views.log import after_saving, form_of

blueprint = Blueprint("case_edit", __name__)


@blueprint.route("/casussen/<public_id>/bewerken", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def edit_case(public_id: str) -> ResponseReturnValue:
    """Change one's own case; who saved in between is not overwritten."""
    case = own_case(public_id, me)
    note_reading("case", [case.public_id], "edit")
    if request.method == "GET":
        return _opened(case)
    form = form_of(case.organisation_id, formdata=chosen_values(case))
    if not form.validate():
        return _edit_page(form, case)
    try:
        details, version = form.details(), form.known_version
        log.edit_case(case, details, version=version, by=actor(), stated=form.stated)
    except Invalid as error:
        form.refuse(error)
        return _edit_page(form, case)
    except Stale:
        return stale_page(form, case)
    if not taken_fields():
        # Where the saved text was chosen, one's own stays behind as a draft.
        drafts.drop_draft(form.submission_key.data or "", person=me)
    return after_saving(case)


def _opened(case: Case) -> ResponseReturnValue:
    """The form as the case is, or with the changes that somebody goes on with."""
    unsaved = list(unsaved_edits(case, me))
    draft = draft_of(request.args.get("concept", "")[:64], me)
    if draft is not None and draft.case_id == case.id:
        form = _resumed(case, draft)
        return _edit_page(form, case, [one for one in unsaved if one.id != draft.id])
    # Two windows that open the same case share a key, and so notice each other. Beside changes
    # that were left behind a form begins anew.
    key = new_public_id() if unsaved else f"bewerken-{case.public_id}-{me.public_id}"
    values = {**values_of(case), "version": case.version, "submission_key": key}
    return _edit_page(form_of(case.organisation_id, data=values), case, unsaved)


def _resumed(case: Case, draft: CaseDraft) -> LogCaseForm:
    """The form of a draft; the reference is in no draft, so it comes from the case."""
    values = {**draft.values, "draft_version": str(draft.version)}
    sealed = {"own_reference": unseal(case.own_reference)}
    return form_of(case.organisation_id, formdata=MultiDict(values), data=sealed)


def _edit_page(
    form: LogCaseForm, case: Case, unsaved: list[CaseDraft] | None = None
) -> ResponseReturnValue:
    page = render_template("cases/log_case.html", form=form, case=case, unsaved=unsaved or [])
    return page, 422 if request.method == "POST" else 200


@blueprint.post("/casussen/<public_id>/terugzetten")
@access(SIGNED_IN)
@in_transaction
def restore(public_id: str) -> ResponseReturnValue:
    """Bring an earlier version back, as an edit."""
    case = own_case(public_id, me)
    number, version = (request.form.get(name, 0, type=int) for name in ("number", "version"))
    try:
        restore_revision(case, number, version=version, by=actor())
    except Invalid as error:
        flash(refusal_words(error), "error")
    except Stale:
        flash(_("De casus is intussen aangepast. Kijk nog eens welke versie je wilt."), "error")
    else:
        return after_saving(case)
    return redirect(url_for("cases.revisions", public_id=case.public_id))


@blueprint.route("/casussen/<public_id>/verwijderen", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def delete_draft(public_id: str) -> ResponseReturnValue:
    """Remove a draft for good, after a page that asks whether that is meant."""
    case = own_case(public_id, me)
    note_reading("case", [case.public_id], "delete_draft")
    form = EmptyForm()
    if form.validate_on_submit():
        share.delete_draft(case, by=actor())
        flash(_("De casus is verwijderd."), "success")
        return redirect(url_for("cases.own"))
    return render_template("cases/delete_draft.html", case=case, form=form)
