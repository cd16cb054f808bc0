"""The administrator's pages for the lists behind a case. They show no case."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.people.roles import Role
from app.refusals import Invalid
from app.web.access import access, actor, here, roles
from app.web.navigation import Entry
from cases.forms.lists import BouwsteenForm, DomainForm, ProcedureForm
from cases.operations import lists as operations
from cases.queries.lists import (
    bouwsteen_of,
    bouwsteen_set_of,
    bouwsteen_sets_of,
    domain_of,
    domains_of,
    procedures_of,
)
from cases.queries.procedures import merged_names

blueprint = Blueprint("case_lists", __name__)
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
ADMINISTRATION_MENU = (
    Entry("Domeinen", "case_lists.domains", ADMINISTRATOR, 40),
    Entry("Procedures", "case_lists.procedures", ADMINISTRATOR, 50),
    Entry("Bouwstenen", "case_lists.bouwsteen_sets", ADMINISTRATOR, 60),
)


@blueprint.route("/beheer/domeinen", methods=["GET", "POST"])
@access(roles(Role.ADMINISTRATOR))
@in_transaction
def domains() -> ResponseReturnValue:
    """The domains, with a form to add one."""
    form = DomainForm()
    if form.validate_on_submit():
        try:
            operations.add_domain(
                here, form.name.data or "", sensitive=form.sensitive.data, by=actor()
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Het domein is toegevoegd."), "success")
            return redirect(url_for("case_lists.domains"))
    page = render_template("cases/lists/domains.html", form=form, domains=domains_of(here.id))
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/beheer/domeinen/<public_id>", methods=["GET", "POST"])
@access(roles(Role.ADMINISTRATOR))
@in_transaction
def change_domain(public_id: str) -> ResponseReturnValue:
    """Rename a domain, or mark it as sensitive."""
    domain = domain_of(public_id, here.id)
    form = DomainForm(obj=domain)
    if form.validate_on_submit():
        try:
            operations.change_domain(
                domain,
                form.name.data or "",
                sensitive=form.sensitive.data,
                organisation=here,
                by=actor(),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Het domein is bewaard."), "success")
            return redirect(url_for("case_lists.domains"))
    page = render_template("cases/lists/change_domain.html", form=form, domain=domain)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/beheer/procedures", methods=["GET", "POST"])
@access(roles(Role.ADMINISTRATOR))
@in_transaction
def procedures() -> ResponseReturnValue:
    """The procedures, with a form to add one."""
    form = ProcedureForm()
    if form.validate_on_submit():
        try:
            operations.add_procedure(
                here, form.name.data or "", code=form.code.data or "", by=actor()
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("De procedure is toegevoegd."), "success")
            return redirect(url_for("case_lists.procedures"))
    page = render_template(
        "cases/lists/procedures.html",
        form=form,
        procedures=procedures_of(here.id),
        merged=merged_names(here.id),
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/beheer/bouwstenen")
@access(roles(Role.ADMINISTRATOR))
def bouwsteen_sets() -> ResponseReturnValue:
    """The sets of bouwstenen, and which one is active."""
    return render_template("cases/lists/bouwsteen_sets.html", sets=bouwsteen_sets_of(here.id))


@blueprint.post("/beheer/bouwstenen/<public_id>/actief")
@access(roles(Role.ADMINISTRATOR))
@in_transaction
def activate_set(public_id: str) -> ResponseReturnValue:
    """Let new cases choose from another set."""
    chosen = bouwsteen_set_of(public_id, here.id)
    operations.activate_set(chosen, organisation=here, by=actor())
    flash(_("Vanaf nu kiezen inbrengers uit deze set. Oude keuzes blijven staan."), "success")
    return redirect(url_for("case_lists.bouwsteen_sets"))


@blueprint.route("/beheer/bouwsteen/<public_id>", methods=["GET", "POST"])
@access(roles(Role.ADMINISTRATOR))
@in_transaction
def change_bouwsteen(public_id: str) -> ResponseReturnValue:
    """Change the texts of a bouwsteen."""
    bouwsteen = bouwsteen_of(public_id, here.id)
    form = BouwsteenForm(obj=bouwsteen)
    if form.validate_on_submit():
        try:
            operations.change_bouwsteen(
                bouwsteen,
                name=form.name.data or "",
                explanation=form.explanation.data or "",
                question=form.question.data or "",
                organisation=here,
                by=actor(),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("De bouwsteen is bewaard."), "success")
            return redirect(url_for("case_lists.bouwsteen_sets"))
    page = render_template("cases/lists/change_bouwsteen.html", form=form, bouwsteen=bouwsteen)
    return page, 422 if form.is_submitted() else 200
