"""Searching on the command line: as somebody, among what that person may read."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from app.audit import AuditEntry
from app.database import db, transaction
from app.jobs import drain
from app.people.roles import Role
from app.search.models import SearchOutbox
from cases.commands.exchange import cases
from cases.commands.search import search
from cases.terms import Audience
from tests import factories


@pytest.fixture(autouse=True)
def two_cases(app: Flask) -> None:
    """One case of a team, one of the organisation, both about the same."""
    with app.app_context():
        with transaction():
            organisation = factories.make_organisation()
            team = factories.make_team(organisation)
            reporter = factories.make_person(organisation, team=team, email="team@proef.example")
            factories.make_person(organisation, email="ander@proef.example")
            factories.make_person(organisation, Role.MANAGER, email="manager@proef.example")
            for title, audience in (
                ("Eigen bijdrage in het team", Audience.TEAM),
                ("Eigen bijdrage overal", Audience.ORGANISATION),
            ):
                factories.make_case(reporter, organisation, team, title=title, audience=audience)
        drain()
        db.session.remove()


def run(app: Flask, *args: str) -> Result:
    with app.app_context():
        result = CliRunner().invoke(search, args)
        db.session.remove()
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.parametrize(
    ("who", "titles"),
    [
        ("team", {"Eigen bijdrage in het team", "Eigen bijdrage overal"}),
        ("ander", {"Eigen bijdrage overal"}),
        ("manager", set()),
    ],
)
def test_each_finds_what_they_may_read(app: Flask, who: str, titles: set[str]) -> None:
    result = run(app, "eigen bijdrage", "--as", f"{who}@proef.example", "--json")
    assert result.exit_code == 0
    hits = [json.loads(line) for line in result.stdout.splitlines()]
    assert {hit["title"] for hit in hits} == titles
    assert all(set(hit) == {"case", "title"} for hit in hits)
    with app.app_context():
        noted = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "search")).all()
        assert [len(entry.records.split()) for entry in noted] == ([len(titles)] if titles else [])


def test_without_json_a_line_is_for_people(app: Flask) -> None:
    lines = run(app, "overal", "--as", "ander@proef.example").stdout.splitlines()
    assert len(lines) == 1
    assert lines[0].endswith("  Eigen bijdrage overal")


def test_an_imported_case_is_found_at_once_by_its_own_id(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id;titel;situatie\nK-7;Parkeervergunning;Het loket was dicht.\n", "utf-8")
    with app.app_context():
        order = [
            "import",
            str(path),
            "--organisation",
            "proefstad",
            "--audience",
            "organisation",
            "--reporter",
            "team@proef.example",
        ]
        assert CliRunner().invoke(cases, order).exit_code == 0
        assert db.session.scalars(select(SearchOutbox)).all() == []
        db.session.remove()
    result = run(app, "parkeervergunning", "--as", "ander@proef.example", "--json")
    assert json.loads(result.stdout) == {"case": "K-7", "title": "Parkeervergunning"}


def test_the_index_is_checked_and_built_again(app: Flask) -> None:
    assert run(app, "check").exit_code == 0
    assert "2 documenten" in run(app, "reindex").stdout
    assert run(app, "check").exit_code == 0


def test_a_case_that_the_index_does_not_know_of_is_found_by_the_check(app: Flask) -> None:
    with app.app_context():
        with transaction():
            db.session.execute(db.text("UPDATE cases SET title = 'Anders'"))
        db.session.remove()
    result = run(app, "check")
    assert result.exit_code == 1
    assert "2 anders" in result.stderr
    run(app, "reindex")
    assert run(app, "check").exit_code == 0


def test_searching_asks_for_somebody(app: Flask) -> None:
    assert run(app, "bijdrage").exit_code == 2
    assert run(app, "bijdrage", "--as", "wie@proef.example").exit_code == 1
