"""The administrator's pages about people: who works here, with which roles. No case content."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.forms.administration import PersonForm, RoleForm
from app.accounts.role_lines import lines_of
from app.database import in_transaction
from app.people import operations
from app.people.joining import RoleDetails, add_member
from app.people.models import Membership, MembershipState, Person
from app.people.permissions import require_only_here
from app.people.queries import (
    membership_of,
    people_of,
    person_of,
    team_of,
    teams_of,
    waiting_memberships,
    works_elsewhere,
)
from app.people.roles import Role
from app.refusals import Invalid
from app.web.access import access, actor, here, me, roles
from app.web.navigation import Entry

blueprint = Blueprint("administration", __name__)
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
MENU = (Entry("Beheer", "administration.overview", ADMINISTRATOR, 70),)
ADMINISTRATION_MENU = (
    Entry("Mensen en rollen", "administration.people", ADMINISTRATOR, 10),
    Entry("Rollen bevestigen", "confirming.confirmations", ADMINISTRATOR, 20),
    Entry("Teams", "administration_settings.teams", ADMINISTRATOR, 30),
    Entry("Instellingen", "administration_settings.settings", ADMINISTRATOR, 80),
    Entry("Spelregels", "administration_settings.house_rules", ADMINISTRATOR, 90),
)


@blueprint.get("/beheer")
@access(roles(Role.ADMINISTRATOR))
def overview() -> ResponseReturnValue:
    """What there is to administer, and what waits."""
    return render_template(
        "accounts/administration/overview.html",
        waiting=len(waiting_memberships(here.id)),
        rules_missing=here.house_rules_signed_on is None,
    )


@blueprint.get("/beheer/mensen")
@access(roles(Role.ADMINISTRATOR))
def people() -> ResponseReturnValue:
    """Everybody with a role here, by name."""
    lines = [(person, lines_of(person, here.id)) for person in people_of(here.id)]
    return render_template("accounts/administration/people.html", lines=lines)


@blueprint.route("/beheer/mensen/nieuw", methods=["GET", "POST"])
@access(roles(Role.ADMINISTRATOR))
@in_transaction
def add_person() -> ResponseReturnValue:
    """Add somebody with a role, and show the link with which they set a password."""
    form = PersonForm()
    form.offer_teams(teams_of(here.id))
    if form.validate_on_submit():
        try:
            person = add_member(
                form.name.data or "", form.email.data or "", here, _role_of(form), by=actor()
            )
        except Invalid as error:
            form.refuse(error)
        else:
            return _link_page(person)
    page = render_template("accounts/administration/add_person.html", form=form)
    return page, 422 if form.is_submitted() else 200


def _role_of(form: RoleForm) -> RoleDetails:
    return {
        "role": Role(form.role.data),
        "team": team_of(form.team.data, here.id) if form.team.data else None,
        "starts_on": form.starts_on.data,
        "ends_on": form.ends_on.data,
    }


def _link_page(person: Person) -> ResponseReturnValue:
    """Show a new link; it stands in this answer alone, so it can be read once."""
    path = url_for("accounts.set_password", token=operations.create_link(person, by=actor()))
    base = current_app.config["BASE_URL"]
    link = base + path if base else url_for("pages.home", _external=True).rstrip("/") + path
    return render_template("accounts/administration/link.html", person=person, link=link)


@blueprint.route("/beheer/mensen/<public_id>", methods=["GET", "POST"])
@access(roles(Role.ADMINISTRATOR))
@in_transaction
def person(public_id: str) -> ResponseReturnValue:
    """One person, with a form to give a role."""
    found = person_of(public_id, here.id)
    form = RoleForm()
    form.offer_teams(teams_of(here.id))
    if form.validate_on_submit():
        try:
            given = operations.grant_role(found, here, **_role_of(form), by=actor())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_granted(given), "success")
            return _back_to(found)
    return _person_page(found, form, 422 if form.is_submitted() else 200)


def _granted(membership: Membership) -> str:
    if membership.state is MembershipState.WAITING:
        return str(_("De rol is gegeven en wacht op een tweede beheerder of de privacy officer."))
    return str(_("De rol is gegeven."))


def _back_to(person: Person) -> ResponseReturnValue:
    return redirect(url_for("administration.person", public_id=person.public_id))


def _person_page(person: Person, form: RoleForm, status: int) -> ResponseReturnValue:
    page = render_template(
        "accounts/administration/person.html",
        person=person,
        lines=lines_of(person, here.id),
        form=form,
        elsewhere=works_elsewhere(person.id, here.id),
        is_me=person.id == me.id,
    )
    return page, status


def _refused(person: Person, error: Invalid) -> ResponseReturnValue:
    """The page of a person again, with the reason on top."""
    form = RoleForm(formdata=None)
    form.offer_teams(teams_of(here.id))
    form.refuse(Invalid(error.sentence, "", **error.values))
    return _person_page(person, form, 422)


@blueprint.post("/beheer/mensen/<public_id>/link")
@access(roles(Role.ADMINISTRATOR))
@in_transaction
def new_link(public_id: str) -> ResponseReturnValue:
    """Make a link with which somebody sets a new password."""
    found = person_of(public_id, here.id)
    try:
        require_only_here(found, here)
    except Invalid as error:
        return _refused(found, error)
    return _link_page(found)


@blueprint.post("/beheer/mensen/<public_id>/uit")
@access(roles(Role.ADMINISTRATOR))
@in_transaction
def deactivate_person(public_id: str) -> ResponseReturnValue:
    """Close somebody's access."""
    found = person_of(public_id, here.id)
    try:
        require_only_here(found, here)
        operations.deactivate_person(found, by=actor())
    except Invalid as error:
        return _refused(found, error)
    flash(_("Het account is uitgeschakeld. Deze persoon is overal afgemeld."), "success")
    return _back_to(found)


@blueprint.post("/beheer/mensen/<public_id>/aan")
@access(roles(Role.ADMINISTRATOR))
@in_transaction
def reactivate_person(public_id: str) -> ResponseReturnValue:
    """Open somebody's access again."""
    found = person_of(public_id, here.id)
    try:
        require_only_here(found, here)
        operations.reactivate_person(found, by=actor())
    except Invalid as error:
        return _refused(found, error)
    flash(_("Het account is weer ingeschakeld."), "success")
    return _back_to(found)


@blueprint.post("/beheer/rollen/<public_id>/einde")
@access(roles(Role.ADMINISTRATOR))
@in_transaction
def end_role(public_id: str) -> ResponseReturnValue:
    """End a role at once."""
    membership = membership_of(public_id, here.id)
    try:
        operations.end_membership(membership, by=actor())
    except Invalid as error:
        return _refused(membership.person, error)
    flash(_("De rol is beëindigd."), "success")
    return _back_to(membership.person)
