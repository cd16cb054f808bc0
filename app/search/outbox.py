"""The outbox of the index: a row with every change, one job for all of them together."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select

from app.clock import now
from app.database import db, transaction
from app.jobs import enqueue
from app.search.models import SearchOutbox

JOB = "index_search"


def note_change(kind: str, public_id: str) -> None:
    """Note in the caller's transaction that a record was made, changed, hidden or erased."""
    db.session.add(SearchOutbox(kind=kind, public_id=public_id, at=now()))
    enqueue(JOB, {}, unique_key=JOB)


def note_changes(kind: str, public_ids: Sequence[str]) -> None:
    """The same for many records at once, in one insert."""
    moment = now()
    db.session.add_all(
        SearchOutbox(kind=kind, public_id=public_id, at=moment) for public_id in public_ids
    )
    enqueue(JOB, {}, unique_key=JOB)


def waiting(limit: int) -> Sequence[SearchOutbox]:
    """The rows that have waited longest."""
    return db.session.scalars(select(SearchOutbox).order_by(SearchOutbox.id).limit(limit)).all()


def waiting_ids(kind: str) -> set[str]:
    """The records of a kind of which the index has an older version."""
    query = select(SearchOutbox.public_id).where(SearchOutbox.kind == kind)
    return set(db.session.scalars(query))


def waiting_keys() -> set[tuple[str, str]]:
    """The records of every kind of which the index has an older version."""
    rows = db.session.execute(select(SearchOutbox.kind, SearchOutbox.public_id))
    return {(kind, public_id) for kind, public_id in rows}


def newest_row() -> int:
    """The number of the last row, to tell what came before from what came after."""
    return db.session.scalar(select(func.max(SearchOutbox.id))) or 0


def count() -> int:
    """How many rows wait."""
    return db.session.scalar(select(func.count(SearchOutbox.id))) or 0


def oldest_waiting() -> datetime | None:
    """Since when the oldest change waits: how far the index lags behind."""
    return db.session.scalar(select(func.min(SearchOutbox.at)))


def forget(rows: Sequence[int]) -> None:
    """Take these rows out, in a short transaction: the index knows their changes."""
    with transaction():
        db.session.execute(delete(SearchOutbox).where(SearchOutbox.id.in_(rows)))


def forget_until(row: int) -> None:
    """Take out every row up to this one, after a rebuild that began later."""
    with transaction():
        db.session.execute(delete(SearchOutbox).where(SearchOutbox.id <= row))
