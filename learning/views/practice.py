"""One anonymous question to those who met a bottleneck that was changed."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.refusals import Invalid
from app.web.access import SIGNED_IN, access, actor, me
from learning.forms.practice import PracticeForm
from learning.models.practice import PracticeAnswer
from learning.operations.practice import answer_round
from learning.queries.effects import smallest_group_for
from learning.queries.practice import round_for

blueprint = Blueprint("practice", __name__)


@blueprint.route("/knelt-dit-nog/<public_id>", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def answer(public_id: str) -> ResponseReturnValue:
    """Say whether it still pinches, once and without a name."""
    asked, form = round_for(public_id, me), PracticeForm()
    if form.validate_on_submit():
        try:
            answer_round(asked, answer=PracticeAnswer(form.answer.data), person=me, by=actor())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Dank je wel. Je antwoord is geteld, zonder je naam."), "success")
            return redirect(url_for("cases.own"))
    page = render_template(
        "learning/practice/answer.html",
        form=form,
        asked=asked,
        proposal=asked.proposal,
        fewest=smallest_group_for(asked.proposal) + 1,
    )
    return page, 422 if request.method == "POST" else 200
