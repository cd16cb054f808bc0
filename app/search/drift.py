"""Whether the index holds exactly what the database says, and how it is put right."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from operator import itemgetter

from app.database import db, transaction
from app.jobs import Run, registry
from app.search import outbox
from app.search.chosen import search_index
from app.search.indexer import all_documents, index_waiting
from app.search.port import IndexBroken, Key

JOB = "check_search"
DAILY = timedelta(days=1)


@dataclass(frozen=True)
class Drift:
    """Documents that the index lacks, has too many, or has in another version."""

    missing: frozenset[Key] = frozenset()
    extra: frozenset[Key] = frozenset()
    different: frozenset[Key] = frozenset()
    broken: str = ""

    @property
    def keys(self) -> frozenset[Key]:
        """Every document that is to be indexed again."""
        return self.missing | self.extra | self.different

    @property
    def none(self) -> bool:
        """Whether index and database agree."""
        return not (self.keys or self.broken)


def register_jobs() -> None:
    """Check every day, without being asked."""
    registry.register(JOB, carry_out, every=DAILY)


def carry_out(_run: Run) -> None:
    """The job: check, and put right what drifted."""
    repair(check())


def check() -> Drift:
    """Compare every document with the index; changes that wait for the indexer do not count."""
    index = search_index()
    with index.exclusive():
        db.session.rollback()
        try:
            index.verify()
            held = index.digests()
        except IndexBroken as broken:
            return Drift(broken=str(broken))
        wanted = {document.key: document.digest for batch in all_documents() for document in batch}
        waiting = outbox.waiting_keys()
    return Drift(
        missing=frozenset(wanted.keys() - held.keys() - waiting),
        extra=frozenset(held.keys() - wanted.keys() - waiting),
        different=frozenset(
            key for key in (wanted.keys() & held.keys()) - waiting if wanted[key] != held[key]
        ),
    )


def repair(drift: Drift) -> None:
    """Index again whatever differs; a broken index is built anew by the indexer."""
    if drift.none:
        return
    with transaction():
        for kind, public_ids in groupby(sorted(drift.keys), key=itemgetter(0)):
            outbox.note_changes(kind, [public_id for _, public_id in public_ids])
    index_waiting()
