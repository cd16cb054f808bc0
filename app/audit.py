"""The audit trail: who did what to which record, from where, with which result, when.

Rows hold random references only, never names, text, search words or secrets. Each row carries
the hash of the row before it, so that a changed, removed or moved row shows; a daily head kept
outside the database shows a cut tail. The table that leads from a reference to a person stands
outside the chain, so that erasing a person leaves the chain whole.
"""

import hashlib
import ipaddress
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, Text, event, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.clock import now
from app.database import Model, ReadingSession, db, enum_column, new_public_id

CHAIN_LOCK = 7_403_511
FIRST_HASH = "0" * 64
BATCH = 1000


class Outcome(StrEnum):
    """How an action ended."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


class Origin(StrEnum):
    """From where an action came."""

    WEB = "web"
    COMMAND = "command"
    JOB = "job"


class AuditIdentity(Model):
    """Which person a reference in the trail stands for; erased with the person."""

    __tablename__ = "audit_identities"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(16), unique=True, default=new_public_id)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), unique=True)
    __table_args__ = ({"sqlite_autoincrement": True},)


class AuditEntry(Model):
    """One row of the chain; triggers refuse to change or remove it."""

    __tablename__ = "audit_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(unique=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(16))
    origin: Mapped[Origin] = mapped_column(enum_column(Origin))
    address: Mapped[str] = mapped_column(String(48))
    request: Mapped[str] = mapped_column(String(32))
    organisation: Mapped[str] = mapped_column(String(16))
    action: Mapped[str] = mapped_column(String(48))
    kind: Mapped[str] = mapped_column(String(32))
    record: Mapped[str] = mapped_column(String(16))
    records: Mapped[str] = mapped_column(Text)
    outcome: Mapped[Outcome] = mapped_column(enum_column(Outcome))
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    __table_args__ = ({"sqlite_autoincrement": True},)


@dataclass(frozen=True)
class Actor:
    """Who acts, and from where. Commands and jobs are actors too, without a person."""

    origin: Origin
    person_id: int | None = None
    reference: str = ""
    request: str = ""
    address: str = ""


@dataclass(frozen=True)
class Entry:
    """A row before it has a place in the chain."""

    actor: Actor
    action: str
    kind: str = ""
    record: str = ""
    records: Sequence[str] = field(default_factory=tuple)
    organisation: str = ""
    outcome: Outcome = Outcome.DONE


TRIGGERS = {
    "sqlite": [
        """CREATE TRIGGER IF NOT EXISTS audit_entries_no_update BEFORE UPDATE ON audit_entries
        BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
        """CREATE TRIGGER IF NOT EXISTS audit_entries_no_delete BEFORE DELETE ON audit_entries
        BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
    ],
    "postgresql": [
        """CREATE OR REPLACE FUNCTION audit_entries_refuse() RETURNS trigger AS
        $$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$ LANGUAGE plpgsql""",
        "DROP TRIGGER IF EXISTS audit_entries_no_change ON audit_entries",
        """CREATE TRIGGER audit_entries_no_change
        BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
        FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_refuse()""",
    ],
}

FORGET_TRIGGERS = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS audit_entries_no_update",
        "DROP TRIGGER IF EXISTS audit_entries_no_delete",
    ],
    "postgresql": [
        "DROP TRIGGER IF EXISTS audit_entries_no_change ON audit_entries",
        "DROP FUNCTION IF EXISTS audit_entries_refuse()",
    ],
}


def protect(connection: Connection) -> None:
    """Put the append-only triggers in place; may be repeated (a table rebuild drops them)."""
    for statement in TRIGGERS[connection.dialect.name]:
        connection.execute(text(statement))


def unprotect(connection: Connection) -> None:
    """Take the triggers away, for a migration that removes the table."""
    for statement in FORGET_TRIGGERS[connection.dialect.name]:
        connection.execute(text(statement))


def shorten_address(address: str) -> str:
    """Keep the network, not the machine: /24 of IPv4, /48 of IPv6; empty when it is neither."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    prefix = 24 if parsed.version == 4 else 48
    return str(ipaddress.ip_network(f"{address}/{prefix}", strict=False))


def record(
    actor: Actor,
    action: str,
    kind: str,
    row: Any,
    *,
    organisation: str = "",
    records: Sequence[str] = (),
) -> None:
    """Note what is being done, in the transaction of the change itself."""
    entry = Entry(actor, action, kind, row.public_id, tuple(records), organisation)
    db.session().info.setdefault("audit", []).append(entry)


def note_at_once(entry: Entry) -> None:
    """Append in a short transaction of its own: a reading or a refusal, before any answer.

    Raises when the row cannot be written; then no answer may be given. Inside a transaction it
    joins that one: it is committed before the answer as well, and a second writer would wait.
    """
    if db.session().info.get("writing"):
        db.session().info.setdefault("audit", []).append(entry)
        return
    with db.engine.begin() as connection:
        _append(connection, [entry])


@event.listens_for(ReadingSession, "before_commit")
def _append_gathered(session: Session) -> None:
    """Append the gathered entries last of all, so that the chain is locked as briefly as can be."""
    if session.in_nested_transaction():
        # A savepoint is not the end, and what is appended in one would go when it fails.
        return
    entries = session.info.pop("audit", None)
    if entries:
        session.flush()
        _append(session.connection(), entries)


def _append(connection: Connection, entries: Sequence[Entry]) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHAIN_LOCK})
    last = connection.execute(
        select(AuditEntry.seq, AuditEntry.hash).order_by(AuditEntry.seq.desc()).limit(1)
    ).first()
    seq, previous = (last.seq, last.hash) if last else (0, FIRST_HASH)
    for entry in entries:
        seq += 1
        row = _row(entry, seq, previous)
        connection.execute(AuditEntry.__table__.insert(), row)  # type: ignore[attr-defined]
        previous = row["hash"]


def _row(entry: Entry, seq: int, previous: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "seq": seq,
        "at": now(),
        "actor": entry.actor.reference,
        "origin": entry.actor.origin,
        "address": shorten_address(entry.actor.address),
        "request": entry.actor.request,
        "organisation": entry.organisation,
        "action": entry.action,
        "kind": entry.kind,
        "record": entry.record,
        "records": " ".join(entry.records),
        "outcome": entry.outcome,
        "previous": previous,
    }
    row["hash"] = chain_hash(row)
    return row


def chain_hash(row: dict[str, Any]) -> str:
    """SHA-256 over the row's own fields in a fixed order, the previous hash among them."""
    fields = {name: str(value) for name, value in row.items() if name not in ("id", "hash")}
    fields["at"] = row["at"].isoformat()
    canonical = json.dumps(fields, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True)
class Verification:
    """What a check of the chain found; `broken` is the first row that does not fit."""

    rows: int
    head: str
    broken: int | None = None
    reason: str = ""


def verify_chain(expected_seq: int = 0, expected_head: str = "") -> Verification:
    """Walk the chain from its first row; a head noted earlier must still stand at its place."""
    previous, seq, met = FIRST_HASH, 0, not expected_seq
    for row in _rows():
        seq += 1
        if row["seq"] != seq:
            return Verification(seq - 1, previous, seq, "regel ontbreekt")
        if row["previous"] != previous or chain_hash(row) != row["hash"]:
            return Verification(seq - 1, previous, seq, "regel is veranderd")
        previous = row["hash"]
        if seq == expected_seq:
            met = previous == expected_head
    if not met:
        return Verification(seq, previous, min(seq, expected_seq) + 1, "staart is afgekapt")
    return Verification(seq, previous)


def _rows() -> Iterator[dict[str, Any]]:
    last = 0
    while True:
        query = select(AuditEntry.__table__).where(AuditEntry.seq > last)
        batch = db.session.execute(query.order_by(AuditEntry.seq).limit(BATCH)).mappings().all()
        yield from (dict(row) for row in batch)
        if len(batch) < BATCH:
            return
        last = batch[-1]["seq"]


def reference_of(person_id: int) -> str:
    """The reference of a person in the trail, made at first need (inside a transaction)."""
    known = db.session.scalar(
        select(AuditIdentity.reference).where(AuditIdentity.person_id == person_id)
    )
    if known:
        return known
    identity = AuditIdentity(person_id=person_id)
    db.session.add(identity)
    db.session.flush()
    return identity.reference
