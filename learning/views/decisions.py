"""The pages on which something is done with a proposal: a step taken, an action handed out."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.people.roles import Role
from app.refusals import Invalid
from app.web.access import access, actor, me, roles
from learning.forms.decisions import ActionForm, DecideForm
from learning.lifecycle.proposals import OWN_BUTTON, STATE_LABELS
from learning.models.proposals import Proposal
from learning.operations.actions import add_action as hand_out
from learning.operations.actions import finish_action as finish
from learning.operations.decisions import decide_proposal
from learning.permissions.proposals import (
    can_assign,
    own_action,
    proposal_to_assign,
    proposal_to_decide,
    steps_for,
)
from learning.queries.figures import effect_in_words, last_verdict
from learning.queries.proposals import others_to_merge_into, people_to_act, person_in

blueprint = Blueprint("decisions", __name__)


@blueprint.route("/verbetervoorstellen/<public_id>/beslissing", methods=["GET", "POST"])
@access(roles(Role.MANAGER, Role.ANALYST))
@in_transaction
def decide(public_id: str) -> ResponseReturnValue:
    """Take the next step with a proposal: decide, carry out, conclude."""
    found = proposal_to_decide(public_id, me)
    others = others_to_merge_into(found, me)
    form = DecideForm()
    form.offer([one for one in steps_for(found, me) if one not in OWN_BUTTON], others)
    if form.validate_on_submit():
        try:
            decide_proposal(found, form.decision(others), by=actor(), stated=form.stated)
        except Invalid as error:
            form.refuse(error)
        else:
            state = _(STATE_LABELS[found.state])
            flash(_("Vastgelegd. De stand is nu: %(state)s.", state=state), "success")
            return redirect(url_for("proposals.proposal", public_id=public_id))
    return render_template(
        "learning/decisions/decide.html",
        form=form,
        proposal=found,
        effect=effect_in_words(last_verdict(found)),
    ), _status()


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
    return render_template(
        "learning/decisions/add_action.html", form=form, proposal=found
    ), _status()


@blueprint.post("/acties/<public_id>/klaar")
@access(roles(Role.MANAGER, Role.CONTRIBUTOR, Role.ANALYST))
@in_transaction
def finish_action(public_id: str) -> ResponseReturnValue:
    """Say that one's own action is done."""
    action = own_action(public_id, me)
    finish(action, by=actor())
    flash(_("Deze actie is klaar."), "success")
    return redirect(url_for("proposals.proposal", public_id=action.proposal.public_id))


def shown_on_proposal(proposal: Proposal) -> dict[str, object]:
    """What the page of a proposal says of deciding and carrying out, to whoever reads it whole."""
    return {
        "steps": [one for one in steps_for(proposal, me) if one not in OWN_BUTTON],
        "can_assign": can_assign(proposal, me),
        "holder_id": me.id,
    }


def _status() -> int:
    return 422 if request.method == "POST" else 200
