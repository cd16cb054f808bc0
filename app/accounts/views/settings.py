"""The administrator's pages about the organisation: teams, settings and the rules of the game."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.forms.administration import HouseRulesForm, SettingsForm, TeamForm
from app.database import in_transaction
from app.people import operations
from app.people.models import OrganisationKind
from app.people.queries import reader_count, team_of, teams_of
from app.people.roles import Role
from app.people.settings import save_settings
from app.refusals import Invalid
from app.web.access import access, actor, here, roles

blueprint = Blueprint("administration_settings", __name__)


@blueprint.route("/beheer/teams", methods=["GET", "POST"])
@access(roles(Role.ADMINISTRATOR))
@in_transaction
def teams() -> ResponseReturnValue:
    """The teams, with a form to add one."""
    form = TeamForm()
    if form.validate_on_submit():
        try:
            operations.create_team(here, form.name.data or "", by=actor())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Het team is toegevoegd."), "success")
            return redirect(url_for("administration_settings.teams"))
    lines = [(team, reader_count(here.id, team.id)) for team in teams_of(here.id)]
    page = render_template("accounts/administration/teams.html", form=form, lines=lines)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/beheer/teams/<public_id>", methods=["GET", "POST"])
@access(roles(Role.ADMINISTRATOR))
@in_transaction
def rename_team(public_id: str) -> ResponseReturnValue:
    """Give a team another name."""
    team = team_of(public_id, here.id)
    form = TeamForm(data={"name": team.name})
    if form.validate_on_submit():
        try:
            operations.rename_team(team, form.name.data or "", by=actor())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Het team heeft een nieuwe naam."), "success")
            return redirect(url_for("administration_settings.teams"))
    page = render_template("accounts/administration/rename_team.html", form=form, team=team)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/beheer/instellingen", methods=["GET", "POST"])
@access(roles(Role.ADMINISTRATOR))
@in_transaction
def settings() -> ResponseReturnValue:
    """What the organisation decides for itself."""
    form = SettingsForm(
        data={
            "kind": here.kind.value,
            "smallest_group": here.smallest_group,
            "reaction_days": here.reaction_days,
            "reading_days": here.reading_days,
            "doorbraak_name": here.doorbraak_name,
            "times_logging": here.times_logging,
            "guest_statement": here.guest_statement,
            "two_decide": here.two_decide,
            "reminder_days": here.reminder_days,
            "public_page": here.public_page,
        }
    )
    if form.validate_on_submit():
        try:
            save_settings(
                here,
                kind=OrganisationKind(form.kind.data),
                smallest_group=form.smallest_group.data or 0,
                reaction_days=form.reaction_days.data or 0,
                reading_days=form.reading_days.data or 0,
                doorbraak_name=form.doorbraak_name.data or "",
                times_logging=form.times_logging.data,
                guest_statement=form.guest_statement.data or "",
                two_decide=form.two_decide.data,
                reminder_days=form.reminder_days.data or 0,
                public_page=form.public_page.data,
                by=actor(),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("De instellingen zijn bewaard."), "success")
            return redirect(url_for("administration_settings.settings"))
    page = render_template("accounts/administration/settings.html", form=form)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/beheer/spelregels", methods=["GET", "POST"])
@access(roles(Role.ADMINISTRATOR))
@in_transaction
def house_rules() -> ResponseReturnValue:
    """The rules of the game, as the board has signed them."""
    form = HouseRulesForm(
        data={
            "text": here.house_rules,
            "signed_by": here.house_rules_signed_by,
            "signed_on": here.house_rules_signed_on,
        }
    )
    if form.validate_on_submit() and form.signed_on.data:
        try:
            operations.sign_house_rules(
                here,
                form.text.data or "",
                form.signed_by.data or "",
                form.signed_on.data,
                by=actor(),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("De spelregels zijn bewaard. Iedereen kan ze nu lezen."), "success")
            return redirect(url_for("pages.who_sees_what"))
    page = render_template("accounts/administration/house_rules.html", form=form)
    return page, 422 if form.is_submitted() else 200
