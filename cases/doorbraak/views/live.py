"""The pages of a session that is going on: on one's own device, and on the screen in the room."""

from flask import Blueprint, Response, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.refusals import Refused
from app.web.access import SIGNED_IN, WITH_GUESTS, access, me, note_reading
from app.web.streams import stream
from cases.doorbraak.permissions import item_to_review, leads_session, live_session
from cases.doorbraak.queries.live import revision_for, scene_of
from cases.doorbraak.queries.steps import about_step
from cases.doorbraak.terms import SessionMode
from cases.doorbraak.views.spread import show_cases

blueprint = Blueprint("doorbraak_live", __name__)


@blueprint.get("/doorbraak/sessies/<public_id>/meedoen")
@access(WITH_GUESTS)
def join(public_id: str) -> ResponseReturnValue:
    """The present step on one's own device, with what one does in it."""
    return _page(public_id, "cases/doorbraak/live.html", room=False)


@blueprint.get("/doorbraak/sessies/<public_id>/scherm")
@access(SIGNED_IN)
def room(public_id: str) -> ResponseReturnValue:
    """The present step on the large screen that all look at."""
    return _page(public_id, "cases/doorbraak/room.html", room=True)


def _page(public_id: str, template: str, *, room: bool) -> ResponseReturnValue:
    found = live_session(public_id, me)
    if found.mode is SessionMode.SPREAD:
        # Everybody looks at a moment of their own: there is no room, and no clock.
        to_join = url_for("doorbraak_live.join", public_id=public_id)
        return redirect(to_join) if room else show_cases(found)
    scene = scene_of(found, me)
    item = scene.item
    if item is not None:
        note_reading("case", [item.case.public_id], "review")
    return render_template(
        template,
        scene=scene,
        session=scene.session,
        step=scene.step,
        item=item,
        leads=scene.leads,
        room=room,
        about=about_step(item, me) if item is not None else {},
    )


@blueprint.get("/doorbraak/sessies/<public_id>/stroom")
@access(WITH_GUESTS)
def events(public_id: str) -> Response:
    """Tell the pages that are open when something has changed; only a number, never what."""
    live_session(public_id, me)
    person_id = me.id
    return stream(lambda: revision_for(public_id, person_id))


@blueprint.get("/doorbraak/sessies/<public_id>/stand")
@access(WITH_GUESTS)
def state(public_id: str) -> ResponseReturnValue:
    """The same number for who cannot listen and asks from time to time."""
    return jsonify({"revision": live_session(public_id, me).revision})


@blueprint.get("/doorbraak/bespreking/<public_id>/kaarten")
@access(SIGNED_IN)
def cards(public_id: str) -> ResponseReturnValue:
    """Cards on paper, for people without a device: the case, and the questions to write on."""
    item = item_to_review(public_id, me)
    if not leads_session(item.session, me):
        raise Refused("agenda_item", public_id)
    note_reading("case", [item.case.public_id], "print_cards")
    return render_template("cases/doorbraak/live_cards.html", item=item)
