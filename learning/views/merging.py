"""The pages on which two proposals become one, and one becomes two."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.people.roles import Role
from app.refusals import Invalid
from app.web.access import access, actor, me, roles
from learning.forms.following import MergeForm, SplitForm
from learning.lifecycle.proposals import ProposalStep
from learning.operations.decision_rules import Decision
from learning.operations.decisions import decide_proposal
from learning.operations.splitting_proposals import split_proposal
from learning.permissions.deciding import proposal_to_merge, proposal_to_split
from learning.queries.proposals import others_to_merge_into

blueprint = Blueprint("merging", __name__)
ANALYST = roles(Role.ANALYST)


@blueprint.route("/verbetervoorstellen/<public_id>/samenvoegen", methods=["GET", "POST"])
@access(ANALYST)
@in_transaction
def merge(public_id: str) -> ResponseReturnValue:
    """Let a proposal go on in another one."""
    found, form = proposal_to_merge(public_id, me), MergeForm()
    others = others_to_merge_into(found, me)
    form.offer(others)
    if form.validate_on_submit():
        into = form.chosen(others)
        step = Decision(ProposalStep.MERGE, reason=form.reason.data or "", into=into)
        try:
            decide_proposal(found, step, by=actor(), stated=form.stated)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Samengevoegd. De patronen en open acties gaan mee."), "success")
            goes_on = into.public_id if into else public_id
            return redirect(url_for("proposals.proposal", public_id=goes_on))
    page = render_template(
        "learning/decisions/merge.html", form=form, proposal=found, others=others
    )
    return page, _status()


@blueprint.route("/verbetervoorstellen/<public_id>/splitsen", methods=["GET", "POST"])
@access(ANALYST)
@in_transaction
def split(public_id: str) -> ResponseReturnValue:
    """Make a second draft out of a proposal; its writer goes on there at once."""
    found, form = proposal_to_split(public_id, me), SplitForm()
    form.offer(found.patterns)
    if form.validate_on_submit():
        try:
            second = split_proposal(
                found,
                title=form.title.data or "",
                patterns=form.chosen(found.patterns),
                author=me,
                by=actor(),
                stated=form.stated,
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Het tweede voorstel staat klaar. Pas de tekst aan."), "success")
            return redirect(url_for("proposals.edit_proposal", public_id=second.public_id))
    page = render_template("learning/decisions/split.html", form=form, proposal=found)
    return page, _status()


def _status() -> int:
    return 422 if request.method == "POST" else 200
