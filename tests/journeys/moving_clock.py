"""A site in the test's own process, on which months pass in a moment.

Each request and each job sees the moment that the test has reached, as if that much time had gone
by; a browser's session does not outlive such a leap, so people sign in again.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from app import jobs
from app.clock import moved_to, now
from app.database import db
from config import read_settings
from leerlus import create_app
from tests.journeys.conftest import Site, environment, free_port


class Silent(WSGIRequestHandler):
    """Answers without a line for each request."""

    def log_request(self, *_: object) -> None:
        """Say nothing."""


@dataclass
class Years:
    """The site, and the moment at which it stands."""

    site: Site
    app: Flask
    moment: datetime

    def answer(self, surroundings: dict[str, Any], start: Any) -> Iterable[bytes]:
        """Answer a request at this moment, whole, since the clock moves for this thread alone."""
        with moved_to(self.moment):
            return [b"".join(self.site_answer(surroundings, start))]

    def site_answer(self, surroundings: dict[str, Any], start: Any) -> Iterator[bytes]:
        """The answer of the program; what it holds is let go when it has been read."""
        found = self.app.wsgi_app(surroundings, start)
        try:
            yield from found
        finally:
            getattr(found, "close", lambda: None)()

    def pass_by(self, days: int) -> None:
        """Let days go by, with all the work that is due at their end."""
        self.moment += timedelta(days=days)
        with self.app.app_context(), moved_to(self.moment):
            jobs.plan_repeating()
            jobs.drain()
            db.session.remove()


@contextmanager
def years_at(site: Site, data: Path) -> Iterator[Years]:
    """A site on its own copy of the data, beginning at the present."""
    app = create_app(read_settings(environment(data)))
    port = free_port()
    own = replace(site, url=f"http://127.0.0.1:{port}", data=data)
    years = Years(own, app, now())
    server = make_server("127.0.0.1", port, years.answer, True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield years
    finally:
        server.shutdown()
        thread.join(timeout=10)
        with app.app_context():
            db.engine.dispose()
