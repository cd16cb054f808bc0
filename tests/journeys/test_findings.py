"""A case with names and a number in it: marked, decided word by word, and then shared."""

import pytest

from tests.journeys.conftest import NARROW, WIDE, Looker, Room

FORM = "/casussen/nieuw/uitgebreid"
STORY = "Mevrouw Quispel belde. Haar zoon Daan de Wit gaf zijn nummer: 06 12345678."


def write_a_case(anouk: Looker, title: str) -> None:
    anouk.go(FORM)
    anouk.write("Titel", title)
    anouk.write("Wat gebeurde er?", STORY)


def decide_and_share(anouk: Looker, *, looks: bool = True) -> None:
    """Replace one name, keep the other, replace the rest, and share.

    The page is looked at by a script, so not by who has none.
    """
    anouk.reads("Staan hier gegevens van mensen in?")
    anouk.reads("Mevrouw Quispel (naam) belde.")
    anouk.reads("06 12345678 (telefoonnummer)")
    if looks:
        anouk.look()
    anouk.press("Vervang door [naam]: Mevrouw Quispel")
    anouk.reads("Nog 2.")
    anouk.reads("[naam] belde.")
    anouk.press("Laat staan: Daan de Wit")
    anouk.reads("Nog 1.")
    anouk.reads("Je liet dit staan.")
    if looks:
        anouk.look()
    anouk.press("Vervang alles")
    anouk.reads("Vervangen. De oude tekst wordt binnen een dag ook uit de bestanden gewist")
    anouk.pick("mijn team")
    anouk.press("Delen")
    anouk.reads("Gedeeld. Je hoort wat ermee gebeurt.")
    anouk.reads("Daan de Wit gaf zijn nummer: [telefoon]")
    anouk.misses("Quispel")


@pytest.mark.journey
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_names_are_marked_and_decided_one_by_one(room: Room, width: int) -> None:
    anouk = room.seat("Anouk Verbruggen", width)
    write_a_case(anouk, f"Twee namen te veel, {width} breed")
    anouk.press("Bewaren en delen")
    decide_and_share(anouk)


@pytest.mark.journey
def test_names_are_decided_one_by_one_without_script(room: Room) -> None:
    anouk = room.seat("Anouk Verbruggen", NARROW, script=False)
    write_a_case(anouk, "Twee namen te veel, zonder script")
    anouk.press("Bewaren en delen")
    decide_and_share(anouk, looks=False)


@pytest.mark.journey
def test_a_line_under_the_field_says_what_looks_like_a_name(room: Room) -> None:
    anouk = room.seat("Anouk Verbruggen")
    write_a_case(anouk, "Meekijken bij het typen")
    line = anouk.page.locator(".field", has=anouk.page.locator("#situation")).locator(".found-line")
    line.wait_for()
    assert "Lijkt op een naam: 'Mevrouw Quispel', 'Daan de Wit'." in line.inner_text()
    assert "telefoonnummer" in line.inner_text()
    anouk.look()
    anouk.write("Wat gebeurde er?", "De inwoner belde.")
    line.wait_for(state="hidden")


@pytest.mark.journey
def test_a_writer_says_that_a_word_is_no_name(room: Room) -> None:
    anouk = room.seat("Anouk Verbruggen", NARROW)
    anouk.go(FORM)
    anouk.write("Titel", "Een project dat als een mens heet")
    anouk.write("Wat gebeurde er?", "De inwoner kwam niet binnen bij het project.")
    anouk.press("Bewaren en delen")
    anouk.pick("mijn team")
    anouk.press("Delen")
    anouk.follow("Afronden")
    anouk.write("Hoe liep het af?", "Het project van zoon Vroom hielp alsnog.")
    anouk.pick("geholpen")
    anouk.press("Afronden")
    anouk.reads("Dit lijkt op een persoonsgegeven: 'Vroom'.")
    anouk.look()
    anouk.pick("'Vroom' is geen persoonsgegeven")
    anouk.press("Afronden")
    anouk.reads("Je casus is afgerond.")
