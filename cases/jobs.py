"""Nightly work on cases."""

from sqlalchemy import text

from app.database import db
from app.jobs import Run
from app.search import indexer


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
