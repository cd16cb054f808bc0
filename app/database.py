"""The database: one engine, a session that reads unless told to write, and the column types.

Reading and writing are told apart so that a page never takes SQLite's one write lock and so that
a forgotten `@in_transaction` fails at once instead of losing an update.
"""

import base64
import secrets
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import DateTime, Dialect, Engine, Enum, MetaData, String, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry
from sqlalchemy.types import TypeDecorator

P = ParamSpec("P")
R = TypeVar("R")

BUSY_TIMEOUT_MS = 10_000
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
PUBLIC_ID_BYTES = 10

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in, aware out, UTC in the file. A naive one is refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC without zone, the one form that both engines sort alike."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        del dialect
        return value.replace(tzinfo=UTC) if value is not None else None


class Model(DeclarativeBase):
    """Every table of Leerlus."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: UtcDateTime()},
    )


class ReadingSession(FlaskSession):
    """A session whose transactions cannot write until `info["writing"]` is set."""

    _reading: Engine | None = None

    def get_bind(self, *args: Any, **kwargs: Any) -> Engine | Connection:
        """Give the one engine, marked as reading unless a transaction has been opened."""
        engine = super().get_bind(*args, **kwargs)
        if self.info.get("writing") or not isinstance(engine, Engine):
            return engine
        if self._reading is None:
            # The session keys its connections by engine: a new one for each statement would take
            # a new connection for each statement.
            self._reading = engine.execution_options(reading=True, postgresql_readonly=True)
        return self._reading


db = SQLAlchemy(
    model_class=Model,
    session_options={"class_": ReadingSession},
    # A failed statement must not carry what somebody wrote into a log or the row of a job.
    engine_options={"pool_pre_ping": True, "hide_parameters": True},
)


def connections(url: str) -> dict[str, int]:
    """How many connections a process may open: one for each of its threads, and some more.

    A page reads in one transaction and notes what it shows in another; with fewer connections than
    threads all could hold one and wait half a minute for a second. PostgreSQL allows a hundred for
    all processes together.
    """
    return {"pool_size": 8, "max_overflow": 48 if url.startswith("sqlite") else 32}


def new_public_id() -> str:
    """Sixteen characters base32: unguessable, without order, safe in an address."""
    return base64.b32encode(secrets.token_bytes(PUBLIC_ID_BYTES)).decode().lower()


def clean_text(text: str) -> str:
    """Text as it enters the database: NFC, without NUL, with plain line ends."""
    return unicodedata.normalize("NFC", text.replace("\x00", "").replace("\r\n", "\n"))


def sort_key(text: str) -> str:
    """A key for lists that people read: no accents, no capitals."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return bare.casefold().strip()


def enum_column(kind: type[StrEnum]) -> Enum:
    """An enumeration as text with a check, so that a new value needs no type change."""
    longest = max(len(member.value) for member in kind)
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=max(longest, 24),
        name=kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


class PublicIdMixin:
    """The random id under which a row may stand in an address."""

    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=new_public_id)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Set what SQLite forgets per connection; erased text is overwritten (`secure_delete`)."""
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """Begin reading or writing on SQLite; a writer takes the lock at once and cannot deadlock."""
    if connection.dialect.name != "sqlite":
        return
    options = connection.get_execution_options()
    if options.get("migrating"):
        # A migration rebuilds tables; foreign keys must be off before BEGIN or children go too.
        connection.exec_driver_sql("PRAGMA query_only=0")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    elif options.get("reading"):
        connection.exec_driver_sql("PRAGMA query_only=1")
        connection.exec_driver_sql("BEGIN")
    else:
        connection.exec_driver_sql("PRAGMA query_only=0")
        connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def transaction() -> Iterator[None]:
    """Write: leaving it commits, raising rolls back. The way of commands, jobs and views alike."""
    session = db.session()
    if session.info.get("writing"):
        raise RuntimeError("a transaction is already open")
    session.rollback()
    session.info["writing"] = True
    try:
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.clear()


def in_transaction(view: Callable[P, R]) -> Callable[P, R]:
    """Run a view in one writing transaction: returning commits, raising rolls back.

    Showing a form (GET) writes nothing and so opens none; a page never waits for the write lock.
    """

    @wraps(view)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        if has_request_context() and request.method in SAFE_METHODS:
            return view(*args, **kwargs)
        with transaction():
            return view(*args, **kwargs)

    return wrapped
