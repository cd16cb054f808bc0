"""The index follows the database, heals by itself, and forgets what was erased."""

import resource
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, insert, select, text

from app import jobs
from app.database import db, transaction
from app.jobs import Job
from app.search import indexer, outbox
from app.search.chosen import search_index
from app.search.drift import check, repair
from app.search.find import Notice, find
from app.search.indexer import index_waiting, rebuild, scrub
from app.search.models import SearchOutbox
from app.search.query import parse
from app.search.sources import holding_all
from tests.app.search.notes import NOTES, Notes


def toeslag() -> tuple[int, Notice | None]:
    found = find("toeslag", person="anna", kind="note")
    return found.total, found.notice


def test_many_changes_plan_one_job_and_the_worker_clears_them(notes: Notes) -> None:
    indexer.register_jobs()
    for _ in range(3):
        notes.add("Toeslag")
    waiting = select(Job).where(Job.kind == "index_search", Job.unique_key == "index_search")
    assert len(db.session.scalars(waiting).all()) == 1

    jobs.drain()

    assert db.session.scalars(select(SearchOutbox)).all() == []
    assert len(search_index().hits(parse("toeslag"), "note")) == 3


def test_a_change_that_is_rolled_back_leaves_no_trace(notes: Notes) -> None:
    def change_and_fail() -> None:
        with transaction():
            outbox.note_change("note", "aaaaaaaaaaaaaaaa")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_and_fail()

    assert db.session.scalars(select(SearchOutbox)).all() == []


def test_what_is_erased_leaves_the_index(notes: Notes) -> None:
    gone = notes.add("Toeslag")
    notes.add("Toeslag")
    index_waiting()

    notes.erase(gone)
    index_waiting()

    assert gone not in {one.public_id for one in search_index().hits(parse("toeslag"), "note")}
    assert check().none


def test_indexing_twice_is_indexing_once(notes: Notes) -> None:
    public_id = notes.add("Toeslag")
    index_waiting()
    notes.change(public_id, title="Toeslagen")
    index_waiting()
    rebuild()

    hits = search_index().hits(parse("toeslag"), "note")

    assert [one.public_id for one in hits] == [public_id]


def test_the_drift_check_sees_what_went_past_the_outbox_and_puts_it_right(notes: Notes) -> None:
    kept, changed, gone = (notes.add(f"Toeslag {number}") for number in range(3))
    index_waiting()
    assert check().none
    with transaction():
        db.session.execute(delete(NOTES).where(NOTES.c.public_id == gone))
        db.session.execute(
            NOTES.update().where(NOTES.c.public_id == changed).values(title="Anders")
        )
        db.session.execute(
            insert(NOTES).values(
                public_id="nieuwnieuwnieuw1", title="Toeslag", body="", owner="anna", topic="zorg"
            )
        )

    drift = check()
    repair(drift)

    assert drift.missing == {("note", "nieuwnieuwnieuw1")}
    assert drift.extra == {("note", gone)}
    assert drift.different == {("note", changed)}
    assert check().none
    assert set(find("toeslag", person="anna", kind="note").ids) == {kept, "nieuwnieuwnieuw1"}


def test_erased_text_is_gone_from_the_files(
    notes: Notes, app: Flask, engine_kind: str, index_folder: Path
) -> None:
    canary = notes.add("Kanariepiet", "kanariepiet")
    notes.add("Toeslag")
    index_waiting()
    assert b"kanariepiet" in stored(engine_kind, index_folder)

    notes.erase(canary)
    scrub()

    assert b"kanariepiet" not in stored(engine_kind, index_folder)
    assert toeslag() == (1, None)
    assert check().none


def stored(engine_kind: str, folder: Path) -> bytes:
    """The bytes in which the index is kept: its files, or the pages of its table."""
    if engine_kind == "sqlite":
        return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        names = connection.scalars(
            text(
                "SELECT pg_relation_filepath(c.oid) FROM pg_class c"
                " WHERE c.relname LIKE '%search_documents%' AND c.relkind IN ('r', 'i')"
            )
        )
        return b"".join(
            bytes(connection.scalar(text("SELECT pg_read_binary_file(:name)"), {"name": name}))
            for name in names.all()
        )


def test_two_indexers_do_not_write_at_once(notes: Notes, app: Flask) -> None:
    """The second waits for the first, and between them every row is taken once."""
    for number in range(20):
        notes.add(f"Toeslag {number}")
    done: list[int] = []

    def work() -> None:
        with app.app_context():
            done.append(index_waiting())
            db.session.remove()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(done) == [0, 20]
    assert check().none


def delete_folder(build: Path) -> None:
    shutil.rmtree(build.parent)


def delete_segment(build: Path) -> None:
    next(build.glob("*.seg")).unlink()


def truncate_segment(build: Path) -> None:
    segment = next(build.glob("*.seg"))
    segment.write_bytes(segment.read_bytes()[: segment.stat().st_size // 2])


def truncate_contents(build: Path) -> None:
    contents = next(build.glob("*.toc"))
    contents.write_bytes(contents.read_bytes()[:20])


def flip_bytes(build: Path) -> None:
    segment = next(build.glob("*.seg"))
    content = bytearray(segment.read_bytes())
    for place in range(len(content) // 4, len(content) // 4 + 400):
        content[place % len(content)] ^= 0xFF
    segment.write_bytes(content)


def let_others_in(build: Path) -> None:
    build.parent.chmod(0o755)


def leave_lock(build: Path) -> None:
    (build / "MAIN_WRITELOCK").touch()
    (build.parent / "lock").touch()


BREAKS = [
    delete_folder,
    delete_segment,
    truncate_segment,
    truncate_contents,
    flip_bytes,
    let_others_in,
    leave_lock,
]


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process may grow beyond a few bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        signal.signal(signal.SIGXFSZ, before)


# Whoosh leaves files open when it stumbles over a damaged one or over a full disk.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
class TestBrokenFiles:
    """Of the embedded engine alone: PostgreSQL keeps its own files whole."""

    @pytest.mark.parametrize("damage", BREAKS)
    def test_a_damaged_index_never_stops_a_search_and_heals(
        self, notes: Notes, newest_build: Callable[[], Path], damage: Callable[[Path], None]
    ) -> None:
        for number in range(5):
            notes.add(f"Toeslag {number}", "woorden genoeg om iets stuk te maken")
        index_waiting()
        before = find("toeslag", person="anna", kind="note")

        damage(newest_build())
        find("toeslag", person="anna", kind="note")
        index_waiting()

        assert find("toeslag", person="anna", kind="note") == before
        assert check().none

    @pytest.mark.parametrize("damage", [delete_folder, delete_segment, let_others_in])
    def test_meanwhile_the_database_answers_with_a_notice(
        self, notes: Notes, newest_build: Callable[[], Path], damage: Callable[[Path], None]
    ) -> None:
        notes.add("Toeslag", topic="zorg")
        notes.add("Toeslag", owner="bram")
        index_waiting()

        damage(newest_build())

        found = find("toeslag", person="anna", kind="note", chosen={"topic": "zorg"})
        assert (found.total, found.notice) == (1, Notice.BROKEN)
        assert check().broken

    def test_marks_of_like_are_plain_marks_in_the_database_search(self, notes: Notes) -> None:
        notes.add("Honderd procent van alles")
        marked = notes.add("100% van_alles \\ niets")

        for mark in ("0%", "n_a", "\\"):
            condition = holding_all([NOTES.c.title, NOTES.c.body], [mark])
            found = db.session.scalars(select(NOTES.c.public_id).where(condition)).all()
            assert found == [marked]
        assert find("100%", person="anna", kind="note").ids == [marked]

    def test_the_folder_is_closed_to_others(self, notes: Notes, index_folder: Path) -> None:
        notes.add("Toeslag")
        index_waiting()

        assert index_folder.stat().st_mode & 0o777 == 0o700

    def test_a_disk_that_is_full_stops_neither_search_nor_the_next_try(self, notes: Notes) -> None:
        notes.add("Toeslag")
        index_waiting()
        notes.add("Toeslag")
        with full_disk(), pytest.raises(OSError, match="File too large"):
            index_waiting()
        assert toeslag() == (2, None)

        index_waiting()

        assert toeslag() == (2, None)
        assert db.session.scalars(select(SearchOutbox)).all() == []
        assert check().none
