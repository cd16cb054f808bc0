"""The pages on which a step is taken with a proposal, and those of what was not taken over."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.people.roles import Role
from app.refusals import Invalid, Stale
from app.web.access import access, actor, here, me, roles
from app.web.typed import typed_texts
from learning.forms.decisions import DecideForm, ForwardOnForm
from learning.forms.following import AnswerForm, WordsForm
from learning.lifecycle.proposals import STATE_LABELS, ProposalState
from learning.models.deciding import SecondOpinion
from learning.models.proposals import (
    ADDRESSEE_LABELS,
    ANSWER_LABELS,
    STRENGTH_LABELS,
    AddresseeAnswer,
    Proposal,
)
from learning.operations.addressees import add_addressee, reasons_of_refusal
from learning.operations.addressees import note_answer as keep_answer
from learning.operations.second_opinion import ALONE, take_step
from learning.permissions.deciding import (
    actions_seen_by,
    addressee_to_answer,
    can_answer_choice,
    can_forward_on,
    can_merge,
    can_split,
    choices_for,
    choices_now,
    is_manager_of,
    knows_choice,
    proposal_to_forward_on,
    proposal_to_step,
)
from learning.permissions.proposals import can_assign, sight_of
from learning.queries.actions import days_late, is_late
from learning.queries.deciding import (
    mark_of,
    merged_into_this,
    open_opinion,
    other_managers,
    refused_opinion,
    split_off,
)
from learning.queries.figures import effect_in_words, last_verdict
from learning.queries.late import days_over
from learning.queries.proposals import days_since
from learning.queries.proposals import not_taken_over as found_not_taken_over

blueprint = Blueprint("decisions", __name__)
MANAGER = roles(Role.MANAGER)
READERS = roles(
    Role.ANALYST,
    Role.MANAGER,
    Role.CONTRIBUTOR,
    Role.BOARD,
    Role.PROFESSIONAL,
    Role.FACILITATOR,
)


@blueprint.route("/verbetervoorstellen/<public_id>/beslissing", methods=["GET", "POST"])
@access(roles(Role.MANAGER, Role.ANALYST))
@in_transaction
def decide(public_id: str) -> ResponseReturnValue:
    """Take the next step with a proposal: decide, carry out, conclude."""
    found, form = proposal_to_step(public_id, me), DecideForm()
    mark = mark_of(found)
    if form.is_submitted() and form.seen.data not in (None, "", mark):
        return _overtaken(found)
    form.offer(choices_now(found, me), mark, elsewhere=reasons_of_refusal(found))
    if open_opinion(found) is not None:
        return redirect(url_for("second_opinion.second_opinion", public_id=public_id))
    if form.validate_on_submit():
        try:
            waiting = take_step(
                found,
                form.decision(),
                by=actor(),
                seen=form.seen.data or mark,
                stated=form.stated,
            )
        except Stale:
            return _overtaken(found)
        except Invalid as error:
            form.refuse(error)
        else:
            return _decided(found, waiting)
    return _decide_page(found, form), 200 if form.wants_more else _status()


def _decided(found: Proposal, waiting: SecondOpinion | None) -> ResponseReturnValue:
    if waiting is not None:
        flash(_("Je keuze is bewaard. Een tweede manager kijkt er nu naar."), "success")
    else:
        state = _(STATE_LABELS[found.state])
        flash(_("Vastgelegd. De stand is nu: %(state)s.", state=state), "success")
    return redirect(url_for("proposals.proposal", public_id=found.public_id))


def _decide_page(found: Proposal, form: DecideForm) -> str:
    return render_template(
        "learning/decisions/decide.html",
        form=form,
        proposal=found,
        effect=effect_in_words(last_verdict(found)),
        days=days_since(found.state_since),
        strengths=STRENGTH_LABELS,
        two_decide=found.organisation.two_decide and is_manager_of(found, me),
        alone=not other_managers(found.organisation_id, me.id),
        alone_words=ALONE,
        refused=refused_opinion(found),
    )


def _overtaken(found: Proposal) -> ResponseReturnValue:
    """Say what somebody else did meanwhile, and keep what this one typed."""
    page = render_template(
        "learning/decisions/overtaken.html",
        proposal=found,
        waiting=open_opinion(found),
        can_go_on=bool(choices_for(found, me)),
        typed=typed_texts(),
        states=STATE_LABELS,
    )
    return page, 409


@blueprint.route("/verbetervoorstellen/<public_id>/doorgeleiden", methods=["GET", "POST"])
@access(MANAGER)
@in_transaction
def forward_on(public_id: str) -> ResponseReturnValue:
    """Lay a proposal that was forwarded before one more."""
    found, form = proposal_to_forward_on(public_id, me), ForwardOnForm()
    form.offer()
    if form.validate_on_submit():
        try:
            add_addressee(found, form.addressed(0), by=actor(), stated=form.stated)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Toegevoegd. Leg het antwoord vast als het er is."), "success")
            return redirect(url_for("proposals.proposal", public_id=public_id))
    page = render_template("learning/decisions/forward_on.html", form=form, proposal=found)
    return page, _status()


@blueprint.route("/doorgeleid/<public_id>/antwoord", methods=["GET", "POST"])
@access(MANAGER)
@in_transaction
def note_answer(public_id: str) -> ResponseReturnValue:
    """Keep what somebody answered to whom a proposal was forwarded."""
    found, addressee = addressee_to_answer(public_id, me)
    form = AnswerForm(
        data={
            "answer": addressee.answer.value if addressee.answer else None,
            "text": addressee.answer_text,
            "on": addressee.answered_on,
        }
    )
    if form.validate_on_submit():
        try:
            keep_answer(found, addressee, form.given(), by=actor(), stated=form.stated)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Het antwoord is vastgelegd."), "success")
            return redirect(url_for("proposals.proposal", public_id=found.public_id))
    page = render_template(
        "learning/decisions/note_answer.html",
        form=form,
        proposal=found,
        addressee=addressee,
        over=days_over(addressee.answer_by),
        kinds=ADDRESSEE_LABELS,
    )
    return page, _status()


@blueprint.route("/verbetervoorstellen/niet-overgenomen", methods=["GET", "POST"])
@access(READERS)
def not_taken_over() -> ResponseReturnValue:
    """What was not taken over, here or elsewhere, with the reason; found again by its words.

    The words are sent with the form, so that they stand in no address and no log.
    """
    form = WordsForm()
    words = form.words.data or "" if form.validate_on_submit() else ""
    return render_template(
        "learning/decisions/not_taken_over.html",
        form=form,
        words=words,
        proposals=found_not_taken_over(me, here.id, words),
        states=STATE_LABELS,
    )


def shown_on_proposal(proposal: Proposal) -> dict[str, object]:
    """What the page of a proposal says of deciding and carrying out, to whoever reads it whole."""
    return {
        **_choice_shown(proposal),
        **_elsewhere_shown(proposal),
        **_relatives_shown(proposal),
        "can_assign": can_assign(proposal, me),
        "holder_id": me.id,
        "actions_shown": actions_seen_by(proposal, me),
        "is_late": is_late,
        "days_late": days_late,
    }


def _choice_shown(proposal: Proposal) -> dict[str, object]:
    """The steps to take, and to who decides or analyses what waits for a second manager."""
    if not knows_choice(proposal, me):
        return {"steps": []}
    waiting = open_opinion(proposal)
    return {
        "steps": [] if waiting else choices_for(proposal, me),
        "waiting_choice": waiting,
        "can_second": waiting is not None and can_answer_choice(waiting, me),
        "refused_choice": refused_opinion(proposal),
    }


def _elsewhere_shown(proposal: Proposal) -> dict[str, object]:
    """To whom it was forwarded, what they answered, and what can follow from that."""
    answers = {one.answer for one in proposal.addressees}
    elsewhere = proposal.state is ProposalState.FORWARDED
    return {
        "elsewhere": elsewhere,
        "can_forward_on": can_forward_on(proposal, me),
        "taken_up_elsewhere": elsewhere and AddresseeAnswer.TAKEN_UP in answers,
        "all_refused": elsewhere and answers == {AddresseeAnswer.REFUSED},
        "days_over": days_over,
        "addressee_kinds": ADDRESSEE_LABELS,
        "answer_words": ANSWER_LABELS,
    }


def _relatives_shown(proposal: Proposal) -> dict[str, object]:
    """The proposals that it was made of or out of, as far as this person sees them."""
    origin = proposal.split_from
    return {
        "merged_here": [one for one in merged_into_this(proposal) if sight_of(one, me)],
        "split_here": [one for one in split_off(proposal) if sight_of(one, me)],
        "split_from": origin if origin is not None and sight_of(origin, me) else None,
        "can_merge": can_merge(proposal, me) and open_opinion(proposal) is None,
        "can_split": can_split(proposal, me),
    }


def _status() -> int:
    return 422 if request.method == "POST" else 200
