"""Leading a session: from step to step, from case to case, and taking the lead over."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.audit import Actor
from app.database import in_transaction
from app.refusals import Invalid
from app.web.access import SIGNED_IN, access, actor, me, note_reading
from app.web.language import refusal_words
from cases.doorbraak.models.session import DoorbraakSession
from cases.doorbraak.operations import lead, steps
from cases.doorbraak.permissions import led_item, led_session, session_to_take_over
from cases.doorbraak.queries.live import cases_with_steps, scene_of, step_key
from cases.doorbraak.terms import SessionMode
from cases.doorbraak.views.answers import session_url

blueprint = Blueprint("doorbraak_steps", __name__)
blueprint.add_app_template_filter(step_key, "step_key")

# The page from which a button was pressed, as its form says, and where that page is.
PAGES = {
    "meedoen": "doorbraak_live.join",
    "scherm": "doorbraak_live.room",
    "stappen": "doorbraak_steps.overview",
}
# The word in the address, what it does with the step of the form, and what is said of it.
CHANGES = {
    "overslaan": (steps.skip_step, _l("De stap is overgeslagen.")),
    "toch-doen": (steps.take_up_step, _l("De stap komt alsnog aan de beurt.")),
}


@blueprint.get("/doorbraak/sessies/<public_id>/stappen")
@access(SIGNED_IN)
def overview(public_id: str) -> ResponseReturnValue:
    """All steps of all cases, with the buttons to lead by."""
    found = led_session(public_id, me)
    if found.mode is SessionMode.SPREAD:
        return redirect(url_for("doorbraak_spread.rounds", public_id=public_id))
    cases = cases_with_steps(found, me)
    note_reading("case", [one.item.case.public_id for one in cases if one.readable], "list")
    return render_template(
        "cases/doorbraak/live_steps.html", session=found, cases=cases, scene=scene_of(found, me)
    )


@blueprint.post("/doorbraak/sessies/<public_id>/volgende")
@access(SIGNED_IN)
@in_transaction
def next_step(public_id: str) -> ResponseReturnValue:
    """Finish the present step; the next one may be about the next case."""
    found = led_session(public_id, me)
    shown = request.form.get("step", "")
    return _press(
        found, lambda by: steps.next_step(found, by=by, after=shown), _("De stap is gedaan.")
    )


@blueprint.post("/doorbraak/sessies/<public_id>/terug")
@access(SIGNED_IN)
@in_transaction
def previous_step(public_id: str) -> ResponseReturnValue:
    """Go back to the step before."""
    found = led_session(public_id, me)
    return _press(
        found, lambda by: steps.previous_step(found, by=by), _("Jullie zijn een stap terug.")
    )


@blueprint.post("/doorbraak/sessies/<public_id>/stap/<any('overslaan','toch-doen'):change>")
@access(SIGNED_IN)
@in_transaction
def change_step(public_id: str, change: str) -> ResponseReturnValue:
    """Pass over a step, or do it after all."""
    found = led_session(public_id, me)
    operation, message = CHANGES[change]
    key = request.form.get("step", "")
    return _press(found, lambda by: operation(found, key, by=by), str(message))


@blueprint.post("/doorbraak/sessies/<public_id>/stap/<any(omhoog,omlaag):way>")
@access(SIGNED_IN)
@in_transaction
def move_step(public_id: str, way: str) -> ResponseReturnValue:
    """Put a step that is to come before or after its neighbour."""
    found = led_session(public_id, me)
    key = request.form.get("step", "")
    return _press(
        found,
        lambda by: steps.move_step(found, key, up=way == "omhoog", by=by),
        _("De volgorde is veranderd."),
    )


@blueprint.post("/doorbraak/bespreking/<public_id>/nu")
@access(SIGNED_IN)
@in_transaction
def go_to_case(public_id: str) -> ResponseReturnValue:
    """Go on with another case."""
    item = led_item(public_id, me)
    return _press(
        item.session,
        lambda by: steps.go_to_case(item.session, item, by=by),
        _("Jullie gaan verder met deze casus."),
    )


@blueprint.post("/doorbraak/sessies/<public_id>/overnemen")
@access(SIGNED_IN)
@in_transaction
def take_over(public_id: str) -> ResponseReturnValue:
    """Take the lead over from somebody who fell out."""
    found = session_to_take_over(public_id, me)
    lead.take_over(found, person=me, by=actor())
    flash(_("Je begeleidt deze sessie nu."), "success")
    return redirect(session_url(found))


def _press(
    found: DoorbraakSession, operation: Callable[[Actor], object], message: str
) -> ResponseReturnValue:
    """Do what a button says, or say why not, and show the page from which it was pressed.

    On a live page the step itself tells that it worked.
    """
    page = request.form.get("then", "")
    try:
        operation(actor())
    except Invalid as error:
        flash(refusal_words(error), "error")
    else:
        if page not in ("meedoen", "scherm"):
            flash(message, "success")
    target = PAGES.get(page)
    address = url_for(target, public_id=found.public_id) if target else session_url(found)
    return redirect(address)
