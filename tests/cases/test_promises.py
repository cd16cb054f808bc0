"""What the page promises: who counts as a reader, who reads a question, when sharing opens."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db, transaction
from app.people.queries import reader_count
from app.people.roles import Role
from cases.lifecycle import CaseState
from cases.models.case import Case
from cases.models.history import ReactionKind
from cases.operations.react import react
from cases.terms import Audience
from tests.client import Browser
from tests.factories import (
    as_actor,
    give_role,
    make_case,
    make_organisation,
    make_person,
    make_team,
)

QUESTION = "Mag ik weten welke regel je gebruikte?"


def test_who_decides_does_not_count_as_a_reader(app: Flask) -> None:
    with app.app_context(), transaction():
        team = make_team(make_organisation())
        make_person(team.organisation, team=team)
        manager = make_person(team.organisation, team=team)
        assert reader_count(team.organisation_id, team.id) == 2
        give_role(manager, team.organisation, Role.MANAGER)
        assert reader_count(team.organisation_id, team.id) == 1


def test_a_question_is_read_by_the_reporter_alone(app: Flask) -> None:
    with app.app_context(), transaction():
        team = make_team(make_organisation())
        reporter, colleague = (make_person(team.organisation, team=team) for _ in range(2))
        asking = make_person(team.organisation, Role.FACILITATOR, team=team)
        case = make_case(reporter, team.organisation, team, audience=Audience.TEAM)
        react(case, person=asking, kind=ReactionKind.QUESTION, text=QUESTION, by=as_actor(asking))
        path, ids = f"/casussen/{case.public_id}", (reporter.id, asking.id, colleague.id)
    told = [QUESTION in Browser(app, one).get(path) for one in ids]
    assert told == [True, True, False]


@pytest.mark.parametrize("engine_kind", ["sqlite"])
def test_in_production_sharing_opens_with_the_signed_rules(app: Flask) -> None:
    with app.app_context(), transaction():
        team = make_team(make_organisation())
        person = make_person(team.organisation, team=team)
        case = make_case(person, team.organisation, team)
        team.organisation.house_rules_signed_on = None
        path, who = f"/casussen/{case.public_id}/delen", person.id
    app.config["LEERLUS_ENV"] = "production"
    browser = Browser(app, who)
    browser.get(path)
    assert "spelregels" in browser.submit(path)
    with app.app_context():
        assert db.session.scalar(select(Case.state)) is CaseState.DRAFT
