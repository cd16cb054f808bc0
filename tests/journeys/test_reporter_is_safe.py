"""Who decides, carries out or runs the program meets no reporter and no case anywhere."""

import html
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass

import pytest

from tests.journeys.conftest import Looker, Room, Site

LINK = re.compile(r'href="(/[^"#]*)"')
NOT_PAGES = ("/static/", "/.well-known/")
MOST_PAGES = 300
TELLING_LENGTH = 60

# Colleagues are named where people are arranged; no case stands beside them.
PEOPLE_PAGES = {"Ruud Timmer": "/beheer", "Femke Roelofs": "/doorbraak"}


@dataclass(frozen=True)
class Canaries:
    """What somebody must meet nowhere: names of reporters, and words of cases."""

    names: frozenset[str]
    words: frozenset[str]
    cases: tuple[str, ...]


def canaries_for(site: Site, name: str) -> Canaries:
    """Of all cases but one's own and those that one reviews as a participant of a session."""
    query = """
        select reporters.name, cases.title, cases.situation, cases.public_id
        from cases join people as reporters on reporters.id = cases.reporter_id
        where reporters.name <> :name and cases.id not in (
            select case_grants.case_id from case_grants
            join people on people.id = case_grants.person_id where people.name = :name
        )
    """
    address = f"file:{site.data / 'leerlus.sqlite'}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as database:
        rows = database.execute(query, {"name": name}).fetchall()
    words = {title for _name, title, _text, _id in rows}
    words |= {" ".join(text.split())[:TELLING_LENGTH] for _name, _title, text, _id in rows}
    return Canaries(
        frozenset(one[0] for one in rows), frozenset(words), tuple(one[3] for one in rows)
    )


def pages_of(looker: Looker) -> dict[str, str]:
    """Everything that one reaches by links from the start page: address and text."""
    waiting, pages = ["/"], dict[str, str]()
    while waiting and len(pages) < MOST_PAGES:
        path = html.unescape(waiting.pop(0))
        if path in pages or path.startswith(NOT_PAGES):
            continue
        answer = looker.page.context.request.get(looker.site.url + path)
        assert answer.status == 200, f"{path}: {answer.status}"
        pages[path] = " ".join(html.unescape(answer.text()).split())
        waiting += LINK.findall(answer.text())
    assert len(pages) < MOST_PAGES, "there are pages that nobody looked at"
    return pages


@pytest.mark.journey
@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    "name", ["Wouter Brandsma", "Marjan Hoekstra", "Femke Roelofs", "Ruud Timmer"]
)
def test_no_page_tells_of_a_reporter_or_a_case(room: Room, site: Site, name: str) -> None:
    canaries = canaries_for(site, name)
    assert len(canaries.names) > 14, "the demo has reporters"
    pages = pages_of(room.seat(name))
    assert len(pages) > 10, f"{name} gets no further than {sorted(pages)}"
    told = [(path, word) for path, text in pages.items() for word in canaries.words if word in text]
    assert not told, told
    arranged = PEOPLE_PAGES.get(name, "nowhere")
    named = [
        (path, reporter)
        for path, text in pages.items()
        for reporter in canaries.names
        if reporter in text and not path.startswith(arranged)
    ]
    assert not named, named


@pytest.mark.journey
def test_no_case_opens_for_a_manager_who_knows_its_address(room: Room, site: Site) -> None:
    wouter = room.seat("Wouter Brandsma")
    ask = wouter.page.context.request.get
    cases = canaries_for(site, "Wouter Brandsma").cases
    opened = [one for one in cases if ask(f"{site.url}/casussen/{one}").status != 404]
    assert not opened, opened
    for path in ("/casussen", "/zoeken", "/werkvoorraad", "/patronen/werkbank"):
        assert ask(site.url + path).status == 404, path


@pytest.mark.journey
def test_whoever_may_read_cases_does_meet_them(room: Room, site: Site) -> None:
    """The same search, where there is something to find."""
    sanne = room.seat("Sanne Dijkgraaf")
    sanne.go("/casussen")
    met = [one for one in canaries_for(site, "Sanne Dijkgraaf").words if one in sanne.text]
    assert len(met) > 20
