"""The program as a website and as a worker, on one machine or apart."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app import jobs
from app.database import db
from app.web import streams

THREADS_ON_SQLITE = 48
THREADS_ON_POSTGRESQL = 32
PORT = 8000
# A worker that dies at once again and again must not keep the machine busy.
REVIVE_AFTER = 5.0


@click.command("work")
@with_appcontext
def work() -> None:
    """Wacht op werk en voer het uit, tot je stopt."""
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    click.echo("De werker wacht op werk. Stop met Ctrl+C.", err=True)
    jobs.work(stop)


@click.command("serve")
@click.option("--port", type=int, default=PORT, show_default=True, help="De poort.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Het adres.")
@with_appcontext
def serve(port: int, host: str) -> None:
    """De website en de werker samen, voor één machine."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    postgresql = db.engine.dialect.name == "postgresql"
    db.engine.dispose()
    stop = threading.Event()
    keeper = threading.Thread(target=_keep_worker, args=(stop,), daemon=True)
    keeper.start()
    click.echo(f"Leerlus staat klaar op http://{host}:{port}/ (stop met Ctrl+C)")
    try:
        _serve(app, host, port, postgresql)
    finally:
        stop.set()
        keeper.join(timeout=10)


def _keep_worker(stop: threading.Event) -> None:
    """Keep one worker running beside the website; a fallen one is put back on its feet."""
    while not stop.is_set():
        with subprocess.Popen([sys.executable, "-m", "leerlus", "work"]) as worker:
            while worker.poll() is None and not stop.wait(0.5):
                pass
            worker.terminate()
        stop.wait(REVIVE_AFTER)


def _serve(app: Flask, host: str, port: int, postgresql: bool) -> None:
    if os.name == "nt":
        from waitress import serve as serve_on_windows  # noqa: PLC0415 - Windows only

        serve_on_windows(app, host=host, port=port, threads=THREADS_ON_SQLITE)
        return
    _gunicorn(lambda: app, host, port, postgresql)


def _gunicorn(load: Callable[[], Flask], host: str, port: int, postgresql: bool) -> None:
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415 - not on Windows

    class Website(BaseApplication):
        """Gunicorn with our settings; one process on SQLite, which has one write lock."""

        def load_config(self) -> None:
            settings: dict[str, Any] = {
                "bind": f"{host}:{port}",
                "workers": 2 if postgresql else 1,
                "threads": THREADS_ON_POSTGRESQL if postgresql else THREADS_ON_SQLITE,
                "worker_class": "gthread",
                "accesslog": None,
                "loglevel": "warning",
                "preload_app": False,
                "post_worker_init": lambda worker: streams.end_when(lambda: not worker.alive),
            }
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            return load()

    Website().run()


COMMANDS = (work, serve)
