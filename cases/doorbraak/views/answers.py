"""What views of a session answer: its page, with what was done or why not."""

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app.audit import Actor
from app.refusals import Invalid
from app.web.access import actor
from app.web.language import refusal_words
from cases.doorbraak.models.session import DoorbraakSession


def press(
    found: DoorbraakSession, operation: Callable[[Actor], object], message: str
) -> ResponseReturnValue:
    """Do what a button says, or say why not, and show the session."""
    try:
        operation(actor())
    except Invalid as error:
        flash(refusal_words(error), "error")
    else:
        flash(message, "success")
    return to_session(found)


def to_session(found: DoorbraakSession) -> Response:
    """Lead to the page of a session."""
    return redirect(session_url(found))


def session_url(found: DoorbraakSession) -> str:
    """The address of that page."""
    return url_for("doorbraak_sessions.session", public_id=found.public_id)


def form_status(errors: object) -> int:
    """422 for a form that comes back with something to mend."""
    return 422 if request.method == "POST" and errors else 200
