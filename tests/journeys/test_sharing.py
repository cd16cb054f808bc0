"""Sharing: who reads is said beforehand, help is asked along; a text is released and revoked."""

import sqlite3
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, WIDE, Looker, Room, Site
from tests.journeys.story import ANALYST, FACILITATOR, MANAGER, TEAM

RUNNING = """
    select reporters.name, cases.public_id, cases.title from cases
    join people as reporters on reporters.id = cases.reporter_id
    where cases.state = 'draft' and cases.stage = 'seeking_room'
"""
QUOTABLE = """
    select patterns.public_id, cases.public_id, reporters.name, cases.situation from patterns
    join pattern_members as members on members.pattern_id = patterns.id and not members.removed
    join cases on cases.id = members.case_id
    join people as reporters on reporters.id = cases.reporter_id
    join organisations on organisations.id = patterns.organisation_id
    where patterns.state = 'published' and cases.state = 'shared'
    and organisations.name = 'Gemeente Waterdam' order by cases.id
"""


def first_of(site: Site, query: str) -> tuple[str, ...]:
    """The first row of a question to the demo."""
    address = f"file:{site.data / 'leerlus.sqlite'}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as database:
        found = database.execute(query).fetchone()
    assert found is not None, "the demo has no such case"
    return tuple(found)


@pytest.mark.journey
@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_page_shows_who_will_read_and_what_they_will_see(
    room: Room, width: int, script: bool
) -> None:
    name, case, _title = first_of(room.site, RUNNING)
    reporter = room.seat(name, width, script)
    reporter.go(f"/casussen/{case}/delen")
    reporter.reads("de leeranalist, zonder je naam")
    if script:
        reporter.look()
    team, outside = reporter.page.locator("details.sight").all()
    for one in (team, outside):
        one.locator("summary").click()
    expect(team).to_contain_text(name)
    expect(outside).not_to_contain_text(name)
    reporter.pick("niemand")
    expect(team.get_by_text(name, exact=True).locator("visible=true")).to_have_count(0)
    reporter.pick("mijn team en wie het samen bespreekt")
    expect(team.get_by_text(name, exact=True).locator("visible=true")).to_have_count(1)
    if script:
        reporter.look()


@pytest.mark.journey
def test_a_running_case_is_shared_and_offered_in_the_same_press(room: Room) -> None:
    name, case, title = first_of(room.site, RUNNING)
    reporter = room.seat(name, NARROW)
    reporter.go(f"/casussen/{case}")
    reporter.follow("Delen")
    reporter.reads(f"Leest je casus dan: {FACILITATOR}")
    reporter.page.get_by_label(TEAM).check()
    reporter.look()
    reporter.press("Delen")
    reporter.reads("gedeeld")
    reporter.look()

    facilitator = room.seat(FACILITATOR)
    facilitator.go("/doorbraak")
    facilitator.reads(title)
    facilitator.look()
    facilitator.follow(title)
    facilitator.misses(name)
    facilitator.go("/werkvoorraad")
    facilitator.look()


@pytest.mark.journey
def test_a_text_is_asked_released_read_and_revoked(room: Room) -> None:
    pattern, case, name, situation = first_of(room.site, QUOTABLE)
    words = " ".join(situation.split()[:14])
    ask_for(room.seat(ANALYST), pattern, case, words)

    reporter = room.seat(name, NARROW)
    reporter.go("/mijn-casussen")
    reporter.reads(words)
    reporter.look()
    reporter.follow("Ja of nee zeggen")
    reporter.reads("Er is een fragment gevraagd")
    reporter.reads("kunnen we niet terughalen")
    reporter.look()

    manager = room.seat(MANAGER)
    manager.go(f"/patronen/{pattern}")
    manager.misses(words)
    reporter.press("Ja, dit mag")
    reporter.reads("mag gebruikt worden")
    reporter.look()
    manager.go(f"/patronen/{pattern}")
    manager.reads(words)
    manager.look()
    reporter.press("Fragment intrekken")
    reporter.reads("ingetrokken")
    manager.go(f"/patronen/{pattern}")
    manager.misses(words)


def ask_for(analyst: Looker, pattern: str, case: str, words: str) -> None:
    """From the page of the pattern to the question, as the analyst goes."""
    analyst.go(f"/patronen/werkbank/{pattern}")
    link = analyst.page.locator(f"a[href*='/casussen/{case}/fragment']")
    assert urlsplit(link.get_attribute("href") or "").query == f"patroon={pattern}"
    analyst.leave_by(link)
    analyst.write("Welke tekst?", words)
    analyst.write("Leg de inbrenger uit waarom", "Deze zin zegt kort wat er misgaat.")
    analyst.look()
    analyst.press("Vraag de inbrenger")
    analyst.reads("Je vraag staat bij de inbrenger")
    analyst.look()
