"""Nightly work on cases."""

from datetime import timedelta

from sqlalchemy import text, update

from app.clock import now
from app.database import db, transaction
from app.jobs import Run
from app.search import indexer
from cases.models.case import Case

REFERENCE_LIFE = timedelta(days=365)


def forget_references(_run: Run) -> None:
    """A reporter's own reference has done its work after twelve months."""
    with transaction():
        db.session.execute(
            update(Case)
            .where(Case.own_reference.is_not(None), Case.created_at < now() - REFERENCE_LIFE)
            .values(own_reference=None)
        )


def scrub(_run: Run) -> None:
    """Leave nothing of replaced or erased text in the files: index first, then the database.

    On SQLite erased rows are overwritten at once (`secure_delete`), but their pages stay in the
    write-ahead log until it is cut off.
    """
    indexer.scrub()
    if db.engine.dialect.name == "sqlite":
        db.session.remove()
        with db.engine.connect() as connection:
            connection.connection.driver_connection.execute(  # type: ignore[union-attr]
                "PRAGMA wal_checkpoint(TRUNCATE)"
            )
    else:
        with db.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            for table in ("cases", "case_revisions", "case_drafts"):
                connection.execute(text(f"VACUUM {table}"))
