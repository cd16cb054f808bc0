"""An organisation reads its own word for the Doorbraak, on each page and in each menu."""

import pytest
from flask import Flask

from app.database import transaction
from app.people.roles import Role
from app.web.naming import renamed
from tests.client import Browser
from tests.factories import make_organisation, make_person


@pytest.mark.parametrize(
    ("text", "name", "shown"),
    [
        ("Doorbraak", "maatwerktafel", "Maatwerktafel"),
        ("Aanbieden voor de Doorbraak", "maatwerktafel", "Aanbieden voor de maatwerktafel"),
        (
            "Aanbieden voor de Doorbraak",
            "het arbitrair beraad",
            "Aanbieden voor het arbitrair beraad",
        ),
        ("De Doorbraak begint", "Het arbitrair beraad", "Het arbitrair beraad begint"),
        ("In een Doorbraak kijken", "het beraad", "In een beraad kijken"),
        ("Maak een Doorbraakteam", "maatwerktafel", "Maak een maatwerktafel-team"),
        ("Leg de doorbraak vast", "maatwerktafel", "Leg de doorbraak vast"),
        ("%(count)s in de Doorbraak", "100%(x)s <b>", "%(count)s in de 100xs b"),
        ("De Doorbraak", "", "De Doorbraak"),
    ],
)
def test_the_name_takes_the_place_of_the_word(text: str, name: str, shown: str) -> None:
    assert renamed(text, name) == shown


def test_each_reads_the_word_of_the_own_organisation(app: Flask) -> None:
    with app.app_context(), transaction():
        here = make_organisation()
        here.doorbraak_name = "de Garage"
        there = make_organisation("Zorgkantoor Proef", "zorgkantoor")
        people = [make_person(one, Role.FACILITATOR).id for one in (here, there)]
    ours, theirs = (Browser(app, one).get("/doorbraak") for one in people)
    assert "Garage" in ours.text
    assert "Doorbraak" not in ours.main
    assert "Doorbraak" in theirs.text
    assert "Garage" not in theirs.text
