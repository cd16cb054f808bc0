"""Walking along every link of a person, and looking at each kind of page once at both widths."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.journeys.conftest import NARROW, WIDE, Looker, Room

RANDOM_ID = re.compile(r"/[a-z2-7]{16}(?=/|$)")
QUARTER = re.compile(r"/\d{4}-\d(?=/|$)")
ARTICLE = re.compile(r"(?<=^/wetten/)[^/]+/.+$")
LAW = re.compile(r"(?<=^/wetten/)[^/]+$")
FILES = ("/.well-known", "/casussen/bestand/")
DOWNLOADS = (".ics", ".odt", ".pdf", ".csv", ".json", ".txt")
MOST_PAGES = 60


def pattern_of(path: str) -> str:
    """An address without its random ids, quarter and law: pages of one kind look alike."""
    kind = QUARTER.sub("/*", RANDOM_ID.sub("/*", path))
    return LAW.sub("*", ARTICLE.sub("*/*", kind))


def is_no_page(path: str) -> bool:
    """A file to take along, or the switch of the language."""
    return path.startswith(FILES) or path.endswith(DOWNLOADS) or path == "/taal"


def links_of(looker: Looker) -> list[str]:
    """The pages of this site to which a page leads."""
    addresses = looker.page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
    parts = [urlsplit(one) for one in addresses]
    host = urlsplit(looker.site.url).netloc
    return [one.path for one in parts if one.netloc == host and one.path != "/"]


@dataclass
class Walk:
    """Which kinds of pages were looked at already, by whoever walked before."""

    looked_at: set[tuple[str, int]] = field(default_factory=set)

    def of(self, room: Room, name: str) -> None:
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
            self.look_once(wide, path, WIDE)
            if (pattern_of(path), NARROW) not in self.looked_at:
                narrow.go(path)
                self.look_once(narrow, path, NARROW)
        assert len(seen) > 3, f"{name} gets no further than {seen}"

    def look_once(self, looker: Looker, path: str, width: int) -> None:
        """Look with axe at the first page of each kind; the others only have to be there."""
        key = (pattern_of(path), width)
        if key not in self.looked_at:
            self.looked_at.add(key)
            looker.look()
