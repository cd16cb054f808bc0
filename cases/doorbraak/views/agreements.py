"""What a team agreed and still has to do."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.refusals import Invalid
from app.web.access import SIGNED_IN, access, actor, me, note_reading
from cases.doorbraak.forms.agreements import MoveForm
from cases.doorbraak.operations.agreements import move_agreement
from cases.doorbraak.permissions import doorbraak_team, leads_team
from cases.doorbraak.queries.agreements import agreement_to_move, open_agreements_of

blueprint = Blueprint("doorbraak_agreements", __name__)


@blueprint.get("/doorbraak/teams/<public_id>/afspraken")
@access(SIGNED_IN)
def team_agreements(public_id: str) -> ResponseReturnValue:
    """The open agreements of a team, late ones first."""
    team = doorbraak_team(public_id, me)
    lines = open_agreements_of(team, me)
    note_reading("case", sorted({one.agreement.item.case.public_id for one in lines}), "list")
    return render_template(
        "cases/doorbraak/team_agreements.html", team=team, lines=lines, leads=leads_team(team, me)
    )


@blueprint.route("/doorbraak/afspraken/<public_id>/datum", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def move(public_id: str) -> ResponseReturnValue:
    """Give an agreement another day, with a reason for its holder."""
    agreement = agreement_to_move(public_id, me)
    form = MoveForm(data={"due_on": agreement.due_on})
    if form.validate_on_submit():
        try:
            assert form.due_on.data is not None
            move_agreement(
                agreement,
                due_on=form.due_on.data,
                reason=form.reason.data or "",
                by=actor(),
                stated=form.stated,
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("De afspraak heeft een nieuwe datum."), "success")
            team = agreement.item.session.team
            return redirect(
                url_for("doorbraak_agreements.team_agreements", public_id=team.public_id)
            )
    note_reading("case", [agreement.item.case.public_id], "review")
    page = render_template("cases/doorbraak/move_agreement.html", form=form, agreement=agreement)
    return page, 422 if request.method == "POST" else 200
