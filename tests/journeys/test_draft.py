"""What somebody typed is not lost when the browser closes."""

import pytest

from tests.journeys.conftest import Room

TITLE = "Halverwege getypt: de sleutel paste niet"
SITUATION = "Hij stond voor zijn eigen deur met een brief dat hij er niet woonde."


@pytest.mark.journey
def test_a_draft_survives_a_closed_browser(room: Room) -> None:
    rachid = room.seat("Rachid el Amrani")
    rachid.go("/casussen/nieuw")
    rachid.write("Wat gaf je buikpijn?", SITUATION)
    rachid.page.get_by_text("Gaat het om een goed voorbeeld").click()
    rachid.pick("goed voorbeeld")
    rachid.page.get_by_text("Bewaard om").wait_for()
    rachid.look()
    rachid.page.context.close()

    again = room.seat("Rachid el Amrani")
    again.go("/mijn-casussen")
    again.reads("Je was bezig met een casus")
    again.reads(SITUATION[:40])
    again.look()
    again.follow("Verder schrijven")
    assert again.page.get_by_label("Wat ging er goed?").input_value() == SITUATION
    assert again.page.get_by_label("goed voorbeeld").is_checked()
    again.press("Verder")
    again.write("Titel", TITLE)
    again.press("Bewaren als concept")
    again.reads("Je casus is bewaard.")
    again.go("/mijn-casussen")
    # Others of the same reporter may lie there still; this text became a case.
    again.misses(SITUATION[:40])
