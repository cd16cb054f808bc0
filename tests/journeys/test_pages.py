"""Every page that who writes, leads and learns can reach, and those for everybody."""

import pytest

from tests.journeys.conftest import NARROW, WIDE, Room
from tests.journeys.walking import Walk

PEOPLE = ("Anouk Verbruggen", "Sanne Dijkgraaf", "Ilse Noordhoek", "Elly Vroom")
PUBLIC = (
    "/aanmelden",
    "/wie-ziet-wat",
    "/toegankelijkheid",
    "/privacy",
    "/kwetsbaarheid-melden",
    "/openbaar/waterdam",
)

_walk = Walk()


@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_of_a_person_is_there_and_accessible(room: Room, name: str) -> None:
    _walk.of(room, name)


@pytest.mark.parametrize("width", [WIDE, NARROW, 320])
def test_public_pages_are_accessible(room: Room, width: int) -> None:
    """Also at 320 px, which is 1280 at 400% zoom."""
    looker = room.seat(width=width)
    for path in PUBLIC:
        looker.go(path)
        looker.look()
