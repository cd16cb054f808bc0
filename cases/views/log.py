"""Logging, editing and sharing one's own case."""

from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.database import in_transaction, new_public_id
from app.people.models import Team
from app.people.permissions import active_memberships
from app.refusals import Invalid, Stale
from app.web.access import SIGNED_IN, access, actor, here, me, note_reading
from app.web.forms import EmptyForm
from cases.forms.log import LogCaseForm, case_form, values_of
from cases.lifecycle import CaseState
from cases.models.case import Case
from cases.operations import drafts, log, share
from cases.permissions import own_case
from cases.queries.cases import draft_of
from cases.queries.lists import active_bouwstenen, domains_of

blueprint = Blueprint("case_log", __name__)


def _form(organisation_id: int, **kwargs: Any) -> LogCaseForm:
    domains = [domain.name for domain in domains_of(organisation_id)]
    return case_form(list(active_bouwstenen(organisation_id)), domains, **kwargs)


def own_team() -> Team | None:
    """The team in which this person works in the organisation of now, when there is one."""
    teams = [one.team for one in active_memberships(me) if one.organisation_id == here.id]
    return next((team for team in teams if team is not None), None)


@blueprint.route("/casussen/nieuw", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def log_case() -> ResponseReturnValue:
    """Log a case; what was typed before a break comes back."""
    form = _form(here.id) if request.method == "POST" else _resumed()
    if form.validate_on_submit():
        case = log.log_case(
            form.details(),
            reporter=me,
            organisation=here,
            team=own_team(),
            by=actor(),
            submission_key=form.submission_key.data,
        )
        return _after_saving(case)
    return _case_page(form, None)


def _resumed() -> LogCaseForm:
    """A fresh form, or the one of a draft, or one with the procedure of the address filled in."""
    key = request.args.get("concept", "")[:64]
    draft = draft_of(key, me) if key else None
    if draft is not None:
        return _form(here.id, formdata=MultiDict(draft.values), meta={"csrf": True})
    procedure = request.args.get("procedure", "")[:200]
    return _form(here.id, data={"submission_key": new_public_id(), "procedure": procedure})


def _case_page(form: LogCaseForm, case: Case | None) -> ResponseReturnValue:
    page = render_template("cases/log_case.html", form=form, case=case)
    return page, 422 if request.method == "POST" else 200


def _after_saving(case: Case) -> ResponseReturnValue:
    """On to the findings when there are any, to sharing when that was asked, else to the case."""
    if share.open_findings(case):
        return redirect(url_for("case_log.findings", public_id=case.public_id))
    if request.form.get("then") == "share" and case.state is CaseState.DRAFT:
        return redirect(url_for("case_share.share_case", public_id=case.public_id))
    flash(_("Je casus is bewaard."), "success")
    return redirect(url_for("cases.case", public_id=case.public_id))


@blueprint.post("/casussen/bewaar")
@access(SIGNED_IN)
@in_transaction
def autosave() -> ResponseReturnValue:
    """Keep what is being typed; the form does this by itself."""
    saved_at = drafts.keep_draft(request.form.to_dict(), person=me)
    return jsonify({"saved_at": saved_at.isoformat()})


@blueprint.post("/casussen/concept/<key>/weg")
@access(SIGNED_IN)
@in_transaction
def drop_draft(key: str) -> ResponseReturnValue:
    """Throw away a form that was never saved."""
    drafts.drop_draft(key, person=me)
    flash(_("Het concept is weg."), "success")
    return redirect(url_for("cases.own"))


@blueprint.route("/casussen/<public_id>/bewerken", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def edit_case(public_id: str) -> ResponseReturnValue:
    """Change one's own case; who saved in between is not overwritten."""
    case = own_case(public_id, me)
    note_reading("case", [case.public_id], "edit")
    if request.method == "GET":
        values = {**values_of(case), "version": case.version}
        return _case_page(_form(case.organisation_id, data=values), case)
    form = _form(case.organisation_id)
    if not form.validate():
        return _case_page(form, case)
    try:
        log.edit_case(case, form.details(), version=form.known_version, by=actor())
    except Invalid as error:
        form.refuse(error)
        return _case_page(form, case)
    except Stale:
        form.version.data = str(case.version)
        page = render_template("cases/stale.html", form=form, case=case, now=values_of(case))
        return page, 409
    return _after_saving(case)


@blueprint.get("/casussen/<public_id>/gegevens")
@access(SIGNED_IN)
def findings(public_id: str) -> ResponseReturnValue:
    """What looks like personal data, marked in the text."""
    case = own_case(public_id, me)
    note_reading("case", [case.public_id], "findings")
    return render_template("cases/findings.html", case=case, marked=drafts.marked_texts(case))


@blueprint.post("/casussen/<public_id>/gegevens")
@access(SIGNED_IN)
@in_transaction
def settle_findings(public_id: str) -> ResponseReturnValue:
    """Replace the findings, or state that they are no personal data."""
    case = own_case(public_id, me)
    if request.form.get("choice") == "keep":
        share.keep_findings(case, by=actor())
    else:
        share.replace_findings(case, by=actor())
    if case.state is CaseState.DRAFT:
        return redirect(url_for("case_share.share_case", public_id=case.public_id))
    return redirect(url_for("cases.case", public_id=case.public_id))


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
