"""From an empty screen to a shared case in a handful of presses, on a phone and without script."""

import pytest

from tests.journeys.conftest import NARROW, WIDE, Looker, Room

# Sixty-three words, as somebody types or dictates them after a hard conversation.
TEXT = (
    "De inwoner kwam aan de balie voor bijzondere bijstand, maar kon niet inloggen met DigiD. "
    "Volgens de werkinstructie nemen we een aanvraag alleen digitaal aan. "
    "Ik heb de aanvraag toch op papier aangenomen en samen met het wijkteam ingevoerd. "
    "Ik vond dat de termijn zwaarder woog dan het formulier. "
    "Uiteindelijk is de bijstand op grond van artikel 35 Participatiewet op tijd toegekend."
)
MOST_PRESSES = 5
FINGER = 44


@pytest.mark.journey
@pytest.mark.parametrize(("width", "script"), [(NARROW, True), (WIDE, True), (WIDE, False)])
def test_sixty_words_from_empty_screen_to_shared(room: Room, width: int, script: bool) -> None:
    assert len(TEXT.split()) >= 60
    anouk = room.seat("Anouk Verbruggen", width, script)
    presses = ["Casus vastleggen", "Verder", "Alles overnemen en verder", "Delen"]
    assert len(presses) <= MOST_PRESSES
    anouk.go("/mijn-casussen")
    anouk.follow(presses[0])
    look_if(script, anouk)
    anouk.write("Wat gaf je buikpijn?", TEXT)
    anouk.press(presses[1])
    anouk.reads("voorstel uit je tekst")
    anouk.reads("omdat je ‘")
    look_if(script, anouk)
    offered = anouk.page.locator(".chip__words").all_inner_texts()
    assert len(offered) >= 4
    assert anouk.page.locator(".chip__box:checked").count() == 0
    anouk.press(presses[2])
    anouk.reads("Wie mag dit lezen?")
    look_if(script, anouk)
    anouk.press(presses[3])
    anouk.reads("Gedeeld. Je hoort wat ermee gebeurt.")
    look_if(script, anouk)
    for words in offered:
        anouk.reads(words.split("\n")[-1])


def look_if(script: bool, looker: Looker) -> None:
    """Look at the page, where it can be done: axe is a script itself."""
    if script:
        looker.look()


@pytest.mark.journey
def test_chips_are_pressed_one_by_one_and_all_at_once(room: Room) -> None:
    anouk = room.seat("Anouk Verbruggen", NARROW)
    anouk.go("/casussen/nieuw")
    assert font_size(anouk, "textarea") >= 16, "a phone zooms in on smaller letters"
    anouk.write("Wat gaf je buikpijn?", TEXT)
    anouk.press("Verder")
    chips = anouk.page.locator(".chip")
    total = chips.count()
    anouk.reads(f"0 van {total} overgenomen")
    low = [box for box in (one.bounding_box() for one in chips.all()) if box["height"] < FINGER]
    assert low == []
    chips.first.click(position={"x": 150, "y": 30})
    anouk.reads(f"1 van {total} overgenomen")
    chips.first.click(position={"x": 150, "y": 30})
    anouk.reads(f"0 van {total} overgenomen")
    anouk.page.get_by_role("button", name="Alles aan").click()
    anouk.reads(f"{total} van {total} overgenomen")
    anouk.look()
    anouk.page.get_by_role("button", name="Alles uit").click()
    chips.first.get_by_role("checkbox").check()
    anouk.page.get_by_text("Je tekst", exact=True).click()
    anouk.press("Tekst aanpassen")
    assert anouk.page.get_by_label("Wat gaf je buikpijn?").input_value() == TEXT
    anouk.press("Verder")
    anouk.reads(f"1 van {total} overgenomen")
    anouk.write("Titel", "Met de toets Enter verder")
    with anouk.page.expect_navigation(wait_until="load"):
        anouk.page.keyboard.press("Enter")
    anouk.reads("Wie mag dit lezen?")


def font_size(looker: Looker, selector: str) -> float:
    """The height of the letters in a field."""
    size = f"parseFloat(getComputedStyle(document.querySelector('{selector}')).fontSize)"
    return float(looker.page.evaluate(size))


@pytest.mark.journey
def test_the_form_follows_the_kind_and_the_stage(room: Room) -> None:
    anouk = room.seat("Anouk Verbruggen")
    anouk.go("/casussen/nieuw")
    anouk.page.get_by_text("Gaat het om een goed voorbeeld").click()
    anouk.pick("goed voorbeeld")
    anouk.reads("Wat ging er goed?")
    anouk.look()
    anouk.press("Liever het hele formulier")
    assert anouk.path == "/casussen/nieuw/uitgebreid"
    anouk.page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    feeling = anouk.page.get_by_text("Hoeveel buikpijn had je er zelf van?")
    until = anouk.page.get_by_label("Wanneer moet er een oplossing zijn?")
    assert not feeling.is_visible()
    assert not until.is_visible()
    anouk.look()
    anouk.pick("knelt")
    anouk.pick("loopt nog, ik zoek ruimte")
    assert feeling.is_visible()
    until.fill("2030-01-15")
    anouk.pick("opgelost met maatwerk")
    assert until.is_visible(), "what holds text does not disappear"
