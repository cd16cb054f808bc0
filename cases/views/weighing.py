"""Help with weighing: the reporter's worksheet, and the text for the file that follows."""

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.refusals import Invalid, Stale
from app.web.access import SIGNED_IN, access, actor, me, note_reading
from app.web.forms import EmptyForm
from cases.forms.comparison import compare
from cases.forms.weighing import WeighingForm
from cases.models.case import Case
from cases.motivation import missing_steps
from cases.operations.findings import open_findings
from cases.operations.weighing import keep_weighing, use_motivation
from cases.permissions import own_case
from cases.queries.weighing import motivation_of, weighed, weighing_version
from cases.views.comparing import with_saved

blueprint = Blueprint("case_weighing", __name__)


@blueprint.route("/casussen/<public_id>/weging", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def weigh(public_id: str) -> ResponseReturnValue:
    """Answer the questions that help to weigh; all of them may stay empty."""
    case = own_case(public_id, me)
    note_reading("case", [case.public_id], "weigh")
    form = _form_of(case)
    if form.validate_on_submit():
        try:
            keep_weighing(case, form.answers(), version=form.known_version)
        except Stale:
            return _stale_page(form, case)
        return redirect(url_for("case_weighing.motivation", public_id=case.public_id))
    page = render_template("cases/weighing/weigh.html", form=form, case=case)
    return page, 422 if form.is_submitted() else 200


def _form_of(case: Case) -> WeighingForm:
    """The form as it came in, with what was chosen on the page with two versions, or as kept."""
    kept = weighed(case)
    if request.method == "POST":
        return WeighingForm(formdata=with_saved(kept))
    return WeighingForm(data={**kept, "version": weighing_version(case)})


def _stale_page(form: WeighingForm, case: Case) -> ResponseReturnValue:
    """The answers of another window beside one's own, which stay in the form."""
    compared = compare(form, form.answers(), weighed(case))
    form.version.data = str(weighing_version(case))
    page = render_template("cases/weighing/stale.html", form=form, case=case, compared=compared)
    return page, 409


@blueprint.post("/casussen/<public_id>/weging/bewaar")
@access(SIGNED_IN)
@in_transaction
def autosave(public_id: str) -> ResponseReturnValue:
    """Keep the answers while they are typed; the form does this by itself."""
    case = own_case(public_id, me)
    form = WeighingForm()
    if not form.validate():
        return jsonify({"saved": False}), 422
    try:
        version = keep_weighing(case, form.answers(), version=form.known_version)
    except Stale:
        version = weighing_version(case)
        values = {**weighed(case), "version": str(version)}
        return jsonify({"other": {"version": str(version), "values": values}}), 409
    return jsonify({"saved": True, "fields": {"version": str(version)}})


@blueprint.route("/casussen/<public_id>/motivering", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def motivation(public_id: str) -> ResponseReturnValue:
    """The text for the file: to copy, to print, or to take over into the case."""
    case = own_case(public_id, me)
    note_reading("case", [case.public_id], "motivation")
    form = EmptyForm()
    if form.validate_on_submit():
        try:
            use_motivation(case, by=actor(), stated=form.stated)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("De tekst staat nu bij je afweging."), "success")
            page = "case_findings.findings" if open_findings(case) else "cases.case"
            return redirect(url_for(page, public_id=case.public_id))
    page = render_template(
        "cases/weighing/motivation.html",
        form=form,
        case=case,
        text=motivation_of(case),
        missing=missing_steps(weighed(case)),
    )
    return page, 422 if form.is_submitted() else 200
