"""The pages of a choice that waits for a second manager."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.people.roles import Role
from app.refusals import Invalid, Refused, Stale
from app.web.access import access, actor, me, roles
from app.web.typed import typed_texts
from learning.forms.following import SecondForm
from learning.lifecycle.proposals import STATE_LABELS
from learning.models.deciding import SecondOpinion
from learning.models.proposals import ADDRESSEE_LABELS, STRENGTH_LABELS, Proposal
from learning.operations.second_opinion import agree, decision_of, disagree, withdraw
from learning.permissions.deciding import (
    can_answer_choice,
    can_withdraw_choice,
    proposal_with_choice,
)
from learning.queries.deciding import open_opinion, other_managers
from learning.queries.proposals import days_since

blueprint = Blueprint("second_opinion", __name__)


@blueprint.route("/verbetervoorstellen/<public_id>/tweede-manager", methods=["GET", "POST"])
@access(roles(Role.MANAGER, Role.ANALYST))
@in_transaction
def second_opinion(public_id: str) -> ResponseReturnValue:
    """What one manager chose, and whether a second one agrees; to an analyst only to read."""
    found = proposal_with_choice(public_id, me)
    opinion, form = open_opinion(found), SecondForm()
    if opinion is None:
        return _gone(found)
    if form.is_submitted() and not can_answer_choice(opinion, me):
        raise Refused("proposal", public_id)
    if form.validate_on_submit():
        try:
            _answer(opinion, form)
        except Stale:
            return _gone(found)
        except Invalid as error:
            form.refuse(error)
        else:
            return redirect(url_for("proposals.proposal", public_id=public_id))
    page = render_template(
        "learning/decisions/second_opinion.html",
        form=form,
        proposal=found,
        opinion=opinion,
        decision=decision_of(opinion),
        days=days_since(found.state_since),
        can_answer=can_answer_choice(opinion, me),
        can_withdraw=can_withdraw_choice(opinion, me),
        others=other_managers(found.organisation_id, opinion.asked_by_id),
        strengths=STRENGTH_LABELS,
        kinds=ADDRESSEE_LABELS,
    )
    return page, 422 if request.method == "POST" else 200


@blueprint.post("/verbetervoorstellen/<public_id>/tweede-manager/intrekken")
@access(roles(Role.MANAGER))
@in_transaction
def withdraw_choice(public_id: str) -> ResponseReturnValue:
    """Take one's own choice back before a second manager answered."""
    found = proposal_with_choice(public_id, me)
    opinion = open_opinion(found)
    if opinion is None:
        return _gone(found)
    try:
        withdraw(opinion, by=actor())
    except Stale:
        return _gone(found)
    flash(_("Je keuze is ingetrokken. Het voorstel wacht weer op een beslissing."), "success")
    return redirect(url_for("proposals.proposal", public_id=public_id))


def _answer(opinion: SecondOpinion, form: SecondForm) -> None:
    if form.agrees:
        agree(opinion, by=actor())
        state = _(STATE_LABELS[opinion.proposal.state])
        flash(_("Vastgelegd. De stand is nu: %(state)s.", state=state), "success")
    else:
        disagree(opinion, reason=form.reason.data or "", by=actor(), stated=form.stated)
        flash(_("Vastgelegd. Het voorstel wacht weer op een beslissing."), "success")


def _gone(found: Proposal) -> ResponseReturnValue:
    """The choice was answered or taken back meanwhile: a reader is led on, a writer hears it."""
    if request.method == "GET":
        return redirect(url_for("proposals.proposal", public_id=found.public_id))
    page = render_template(
        "learning/decisions/overtaken.html",
        proposal=found,
        waiting=open_opinion(found),
        can_go_on=False,
        typed=typed_texts(),
        states=STATE_LABELS,
    )
    return page, 409
