"""Server-sent events: a page stays open and hears when a number has changed, and nothing else.

A stream holds a thread and no database session: each tick reads in a short transaction of its own.
It ends after some minutes, and the browser comes back by itself with the last number it heard.
"""

import select
import socket
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from typing import Any

from flask import Flask, Response, current_app, request

TICK = 1.0
BEAT = 15.0
LONGEST = 300.0
RETRY_MS = 2_000
# So many streams fit in one process: a session of 25 people, and threads left for all else. Who
# finds no place asks for the number from time to time.
PLACES = 26
_places = threading.BoundedSemaphore(PLACES)

Watch = Callable[[], int | None]
_endings: list[Callable[[], bool]] = []


def end_when(server_stops: Callable[[], bool]) -> None:
    """Let every stream end as soon as the server stops: it would wait for them otherwise."""
    _endings[:] = [server_stops]


def stream(watch: Watch) -> Response:
    """Tell the number that `watch` gives, now if it differs and whenever it changes.

    `watch` is asked at every tick inside an application context. When it gives nothing, the reader
    may not listen any more: the stream says so and ends.
    """
    if not _places.acquire(blocking=False):
        return Response(status=503, headers={"Retry-After": "5"})
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    events = _events(app, watch, _last_heard(), _hung_up(request.environ))
    response = Response(events, mimetype="text/event-stream", headers={"X-Accel-Buffering": "no"})
    # Once, also when the answer is thrown away before it is sent.
    leave = weakref.finalize(response, _places.release)
    response.call_on_close(leave)
    return response


def _last_heard() -> int | None:
    """What the browser heard last, or what its page showed (`na`) when it never heard anything."""
    heard = request.headers.get("Last-Event-ID") or request.args.get("na", "")
    return int(heard) if heard.isascii() and heard.isdigit() else None


def _events(
    app: Flask, watch: Watch, heard: int | None, hung_up: Callable[[], bool]
) -> Iterator[str]:
    yield f"retry: {RETRY_MS}\n\n"
    began = told = time.monotonic()
    while time.monotonic() - began < LONGEST and not hung_up():
        if any(stops() for stops in _endings):
            return
        with app.app_context():
            number = watch()
        if number is None:
            yield "event: over\ndata: over\n\n"
            return
        if number != heard:
            yield f"id: {number}\ndata: {number}\n\n"
            heard, told = number, time.monotonic()
        elif time.monotonic() - told >= BEAT:
            yield ": hier\n\n"
            told = time.monotonic()
        time.sleep(TICK)


def _hung_up(environ: dict[str, Any]) -> Callable[[], bool]:
    """Whether the browser has left, as far as the server can tell without sending anything.

    Without this a thread waits for the next beat after every page that is left.
    """
    connection = environ.get("gunicorn.socket")
    if not isinstance(connection, socket.socket):
        told: Callable[[], bool] = environ.get("waitress.client_disconnected", lambda: False)
        return told

    def looked() -> bool:
        try:
            readable = select.select([connection], [], [], 0)[0]
            return bool(readable) and not connection.recv(1, socket.MSG_PEEK)
        except (OSError, ValueError):
            return True

    return looked
