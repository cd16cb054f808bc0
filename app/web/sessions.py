"""Sessions live on the server: the cookie holds a random id and nothing else.

So a cookie that was copied is dead after signing out, and closing somebody's access, a new
password or another role ends their sessions at once.
"""

import json
import secrets
from datetime import timedelta
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import delete, insert, select, update
from werkzeug.datastructures import CallbackDict

from app.clock import now
from app.database import db
from app.people.models import WebSession
from app.people.operations import hashed

IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)
TOUCH = timedelta(minutes=1)


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """A dictionary that knows under which id it is kept and whether it changed."""

    def __init__(self, values: dict[str, Any] | None = None, key: str = "") -> None:
        super().__init__(values or {}, on_update=lambda _: setattr(self, "modified", True))
        self.key = key
        self.old_keys: list[str] = []
        self.modified = False
        self.stale = False

    def renew(self) -> None:
        """Take a new id, at sign-in and sign-out, so that an id set beforehand is worthless."""
        if self.key:
            self.old_keys.append(self.key)
        self.key = ""
        self.modified = True


class ServerSessions(SessionInterface):
    """Opens and keeps sessions in the table `web_sessions`."""

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """Find the session of the cookie; an unknown or expired one starts empty."""
        key = request.cookies.get(self.get_cookie_name(app), "")
        if not key or request.path.startswith("/static/"):
            return ServerSession()
        with db.engine.execution_options(reading=True).connect() as connection:
            row = connection.execute(
                select(WebSession.data, WebSession.created_at, WebSession.seen_at).where(
                    WebSession.id_hash == hashed(key)
                )
            ).first()
        moment = now()
        if row is None or moment - row.created_at > LONGEST or moment - row.seen_at > IDLE:
            return ServerSession()
        session = ServerSession(json.loads(row.data), key)
        session.stale = moment - row.seen_at > TOUCH
        return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write what changed in a short transaction of its own, and set the cookie."""
        if not isinstance(session, ServerSession):
            return
        if session.old_keys:
            self._forget(session.old_keys)
        if not session.modified and not session.stale:
            return
        if not session and not session.key:
            return
        key = session.key or secrets.token_urlsafe(32)
        if not self._store(session, key, is_new=not session.key):
            return
        if not session.key:
            session.key = key
            self._set_cookie(app, response, key)

    def _set_cookie(self, app: Flask, response: Response, key: str) -> None:
        response.set_cookie(
            self.get_cookie_name(app),
            key,
            httponly=True,
            secure=self.get_cookie_secure(app),
            samesite="Lax",
            path="/",
        )
        response.vary.add("Cookie")

    def _forget(self, keys: list[str]) -> None:
        with db.engine.begin() as connection:
            hashes = [hashed(key) for key in keys]
            connection.execute(delete(WebSession).where(WebSession.id_hash.in_(hashes)))

    def _store(self, session: ServerSession, key: str, *, is_new: bool) -> bool:
        """Write the session; one that was ended in the meantime does not come back to life."""
        moment = now()
        values = {
            "data": json.dumps(dict(session)),
            "person_id": session.get("person_id"),
            "seen_at": moment,
        }
        with db.engine.begin() as connection:
            if is_new:
                new = {"id_hash": hashed(key), "created_at": moment, **values}
                connection.execute(insert(WebSession).values(new))
                return True
            found = connection.execute(
                update(WebSession).where(WebSession.id_hash == hashed(key)).values(values)
            )
            return found.rowcount == 1


def forget_old_sessions() -> None:
    """Remove what can no longer be used; inside a transaction."""
    moment = now()
    db.session.execute(
        delete(WebSession).where(
            (WebSession.seen_at < moment - IDLE) | (WebSession.created_at < moment - LONGEST)
        )
    )
