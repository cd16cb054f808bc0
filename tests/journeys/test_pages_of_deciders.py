"""Every page that who decides, carries out, accounts and administers can reach."""

import pytest

from tests.journeys.conftest import Room
from tests.journeys.walking import Walk

PEOPLE = (
    "Wouter Brandsma",
    "Femke Roelofs",
    "Marjan Hoekstra",
    "Ruud Timmer",
    "Aisha Kaddouri",
)

_walk = Walk()


@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_of_a_person_is_there_and_accessible(room: Room, name: str) -> None:
    _walk.of(room, name)
