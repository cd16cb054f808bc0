"""A session that is spread over days: what is asked of whom, and when each step closes."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.clock import now
from app.database import in_transaction
from app.refusals import Invalid, Refused
from app.web.access import SIGNED_IN, WITH_GUESTS, access, actor, me, note_reading
from app.web.language import refusal_words
from cases.doorbraak.closing import closing_after
from cases.doorbraak.forms.closing import ClosingForm, closing_values
from cases.doorbraak.models.session import DoorbraakSession
from cases.doorbraak.operations import spread
from cases.doorbraak.permissions import can_follow, item_for, led_session, live_session
from cases.doorbraak.queries.live import scene_of
from cases.doorbraak.queries.rounds import (
    Round,
    reopenable,
    rounds_ahead,
    rounds_of,
    scene_at,
    todos_for,
)
from cases.doorbraak.queries.sessions import waiting_items
from cases.doorbraak.queries.steps import about_step
from cases.doorbraak.terms import SessionMode
from cases.doorbraak.views.answers import form_status

blueprint = Blueprint("doorbraak_spread", __name__)


def show_cases(found: DoorbraakSession) -> ResponseReturnValue:
    """Every case with what the step asks of this person; the page on which to take part."""
    cases = [item for item in waiting_items(found) if can_follow(item, me)]
    note_reading("case", [item.case.public_id for item in cases], "list")
    ahead = rounds_ahead(found)
    return render_template(
        "cases/doorbraak/spread/join.html",
        session=found,
        scene=scene_of(found, me),
        cases=cases,
        todos=todos_for(found, me),
        present=ahead[0] if ahead else None,
    )


@blueprint.get("/doorbraak/bespreking/<public_id>/meedoen")
@access(WITH_GUESTS)
def case(public_id: str) -> ResponseReturnValue:
    """One case at the present step, with what one does in it."""
    item = item_for(public_id, me)
    live_session(item.session.public_id, me)
    if item.session.mode is not SessionMode.SPREAD:
        return redirect(url_for("doorbraak_live.join", public_id=item.session.public_id))
    note_reading("case", [item.case.public_id], "review")
    scene = scene_at(item, me)
    return render_template(
        "cases/doorbraak/spread/case.html",
        scene=scene,
        session=item.session,
        step=scene.step,
        item=item,
        leads=scene.leads,
        room=False,
        about=about_step(item, me),
        todos=[todo for todo in todos_for(item.session, me) if todo.item.id == item.id],
    )


@blueprint.get("/doorbraak/sessies/<public_id>/sluitdagen")
@access(SIGNED_IN)
def rounds(public_id: str) -> ResponseReturnValue:
    """All steps with the moment at which they close, for who leads."""
    found = _led(public_id)
    every = rounds_of(found)
    return render_template(
        "cases/doorbraak/spread/rounds.html",
        session=found,
        rounds=every,
        present=next((one for one in every if not one.is_done), None),
        last=reopenable(every),
    )


@blueprint.post("/doorbraak/sessies/<public_id>/sluiten")
@access(SIGNED_IN)
@in_transaction
def close_round(public_id: str) -> ResponseReturnValue:
    """Close the present step now."""
    found = _led(public_id)
    try:
        spread.close_round(found, by=actor(), shown=request.form.get("step", ""))
    except Invalid as error:
        flash(refusal_words(error), "error")
    else:
        flash(_("De stap is gesloten."), "success")
    return _to_rounds(found)


@blueprint.route("/doorbraak/sessies/<public_id>/sluitdagen/<name>", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def move_closing(public_id: str, name: str) -> ResponseReturnValue:
    """Let a step close at another moment, or open the last one again until a moment."""
    found = _led(public_id)
    chosen = _round(found, name)
    closes_at = chosen.closes_at
    if chosen.is_done or closes_at is None:
        closes_at = closing_after(now(), found.step_days)
    form = ClosingForm(data=closing_values(closes_at))
    if form.validate_on_submit():
        change = spread.reopen_round if chosen.is_done else spread.move_closing
        try:
            change(found, name, form.closes_at(), by=actor())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("De sluitdagen zijn bijgewerkt."), "success")
            return _to_rounds(found)
    page = render_template(
        "cases/doorbraak/spread/closing.html", form=form, session=found, chosen=chosen
    )
    return page, form_status(form.errors)


def _led(public_id: str) -> DoorbraakSession:
    found = led_session(public_id, me)
    if found.mode is not SessionMode.SPREAD:
        raise Refused("session", public_id)
    return found


def _round(found: DoorbraakSession, name: str) -> Round:
    for one in rounds_of(found):
        if one.name.value == name:
            return one
    raise Refused("session", found.public_id)


def _to_rounds(found: DoorbraakSession) -> ResponseReturnValue:
    return redirect(url_for("doorbraak_spread.rounds", public_id=found.public_id))
