"""The daily head of the audit trail, in a file outside the database.

Whoever cuts the tail off the trail, or restores an older one, cannot change this file with it.
"""

import os
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from app.audit import AuditEntry
from app.clock import today
from app.database import db, transaction
from app.jobs import Run
from app.web.sessions import forget_old_sessions

FILE = "audit-heads.log"


def current_head() -> str:
    """Day, number and hash of the last row; empty while there is none."""
    query = select(AuditEntry.seq, AuditEntry.hash).order_by(AuditEntry.seq.desc()).limit(1)
    last = db.session.execute(query).first()
    return f"{today().isoformat()} {last.seq} {last.hash}" if last else ""


def heads_file() -> Path:
    """Where the heads are kept."""
    return Path(current_app.config["LEERLUS_DATA"]) / FILE


def append_head(head: str) -> None:
    """Add a head to the file, unless its last line says the same."""
    path = heads_file()
    known = path.read_text(encoding="ascii").splitlines() if path.exists() else []
    if not head or known[-1:] == [head]:
        return
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a", encoding="ascii") as file:
        file.write(f"{head}\n")


def audit_head(run: Run) -> None:  # noqa: ARG001 - every job is given its run
    """Keep the head of today."""
    append_head(current_head())
    db.session.rollback()


def forget_sessions(_run: Run) -> None:
    """Remove sessions that can no longer be used, so that the table does not grow for ever."""
    with transaction():
        forget_old_sessions()
