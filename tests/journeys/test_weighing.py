"""The help with weighing gives a text for the file: to copy, to print, to put into the case."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, WIDE, Looker, Room
from tests.journeys.writer import FULL_FORM, REPORTER

EFFECT = "Het gezin blijft wonen waar het woont."
FAIR = "Wie in dezelfde situatie zit, krijgt hetzelfde."


def logged(looker: Looker) -> None:
    looker.go(FULL_FORM)
    looker.write("Titel", "De huur liep op en niemand mocht iets")
    looker.write("Wat gebeurde er?", "De regeling kon pas na de ontruiming. Dat kost meer.")
    looker.press("Bewaren als concept")


@pytest.mark.journey
@pytest.mark.parametrize(("width", "script"), [(NARROW, True), (WIDE, False)])
def test_questions_become_a_text_for_the_file(room: Room, width: int, script: bool) -> None:
    writer = room.seat(REPORTER, width, script)
    logged(writer)
    writer.follow("Hulp bij je afweging")
    writer.write("Wat moet dit voor de ander opleveren?", EFFECT)
    writer.write("Legitimiteit", FAIR)
    if script:
        expect(writer.page.locator("[data-autosave-status]")).to_contain_text(
            "Bewaard om", timeout=20_000
        )
        writer.look()
    writer.press("Maak de tekst")
    writer.reads(f"Gewenst effect: {EFFECT}")
    if script:
        writer.look()
        copied(writer)
    else:
        expect(writer.page.get_by_role("button", name="Kopieer de tekst")).to_have_count(0)
        writer.reads("Selecteer de tekst om hem te kopiëren")
    writer.press("Zet in mijn afweging")
    writer.reads(f"Legitimiteit: {FAIR}")


def copied(looker: Looker) -> None:
    """One press, and the text is on the clipboard."""
    looker.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    looker.page.get_by_role("button", name="Kopieer de tekst").click()
    looker.reads("De tekst is gekopieerd.")
    held = looker.page.evaluate("navigator.clipboard.readText()")
    assert held.startswith("Motivering van de afweging")
    assert EFFECT in held
