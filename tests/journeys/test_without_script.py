"""Without JavaScript the pages do their core job."""

import pytest

from tests.journeys.conftest import NARROW, Room

TITLE = "Zonder script vastgelegd: de brief kwam twee keer"
SITUATION = "De inwoner kreeg dezelfde brief twee keer en belde twee keer. Niemand wist waarom."


@pytest.mark.journey
def test_a_case_is_logged_and_shared_without_script(room: Room) -> None:
    anouk = room.seat("Anouk Verbruggen", NARROW, script=False)
    anouk.follow("Casus vastleggen")
    anouk.press("Liever het hele formulier")
    anouk.press("Bewaren en delen")
    anouk.reads("Vul een titel in: in één zin wat er knelde.")
    anouk.write("Titel", TITLE)
    anouk.write("Wat gebeurde er?", SITUATION)
    anouk.page.get_by_role("heading", name="De afloop").click()
    anouk.write("Hoe liep het af?", "We hebben één brief ingetrokken.")
    anouk.press("Bewaren en delen")
    anouk.pick("mijn team")
    anouk.press("Delen")
    anouk.reads("Gedeeld. Je hoort wat ermee gebeurt.")
    anouk.go("/mijn-casussen")
    anouk.reads(TITLE)


@pytest.mark.journey
def test_personal_data_is_replaced_before_sharing_without_script(room: Room) -> None:
    anouk = room.seat("Anouk Verbruggen", script=False)
    anouk.follow("Casus vastleggen")
    anouk.write(
        "Wat gaf je buikpijn?", "In de brief stond zijn nummer: 111222333. Dat hoorde niet."
    )
    anouk.press("Verder")
    anouk.write("Titel", "Een nummer te veel in de brief")
    anouk.press("Verder met wat ik aanvinkte")
    anouk.reads("Staan hier gegevens van mensen in?")
    anouk.reads("111222333")
    anouk.press("Vervang alles")
    anouk.pick("mijn team")
    anouk.press("Delen")
    anouk.reads("Gedeeld. Je hoort wat ermee gebeurt.")
    anouk.misses("111222333")


@pytest.mark.journey
def test_the_search_for_patterns_says_how_to_follow_it_without_script(room: Room) -> None:
    ilse = room.seat("Ilse Noordhoek", script=False)
    ilse.go("/patronen/werkbank")
    ilse.press("Zoek patronen")
    ilse.reads("Je mag deze pagina verlaten, het zoeken gaat door.")
    for _look in range(60):
        if ilse.path == "/patronen/werkbank":
            break
        ilse.page.wait_for_timeout(500)
        ilse.page.reload()
    ilse.reads("Laatst gezocht op")
