"""The database writes only where it was asked to, and loses no update."""

import sqlite3
import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, StatementError

from app.clock import now
from app.database import db, in_transaction, transaction
from app.people.models import Organisation
from tests import factories

THREADS, INCREMENTS = 8, 40


@pytest.fixture
def organisation(app: Flask) -> int:
    with app.app_context(), transaction():
        return factories.make_organisation().id


def test_writing_outside_a_transaction_fails(app: Flask, organisation: int) -> None:
    with app.app_context():
        db.session.get_one(Organisation, organisation).name = "Zonder transactie"
        with pytest.raises(DBAPIError):
            db.session.commit()
        db.session.rollback()
        with pytest.raises(DBAPIError):
            db.session.execute(text("UPDATE organisations SET name = 'Zonder transactie'"))
        db.session.rollback()
        with pytest.raises(DBAPIError):
            db.session.execute(text("CREATE TABLE sneaky (id INTEGER)"))
        db.session.rollback()
        assert name_of(organisation) == "Gemeente Proefstad"


def test_a_view_that_declares_its_transaction_writes(app: Flask, organisation: int) -> None:
    @in_transaction
    def rename() -> None:
        db.session.get_one(Organisation, organisation).name = "Nieuwe naam"

    with app.test_request_context(method="GET"):
        rename()
        with pytest.raises(DBAPIError):
            db.session.commit()
        db.session.rollback()
    with app.test_request_context(method="POST"):
        rename()
        assert name_of(organisation) == "Nieuwe naam"


def change_and_fail(organisation: int) -> None:
    with transaction():
        db.session.get_one(Organisation, organisation).name = "Half"
        db.session.flush()
        raise KeyError


def test_raising_rolls_back(app: Flask, organisation: int) -> None:
    with app.app_context():
        with pytest.raises(KeyError):
            change_and_fail(organisation)
        assert name_of(organisation) == "Gemeente Proefstad"
        with transaction(), pytest.raises(RuntimeError), transaction():
            pass


def name_of(organisation: int) -> str:
    found = db.session.scalar(select(Organisation.name).where(Organisation.id == organisation))
    db.session.rollback()
    return str(found)


def test_no_increment_of_eight_writers_is_lost(app: Flask, organisation: int) -> None:
    failures: list[Exception] = []

    def write() -> None:
        try:
            with app.app_context():
                for _ in range(INCREMENTS):
                    with transaction():
                        query = select(Organisation).where(Organisation.id == organisation)
                        row = db.session.scalars(query.with_for_update()).one()
                        row.reaction_days += 1
        except Exception as error:  # noqa: BLE001 - it is shown in the thread of the test
            failures.append(error)

    writers = [threading.Thread(target=write) for _ in range(THREADS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    with app.app_context():
        row = db.session.get_one(Organisation, organisation)
        assert row.reaction_days == 10 + THREADS * INCREMENTS


def test_a_moment_without_a_zone_is_refused(app: Flask, organisation: int) -> None:
    naive = datetime(2026, 1, 1, 12)  # noqa: DTZ001 - this is what must be refused
    with app.app_context(), pytest.raises(StatementError, match="time zone"), transaction():
        db.session.get_one(Organisation, organisation).created_at = naive


def test_a_moment_comes_back_in_utc(app: Flask, organisation: int) -> None:
    local = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    with app.app_context(), transaction():
        db.session.get_one(Organisation, organisation).created_at = local
    with app.app_context():
        read = db.session.get_one(Organisation, organisation).created_at
    assert read == local
    assert read.tzinfo is UTC
    assert now().tzinfo is UTC


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
def test_sqlite_overwrites_what_is_deleted_and_keeps_foreign_keys(app: Flask) -> None:
    with app.app_context():
        for reading in (True, False):
            with db.engine.execution_options(reading=reading).connect() as connection:
                told = {
                    name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                    for name in ("secure_delete", "foreign_keys", "journal_mode", "query_only")
                }
                assert isinstance(connection.connection.driver_connection, sqlite3.Connection)
            assert told == {
                "secure_delete": 1,
                "foreign_keys": 1,
                "journal_mode": "wal",
                "query_only": int(reading),
            }


def test_a_failure_does_not_repeat_what_somebody_wrote(app: Flask, organisation: int) -> None:
    with app.app_context(), pytest.raises(DBAPIError) as caught, transaction():
        db.session.execute(
            text("INSERT INTO organisations (slug, name) VALUES (:slug, :name)"),
            {"slug": "kanarieverhaal", "name": None},
        )
    with app.app_context():
        db.session.rollback()
    assert "kanarieverhaal" not in str(caught.value).split("[SQL")[-1]
