"""A reporter's own reference is the reporter's alone, on the page and in the file."""

from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from app.clock import moved_to, now
from app.database import db, transaction
from app.jobs import Run
from app.sealing import unseal
from cases.jobs.texts import forget_references
from cases.models.case import Case
from cases.operations.share import conclude_case
from cases.terms import Audience, OutcomeStatus
from tests.factories import as_actor, make_case, make_organisation, make_person, make_team

REFERENCE = "Z-2026-KANARIE"


def kept(app: Flask) -> Case:
    with transaction():
        team = make_team(make_organisation())
        person = make_person(team.organisation, team=team)
        return make_case(
            person,
            team.organisation,
            team,
            audience=Audience.ORGANISATION,
            own_reference=REFERENCE,
        )


def test_the_file_holds_no_plain_reference(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        case = kept(app)
        assert unseal(case.own_reference) == REFERENCE
        raw = db.session.scalar(text("SELECT own_reference FROM cases"))
        assert REFERENCE.encode() not in bytes(raw)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path for path in files if REFERENCE.encode() in path.read_bytes()] == []


def test_it_goes_with_the_outcome(app: Flask) -> None:
    with app.app_context():
        case = kept(app)
        with transaction():
            conclude_case(
                case,
                outcome="Het is goed gekomen.",
                outcome_status=OutcomeStatus.HELPED,
                by=as_actor(case.reporter),
            )
        assert db.session.get_one(Case, case.id).own_reference is None


def test_it_goes_after_twelve_months(app: Flask) -> None:
    with app.app_context():
        case = kept(app)
        forget_references(Run(0, "", {}))
        assert unseal(db.session.get_one(Case, case.id).own_reference) == REFERENCE
        with moved_to(now() + timedelta(days=366)):
            forget_references(Run(0, "", {}))
        db.session.expire_all()
        assert db.session.get_one(Case, case.id).own_reference is None
