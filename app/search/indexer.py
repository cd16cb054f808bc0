"""Brings the index up to date with the database: the one place that writes it.

Every piece of work holds the index alone, reads the records as they are now and may run twice.
Where a record is gone or may no longer be found, it leaves the index. A damaged or missing index
is built again on the way.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import islice

from app.database import db
from app.jobs import Run, registry
from app.search import outbox
from app.search.chosen import search_index
from app.search.models import SearchOutbox
from app.search.port import Document, IndexBroken, Key, SearchIndex
from app.search.sources import all_sources

BATCH = 200
SWEEP = timedelta(minutes=1)
"""How often the indexer looks by itself: for a change that was committed just after it looked,
and for an index that was found to be broken."""

log = logging.getLogger(__name__)
Progress = Callable[[int, str], None]


def register_jobs() -> None:
    """Make the job of the outbox known, which also returns by itself."""
    registry.register(outbox.JOB, carry_out, every=SWEEP)


def carry_out(run: Run) -> None:
    """The job: index what waits."""
    index_waiting(run.progress)


def index_waiting(progress: Progress | None = None) -> int:
    """Index every change that waits and give how many rows that were.

    A command that changed records calls this before it ends. Raises IndexBusy.
    """
    index = search_index()
    with index.exclusive():
        db.session.rollback()
        try:
            index.verify()
        except IndexBroken as broken:
            log.warning("the search index is built anew: %s", broken)
            return _rebuild(index, progress)
        done = 0
        while rows := outbox.waiting(BATCH):
            done += _index(index, rows)
            _tell(progress, done, done + outbox.count())
        return done


def rebuild(progress: Progress | None = None) -> int:
    """Build the whole index again from the database and give how many documents it holds."""
    index = search_index()
    with index.exclusive():
        return _rebuild(index, progress)


def scrub() -> None:
    """Leave nothing of erased text in the files of the index; only then it may be called gone."""
    index_waiting()
    index = search_index()
    with index.exclusive():
        index.compact()


def _index(index: SearchIndex, rows: Sequence[SearchOutbox]) -> int:
    numbers = [row.id for row in rows]
    wanted = {(row.kind, row.public_id) for row in rows}
    documents = _documents(wanted)
    removed = wanted - {document.key for document in documents}
    db.session.rollback()
    index.index(documents, sorted(removed))
    outbox.forget(numbers)
    return len(numbers)


def _documents(keys: Iterable[Key]) -> list[Document]:
    """What is to be indexed of these records; kinds without a source have nothing."""
    wanted = sorted(keys)
    return [
        document
        for source in all_sources()
        if (ids := [public_id for kind, public_id in wanted if kind == source.kind])
        for document in source.documents(ids)
    ]


def _rebuild(index: SearchIndex, progress: Progress | None) -> int:
    """What changes meanwhile stays in the outbox, so that it is indexed again afterwards."""
    db.session.rollback()
    last = outbox.newest_row()
    total = sum(1 for source in all_sources() for _ in source.all_ids())
    held = 0

    def counted() -> Iterator[Sequence[Document]]:
        nonlocal held
        for batch in all_documents():
            held += len(batch)
            yield batch
            _tell(progress, held, total)

    index.rebuild(counted())
    outbox.forget_until(last)
    return held


def all_documents() -> Iterator[list[Document]]:
    """Everything that is to be indexed, in batches, each read in a transaction of its own."""
    for source in all_sources():
        ids = iter(list(source.all_ids()))
        while batch := list(islice(ids, BATCH)):
            documents = source.documents(batch)
            db.session.rollback()
            yield documents


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress(min(99, 100 * done // max(total, 1)), f"{done}")
