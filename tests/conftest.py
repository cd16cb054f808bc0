"""What every test may ask for: a database on either engine, and the program on top of it.

A test that asks for `database_url` (or `app`) runs twice, on SQLite and on PostgreSQL. Both begin
with a migrated database without rows: SQLite by copying a file that was migrated once, PostgreSQL
by deleting the rows that an earlier test wrote.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import psycopg
import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import make_url

from config import read_settings
from tests import postgres
from tests.scenery import Kept, Scenery

# Without the sentence encoder detection is quick, and the same on a machine that lacks it.
os.environ["LEERLUS_SENTENCE_ENCODER"] = "off"

# Workers that share a server each have databases of their own.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
TEMPLATE = f"leerlus_template{WORKER}"
WORKING = f"leerlus_test{WORKER}"
EMPTY = f"leerlus_empty{WORKER}"
ENGINES = ("sqlite", "postgresql")


COMPILED = FileSystemBytecodeCache(tempfile.mkdtemp(prefix="leerlus-templates-"))


def pytest_report_header() -> str:
    return f"postgresql: {postgres.described()}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly that one engine was left out."""
    skipped = [
        report
        for report in terminalreporter.stats.get("skipped", [])
        if "no PostgreSQL" in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.write_line(
            f"{len(skipped)} tests did NOT run on PostgreSQL, because there is none here.",
            red=True,
            bold=True,
        )


def make_app(url: str, data: Path) -> Flask:
    """The program as a test wants it, with its data in a folder of the test."""
    # The program is imported late, so that tests of pure modules run without it.
    from leerlus import create_app  # noqa: PLC0415 - see above

    environment = {"LEERLUS_ENV": "test", "LEERLUS_DATA": str(data), "DATABASE_URL": url}
    program = create_app(read_settings(environment))
    # Every test makes the program anew; compiling its templates each time would take the most.
    program.jinja_env.bytecode_cache = COMPILED
    return program


def migrate(url: str, data: Path) -> None:
    """Bring a database to the newest revision and let go of it."""
    from app.database import db  # noqa: PLC0415 - as above

    program = make_app(url, data)
    with program.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """One server for the whole run."""
    try:
        server = postgres.start()
    except postgres.NoPostgres as error:
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(f"no PostgreSQL: {error}")
    yield server
    for name in (WORKING, EMPTY, TEMPLATE):
        server.drop_database(name)
    server.stop()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file without rows, to copy."""
    folder = tmp_path_factory.mktemp("sqlite")
    path = folder / "template.sqlite"
    migrate(f"sqlite:///{path}", folder)
    leftovers = [other.name for other in folder.glob("template.sqlite-*")]
    assert not leftovers, "a connection is still open, so that a copy would lose data"
    return path


@pytest.fixture(scope="session")
def postgres_working(
    postgres_server: postgres.Server, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """A database on PostgreSQL made from a migrated template; tests take turns in it."""
    migrate(postgres_server.create_database(TEMPLATE), tmp_path_factory.mktemp("postgresql"))
    return postgres_server.create_database(WORKING, template=TEMPLATE)


@pytest.fixture(params=ENGINES)
def engine_kind(request: pytest.FixtureRequest) -> str:
    """The engine of this test: each test that asks for it runs on both."""
    return str(request.param)


@pytest.fixture
def database_url(engine_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a migrated database without rows."""
    if engine_kind == "sqlite":
        path = tmp_path / "leerlus.sqlite"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"
    url = str(request.getfixturevalue("postgres_working"))
    delete_rows(url)
    return url


@pytest.fixture
def empty_database_url(engine_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without any table, for the tests of migrations."""
    if engine_kind == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite'}"
    server: postgres.Server = request.getfixturevalue("postgres_server")
    return server.create_database(EMPTY)


@pytest.fixture(scope="session")
def programs() -> dict[str, Flask]:
    """The program of each engine, which the tests of a worker take turns in."""
    return {}


@pytest.fixture
def app(
    database_url: str, engine_kind: str, tmp_path: Path, programs: dict[str, Flask]
) -> Iterator[Flask]:
    """The program on a fresh database; afterwards no connection stays open.

    Making the program and compiling its statements took half of the time of the tests, so a
    worker keeps both; settings, data and database are each test's own.
    """
    from app.database import db  # noqa: PLC0415 - as above

    if engine_kind not in programs:
        programs[engine_kind] = make_app(database_url, tmp_path)
    program = programs[engine_kind]
    settings = dict(program.config)
    program.config.update(LEERLUS_DATA=str(tmp_path), SQLALCHEMY_DATABASE_URI=database_url)
    with program.app_context():
        move_engine(database_url)
    yield program
    with program.app_context():
        db.session.remove()
        db.engine.dispose()
    program.config.clear()
    program.config.update(settings)


@pytest.fixture(scope="module")
def kept_scenes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """What was played for the tests of a module; let go when they are done."""
    kept = Kept(tmp_path_factory.mktemp("scenes"))
    yield kept
    kept.let_go()


@pytest.fixture
def scenery(
    app: Flask,
    engine_kind: str,
    tmp_path: Path,
    kept_scenes: Kept,
    request: pytest.FixtureRequest,
) -> Scenery:
    """Plays an organisation once for a module: see tests/scenery.py."""
    on_server = engine_kind == "postgresql"
    server = request.getfixturevalue("postgres_server") if on_server else None
    return Scenery(app, engine_kind, tmp_path, kept_scenes, server)


def move_engine(url: str) -> None:
    """Let the engine of the program connect elsewhere; the statements it compiled stay compiled."""
    from app.database import db  # noqa: PLC0415 - as above

    place = make_url(url)
    if db.engine.url == place:
        return
    db.engine.dispose()
    db.engine.url = place
    arguments, options = db.engine.dialect.create_connect_args(place)
    # The one place where a pool can be told.
    db.engine.pool._creator = lambda: db.engine.dialect.connect(*arguments, **options)


def delete_rows(url: str) -> None:
    """Empty the tables that hold rows (faster than truncating, which touches them all).

    As a replica the server fires no triggers: the audit trail can be emptied, and foreign keys
    ask for no order. A connection that an earlier test left open shows as a lock timeout here.
    """
    with psycopg.connect(postgres.plain(make_url(url))) as connection:
        tables = connection.execute(
            "SELECT tablename FROM pg_tables"
            " WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        ).fetchall()
        if not tables:
            return
        asked = " UNION ALL ".join(
            f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for (name,) in tables
        )
        connection.execute("SET LOCAL lock_timeout = '5s'")
        connection.execute("SET LOCAL session_replication_role = replica")
        for (name,) in connection.execute(asked).fetchall():
            connection.execute(f'DELETE FROM "{name}"')
