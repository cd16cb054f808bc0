"""Everything works without a mouse, and one always sees where one is."""

import pytest

from tests.journeys.conftest import NARROW, WIDE, Looker, Room

OUTLINE = "parseFloat(getComputedStyle(document.activeElement).outlineWidth)"
FOCUSED = """() => {
  const one = document.activeElement;
  return one.matches("input, select, textarea") ? one.name : one.innerText;
}"""
FIELD_ORDER = ["title", "situation", "kind", "stage", "happened_on"]


def tab(looker: Looker, times: int = 1) -> None:
    """Press the tab key."""
    for _press in range(times):
        looker.page.keyboard.press("Tab")


def name_here(looker: Looker) -> str:
    """The name of the field, or the words of the link or button, that has the focus."""
    return str(looker.page.evaluate(FOCUSED)).strip()


@pytest.mark.journey
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_skip_link_is_first_and_leads_to_the_content(room: Room, width: int) -> None:
    anouk = room.seat("Anouk Verbruggen", width)
    anouk.go("/mijn-casussen")
    tab(anouk)
    link = anouk.page.get_by_role("link", name="Ga naar de inhoud")
    assert name_here(anouk) == "Ga naar de inhoud"
    assert link.bounding_box()["x"] >= 0, "the skip link stays out of sight"
    anouk.page.keyboard.press("Enter")
    tab(anouk)
    assert name_here(anouk) == "Casus vastleggen"


@pytest.mark.journey
def test_the_form_is_filled_in_and_sent_with_keys_alone(room: Room) -> None:
    anouk = room.seat("Anouk Verbruggen")
    anouk.go("/casussen/nieuw/uitgebreid")
    anouk.page.get_by_label("Titel").focus()
    anouk.page.keyboard.type("Met toetsen alleen: de balie was dicht")
    tab(anouk)
    assert name_here(anouk) == "situation"
    anouk.page.keyboard.type("De inwoner kwam voor niets. Het stond nergens.")
    walked = walk_to(anouk, "Bewaren als concept")
    assert [name for name in walked if name in FIELD_ORDER] == FIELD_ORDER[2:]
    anouk.page.keyboard.press("Enter")
    anouk.reads("Alleen jij leest deze casus")


@pytest.mark.journey
def test_quick_capture_goes_with_keys_alone(room: Room) -> None:
    anouk = room.seat("Anouk Verbruggen")
    anouk.go("/casussen/nieuw")
    anouk.page.get_by_label("Wat gaf je buikpijn?").focus()
    anouk.page.keyboard.type("Met toetsen alleen. Het wijkteam mocht de brief niet openmaken.")
    walk_to(anouk, "Verder")
    press_enter(anouk)
    walked = walk_to(anouk, "Alles overnemen en verder")
    assert walked.index("title") < walked.index("accepted")
    press_enter(anouk)
    walk_to(anouk, "Delen")
    press_enter(anouk)
    anouk.reads("Gedeeld. Je hoort wat ermee gebeurt.")


def press_enter(looker: Looker) -> None:
    """Press Enter, and wait for the page that it leads to."""
    with looker.page.expect_navigation(wait_until="load"):
        looker.page.keyboard.press("Enter")


def walk_to(looker: Looker, words: str) -> list[str]:
    """Tab until these words have the focus; the stops on the way, each with a visible focus."""
    stops: list[str] = []
    while not stops or (stops[-1] != words and len(stops) < 60):
        tab(looker)
        here = name_here(looker)
        assert looker.page.evaluate(OUTLINE) >= 2, f"no visible focus on {here!r}"
        if not stops or here != stops[-1]:
            stops.append(here)
    assert stops[-1] == words, stops
    return stops


@pytest.mark.journey
def test_every_stop_in_header_and_menu_shows_its_focus(room: Room) -> None:
    sanne = room.seat("Sanne Dijkgraaf")
    sanne.go("/werkvoorraad")
    walked = walk_to(sanne, "Dit is veranderd")
    assert walked[0] == "Ga naar de inhoud"
    assert "Uitloggen" in walked
    assert walked.index("Mijn casussen") < walked.index("Werkvoorraad")
