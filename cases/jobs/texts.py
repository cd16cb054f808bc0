"""Nightly work on cases."""

from datetime import timedelta

from sqlalchemy import text, update

from app.clock import now
from app.database import db, transaction
from app.jobs import Run
from app.search import indexer
from cases.models.case import Case
from cases.operations.drafts import drop_old_drafts

REFERENCE_LIFE = timedelta(days=365)
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
    write-ahead log until it is cut off. Who reads at that moment holds it up: then this fails, and
    is tried again, since a page says *gewist* once it has succeeded.
    """
    indexer.scrub()
    if db.engine.dialect.name == "sqlite":
        db.session.remove()
        with db.engine.connect() as connection:
            busy, _pages, _moved = connection.connection.driver_connection.execute(  # type: ignore[union-attr]
                "PRAGMA wal_checkpoint(TRUNCATE)"
            ).fetchone()
        if busy:
            raise RuntimeError("somebody reads, so that the write-ahead log could not be cut off")
    else:
        with db.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            for table in WITH_TEXTS:
                connection.execute(text(f"VACUUM {table}"))
