"""Every way in which a request can fail, as a page in plain Dutch with a reference."""

import logging
import re

from flask import Flask, Response, g, jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, SQLAlchemyError
from werkzeug.exceptions import HTTPException, SecurityError

from app.audit import Entry, Outcome, note_at_once
from app.database import db
from app.refusals import Invalid, Refused, Stale
from app.web.access import actor
from app.web.typed import resend_page, typed_texts, wants_json

PAGES = (400, 404, 409, 413, 429, 500, 503)
PUBLIC_ID = re.compile(r"[a-z2-7]{16}")
log = logging.getLogger("leerlus")


def init_errors(app: Flask) -> None:
    """Register the pages."""
    app.register_error_handler(Refused, refused)
    app.register_error_handler(Stale, lambda _: _page(409))
    app.register_error_handler(Invalid, lambda _: _page(400))
    app.register_error_handler(CSRFError, bad_token)
    app.register_error_handler(SecurityError, wrong_host)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, unexpected)


def refused(error: Refused) -> ResponseReturnValue:
    """What is not for you answers as what is not there, and leaves the same row."""
    db.session.rollback()
    # What was typed in the address goes into the trail only when it can be the id of a record.
    record = error.record if PUBLIC_ID.fullmatch(error.record) else ""
    note_at_once(Entry(actor(), "refused", error.kind, record, outcome=Outcome.REFUSED))
    return _page(404)


def bad_token(_: CSRFError) -> ResponseReturnValue:
    """A form that stood open longer than its session: what was typed in it is not lost."""
    if wants_json():
        return jsonify({"error": "token"}), 400
    return resend_page(400) if g.get("person") and typed_texts() else _page(400)


def wrong_host(_: SecurityError) -> ResponseReturnValue:
    """A request under another name than ours: no page, since no address can be trusted in it."""
    return Response("Dit is niet het adres van deze website.\n", 400, mimetype="text/plain")


def http_error(error: HTTPException) -> ResponseReturnValue:
    """Errors that Flask itself raises, among them an address that does not exist."""
    code = error.code or 500
    if isinstance(getattr(error, "original_exception", None), SQLAlchemyError):
        # The trail could not be written while answering; then there is no answer.
        code = 503
    if code < 400:
        return error.get_response()
    return _page(code if code in PAGES else 400 if code < 500 else 500, code)


def unexpected(error: Exception) -> ResponseReturnValue:
    """Anything else: logged without content, answered without detail."""
    db.session.rollback()
    log.exception("failed", extra={"request_id": g.get("request_id", "")})
    if isinstance(error, DataError):
        return _page(400)
    return _page(503 if isinstance(error, SQLAlchemyError) else 500)


def _page(template: int, status: int = 0) -> ResponseReturnValue:
    reference = g.get("request_id", "")
    # What a text was written for may be gone by the time it is sent.
    typed = typed_texts() if template in (400, 404, 409) else []
    page = render_template(f"errors/{template}.html", reference=reference, typed=typed)
    return page, status or template
