"""Nightly work on cases."""

import time
from datetime import timedelta

from sqlalchemy import text, update

from app.clock import now
from app.database import db, transaction
from app.jobs import Run
from app.search import indexer
from cases.copies import tables_with_copies
from cases.models.case import Case
from cases.operations.drafts import drop_old_drafts

REFERENCE_LIFE = timedelta(days=365)
SHORT_WAIT_MS, PAUSE_SECONDS, TRIES = 200, 0.5, 40
# Where the words of a case stand.
WITH_TEXTS = (
    "cases",
    "case_revisions",
    "case_drafts",
    "case_provisions",
    "case_weighings",
    "case_excerpts",
    "case_reactions",
    "case_questions",
    "import_batches",
    "search_documents",
)


def forget_references(_run: Run) -> None:
    """A reporter's own reference has done its work after twelve months."""
    with transaction():
        db.session.execute(
            update(Case)
            .where(Case.own_reference.is_not(None), Case.created_at < now() - REFERENCE_LIFE)
            .values(own_reference=None)
        )


def forget_drafts(_run: Run) -> None:
    """A text that nobody goes on with is not kept for ever."""
    with transaction():
        drop_old_drafts()


def scrub(_run: Run) -> None:
    """Leave nothing of replaced or erased text in the files: index first, then the database.

    On SQLite erased rows are overwritten at once (`secure_delete`), but their pages stay in the
    write-ahead log until it is cut off. Who reads at that moment holds it up: when that does not
    end this fails, and is tried again, since a page says *gewist* once it has succeeded.
    """
    indexer.scrub()
    if db.engine.dialect.name == "sqlite":
        db.session.remove()
        if not _cut_off_log():
            raise RuntimeError("somebody reads, so that the write-ahead log could not be cut off")
    else:
        with db.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            for table in (*WITH_TEXTS, *tables_with_copies()):
                connection.execute(text(f"VACUUM {table}"))


def _cut_off_log() -> bool:
    """Try for a moment, again and again: while it waits for a reader, nobody else can write."""
    with db.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        (patience,) = driver.execute("PRAGMA busy_timeout").fetchone()
        driver.execute(f"PRAGMA busy_timeout={SHORT_WAIT_MS}")
        try:
            for _try in range(TRIES):
                busy, _pages, _moved = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                if not busy:
                    return True
                time.sleep(PAUSE_SECONDS)
        finally:
            driver.execute(f"PRAGMA busy_timeout={patience}")
    return False
