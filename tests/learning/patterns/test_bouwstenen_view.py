"""Where bouwstenen help and pinch: exact for the analyst, and no number for anybody else."""

import re
from collections.abc import Iterator
from contextvars import Context
from functools import partial

import pytest
from flask import Flask

from app.database import db, transaction
from app.people.models import Person
from app.people.roles import Role
from cases.models.case import Case
from cases.models.lists import Bouwsteen
from cases.operations.react import interpret
from cases.queries.lists import bouwsteen_sets_of
from cases.terms import Audience, Direction
from tests.client import Browser, Page
from tests.factories import as_actor, make_case, make_person
from tests.learning.patterns.corpus import Town

PAGE = "/patronen/werkbank/bouwstenen"


@pytest.fixture
def town(app: Flask) -> Iterator[Town]:
    with app.app_context():
        with transaction():
            town = Town()
        yield town
        db.session.remove()


def get(app: Flask, person: Person, path: str) -> Page:
    browser = Context().run(Browser, app, person.id)
    return Context().run(partial(browser.get, path))


def tagged(town: Town, count: int, bouwsteen: Bouwsteen, direction: Direction) -> list[Case]:
    return [
        make_case(
            town.reporters[number % 6],
            town.organisation,
            town.team,
            audience=Audience.ORGANISATION,
            bouwstenen={bouwsteen.public_id: direction},
        )
        for number in range(count)
    ]


def card_of(page: Page, bouwsteen: Bouwsteen) -> str:
    """The words of the card of one bouwsteen."""
    cards = re.split('<section class="card"', page.text)
    card = next(one for one in cards if f">{bouwsteen.name}<" in one)
    return " ".join(re.sub("<[^>]+>", " ", f"<{card}").split())


def test_the_analyst_sees_numbers_and_patterns_of_both_sets(app: Flask, town: Town) -> None:
    with transaction():
        active, other = bouwsteen_sets_of(town.organisation.id)
        first, second, old = active.bouwstenen[0], active.bouwstenen[1], other.bouwstenen[0]
        pinched = tagged(town, 7, first, Direction.PINCHED)
        helped = tagged(town, 2, first, Direction.HELPED)
        tagged(town, 3, old, Direction.HELPED)
        town.pattern(pinched[:4] + helped[:1])
        interpret(
            pinched[0],
            person=town.analyst,
            nature=None,
            obstacle=None,
            procedure="",
            bouwstenen=[second.public_id],
            by=as_actor(town.analyst),
        )
        withdrawn = tagged(town, 1, first, Direction.PINCHED)[0]
        withdrawn.state = type(withdrawn.state).DRAFT
    page = get(app, town.analyst, PAGE)
    card = card_of(page, first)
    assert "Knelde 7 Hielp 2 In de duiding 0 In 1 patroon" in card
    assert "Zonder adres geen inschrijving : knelde 4 keer, hielp 1 keer" in card
    assert "Knelde 0 Hielp 0 In de duiding 1" in card_of(page, second)
    assert "Nog in geen enkele casus genoemd." in card_of(page, active.bouwstenen[2])
    key = other.public_id
    assert f"{PAGE}?set={key}" in page.text
    assert "Hielp 3" in card_of(get(app, town.analyst, f"{PAGE}?set={key}"), old)


def test_nobody_else_sees_a_number(app: Flask, town: Town) -> None:
    with transaction():
        readers = [make_person(town.organisation, one) for one in Role if one is not Role.ANALYST]
        neighbours = Town("Gemeente Elders", "elders")
        active = bouwsteen_sets_of(town.organisation.id)[0]
    for reader in readers:
        assert get(app, reader, PAGE).status == 404
    assert get(app, neighbours.analyst, f"{PAGE}?set={active.public_id}").status == 404
    before = [get(app, one, "/bouwstenen").main for one in readers]
    with transaction():
        tagged(town, 9, active.bouwstenen[0], Direction.PINCHED)
    assert [get(app, one, "/bouwstenen").main for one in readers] == before
