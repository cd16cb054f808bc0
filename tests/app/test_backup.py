"""A backup is one file with everything, and what comes back from it is whole, or refused."""

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select, text

from app.accounts.backup_commands import COMMANDS
from app.audit import AuditEntry, unprotect
from app.database import db, transaction
from app.people.models import Organisation, WebSession
from cases.models.case import Case
from cases.operations.share import withdraw_case
from cases.terms import Audience
from tests.client import Browser
from tests.conftest import make_app
from tests.factories import MACHINE, make_case, make_organisation, make_person, make_team

WORDS = "Ooievaarsnest"
ON_SQLITE = pytest.mark.parametrize("engine_kind", ["sqlite"])


def run(app: Flask, *words: str | Path) -> Result:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    (command,) = [one for one in COMMANDS if one.name == words[0]]
    return app.test_cli_runner().invoke(command, [str(word) for word in words[1:]])


@pytest.fixture
def filled(app: Flask) -> tuple[Flask, int]:
    """An installation with a shared case, and somebody who may read it."""
    with app.app_context(), transaction():
        team = make_team(make_organisation())
        person = make_person(team.organisation, team=team)
        make_case(person, team.organisation, team, title=WORDS, audience=Audience.TEAM)
        return app, person.id


@ON_SQLITE
def test_everything_comes_back_on_another_machine(
    filled: tuple[Flask, int], tmp_path: Path, sqlite_template: Path
) -> None:
    app, person = filled
    target = tmp_path / "back-up.sqlite"
    made = run(app, "backup", target)
    assert made.exit_code == 0, made.output
    assert "SECRET_KEY" in made.stdout
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.glob("back-up*")] == [target.name]
    elsewhere = tmp_path / "elders"
    there = make_app(f"sqlite:///{elsewhere / 'leerlus.sqlite'}", elsewhere)
    put_back = run(there, "restore", target)
    assert put_back.exit_code == 0, put_back.output
    assert "De zoekindex is opnieuw gebouwd: 1 documenten." in put_back.stdout
    assert "Het logboek is heel" in put_back.stdout
    assert stat.S_IMODE((elsewhere / "leerlus.sqlite").stat().st_mode) == 0o600
    browser = Browser(there, person)
    assert WORDS in browser.get("/casussen")
    with there.app_context():
        actions = list(db.session.scalars(select(AuditEntry.action)))
        assert actions[-3:] == ["make_backup", "restore_backup", "list"]
        with pytest.raises(Exception, match="append-only"), db.engine.begin() as connection:
            connection.execute(text("DELETE FROM audit_entries"))
        db.session.remove()
        db.engine.dispose()


@ON_SQLITE
def test_nobody_stays_signed_in(filled: tuple[Flask, int], tmp_path: Path) -> None:
    app, person = filled
    browser = Browser(app, person)
    run(app, "backup", tmp_path / "een.sqlite")
    assert run(app, "restore", tmp_path / "een.sqlite", "--force").exit_code == 0
    assert browser.get("/casussen").location.startswith("/aanmelden")
    with app.app_context():
        assert db.session.scalars(select(WebSession)).all() == []


@ON_SQLITE
def test_an_installation_with_people_is_replaced_only_when_forced(
    filled: tuple[Flask, int], tmp_path: Path
) -> None:
    app, _person = filled
    target = tmp_path / "een.sqlite"
    run(app, "backup", target)
    with app.app_context(), transaction():
        db.session.scalars(select(Case)).one().title = "Later veranderd"
    refused = run(app, "restore", target)
    assert (refused.exit_code, "niet leeg" in refused.stderr) == (1, True)
    with app.app_context():
        assert db.session.scalars(select(Case)).one().title == "Later veranderd"
    assert run(app, "restore", target, "--force").exit_code == 0
    with app.app_context():
        assert db.session.scalars(select(Case)).one().title == WORDS
    assert b"Later veranderd" not in (tmp_path / "leerlus.sqlite").read_bytes()


@ON_SQLITE
def test_a_running_installation_is_left_alone(app: Flask, tmp_path: Path) -> None:
    with app.app_context(), transaction():
        make_person(make_organisation())
    run(app, "backup", tmp_path / "een.sqlite")
    with app.app_context(), transaction():
        for table in reversed(db.metadata.sorted_tables):
            if table.name != "audit_entries":
                db.session.execute(table.delete())
    running = sqlite3.connect(tmp_path / "leerlus.sqlite")
    running.execute("SELECT 1 FROM people").fetchall()
    refused = run(app, "restore", tmp_path / "een.sqlite")
    assert (refused.exit_code, "draait hier nog" in refused.stderr) == (1, True)
    running.close()
    assert run(app, "restore", tmp_path / "een.sqlite").exit_code == 0


@ON_SQLITE
def test_what_is_no_backup_is_refused_and_nothing_changes(
    filled: tuple[Flask, int], tmp_path: Path
) -> None:
    app, _person = filled
    good = tmp_path / "goed.sqlite"
    run(app, "backup", good)
    whole = good.read_bytes()
    for name, content in {
        "leeg": b"",
        "tekst": b"dit is geen database",
        "afgekapt": whole[: len(whole) // 2],
        "beschadigd": whole[:8192] + b"\xff" * 8192 + whole[16384:],
    }.items():
        (tmp_path / name).write_bytes(content)
        refused = run(app, "restore", tmp_path / name, "--force")
        assert refused.exit_code == 1, name
        assert "geen back-up van Leerlus, of het is beschadigd" in refused.stderr
    assert run(app, "restore", tmp_path / "nergens", "--force").exit_code == 1
    other = sqlite3.connect(tmp_path / "anders.sqlite")
    other.execute("CREATE TABLE iets (id INTEGER)")
    other.close()
    assert run(app, "restore", tmp_path / "anders.sqlite", "--force").exit_code == 1
    with app.app_context():
        assert db.session.scalars(select(Organisation)).one().slug == "proefstad"


@ON_SQLITE
def test_a_backup_of_a_newer_version_is_refused(filled: tuple[Flask, int], tmp_path: Path) -> None:
    app, _person = filled
    run(app, "backup", tmp_path / "nieuwer.sqlite")
    with sqlite3.connect(tmp_path / "nieuwer.sqlite") as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.close()
    refused = run(app, "restore", tmp_path / "nieuwer.sqlite", "--force")
    assert (refused.exit_code, "nieuwere versie" in refused.stderr) == (1, True)


@ON_SQLITE
def test_a_trail_that_was_tampered_with_is_named(filled: tuple[Flask, int], tmp_path: Path) -> None:
    app, _person = filled
    with app.app_context(), db.engine.begin() as connection:
        unprotect(connection)
        connection.execute(text("UPDATE audit_entries SET action = 'niets' WHERE seq = 2"))
    run(app, "backup", tmp_path / "een.sqlite")
    answer = run(app, "restore", tmp_path / "een.sqlite", "--force")
    assert answer.exit_code == 1
    assert "klopt niet vanaf regel 2" in answer.stderr


@ON_SQLITE
def test_a_file_that_is_there_is_not_overwritten(filled: tuple[Flask, int], tmp_path: Path) -> None:
    app, _person = filled
    (tmp_path / "een.sqlite").write_text("van gisteren")
    answer = run(app, "backup", tmp_path / "een.sqlite")
    assert (answer.exit_code, "bestaat al" in answer.stderr) == (1, True)
    assert (tmp_path / "een.sqlite").read_text() == "van gisteren"
    assert run(app, "backup", tmp_path / "nergens" / "een.sqlite").exit_code == 1


@ON_SQLITE
def test_what_was_withdrawn_meanwhile_is_in_the_index_no_more(
    filled: tuple[Flask, int], tmp_path: Path
) -> None:
    app, _person = filled
    with app.app_context(), transaction():
        withdraw_case(db.session.scalars(select(Case)).one(), by=MACHINE)
    run(app, "backup", tmp_path / "een.sqlite")
    answer = run(app, "restore", tmp_path / "een.sqlite", "--force")
    assert "opnieuw gebouwd: 0 documenten" in answer.stdout


@pytest.mark.parametrize("engine_kind", ["postgresql"])
def test_on_postgresql_its_own_program_is_named(app: Flask, tmp_path: Path) -> None:
    for words in (("backup", tmp_path / "een"), ("restore", tmp_path / "een")):
        answer = run(app, *words)
        assert answer.exit_code == 1
        assert ("pg_dump" if words[0] == "backup" else "pg_restore") in answer.stderr
        assert len(answer.stderr.splitlines()) == 1


def test_the_commands_are_part_of_the_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "leerlus", "--help"], capture_output=True, text=True, check=False
    )
    assert "backup" in done.stdout
    assert "restore" in done.stdout
