"""A real site with the demo in it, and a real browser that looks at it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

if TYPE_CHECKING:
    from tests.journeys.moving_clock import Years

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WIDE, NARROW = 1280, 390
FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
START_SECONDS = 120


@dataclass
class Site:
    """A running Leerlus: its address, its demo people by role, and their password."""

    url: str
    accounts: dict[str, str]
    password: str
    data: Path


@dataclass
class Looker:
    """Somebody at a screen who notices what is wrong with a page."""

    page: Page
    site: Site
    complaints: list[str] = field(default_factory=list)

    def hear(self, line: ConsoleMessage) -> None:
        """Remember an error in the console; that a form was refused (422) is none."""
        if line.type == "error" and "status of 422" not in line.text:
            self.complaints.append(line.text)

    def go(self, path: str) -> None:
        """Open a page of the site."""
        answer = self.page.goto(self.site.url + path)
        assert answer is not None, path
        assert answer.status == 200, f"{path}: {answer.status}"

    def look(self) -> None:
        """Look at the page with axe; also for what scrolls sideways or fails in the console."""
        self.page.wait_for_load_state("load")
        where = f"{self.page.url} at {self.page.viewport_size}"
        assert not self.complaints, f"{where}: {self.complaints}"
        sideways = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not self.page.evaluate(sideways), f"{where} scrolls sideways"
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        told = [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]
        assert not told, f"{where}: {told}"

    def press(self, name: str) -> None:
        """Press the button with this name, and wait for the page that it leads to."""
        self.leave_by(self.page.get_by_role("button", name=name, exact=True))

    def follow(self, name: str) -> None:
        """Follow the link with this name."""
        self.leave_by(self.page.get_by_role("link", name=name, exact=True))

    def leave_by(self, way: Locator) -> None:
        """Click, and wait until the next page stands there.

        A click returns before the answer arrives: without the wait the next step would look at
        the old page, or at none at all.
        """
        with self.page.expect_navigation(wait_until="load"):
            way.first.click()

    def write(self, label: str, text: str) -> None:
        """Fill in the field with this label."""
        self.page.locator("main").get_by_label(label).first.fill(text)

    def pick(self, label: str) -> None:
        """Choose a radio button or tick a box."""
        self.page.locator("main").get_by_label(label, exact=True).first.check()

    def choose(self, label: str, option: str) -> None:
        """Choose from a list."""
        self.page.locator("main").get_by_label(label).first.select_option(label=option)

    def reads(self, text: str) -> None:
        """This stands on the page."""
        expect(self.page.locator("main")).to_contain_text(text)

    def misses(self, text: str) -> None:
        """This does not stand on the page."""
        expect(self.page.locator("main")).not_to_contain_text(text)

    @property
    def text(self) -> str:
        """What stands on this page."""
        return " ".join(self.page.inner_text("main").split())

    @property
    def path(self) -> str:
        """The address of this page, within the site."""
        return urlsplit(self.page.url).path


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def played_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, played once."""
    data = tmp_path_factory.mktemp("demo")
    subprocess.run(
        [sys.executable, "-m", "leerlus", "demo"], env=environment(data), cwd=ROOT, check=True
    )
    return data


def environment(data: Path) -> dict[str, str]:
    """What a development installation sees."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return {**kept, "LEERLUS_DATA": str(data), "LEERLUS_ENV": "development"}


@pytest.fixture(scope="session")
def site(played_data: Path) -> Iterator[Site]:
    """The website and the worker, as `leerlus serve` runs them."""
    port = free_port()
    command = [sys.executable, "-m", "leerlus", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment(played_data), cwd=ROOT) as server:
        url = f"http://127.0.0.1:{port}"
        wait_for(url)
        kept = json.loads((played_data / "demo-accounts.json").read_text(encoding="utf-8"))
        yield Site(url, accounts_of(kept), kept["password"], played_data)
        server.terminate()


def on_postgresql(request: pytest.FixtureRequest, data: Path) -> Iterator[Site]:
    """The demo on a database server, with a site of its own."""
    server = request.getfixturevalue("postgres_server")
    name = f"leerlus_journey{data.name.translate({ord('-'): None})}"
    surroundings = {**environment(data), "DATABASE_URL": server.create_database(name)}
    port = free_port()
    program = [sys.executable, "-m", "leerlus"]
    subprocess.run([*program, "demo"], env=surroundings, cwd=ROOT, check=True)
    serve = [*program, "serve", "--port", str(port)]
    with subprocess.Popen(serve, env=surroundings, cwd=ROOT) as website:
        url = f"http://127.0.0.1:{port}"
        wait_for(url)
        kept = json.loads((data / "demo-accounts.json").read_text(encoding="utf-8"))
        yield Site(url, accounts_of(kept), kept["password"], data)
        website.terminate()
    server.drop_database(name)


def accounts_of(kept: dict[str, list[list[str]]]) -> dict[str, str]:
    """The demo people's addresses by their name."""
    return {name: email for name, _role, email in kept["people"]}


def wait_for(url: str) -> None:
    """Wait until the site answers."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{url}/gezond", timeout=5):  # noqa: S310 - our own site
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the site did not start")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium, or the one that Playwright brought along."""
    browser = playwright.chromium.launch(
        executable_path=shutil.which("chromium"), args=FLAGS, chromium_sandbox=False
    )
    yield browser
    browser.close()


@dataclass
class Room:
    """Where people sit at screens; each in a browser of their own."""

    browser: Browser
    site: Site
    contexts: list[BrowserContext] = field(default_factory=list)

    def seat(self, name: str = "", width: int = WIDE, script: bool = True) -> Looker:
        """Somebody at a screen, signed in when named."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900}, locale="nl-NL", java_script_enabled=script
        )
        self.contexts.append(context)
        looker = Looker(context.new_page(), self.site)
        looker.page.on("console", looker.hear)
        if name:
            looker.go("/aanmelden")
            looker.page.fill("input[name=email]", self.site.accounts[name])
            looker.page.fill("input[name=password]", self.site.password)
            looker.page.locator("main form button[type=submit]").first.click()
            looker.page.wait_for_url(lambda url: "/aanmelden" not in url)
        return looker


@pytest.fixture
def room(chromium: Browser, site: Site) -> Iterator[Room]:
    """Screens that are switched off after the test."""
    room = Room(chromium, site)
    yield room
    for context in room.contexts:
        context.close()


@pytest.fixture
def years(site: Site, played_data: Path, tmp_path: Path) -> Iterator["Years"]:
    """A site of one's own on which months pass in a moment."""
    from tests.journeys.moving_clock import years_at  # noqa: PLC0415 - it stands on this file

    data = tmp_path / "data"
    shutil.copytree(played_data, data)
    with years_at(site, data) as found:
        yield found


@pytest.fixture
def later(chromium: Browser, years: "Years") -> Iterator[Room]:
    """Screens on that site."""
    room = Room(chromium, years.site)
    yield room
    for context in room.contexts:
        context.close()
