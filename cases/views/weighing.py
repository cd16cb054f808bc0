"""Help with weighing: the reporter's worksheet, and the text for the file that follows."""

from flask import Blueprint, flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.refusals import Invalid
from app.web.access import SIGNED_IN, access, actor, me, note_reading
from app.web.forms import EmptyForm
from cases.forms.weighing import WeighingForm
from cases.motivation import missing_steps
from cases.operations.findings import open_findings
from cases.operations.weighing import keep_weighing, use_motivation
from cases.permissions import own_case
from cases.queries.weighing import motivation_of, weighed

blueprint = Blueprint("case_weighing", __name__)


@blueprint.route("/casussen/<public_id>/weging", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def weigh(public_id: str) -> ResponseReturnValue:
    """Answer the questions that help to weigh; all of them may stay empty."""
    case = own_case(public_id, me)
    note_reading("case", [case.public_id], "weigh")
    form = WeighingForm(data=weighed(case))
    if form.validate_on_submit():
        keep_weighing(case, form.answers())
        return redirect(url_for("case_weighing.motivation", public_id=case.public_id))
    page = render_template("cases/weighing/weigh.html", form=form, case=case)
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/casussen/<public_id>/weging/bewaar")
@access(SIGNED_IN)
@in_transaction
def autosave(public_id: str) -> ResponseReturnValue:
    """Keep the answers while they are typed; the form does this by itself."""
    case = own_case(public_id, me)
    form = WeighingForm()
    if form.validate():
        keep_weighing(case, form.answers())
    return jsonify({"saved": not form.errors}), 422 if form.errors else 200


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
