"""Suggestions are a function of what this person may read, and of nothing else."""

from dataclasses import astuple

from flask import Flask
from sqlalchemy import event

from app.database import db, transaction
from app.people.models import Person
from app.people.roles import Role
from cases.operations.lists import add_domain
from cases.queries.lists import active_bouwstenen
from cases.queries.suggesting import known_cases, offered_lists
from cases.suggestions.suggest import suggest
from cases.terms import Audience, Direction, Obstacle
from tests import factories

TEXT = (
    "Briefadres geweigerd aan de balie, omdat er geen bewijs was. Samen met Bureau Kanarie gebeld."
)


def organisation_with(app: Flask) -> tuple[int, int]:
    """Somebody who reads, and a stranger in a team of their own; their numbers."""
    with app.app_context(), transaction():
        home = factories.make_organisation()
        reader = factories.make_person(home, team=factories.make_team(home, "Team Lezers"))
        apart = factories.make_team(home, "Team Apart")
        stranger = factories.make_person(home, Role.PROFESSIONAL, team=apart)
        return reader.id, stranger.id


def log(person_id: int, count: int, audience: Audience) -> None:
    person = db.session.get_one(Person, person_id)
    here = person.memberships[0]
    (first, *_) = active_bouwstenen(here.organisation_id)
    for number in range(count):
        factories.make_case(
            person,
            here.organisation,
            here.team,
            title=f"Briefadres geweigerd, geval {number}",
            situation=f"{TEXT} Verhaal {number}.",
            audience=audience,
            procedure="Aanvraag adres",
            domain="Publiekszaken",
            obstacle=Obstacle.POLICY,
            partners=["Bureau Kanarie"],
            law="Participatiewet art. 40",
            bouwstenen={first.public_id: Direction.PINCHED},
        )


def suggested(app: Flask, person_id: int) -> tuple[object, ...]:
    with app.app_context():
        person = db.session.get_one(Person, person_id)
        home = person.memberships[0].organisation_id
        found = suggest(TEXT, offered_lists(home), known_cases(person))
        db.session.remove()
    return astuple(found)


def test_fifty_hidden_cases_change_no_suggestion(app: Flask) -> None:
    reader, stranger = organisation_with(app)
    with app.app_context(), transaction():
        log(reader, 4, Audience.TEAM)
    before = suggested(app, reader)
    with app.app_context(), transaction():
        log(stranger, 25, Audience.TEAM)
        log(stranger, 25, Audience.PRIVATE)
    assert suggested(app, reader) == before
    with app.app_context(), transaction():
        log(stranger, 3, Audience.ORGANISATION)
    assert suggested(app, reader) != before, "the hidden cases were not like the text at all"


def test_known_cases_hold_what_a_reporter_chose(app: Flask) -> None:
    reader, _ = organisation_with(app)
    with app.app_context(), transaction():
        log(reader, 1, Audience.TEAM)
        log(reader, 1, Audience.PRIVATE)
    with app.app_context():
        (known,) = known_cases(db.session.get_one(Person, reader))
        assert known.text.startswith("Briefadres geweigerd, geval 0\n\nBriefadres geweigerd aan")
        assert known.domain == "Publiekszaken"
        assert known.procedure == "Aanvraag adres"
        assert known.obstacle == "policy"
        assert known.law == "Participatiewet art. 40"
        assert known.partners == ("Bureau Kanarie",)
        assert len(known.bouwstenen) == 1


def test_the_lists_are_those_of_the_organisation(app: Flask) -> None:
    reader, _ = organisation_with(app)
    with app.app_context(), transaction():
        home = db.session.get_one(Person, reader).memberships[0].organisation
        add_domain(home, "Vogelopvang", sensitive=False, by=factories.MACHINE)
        other = factories.make_organisation("Buurstad", "buurstad")
        add_domain(other, "Rivierbeheer", sensitive=False, by=factories.MACHINE)
        offered = offered_lists(home.id)
    assert "Vogelopvang" in offered.domains
    assert "Rivierbeheer" not in offered.domains
    assert len(offered.bouwstenen) == 10


def test_many_cases_take_two_queries(app: Flask) -> None:
    reader, _ = organisation_with(app)
    with app.app_context(), transaction():
        log(reader, 12, Audience.TEAM)
    with app.app_context():
        person = db.session.get_one(Person, reader)
        known_cases(person)
        asked: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
        assert len(known_cases(person)) == 12
        about_cases = [one for one in asked if "FROM case" in one.replace("\n", " ")]
    assert len(about_cases) == 2, about_cases
