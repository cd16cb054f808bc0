"""Asking to look at a change again, and answering that: neither side learns who the other is."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.people.roles import Role
from app.refusals import Invalid, Refused
from app.web.access import SIGNED_IN, access, actor, here, me, roles
from learning.forms.telling import ANSWER_CHOICES, AnswerForm, AskAgainForm
from learning.lifecycle.proposals import STATE_LABELS, ProposalState, ProposalStep
from learning.models.proposals import Proposal
from learning.models.telling import ReopenWish, WishAnswer
from learning.operations import wishes as operations
from learning.permissions.proposals import proposal_in_full, steps_for
from learning.permissions.telling import (
    can_ask_again,
    proposal_to_ask_again,
    proposal_told_to,
)
from learning.queries.wishes import (
    answered_wishes,
    own_wishes,
    waiting_wishes,
    week_of_wish,
    wishes_about,
)

blueprint = Blueprint("reopening", __name__)
ANALYST = roles(Role.ANALYST)


@blueprint.route("/dit-is-veranderd/<public_id>/opnieuw", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def ask_again(public_id: str) -> ResponseReturnValue:
    """Ask the analyst to look at a change again; and what was asked before, with the answer."""
    form = AskAgainForm()
    if not form.is_submitted():
        return _ask_page(proposal_told_to(public_id, me), form)
    found = proposal_to_ask_again(public_id, me)
    if form.validate():
        try:
            operations.ask_again(
                found, person=me, text=form.text.data or "", by=actor(), stated=form.stated
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Je vraag is verstuurd. Je naam gaat niet mee."), "success")
            return redirect(url_for("reopening.ask_again", public_id=public_id))
    return _ask_page(found, form), 422


def _ask_page(found: Proposal, form: AskAgainForm) -> str:
    mine = own_wishes(found, me)
    waits = any(one.answer is None for one in mine)
    return render_template(
        "learning/telling/ask_again.html",
        proposal=found,
        form=form if can_ask_again(found, me) and not waits else None,
        mine=mine,
        week_of=week_of_wish,
        answers=ANSWER_CHOICES,
    )


@blueprint.get("/opnieuw-oppakken")
@access(ANALYST)
def wishes() -> ResponseReturnValue:
    """What reporters asked to look at again: their words and the week, never who."""
    return render_template(
        "learning/telling/wishes.html",
        waiting=waiting_wishes(me, here.id),
        answered=answered_wishes(me, here.id),
        week_of=week_of_wish,
        states=STATE_LABELS,
        answers=ANSWER_CHOICES,
    )


def waiting() -> bool:
    """Whether something waits for the analyst of this request; the bench asks it."""
    return bool(waiting_wishes(me, here.id))


@blueprint.route("/opnieuw-oppakken/<public_id>", methods=["GET", "POST"])
@access(ANALYST)
@in_transaction
def answer(public_id: str) -> ResponseReturnValue:
    """Answer everybody who asked about one change: taken up again, or not now and why."""
    found = proposal_in_full(public_id, me)
    waiting = wishes_about(found, me)
    if not waiting:
        raise Refused("proposal", public_id)
    form, may_reopen = AnswerForm(), _may_reopen(found)
    form.offer(may_reopen=may_reopen)
    if form.validate_on_submit():
        try:
            operations.answer_wishes(
                found,
                _seen(waiting),
                answer=WishAnswer(form.answer.data),
                text=form.text.data or "",
                by=actor(),
                stated=form.stated,
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Je antwoord is verstuurd aan wie het vroeg."), "success")
            return redirect(url_for("reopening.wishes"))
    page = render_template(
        "learning/telling/answer.html",
        proposal=found,
        waiting=waiting,
        form=form,
        may_reopen=may_reopen,
        state=STATE_LABELS[found.state],
        week_of=week_of_wish,
    )
    return page, 422 if form.is_submitted() else 200


def _may_reopen(found: Proposal) -> bool:
    """Where the life cycle allows it, or when it was taken up again already."""
    again = found.state is ProposalState.IN_PROGRESS
    return again or ProposalStep.TAKE_UP_AGAIN in steps_for(found, me)


def _seen(waiting: list[ReopenWish]) -> list[ReopenWish]:
    """Those whose words stood on the page; what came in meanwhile is not answered unread."""
    shown = set(request.form.getlist("seen"))
    return [one for one in waiting if one.public_id in shown]
