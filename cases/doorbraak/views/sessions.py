"""Preparing, leading and ending a session."""

from collections.abc import Callable

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.web.access import SIGNED_IN, WITH_GUESTS, access, me, note_reading
from cases.doorbraak.operations import sessions
from cases.doorbraak.permissions import (
    can_follow,
    can_take_over,
    leads_session,
    led_session,
    participates,
    session_to_enter,
)
from cases.doorbraak.queries.readers import kept_out_of
from cases.doorbraak.queries.rounds import todos_for
from cases.doorbraak.queries.sessions import agenda_for, current_step
from cases.doorbraak.views.answers import press

blueprint = Blueprint("doorbraak_sessions", __name__)
Move = Callable[..., None]

# The word in the address, what it does, and what is said when it is done.
MOVES: dict[str, tuple[Move, str]] = {
    "voorbereiden": (
        sessions.start_preparing,
        "De deelnemers kunnen de casussen nu lezen en hun perspectief schrijven.",
    ),
    "beginnen": (sessions.start_session, "De sessie is begonnen."),
    "afronden": (sessions.conclude_session, "De sessie is afgerond."),
    "afzeggen": (sessions.cancel_session, "De sessie is afgezegd. De casussen blijven wachten."),
}


@blueprint.get("/doorbraak/sessies/<public_id>")
@access(WITH_GUESTS)
def session(public_id: str) -> ResponseReturnValue:
    """A session: its agenda, who sits in, and where it is; for who could take it over, its door."""
    found = session_to_enter(public_id, me)
    if not participates(found, me):
        return render_template("cases/doorbraak/session_take_over.html", session=found)
    lines, step, leads = agenda_for(found, me), current_step(found), leads_session(found, me)
    note_reading("case", [one.item.case.public_id for one in lines if one.readable], "list")
    return render_template(
        "cases/doorbraak/session.html",
        session=found,
        lines=lines,
        leads=leads,
        kept_out=kept_out_of(found) if leads else [],
        step=step,
        step_readable=step is not None and can_follow(step.item, me),
        may_take_over=can_take_over(found, me),
        todos=todos_for(found, me),
        total=sum(one.item.minutes for one in lines),
    )


@blueprint.post(
    "/doorbraak/sessies/<public_id>/<any(voorbereiden,beginnen,afronden,afzeggen):move>"
)
@access(SIGNED_IN)
@in_transaction
def move_session(public_id: str, move: str) -> ResponseReturnValue:
    """Bring a session one state further."""
    found = led_session(public_id, me)
    operation, message = MOVES[move]
    return press(found, lambda by: operation(found, by=by), _(message))
