"""Bringing in a register: the file, its columns, a look ahead, taking it over, undoing it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.jobs import FINISHED, JobState
from app.people.roles import Role
from app.refusals import Invalid
from app.web.access import access, actor, here, me, note_reading, roles
from app.web.house_rules import refuse_without_house_rules
from app.web.language import refusal_words, said
from cases.forms.imports import ColumnsForm, UploadForm, columns_form
from cases.models.imports import BatchState, ImportBatch
from cases.operations import batches
from cases.operations.import_plan import PersonalData
from cases.queries.batches import (
    batches_of,
    job_of,
    may_undo,
    own_batch,
    teams_to_bring,
    waiting_cases,
)
from cases.terms import Audience

blueprint = Blueprint("case_imports", __name__)
READERS = roles(Role.PROFESSIONAL, Role.FACILITATOR, Role.ANALYST)


@blueprint.route("/casussen/importeren", methods=["GET", "POST"])
@access(READERS)
@in_transaction
def upload() -> ResponseReturnValue:
    """Send a file; nothing of it becomes a case yet."""
    form = UploadForm()
    if form.validate_on_submit():
        file = form.file.data
        try:
            batch = batches.keep_file(
                file.filename, file.read(), organisation=here, person=me, by=actor()
            )
        except Invalid as error:
            form.refuse(Invalid(error.sentence, "file", **error.values))
        else:
            return redirect(url_for("case_imports.columns", public_id=batch.public_id))
    page = render_template("cases/imports/upload.html", form=form, batches=batches_of(me, here.id))
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/casussen/importeren/<public_id>/kolommen", methods=["GET", "POST"])
@access(READERS)
@in_transaction
def columns(public_id: str) -> ResponseReturnValue:
    """Say which header is what, and who may read the cases."""
    batch = own_batch(public_id, me, here.id)
    if batch.state is not BatchState.UPLOADED:
        return redirect(url_for("case_imports.batch", public_id=public_id))
    form = _columns_form(batch)
    if form.validate_on_submit():
        try:
            refuse_without_house_rules(here)
            batches.choose_columns(
                batch,
                form.chosen(batch.choices["order"]),
                team=form.team.data or "",
                audience=Audience(form.audience.data),
                personal_data=PersonalData(form.personal_data.data),
                organisation=here,
            )
        except Invalid as error:
            form.refuse(error)
        else:
            return redirect(url_for("case_imports.batch", public_id=public_id))
    page = render_template("cases/imports/columns.html", form=form, batch=batch)
    return page, 422 if form.is_submitted() else 200


def _columns_form(batch: ImportBatch) -> ColumnsForm:
    """Set to what was chosen before; the first time to one's own team."""
    teams = [team.name for team in teams_to_bring(me, here.id)]
    data = {"team": teams[0] if teams else "", **batch.choices}
    return columns_form(batch.choices["order"], batch.headers, teams, data=data)


@blueprint.get("/casussen/importeren/<public_id>")
@access(READERS)
def batch(public_id: str) -> ResponseReturnValue:
    """How far a file is: being looked through, a look ahead, being taken over, taken, undone."""
    found = own_batch(public_id, me, here.id)
    job = job_of(found)
    if found.state is BatchState.UPLOADED and job is None:
        return redirect(url_for("case_imports.columns", public_id=public_id))
    waiting = waiting_cases(found)
    note_reading("case", [case.public_id for case in waiting], "list")
    return render_template(
        "cases/imports/batch.html",
        batch=found,
        job=job,
        busy=job is not None and job.state not in FINISHED,
        failed=job is not None and job.state is JobState.FAILED,
        report=found.choices.get("report"),
        waiting=waiting,
        undoable=may_undo(found),
    )


@blueprint.get("/casussen/importeren/<public_id>/stand")
@access(READERS)
def progress(public_id: str) -> ResponseReturnValue:
    """How far the work is, for the progress bar."""
    job = job_of(own_batch(public_id, me, here.id))
    return {
        "percent": job.percent if job else 0,
        "text": said(job.message) if job and job.message else _("Het werk begint zo."),
        "done": job is None or job.state in FINISHED,
        "next": url_for("case_imports.batch", public_id=public_id),
    }


@blueprint.post("/casussen/importeren/<public_id>/overnemen")
@access(READERS)
@in_transaction
def take_over(public_id: str) -> ResponseReturnValue:
    """Make the cases."""
    found = own_batch(public_id, me, here.id)
    try:
        refuse_without_house_rules(here)
        batches.take_over(found, good_rows="good_rows" in request.form)
    except Invalid as error:
        flash(refusal_words(error), "error")
    return redirect(url_for("case_imports.batch", public_id=public_id))


@blueprint.post("/casussen/importeren/<public_id>/ongedaan")
@access(READERS)
@in_transaction
def undo(public_id: str) -> ResponseReturnValue:
    """Remove what came in from a file."""
    found = own_batch(public_id, me, here.id)
    try:
        gone = batches.undo_import(found, by=actor())
    except Invalid as error:
        flash(refusal_words(error), "error")
    else:
        flash(_("Ongedaan gemaakt: %(count)s casussen zijn verwijderd.", count=gone), "success")
    return redirect(url_for("case_imports.batch", public_id=public_id))
