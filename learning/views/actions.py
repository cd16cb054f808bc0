"""The pages of what people do for a proposal: handing out, one's own list, and how it goes."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.people.roles import Role
from app.refusals import Invalid
from app.web.access import access, actor, me, roles
from learning.forms.following import ActionForm, ProgressForm
from learning.lifecycle.proposals import STATE_LABELS
from learning.operations.actions import add_action as hand_out
from learning.operations.actions import finish_action as finish
from learning.operations.actions import tell_progress as keep_progress
from learning.permissions.proposals import own_action, proposal_to_assign
from learning.queries.actions import days_late, is_late, is_soon, own_actions_of
from learning.queries.proposals import people_to_act, person_in

blueprint = Blueprint("actions", __name__)
ACTORS = roles(Role.MANAGER, Role.CONTRIBUTOR, Role.ANALYST)


@blueprint.get("/mijn-acties")
@access(ACTORS)
def own_actions() -> ResponseReturnValue:
    """What one has to do oneself for proposals, and what one did."""
    return render_template(
        "learning/actions/own_actions.html",
        actions=own_actions_of(me),
        is_late=is_late,
        is_soon=is_soon,
        days_late=days_late,
        states=STATE_LABELS,
    )


@blueprint.route("/verbetervoorstellen/<public_id>/acties/nieuw", methods=["GET", "POST"])
@access(roles(Role.MANAGER, Role.CONTRIBUTOR))
@in_transaction
def add_action(public_id: str) -> ResponseReturnValue:
    """Hand out something that has to be done."""
    found = proposal_to_assign(public_id, me)
    form, people = ActionForm(), people_to_act(found.organisation_id)
    form.offer(people)
    if form.validate_on_submit():
        try:
            hand_out(
                found,
                text=form.text.data or "",
                holder=person_in(people, form.holder.data or ""),
                due_on=form.due_on.data,
                by=actor(),
                stated=form.stated,
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("De actie is toegevoegd."), "success")
            return redirect(url_for("proposals.proposal", public_id=public_id))
    page = render_template("learning/actions/add_action.html", form=form, proposal=found)
    return page, _status()


@blueprint.route("/acties/<public_id>/voortgang", methods=["GET", "POST"])
@access(ACTORS)
@in_transaction
def tell_progress(public_id: str) -> ResponseReturnValue:
    """Say how one's own action goes."""
    action = own_action(public_id, me)
    form = ProgressForm(data={"progress": action.progress})
    if form.validate_on_submit():
        try:
            keep_progress(action, text=form.progress.data or "", by=actor(), stated=form.stated)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Bewaard. Wie het voorstel volgt, ziet nu hoe het gaat."), "success")
            return redirect(url_for("actions.own_actions"))
    page = render_template("learning/actions/tell_progress.html", form=form, action=action)
    return page, _status()


@blueprint.post("/acties/<public_id>/klaar")
@access(ACTORS)
@in_transaction
def finish_action(public_id: str) -> ResponseReturnValue:
    """Say that one's own action is done."""
    finish(own_action(public_id, me), by=actor())
    flash(_("Deze actie is klaar."), "success")
    return redirect(url_for("actions.own_actions"))


def _status() -> int:
    return 422 if request.method == "POST" else 200
