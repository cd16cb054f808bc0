"""The database comes to this version and goes back, with rows in it, on both engines."""

from pathlib import Path

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from app.audit import verify_chain
from app.database import db, transaction
from tests.conftest import make_app
from tests.factories import make_case, make_organisation, make_person, make_team


def test_a_database_comes_up_and_goes_down_again(empty_database_url: str, tmp_path: Path) -> None:
    """After going down nothing of Leerlus is left; after coming up again it works."""
    program = make_app(empty_database_url, tmp_path)
    with program.app_context():
        flask_migrate.upgrade()
        flask_migrate.downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        flask_migrate.upgrade()
        with transaction():
            team = make_team(make_organisation())
            make_case(make_person(team.organisation, team=team), team.organisation, team)
        assert verify_chain().broken is None
        db.session.remove()
        db.engine.dispose()


def test_the_models_and_the_revisions_tell_the_same(
    empty_database_url: str, tmp_path: Path
) -> None:
    """No column, index or constraint stands in the models alone."""
    program = make_app(empty_database_url, tmp_path)
    with program.app_context():
        flask_migrate.upgrade()
        with db.engine.connect() as connection:
            context = MigrationContext.configure(
                connection,
                opts={"compare_type": True, "include_object": _ours},
            )
            assert compare_metadata(context, db.metadata) == []
        db.engine.dispose()


def _ours(_object: object, name: str | None, kind: str, *_rest: object) -> bool:
    return not (kind == "table" and name == "alembic_version")


def test_the_audit_trail_is_guarded_after_an_upgrade(
    empty_database_url: str, tmp_path: Path
) -> None:
    """The triggers stand, whatever a revision did to the table."""
    program = make_app(empty_database_url, tmp_path)
    with program.app_context():
        flask_migrate.upgrade()
        with transaction():
            make_organisation()
        with pytest.raises(Exception, match="append-only"), db.engine.begin() as connection:
            connection.execute(text("DELETE FROM audit_entries"))
        db.session.remove()
        db.engine.dispose()
