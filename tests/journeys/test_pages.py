"""Every page that a demo person can reach, looked at wide and narrow."""

import re
from urllib.parse import urlsplit

import pytest

from tests.journeys.conftest import NARROW, WIDE, Looker, Room

PEOPLE = (
    "Anouk Verbruggen",
    "Sanne Dijkgraaf",
    "Ilse Noordhoek",
    "Wouter Brandsma",
    "Femke Roelofs",
    "Marjan Hoekstra",
    "Ruud Timmer",
    "Aisha Kaddouri",
    "Elly Vroom",
)
PUBLIC = (
    "/aanmelden",
    "/wie-ziet-wat",
    "/toegankelijkheid",
    "/privacy",
    "/kwetsbaarheid-melden",
)
RANDOM_ID = re.compile(r"/[a-z2-7]{16}(?=/|$)")
ARTICLE = re.compile(r"(?<=^/wetten/)[^/]+/.+$")
LAW = re.compile(r"(?<=^/wetten/)[^/]+$")
FILES = ("/.well-known", "/casussen/bestand/")
DOWNLOADS = (".ics", ".odt", ".pdf", ".csv", ".json")
MOST_PAGES = 60

_looked_at: set[tuple[str, int]] = set()


def pattern_of(path: str) -> str:
    """An address without its random ids and its law: pages of one kind look alike."""
    return LAW.sub("*", ARTICLE.sub("*/*", RANDOM_ID.sub("/*", path)))


def is_no_page(path: str) -> bool:
    """A file to take along, or the switch of the language."""
    return path.startswith(FILES) or path.endswith(DOWNLOADS) or path == "/taal"


def links_of(looker: Looker) -> list[str]:
    """The pages of this site to which a page leads."""
    addresses = looker.page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
    parts = [urlsplit(one) for one in addresses]
    host = urlsplit(looker.site.url).netloc
    return [one.path for one in parts if one.netloc == host and one.path != "/"]


@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_of_a_person_is_there_and_accessible(room: Room, name: str) -> None:
    """From the start page along every link; each kind of page once at both widths."""
    wide, narrow = room.seat(name), room.seat(name, NARROW)
    wide.go("/")
    waiting, seen = [urlsplit(wide.page.url).path], set()
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if pattern_of(path) in seen or is_no_page(path):
            continue
        seen.add(pattern_of(path))
        wide.go(path)
        waiting += links_of(wide)
        look_once(wide, path, WIDE)
        if (pattern_of(path), NARROW) not in _looked_at:
            narrow.go(path)
            look_once(narrow, path, NARROW)
    assert len(seen) > 3, f"{name} gets no further than {seen}"


def look_once(looker: Looker, path: str, width: int) -> None:
    """Look with axe at the first page of each kind; the others only have to be there."""
    key = (pattern_of(path), width)
    if key not in _looked_at:
        _looked_at.add(key)
        looker.look()


@pytest.mark.parametrize("width", [WIDE, NARROW, 320])
def test_public_pages_are_accessible(room: Room, width: int) -> None:
    """Also at 320 px, which is 1280 at 400% zoom."""
    looker = room.seat(width=width)
    for path in PUBLIC:
        looker.go(path)
        looker.look()
