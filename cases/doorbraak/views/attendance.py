"""The reporter says whether they come to the review of their case."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.refusals import Invalid
from app.web.access import SIGNED_IN, access, actor, me, note_reading
from cases.doorbraak.forms.sessions import NO, YES, AttendanceForm
from cases.doorbraak.models.session import AgendaItem
from cases.doorbraak.operations.attendance import answer_attendance
from cases.doorbraak.permissions import own_item, participates
from cases.doorbraak.views.answers import form_status
from cases.terms import NameShownTo

blueprint = Blueprint("doorbraak_attendance", __name__)


@blueprint.route("/doorbraak/bespreking/<public_id>/erbij", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def attend(public_id: str) -> ResponseReturnValue:
    """Say whether one comes, and whether one's name may stand there."""
    item = own_item(public_id, me)
    sits_in = participates(item.session, me)
    form = AttendanceForm(data=_said(item))
    if sits_in:
        del form.comes
    if form.validate_on_submit():
        try:
            answer_attendance(
                item,
                comes=None if sits_in else form.comes.data == YES,
                name_shown_to=NameShownTo(form.name_shown_to.data),
                by=actor(),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            words = _("Je antwoord is bewaard. Je kunt het veranderen tot de sessie voorbij is.")
            flash(words, "success")
            return redirect(url_for("cases.own"))
    note_reading("case", [item.case.public_id])
    page = render_template("cases/doorbraak/attend.html", form=form, item=item, sits_in=sits_in)
    return page, form_status(form.errors)


def _said(item: AgendaItem) -> dict[str, str]:
    comes = {None: "", True: YES, False: NO}[item.reporter_attends]
    return {"comes": comes, "name_shown_to": item.case.name_shown_to.value}
