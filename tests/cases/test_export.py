"""Each reader takes out what a page would show, and it comes in elsewhere as it was."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from app.database import db, transaction
from app.people.roles import Role
from app.sheets.files import read_path
from cases.commands.privacy import privacy
from cases.models.case import Case
from tests import factories
from tests.cases.files import BSN, REPORTER, bring_in, row, run, written


@pytest.fixture(autouse=True)
def people(app: Flask) -> None:
    with app.app_context(), transaction():
        organisation = factories.make_organisation()
        team = factories.make_team(organisation)
        factories.make_person(organisation, team=team, email=REPORTER)
        factories.make_person(organisation, Role.ANALYST, email="analist@proef.example")
        factories.make_person(organisation, Role.MANAGER, email="manager@proef.example")


def test_an_export_shows_each_reader_what_a_page_would(app: Flask, tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", row(1, date="2026-03-31", team="Team Proef"))
    assert bring_in(app, path, "--audience", "organisation").exit_code == 0
    seen = {}
    for who in (REPORTER, "analist@proef.example", "manager@proef.example"):
        target = tmp_path / f"{who[:5]}.csv"
        assert run(app, "export", target, "--as", who).exit_code == 0
        seen[who[:5]] = read_path(target).rows
        assert target.stat().st_mode & 0o077 == 0
    assert seen["melde"][0].values["date"] == "2026-03-31"
    assert seen["melde"][0].values["team"] == "Team Proef"
    analyst = seen["anali"][0].values
    assert analyst["title"] == "Titel 1"
    assert not analyst.get("date")
    assert not analyst.get("team")
    assert not analyst.get("reporter")
    assert seen["manag"] == ()


def test_an_export_can_be_imported_elsewhere(app: Flask, tmp_path: Path) -> None:
    source = written(tmp_path / "a.jsonl", row(1, title="=1+1", gut_feeling=2), row(2))
    assert bring_in(app, source).exit_code == 0
    with app.app_context(), transaction():
        other = factories.make_organisation("Elders", "elders")
        factories.make_person(other, email="elders@proef.example")
    for number, ending in enumerate((".csv", ".xlsx", ".ods", ".jsonl")):
        target = tmp_path / f"uit{ending}"
        assert run(app, "export", target, "--as", REPORTER).exit_code == 0
        options = ["--dry-run"] if number else []
        result = run(
            app,
            "import",
            target,
            "--organisation",
            "elders",
            "--reporter",
            "elders@proef.example",
            "--audience",
            "organisation",
            "--json",
            *options,
        )
        answer = json.loads(result.stdout)
        assert answer["unknown_columns"] == []
        assert len(answer["refused"]) == (2 if number else 0)
    with app.app_context():
        titles = db.session.scalars(select(Case.title).order_by(Case.id)).all()
        assert titles == ["=1+1", "Titel 2"] * 2


def test_the_scan_of_a_file_gives_a_line_a_finding(app: Flask, tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", row(1, situation=BSN), row(2))
    with app.app_context():
        result = CliRunner().invoke(privacy, ["scan", str(path), "--json"])
    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        {
            "case": "N1",
            "field": "situation",
            "start": 12,
            "end": 21,
            "text": "123456782",
            "kind": "bsn",
        }
    ]
