"""The help with weighing open in two windows: both texts are shown, and neither is lost."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, WIDE, Looker, Room
from tests.journeys.test_weighing import logged
from tests.journeys.writer import REPORTER, beside, kept_here, status

HERE = "Het gezin blijft wonen waar het woont."
THERE = "Het gezin vindt een ander huis."
EFFECT = "Wat moet dit voor de ander opleveren?"
NOTICE = "Dit werkblad is ook in een ander venster open"


def effect(looker: Looker) -> str:
    return looker.page.get_by_label(EFFECT).input_value()


@pytest.mark.journey
@pytest.mark.parametrize(
    ("width", "press", "stays"),
    [(NARROW, "Verder met mijn tekst", HERE), (WIDE, "De andere tekst overnemen", THERE)],
)
def test_two_windows_meet_while_they_keep_themselves(
    room: Room, width: int, press: str, stays: str
) -> None:
    first = room.seat(REPORTER, width)
    logged(first)
    first.follow("Hulp bij je afweging")
    second = beside(first)
    second.page.set_viewport_size(first.page.viewport_size or {"width": width, "height": 900})
    second.page.goto(first.page.url)
    first.write(EFFECT, THERE)
    status(first, "Bewaard om")
    second.write(EFFECT, HERE)
    notice = second.page.get_by_role("alert").filter(has_text=NOTICE)
    expect(notice).to_be_visible(timeout=20_000)
    expect(notice).to_contain_text(THERE)
    assert effect(second) == HERE
    assert kept_here(second) == 1
    second.look()
    second.page.get_by_role("button", name=press).click()
    status(second, "Bewaard om")
    assert effect(second) == stays
    assert kept_here(second) == 0
    second.page.reload()
    assert effect(second) == stays


@pytest.mark.journey
@pytest.mark.parametrize(("width", "script"), [(NARROW, True), (WIDE, False)])
def test_a_page_shows_both_when_the_button_is_pressed(room: Room, width: int, script: bool) -> None:
    first = room.seat(REPORTER, width, script)
    logged(first)
    first.follow("Hulp bij je afweging")
    second = beside(first)
    second.page.set_viewport_size(first.page.viewport_size or {"width": width, "height": 900})
    second.page.goto(first.page.url)
    first.write(EFFECT, THERE)
    first.press("Maak de tekst")
    second.write(EFFECT, HERE)
    second.press("Maak de tekst")
    second.reads("Je antwoorden zijn intussen aangepast")
    second.reads("vindt een ander huis")
    if script:
        second.look()
    second.press("Bewaren zoals gekozen")
    second.reads(f"Gewenst effect: {HERE}")
