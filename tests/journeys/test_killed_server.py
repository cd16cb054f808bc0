"""A server that is killed loses at most the last seconds of what somebody types."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import ROOT, Room, Site, environment, free_port, wait_for
from tests.journeys.writer import REPORTER, STORY, begun, status, story


@dataclass
class Server:
    """A site of its own that can be killed and started again on the same data."""

    data: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> str:
        command = [sys.executable, "-m", "leerlus", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(
            command, env=environment(self.data), cwd=ROOT, start_new_session=True
        )
        wait_for(f"http://127.0.0.1:{self.port}")
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """No chance to finish anything: the website and the worker, at once."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@pytest.fixture
def server(played_data: Path, tmp_path: Path) -> Iterator[Server]:
    data = tmp_path / "data"
    shutil.copytree(played_data, data)
    server = Server(data)
    yield server
    server.kill()


@pytest.mark.journey
def test_a_killed_server_loses_at_most_the_last_seconds(
    chromium: Browser, site: Site, server: Server
) -> None:
    room = Room(chromium, replace(site, url=server.start()))
    rachid = begun(room)
    server.kill()
    rachid.write(STORY, "De eerste zin. Getypt toen de server weg was.")
    status(rachid, "Je tekst staat veilig in deze browser")
    # Not sent again before somebody has looked at what the server itself still has.
    rachid.page.context.set_offline(True)
    server.start()
    elsewhere = room.seat(REPORTER)
    elsewhere.go("/mijn-casussen")
    elsewhere.follow("Verder schrijven")
    assert story(elsewhere) == "De eerste zin."
    rachid.page.context.set_offline(False)
    status(rachid, "Bewaard om")
    elsewhere.page.reload()
    assert story(elsewhere) == "De eerste zin. Getypt toen de server weg was."
    for context in room.contexts:
        context.close()
