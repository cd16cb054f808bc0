"""An analyst works through what waits with letters alone, and takes back what was wrong."""

import pytest

from tests.journeys.conftest import NARROW, Looker, Room

ANALYST = "Ilse Noordhoek"
BENCH = "/patronen/werkbank"


def press(looker: Looker, letter: str) -> None:
    """Press a letter that leads to another page."""
    with looker.page.expect_navigation(wait_until="load"):
        looker.page.keyboard.press(letter)


def focused(looker: Looker) -> str:
    """The id of what has the focus."""
    return str(looker.page.evaluate("document.activeElement.id"))


def member_count(looker: Looker) -> int:
    return looker.page.locator("article.member").count()


@pytest.mark.journey
def test_the_queue_is_worked_through_with_letters_alone(room: Room) -> None:
    ilse, narrow = room.seat(ANALYST), room.seat(ANALYST, NARROW)
    for looker in (ilse, narrow):
        looker.go(BENCH)
        looker.look()
    press(ilse, "n")
    narrow.go(ilse.path)
    narrow.look()
    confirmed = []
    while ilse.path != BENCH:
        decide(ilse)
        confirmed.append(ilse.path)
        press(ilse, "n")
    assert confirmed
    for path in confirmed:
        ilse.go(path)
        press(ilse, "u")
        ilse.reads("mogelijk patroon")


def decide(ilse: Looker) -> None:
    """Look at the doubtful first, take it out and back in, and confirm."""
    ilse.look()
    before = member_count(ilse)
    ilse.page.keyboard.press("j")
    doubtful = focused(ilse)
    press(ilse, "x")
    assert member_count(ilse) == before - 1
    assert focused(ilse).startswith("casus-")
    assert focused(ilse) != doubtful
    press(ilse, "u")
    assert member_count(ilse) == before
    press(ilse, "b")
    ilse.reads("Het patroon is bevestigd")
    ilse.look()


@pytest.mark.journey
def test_letters_do_nothing_in_a_field_and_can_be_switched_off(room: Room) -> None:
    ilse = room.seat(ANALYST)
    ilse.go(BENCH)
    press(ilse, "n")
    here = ilse.path
    ilse.page.get_by_label("Adres of kenmerk van de casus").focus()
    ilse.page.keyboard.type("bnx")
    assert ilse.page.get_by_label("Adres of kenmerk van de casus").input_value() == "bnx"
    assert ilse.path == here
    ilse.page.get_by_text("Toetsen", exact=True).click()
    ilse.page.get_by_label("Sneltoetsen met één toets").uncheck()
    ilse.page.reload()
    ilse.page.keyboard.press("j")
    assert not focused(ilse).startswith("casus-")
    ilse.page.keyboard.press("d")
    ilse.page.wait_for_timeout(300)
    assert ilse.path == here
