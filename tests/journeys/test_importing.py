"""A team's own register comes in: matched, looked at, taken over, and undone with one press."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, WIDE, Looker, Room
from tests.journeys.writer import REPORTER

REGISTER = (
    "Nr;Onderwerp;Verhaal;Wanneer\n"
    "R-{width}-1;Formulier kende de situatie niet;Het vakje bestond niet.;2026-03-01\n"
    "R-{width}-2;Twee loketten wezen naar elkaar;Geen van beide mocht beslissen.;2026-03-02\n"
    "R-{width}-3;;Hier ontbreekt de titel.;2026-03-03\n"
)
COLUMNS = {"Nr": "nummer in jullie register", "Onderwerp": "titel", "Wanneer": "datum"}


@pytest.mark.journey
@pytest.mark.parametrize(("width", "script"), [(WIDE, True), (NARROW, True), (WIDE, False)])
def test_a_register_is_taken_over_and_undone(room: Room, width: int, script: bool) -> None:
    reporter = room.seat(REPORTER, width, script)
    reporter.go("/casussen")
    reporter.follow("Importeren")
    send(reporter, REGISTER.replace("{width}", f"{width}{script}"))
    for header, column in COLUMNS.items():
        reporter.choose(header, column)
    reporter.choose("Verhaal", "wat er gebeurde")
    if script:
        reporter.look()
    reporter.press("Bekijk wat er gebeurt")
    wait_until_reads(reporter, "2 rijen worden een casus")
    reporter.reads("de titel ontbreekt")
    if script:
        reporter.look()
    reporter.press("Alleen de goede rijen overnemen")
    wait_until_reads(reporter, "2 casussen zijn overgenomen")
    if script:
        reporter.look()
    reporter.press("Alles ongedaan maken")
    expect(reporter.page.locator("body")).to_contain_text("2 casussen zijn verwijderd")
    reporter.reads("Ongedaan gemaakt")


def send(looker: Looker, text: str) -> None:
    file = {"name": "register.csv", "mimeType": "text/csv", "buffer": text.encode()}
    looker.page.set_input_files("input[type=file]", files=[file])
    looker.press("Verder")


def wait_until_reads(looker: Looker, words: str) -> None:
    """The work is done elsewhere; with JavaScript the page follows it by itself."""
    for _moment in range(60):
        if words in looker.text:
            return
        looker.page.wait_for_timeout(500)
        if looker.page.get_by_role("link", name="Kijk of het klaar is").count():
            looker.follow("Kijk of het klaar is")
    looker.reads(words)
