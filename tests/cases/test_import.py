"""Cases come in from a file: all of it or nothing, and nobody's name or number by accident."""

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit import verify_chain
from app.database import db, transaction
from app.people.models import Organisation, Team
from app.people.roles import Role
from app.sheets.files import write_sheet
from cases.lifecycle import CaseState
from cases.models.case import Case
from cases.models.history import CaseFinding
from cases.models.lists import Procedure
from cases.queries.lists import active_bouwstenen
from cases.terms import Audience, Direction, NameShownTo, Obstacle
from tests import factories
from tests.cases.files import BSN, REPORTER, bring_in, count, row, run, written

DUTCH = [
    "Knelpunt",
    "situatie",
    "titel",
    "melder",
    "datum",
    "buikpijn",
    "id",
    "wet",
    "team",
    "standaard-procedure",
    "procedure",
    "Domein",
    "organisatie",
    "kleur",
    "root_cause",
]
ENGLISH = [
    "obstacle",
    "situation",
    "title",
    "reporter",
    "date",
    "gut_feeling",
    "id",
    "law",
    "team",
    "standard_procedure",
    "procedure",
    "domain",
    "organisation",
    "colour",
    "pii",
]
ROW = [
    "ICT-systeem",
    "Het scherm kent geen tweede adres.",
    "Geen tweede adres",
    "Jo de Wit",
    "2026-03-31",
    "4",
    "X1",
    "Wet brp art. 2.39",
    "Team Nieuw",
    "Een adres per persoon.",
    "Adres wijzigen",
    "burgerzaken",
    "Gemeente Elders",
    "groen",
    "RC1",
]


@pytest.fixture(autouse=True)
def people(app: Flask) -> None:
    with app.app_context(), transaction():
        organisation = factories.make_organisation()
        team = factories.make_team(organisation)
        factories.make_person(organisation, team=team, email=REPORTER)
        factories.make_person(organisation, Role.ANALYST, email="analist@proef.example")
        factories.make_person(organisation, Role.MANAGER, email="manager@proef.example")


@pytest.mark.parametrize("headers", [DUTCH, ENGLISH], ids=["dutch", "english"])
@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".ods", ".jsonl"])
def test_each_format_in_either_language_gives_the_same_case(
    app: Flask, tmp_path: Path, ending: str, headers: list[str]
) -> None:
    path = tmp_path / f"in{ending}"
    path.write_bytes(write_sheet(path.name, headers, [ROW]))
    result = bring_in(app, path, "--audience", "organisation")
    assert result.exit_code == 0, result.stderr
    assert "Nieuwe teams: Team Nieuw." in result.stdout
    assert "Adres wijzigen" in result.stdout
    assert f"kolommen: {headers[13]}." in result.stdout
    with app.app_context():
        case = db.session.scalars(select(Case)).one()
        assert (case.title, case.situation, case.law) == (ROW[2], ROW[1], ROW[7])
        assert (case.external_id, case.origin, case.gut_feeling) == ("X1", "Gemeente Elders", 4)
        assert case.obstacle is Obstacle.IT_SYSTEM
        assert str(case.happened_on) == "2026-03-31"
        assert case.team is not None
        assert case.procedure is not None
        assert case.domain is not None
        names = (case.team.name, case.procedure.name, case.domain.name)
        assert names == ("Team Nieuw", "Adres wijzigen", "burgerzaken")
        assert (case.state, case.audience) == (CaseState.SHARED, Audience.ORGANISATION)
        assert case.imported
        assert case.first_shared_at == case.created_at
        assert case.name_shown_to is NameShownTo.NOBODY
        assert verify_chain().broken is None


def test_reporters_become_pseudonyms_that_lead_to_nobody(app: Flask, tmp_path: Path) -> None:
    names = ["Jo de Wit", "jo  de wit", "An Bos", None]
    path = written(tmp_path / "a.jsonl", *(row(n, reporter=one) for n, one in enumerate(names)))
    assert bring_in(app, path).exit_code == 0
    with app.app_context():
        found = db.session.scalars(select(Case).order_by(Case.id)).all()
        first, second, third, last = (case.reporter_pseudonym for case in found)
        assert first
        assert first == second != third
        assert "wit" not in first
        assert [case.reporter_id is None for case in found] == [True, True, True, False]
        assert last is None


def test_bouwstenen_by_name_with_and_without_direction(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        organisation = db.session.scalars(select(Organisation)).one()
        name, other = (one.name for one in active_bouwstenen(organisation.id)[:2])
        db.session.remove()
    tags = f"{name.upper()}; {other} (hielp), bestaat niet"
    result = bring_in(app, written(tmp_path / "a.jsonl", row(1, bouwstenen=tags)))
    assert "bestaat niet" in result.stdout
    with app.app_context():
        case = db.session.scalars(select(Case)).one()
        found = {tag.bouwsteen.name: tag.direction for tag in case.tags}
        assert found == {name: Direction.PINCHED, other: Direction.HELPED}


def test_a_dry_run_leaves_nothing(app: Flask, tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", row(1, team="Nieuw", procedure="Nieuw"))
    tables = (Case, Team, Procedure)
    before = [count(app, table) for table in tables]
    result = bring_in(app, path, "--dry-run", "--json")
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert (answer["taken"], answer["acceptable"], answer["new_teams"]) == (0, 1, ["Nieuw"])
    assert [count(app, table) for table in tables] == before


BAD = [
    ({"title": ""}, "titel ontbreekt"),
    ({"situation": None}, "situatie ontbreekt"),
    ({"title": "a" * 201}, "meer dan 200"),
    ({"date": "31 maart"}, "geen datum"),
    ({"date": "2199-01-01"}, "toekomst"),
    ({"obstacle": "het weer"}, "geen knelpunt"),
    ({"gut_feeling": 6}, "1 tot en met 5"),
    ({"id": "N1"}, "is er al"),
    ({"title": {"a": 1}}, "geen tekst"),
    ({"bouwstenen": 7}, "geen lijst"),
    ({"bouwstenen": [7]}, "geen lijst"),
    ({"id": "N" * 65}, "meer dan 64"),
]


@pytest.mark.parametrize(("fault", "reason"), BAD)
def test_one_bad_row_stops_the_whole_file(
    app: Flask, tmp_path: Path, fault: dict[str, object], reason: str
) -> None:
    path = written(tmp_path / "a.jsonl", row(1), {**row(2), **fault})
    result = bring_in(app, path)
    assert result.exit_code == 1
    assert result.stderr.startswith("rij 2: ")
    assert reason in result.stderr
    assert count(app) == 0


def test_partial_takes_the_good_rows(app: Flask, tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", row(1), row(2, title=""), row(3))
    result = bring_in(app, path, "--partial", "--json")
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert answer["taken"] == 2
    assert answer["refused"] == [{"row": 2, "case": "N2", "reason": "de titel ontbreekt"}]
    assert count(app) == 2


def test_a_case_that_was_imported_before_is_refused(app: Flask, tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", row(1))
    assert bring_in(app, path).exit_code == 0
    assert bring_in(app, path).exit_code == 1
    assert count(app) == 1


@pytest.mark.parametrize(
    ("choice", "state", "findings"),
    [
        ("keep-private", CaseState.DRAFT, ["open"]),
        ("replace", CaseState.SHARED, []),
        ("accept", CaseState.SHARED, ["kept"]),
    ],
)
def test_what_becomes_of_personal_data(
    app: Flask, tmp_path: Path, choice: str, state: CaseState, findings: list[str]
) -> None:
    path = written(tmp_path / "a.jsonl", row(1, situation=BSN, reporter="Jo"), row(2))
    assert bring_in(app, path, "--personal-data", choice).exit_code == 0
    with app.app_context():
        case, other = db.session.scalars(select(Case).order_by(Case.id)).all()
        assert case.state is state
        assert other.state is CaseState.SHARED
        assert ("123456782" in case.situation) == (choice != "replace")
        assert (case.reporter_id is not None) == (state is CaseState.DRAFT)
        decisions = [one.decision.value for one in db.session.scalars(select(CaseFinding))]
        assert decisions == findings


def test_without_a_team_a_case_cannot_be_shared_with_a_team(app: Flask, tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", row(1))
    result = run(
        app,
        "import",
        path,
        "--organisation",
        "proefstad",
        "--reporter",
        "analist@proef.example",
    )
    assert result.exit_code == 1
    assert "geen team" in result.stderr


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--organisation", "nergens", "--reporter", REPORTER], 1, "nergens"),
        (["--organisation", "proefstad", "--reporter", "wie@proef.example"], 1, "geen actief"),
        (["--organisation", "proefstad"], 2, "--reporter"),
    ],
)
def test_wrong_orders_are_refused(
    app: Flask, tmp_path: Path, options: list[str], code: int, words: str
) -> None:
    result = run(app, "import", written(tmp_path / "a.jsonl", row(1)), *options)
    assert result.exit_code == code
    assert words in result.stderr
