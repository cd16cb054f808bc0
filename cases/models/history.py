"""What stands around a case: drafts of the form, revisions, findings, reactions."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, PublicIdMixin, enum_column
from app.people.models import Person

AUTO = {"sqlite_autoincrement": True}


class CaseDraft(Model):
    """What somebody has typed in the form and not saved yet, one row a form."""

    __tablename__ = "case_drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    submission_key: Mapped[str] = mapped_column(String(64), unique=True)
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
    # Counts what was kept, so that a second window does not overwrite what it never saw.
    version: Mapped[int] = mapped_column(default=1)
    # When the typing began; only a browser that keeps the text by itself can tell.
    begun_at: Mapped[datetime | None]
    saved_at: Mapped[datetime]
    __table_args__ = (Index("ix_case_drafts_person", "person_id"), AUTO)


class CaseRevision(Model):
    """How a case read before an edit; only the reporter sees it."""

    __tablename__ = "case_revisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    version: Mapped[int]
    texts: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("case_id", "version"), AUTO)


class Decision(StrEnum):
    """What the writer says of a finding."""

    OPEN = "open"
    KEPT = "kept"


class CaseFinding(PublicIdMixin, Model):
    """A place in the text that looks like personal data, and what the writer said of it."""

    __tablename__ = "findings"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    field: Mapped[str] = mapped_column(String(40))
    start: Mapped[int]
    end: Mapped[int]
    kind: Mapped[str] = mapped_column(String(24))
    decision: Mapped[Decision] = mapped_column(enum_column(Decision), default=Decision.OPEN)
    __table_args__ = (Index("ix_findings_case", "case_id"), AUTO)


class ReactionKind(StrEnum):
    """The ways of a first reaction by a person."""

    THANKS = "thanks"
    QUESTION = "question"
    ALSO_HERE = "also_here"


class Reaction(PublicIdMixin, Model):
    """A person's reaction to a shared case; who wrote it is not shown to the reporter."""

    __tablename__ = "case_reactions"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    kind: Mapped[ReactionKind] = mapped_column(enum_column(ReactionKind))
    text: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]
    by: Mapped[Person | None] = relationship()
    __table_args__ = (Index("ix_case_reactions_case", "case_id"), AUTO)
