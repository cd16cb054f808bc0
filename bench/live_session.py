"""How soon everybody in a session hears that the step has changed, beside asking every 3 seconds.

    python -m bench.live_session [people]

Starts the program (`leerlus serve`) on SQLite and on PostgreSQL, with a session of so many people
(25). All keep a page open; who leads presses, and each device then fetches its page, as live.js
does. `heard` is from the press until a device knows of it, `shown` until it has the new page. On
one machine the devices compete with the server; real ones do not. Prints a table in Markdown.
"""

import http.client
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import quantiles

import flask_migrate
from flask import Flask

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from app.clock import now  # noqa: E402 - a script finds the tests' PostgreSQL by its own path
from app.database import db, transaction  # noqa: E402
from app.people.models import WebSession  # noqa: E402
from app.people.operations import hashed  # noqa: E402
from app.people.roles import Role  # noqa: E402
from cases.doorbraak.operations import agenda, offers, planning, sessions, teams  # noqa: E402
from cases.doorbraak.operations.steps import next_step  # noqa: E402
from cases.terms import Audience  # noqa: E402
from config import read_settings  # noqa: E402
from leerlus import create_app  # noqa: E402
from tests import postgres  # noqa: E402
from tests.factories import (  # noqa: E402
    as_actor,
    make_case,
    make_organisation,
    make_person,
    make_team,
)

ENGINES = ("sqlite", "postgresql")
PEOPLE = 25
PRESSES = 12
POLL = 3.0
PAUSE = 4.0
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Device:
    """Somebody's own device: what it heard and when it showed it."""

    port: int
    session: str
    cookie: str
    heard: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)

    def ask(self, word: str, accept: str = "text/html") -> str:
        """Fetch a page of the session."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(
            "GET", f"/doorbraak/sessies/{self.session}/{word}", headers=self.told(accept)
        )
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        if answer.status != http.client.OK:
            raise RuntimeError(f"{word}: {answer.status}")
        return text

    def told(self, accept: str) -> dict[str, str]:
        return {"Cookie": f"leerlus={self.cookie}", "Accept": accept}

    def press(self, word: str) -> None:
        """Post a button of who leads."""
        token = TOKEN.search(self.ask("stappen"))
        assert token is not None
        body = f"csrf_token={token.group(1)}&then=meedoen"
        headers = {**self.told("text/html"), "Content-Type": "application/x-www-form-urlencoded"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        press.began = time.monotonic()
        connection.request("POST", f"/doorbraak/sessies/{self.session}/{word}", body, headers)
        if connection.getresponse().status != http.client.FOUND:
            raise RuntimeError(f"the press on {word} was refused")
        connection.close()

    def notice(self) -> None:
        """Something has changed since the last press."""
        if press.began:
            self.heard.append(time.monotonic() - press.began)
            self.ask("meedoen")
            self.shown.append(time.monotonic() - press.began)


@dataclass
class Press:
    """The moment of the last press on a button; 0 before the first."""

    began: float = 0.0


press = Press()


def listen(device: Device, stop: threading.Event) -> None:
    """Keep a stream open, as EventSource does."""
    connection = http.client.HTTPConnection("127.0.0.1", device.port, timeout=60)
    address = f"/doorbraak/sessies/{device.session}/stroom"
    connection.request("GET", address, headers=device.told("text/event-stream"))
    answer = connection.getresponse()
    if answer.status != http.client.OK:
        # No place: this device asks from time to time, as live.js does.
        poll(device, stop)
        return
    while not stop.is_set():
        line = answer.readline()
        if line.startswith(b"data: "):
            device.notice()


def poll(device: Device, stop: threading.Event) -> None:
    """Ask from time to time, as live.js does when it cannot listen."""
    known = json.loads(device.ask("stand", "application/json"))["revision"]
    while not stop.wait(POLL):
        number = json.loads(device.ask("stand", "application/json"))["revision"]
        if number != known:
            known = number
            device.notice()


def prepare(app: Flask, people: int) -> tuple[str, list[str]]:
    """A session that has begun, and a cookie for who leads and for everybody else in it."""
    with app.app_context():
        flask_migrate.upgrade()
        with transaction():
            host = make_organisation()
            own_team = make_team(host)
            leader = make_person(host, Role.FACILITATOR, name="Begeleider")
            reporter = make_person(host, Role.PROFESSIONAL, name="Inbrenger", team=own_team)
            by = as_actor(leader)
            team = teams.create_team(
                "Doorbraak Proef", organisation=host, facilitator=leader, discipline="recht", by=by
            )
            members = [
                make_person(host, Role.PROFESSIONAL, name=f"Deelnemer {number}")
                for number in range(people - 1)
            ]
            for member in members:
                teams.add_member(team, member, discipline="zorg", by=by)
            case = make_case(
                reporter, host, own_team, title="Brief zonder deur", audience=Audience.TEAM
            )
            offer = offers.offer_case(case, team=team, by=as_actor(reporter))
            plan = planning.SessionPlan(now() + timedelta(days=1), 90, "Zaal 1")
            session = planning.plan_session(plan, team=team, members=team.members, by=by)
            agenda.add_to_agenda(session, offer=offer, minutes=45, by=by)
            sessions.start_preparing(session, by=by)
            sessions.start_session(session, by=by)
            next_step(session, by=by)
            cookies = [sign_in(person.id) for person in (leader, *members)]
            public_id = session.public_id
        db.session.remove()
        db.engine.dispose()
    return public_id, cookies


def sign_in(person_id: int) -> str:
    key = secrets.token_urlsafe(16)
    row = WebSession(
        id_hash=hashed(key),
        person_id=person_id,
        data=json.dumps({"person_id": person_id}),
        created_at=now(),
        seen_at=now(),
    )
    db.session.add(row)
    return key


@contextmanager
def served(environment: dict[str, str]) -> Iterator[int]:
    """The website, on a port of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    command = [sys.executable, "-m", "leerlus", "serve", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=ROOT, env={**kept, **environment}, stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        try:
            wait_for(port)
            yield port
        finally:
            server.terminate()


def wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the website did not start")


def measure(
    port: int, session: str, cookies: list[str], way: Callable[[Device, threading.Event], None]
) -> list[Device]:
    """Everybody follows in this way; who leads presses forward and back."""
    press.began = 0.0
    stop = threading.Event()
    leader = Device(port, session, cookies[0])
    devices = [Device(port, session, cookie) for cookie in cookies]
    threads = [threading.Thread(target=way, args=(one, stop), daemon=True) for one in devices]
    for thread in threads:
        thread.start()
        time.sleep(POLL / len(threads))
    time.sleep(PAUSE)
    for number in range(PRESSES):
        leader.press("terug" if number % 2 else "volgende")
        time.sleep(PAUSE + secrets.randbelow(1000) / 1000)
    stop.set()
    return devices


def told(engine: str, way: str, devices: list[Device]) -> str:
    heard = [moment for one in devices for moment in one.heard]
    shown = [moment for one in devices for moment in one.shown]
    missed = len(devices) * PRESSES - len(heard)
    figures = [f"{at(times, share):.2f}" for times in (heard, shown) for share in (50, 95, 100)]
    return f"| {engine} | {way} | {len(devices)} | {' | '.join(figures)} | {missed} |"


def at(times: list[float], share: int) -> float:
    return max(times) if share == 100 else quantiles(times, n=100)[share - 1]


def main(people: int, engines: tuple[str, ...] = ENGINES) -> None:
    print(
        "| engine | way | people | heard p50 s | p95 | most | shown p50 s | p95 | most | missed |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for engine in engines:
        with tempfile.TemporaryDirectory() as folder:
            environment = {"LEERLUS_DATA": folder, "LEERLUS_ENV": "development"}
            server = None
            if engine == "postgresql":
                try:
                    server = postgres.start()
                except postgres.NoPostgres as error:
                    print(f"| {engine} | no PostgreSQL: {error} |")
                    continue
                environment["DATABASE_URL"] = server.create_database("leerlus_bench")
            session, cookies = prepare(create_app(read_settings(environment)), people)
            with served(environment) as port:
                for way, name in ((listen, "stream"), (poll, "asking")):
                    print(told(engine, name, measure(port, session, cookies, way)), flush=True)
            if server is not None:
                server.drop_database("leerlus_bench")
                server.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
