"""Files with cases that somebody brings in on a page, and what is remembered of their headers."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model, PublicIdMixin, enum_column

AUTO = {"sqlite_autoincrement": True}


class BatchState(StrEnum):
    """Where a file stands."""

    UPLOADED = "uploaded"
    TAKEN = "taken"
    UNDONE = "undone"


class ImportBatch(PublicIdMixin, Model):
    """One file. Its content goes after a day or when taken; its cases can go within a day."""

    __tablename__ = "import_batches"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    filename: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[BatchState] = mapped_column(enum_column(BatchState), default=BatchState.UPLOADED)
    # Header of the file to the name of our column; empty for what is left out.
    headers: Mapped[dict[str, Any]] = mapped_column(JSON)
    choices: Mapped[dict[str, Any]] = mapped_column(JSON)
    uploaded_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    __table_args__ = (Index("ix_import_batches_person", "person_id"), AUTO)


class RememberedHeader(Model):
    """A header of an organisation's own register, and the column that somebody matched it with."""

    __tablename__ = "import_headers"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    header: Mapped[str] = mapped_column(String(120))
    column: Mapped[str] = mapped_column(String(40), default="")
    __table_args__ = (UniqueConstraint("organisation_id", "header"), AUTO)
