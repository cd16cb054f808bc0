"""A session that is going on, on four screens at once, and through the death of the server."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import NARROW, Looker, Room, Site
from tests.journeys.test_killed_server import Server

LEADER, TYPER, WATCHER, WITHOUT = (
    "Sanne Dijkgraaf",
    "Loes Wagemaker",
    "Marieke Stolk",
    "Tineke Bosgraaf",
)
# Longer than a stream needs, shorter than anybody's patience.
SOON = 10_000


@pytest.fixture
def server(played_data: Path, tmp_path: Path) -> Iterator[Server]:
    data = tmp_path / "data"
    shutil.copytree(played_data, data)
    server = Server(data)
    yield server
    server.kill()


def step(looker: Looker, name: str) -> None:
    expect(looker.page.locator("h1")).to_have_text(name, timeout=SOON)


@pytest.mark.journey
@pytest.mark.timeout(300)
def test_everybody_is_at_the_same_step(chromium: Browser, site: Site, server: Server) -> None:
    room = Room(chromium, replace(site, url=server.start()))
    sanne, loes, screen = room.seat(LEADER), room.seat(TYPER, NARROW), room.seat(WATCHER)
    tineke = room.seat(WITHOUT, script=False)
    sanne.go("/doorbraak")
    sanne.leave_by(sanne.page.locator("main table").first.get_by_role("link"))
    path = sanne.path
    for looker, page in ((loes, "meedoen"), (screen, "scherm"), (tineke, "meedoen")):
        looker.go(f"{path}/{page}")
        step(looker, "De sessie is nog niet begonnen")
    sanne.press("Begin de sessie")
    step(loes, "Stil schrijven")
    step(screen, "Stil schrijven")
    loes.look()
    screen.look()

    typed = loes.page.get_by_label("Wat zie ik?")
    typed.press_sequentially("Een brief zonder")
    sanne.go(f"{path}/meedoen")
    sanne.press("Volgende stap")
    step(screen, "Perspectieven")
    step(loes, "Perspectieven")
    loes.page.keyboard.type(" deur")
    expect(typed).to_have_value("Een brief zonder deur")
    loes.page.get_by_role("button", name="Laat het zien").click()
    expect(loes.page.get_by_label("Wat zie ik?")).to_have_value("Een brief zonder deur")
    loes.page.get_by_label("Wat zie ik?").fill("")
    tineke.follow("Ververs")
    step(tineke, "Perspectieven")

    server.kill()
    server.start()
    sanne.go(f"{path}/meedoen")
    step(sanne, "Perspectieven")
    sanne.press("Volgende stap")
    step(screen, "De doorbraak")
    step(loes, "De doorbraak")
    for context in room.contexts:
        context.close()
