"""The agenda of a session: which cases, in which order, with how many minutes."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.refusals import Invalid
from app.web.access import SIGNED_IN, access, actor, me, note_reading
from cases.doorbraak.forms.sessions import AgendaForm, ArrangeForm
from cases.doorbraak.models.session import DoorbraakSession
from cases.doorbraak.operations import agenda
from cases.doorbraak.operations.agenda_order import arrange_agenda as arrange
from cases.doorbraak.operations.agenda_order import moved
from cases.doorbraak.permissions import led_item, led_session
from cases.doorbraak.queries.sessions import AgendaLine, agenda_for
from cases.doorbraak.queries.teams import open_offers
from cases.doorbraak.steps import minutes_of
from cases.doorbraak.terms import ItemResult
from cases.doorbraak.views.answers import form_status, press, to_session

blueprint = Blueprint("doorbraak_agenda", __name__)
PLACES = {"omhoog": -1, "omlaag": 1}


@blueprint.route("/doorbraak/sessies/<public_id>/agenda", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def add_to_agenda(public_id: str) -> ResponseReturnValue:
    """Put an offered case on the agenda."""
    found = led_session(public_id, me)
    offers = open_offers([found.team], me)
    form = AgendaForm(data={"minutes": minutes_of(found.form)})
    form.offer.choices = [(offer.public_id, offer.case.title) for offer in offers]
    if form.validate_on_submit():
        chosen = next(one for one in offers if one.public_id == form.offer.data)
        try:
            agenda.add_to_agenda(found, offer=chosen, minutes=form.minutes.data or 0, by=actor())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("De casus staat op de agenda."), "success")
            return to_session(found)
    note_reading("case", [offer.case.public_id for offer in offers], "list")
    page = render_template(
        "cases/doorbraak/add_to_agenda.html", form=form, session=found, offers=offers
    )
    return page, form_status(form.errors)


@blueprint.post("/doorbraak/bespreking/<public_id>/van-agenda")
@access(SIGNED_IN)
@in_transaction
def take_off_agenda(public_id: str) -> ResponseReturnValue:
    """Take a case off the agenda; it waits again with the team."""
    item = led_item(public_id, me)
    return press(
        item.session,
        lambda by: agenda.take_off_agenda(item, by=by),
        _("De casus is van de agenda en wacht weer bij het team."),
    )


@blueprint.route("/doorbraak/sessies/<public_id>/agenda/indelen", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def arrange_agenda(public_id: str) -> ResponseReturnValue:
    """Change the order and the minutes; a button beside a case moves it and keeps the rest."""
    found = led_session(public_id, me)
    form = ArrangeForm()
    if form.validate_on_submit():
        word, _colon, key = request.form.get("move", "").partition(":")
        order = moved(form.order, key, PLACES.get(word, 0))
        try:
            arrange(found, order=order, minutes=form.minutes(), by=actor())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("De agenda is bewaard."), "success")
            return redirect(_arranging(found, key)) if word else to_session(found)
    lines = _waiting(found)
    note_reading("case", [one.item.case.public_id for one in lines if one.readable], "list")
    page = render_template(
        "cases/doorbraak/arrange_agenda.html",
        form=form,
        session=found,
        lines=lines,
        total=sum(one.item.minutes for one in lines),
    )
    return page, form_status(form.errors)


def _waiting(found: DoorbraakSession) -> list[AgendaLine]:
    return [one for one in agenda_for(found, me) if one.item.result is ItemResult.WAITING]


def _arranging(found: DoorbraakSession, key: str) -> str:
    """The same page again, at the case that was moved."""
    anchor = f"casus-{key}" if key else None
    return url_for("doorbraak_agenda.arrange_agenda", public_id=found.public_id, _anchor=anchor)
