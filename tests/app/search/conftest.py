"""The notes of `notes.py` on both engines, in tables of their own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.database import db
from app.jobs import Job
from app.people.models import Organisation
from app.search import sources
from app.search.models import SearchDocument, SearchOutbox
from tests.app.search.notes import METADATA, SOURCE, Notes


@pytest.fixture
def database_url(engine_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if engine_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'leerlus.sqlite'}"
        return
    server = request.getfixturevalue("postgres_server")
    yield server.create_database("leerlus_search")
    server.drop_database("leerlus_search")


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    program = Flask("search-test")
    program.config.update(SQLALCHEMY_DATABASE_URI=database_url, LEERLUS_DATA=str(tmp_path))
    db.init_app(program)
    with program.app_context():
        tables = [model.__table__ for model in (Organisation, Job, SearchOutbox, SearchDocument)]
        db.metadata.create_all(db.engine, tables=tables)
    yield program
    with program.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def notes(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Notes]:
    monkeypatch.setattr(sources, "_sources", {})
    sources.register(SOURCE)
    with app.app_context():
        METADATA.create_all(db.engine)
        yield Notes()
        db.session.remove()
        METADATA.drop_all(db.engine)


@pytest.fixture
def index_folder(app: Flask) -> Path:
    return Path(app.config["LEERLUS_DATA"]) / "index"


@pytest.fixture
def newest_build(index_folder: Path) -> Callable[[], Path]:
    return lambda: max(path for path in index_folder.glob("[0-9]*") if path.is_dir())
