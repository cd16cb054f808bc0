"""One file with everything that an installation on SQLite keeps, and the way back from it.

The file is itself an SQLite database, made with SQLite's backup API: a copy of one moment, also
while people are working. The search index is not in it: it is built anew. Nor is the secret key,
which opens what people sealed: whoever steals the file alone may not read that.
"""

import os
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from app.refusals import Invalid

HEADER = b"SQLite format 3\x00"
NO_BACKUP = "Dit bestand is geen back-up van Leerlus, of het is beschadigd."
WAIT_SECONDS = 10.0


def make_backup(database: Path, target: Path) -> None:
    """Copy a database into a new file that its owner alone may read.

    A file that is there already is not overwritten, and one that failed does not stay.
    """
    try:
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError as error:
        raise Invalid("Dit bestand bestaat al. Kies een andere naam.") from error
    except OSError as error:
        raise Invalid("Hier kan geen bestand gemaakt worden. Kies een andere map.") from error
    try:
        _copy(database, target)
        _refuse_damaged(target)
    except (sqlite3.Error, Invalid) as error:
        target.unlink()
        raise Invalid("De back-up is mislukt. Is er nog genoeg ruimte op de schijf?") from error


def _copy(source: Path, target: Path) -> None:
    begun = sqlite3.connect(source, timeout=WAIT_SECONDS)
    with closing(begun) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)
        # One file, that does not ask for others beside it.
        there.execute("PRAGMA journal_mode=DELETE")


def check_backup(source: Path, known: Collection[str]) -> None:
    """Refuse what is no backup, is damaged, or was made by a newer version of the program.

    `known` are the revisions that this version can bring to its own.
    """
    _refuse_damaged(source)
    try:
        with _reading(source) as backup:
            (revision,) = backup.execute("SELECT version_num FROM alembic_version").fetchone()
            backup.execute("SELECT id FROM organisations LIMIT 1")
    except (sqlite3.Error, TypeError, ValueError) as error:
        raise Invalid(NO_BACKUP) from error
    if revision not in known:
        raise Invalid(
            "Deze back-up is van een nieuwere versie van Leerlus. Werk Leerlus eerst bij."
        )


def _refuse_damaged(path: Path) -> None:
    try:
        with path.open("rb") as file:
            whole = file.read(len(HEADER)) == HEADER
        if whole:
            with _reading(path) as backup:
                whole = backup.execute("PRAGMA quick_check").fetchone() == ("ok",)
    except (OSError, sqlite3.Error) as error:
        raise Invalid(NO_BACKUP) from error
    if not whole:
        raise Invalid(NO_BACKUP)


def holds_people(database: Path) -> bool:
    """Whether somebody has an account in a database; one that is not there holds nobody."""
    if not database.exists():
        return False
    try:
        with closing(sqlite3.connect(database, timeout=WAIT_SECONDS)) as here:
            return here.execute("SELECT 1 FROM people LIMIT 1").fetchone() is not None
    except sqlite3.Error:
        # It has no tables yet.
        return False


def is_in_use(database: Path) -> bool:
    """Whether another program has a database open.

    Only who is alone with it may take it out of its write-ahead mode; that is undone at once.
    """
    if not database.exists():
        return False
    with closing(sqlite3.connect(database, timeout=0)) as here:
        try:
            (mode,) = here.execute("PRAGMA journal_mode=DELETE").fetchone()
            here.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            return True
        return str(mode) != "delete"


def restore_backup(source: Path, database: Path) -> None:
    """Put a checked backup in the place of a database, in one step.

    Nobody stays signed in, and no link to set a password of that time works again.
    """
    if not database.exists():
        os.close(os.open(database, os.O_WRONLY | os.O_CREAT, 0o600))
    try:
        with _reading(source) as backup, closing(_writing(database)) as here:
            backup.backup(here)
            here.execute("DELETE FROM web_sessions")
            here.execute("DELETE FROM one_time_links")
            here.commit()
            # What stood here before stays in no file.
            here.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        raise Invalid(
            "Het terugzetten is mislukt. Stop Leerlus overal en probeer het opnieuw."
        ) from error


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        connection.execute(f"PRAGMA busy_timeout={int(WAIT_SECONDS * 1000)}")
        yield connection


def _writing(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=WAIT_SECONDS)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA secure_delete=ON")
    return connection
