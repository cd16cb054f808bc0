"""The names of procedures, for the analyst: which are one and the same, and under which name."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.people.roles import Role
from app.refusals import Invalid
from app.web.access import access, actor, here, roles
from app.web.language import refusal_words
from cases.forms.duiding import MergeProcedureForm
from cases.operations import procedures as operations
from cases.queries.lists import procedures_of
from cases.queries.procedures import lookalike_pairs, procedure_lines, procedure_of

blueprint = Blueprint("case_procedures", __name__)
ANALYST = roles(Role.ANALYST)


@blueprint.get("/casussen/duiden/procedures")
@access(ANALYST)
def procedures() -> ResponseReturnValue:
    """Every name with how many cases carry it, and above them the names that look alike."""
    lines = procedure_lines(here.id)
    return render_template(
        "cases/duiding/procedures.html", lines=lines, pairs=lookalike_pairs(lines)
    )


@blueprint.route("/casussen/duiden/procedures/<public_id>", methods=["GET", "POST"])
@access(ANALYST)
@in_transaction
def merge(public_id: str) -> ResponseReturnValue:
    """Let a name go on under another one."""
    procedure = procedure_of(public_id, here.id)
    form = MergeProcedureForm()
    form.offer(procedures_of(here.id), besides=procedure)
    if form.validate_on_submit():
        try:
            if not form.into.data:
                raise Invalid("Kies welke naam blijft.", "into")
            into = procedure_of(form.into.data, here.id)
            operations.merge_procedures(procedure, into=into, by=actor())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Samengevoegd tot '%(name)s'.", name=into.current.name), "success")
            return redirect(url_for("case_procedures.procedures"))
    page = render_template("cases/duiding/merge_procedure.html", form=form, procedure=procedure)
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/casussen/duiden/procedures/<public_id>/los")
@access(ANALYST)
@in_transaction
def separate(public_id: str) -> ResponseReturnValue:
    """Give a merged name back to its cases."""
    procedure = procedure_of(public_id, here.id)
    try:
        operations.separate_procedure(procedure, by=actor())
    except Invalid as error:
        flash(refusal_words(error), "error")
    else:
        flash(_("'%(name)s' staat weer los.", name=procedure.name), "success")
    return redirect(url_for("case_procedures.procedures"))
