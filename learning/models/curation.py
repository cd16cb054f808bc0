"""What analysts decided about patterns, and what a run proposes to them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, PublicIdMixin, enum_column
from app.people.models import Person
from cases.models.case import Case
from learning.models.patterns import Pattern

AUTO = {"sqlite_autoincrement": True}


class PatternDecision(PublicIdMixin, Model):
    """One decision of an analyst about a pattern, with how it was before, so that it can be undone.

    A merge and a split are about a second pattern (`other`) as well. Undoing is a decision too, and
    names the one that it undoes; `undone_at` says that this one does not hold any more.
    """

    __tablename__ = "pattern_decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    pattern_id: Mapped[int] = mapped_column(ForeignKey("patterns.id", ondelete="CASCADE"))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("patterns.id", ondelete="CASCADE"))
    undoes_id: Mapped[int | None] = mapped_column(
        ForeignKey("pattern_decisions.id", ondelete="CASCADE")
    )
    action: Mapped[str] = mapped_column(String(32))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    pattern: Mapped[Pattern] = relationship(foreign_keys=[pattern_id])
    other: Mapped[Pattern | None] = relationship(foreign_keys=[other_id])
    undoes: Mapped["PatternDecision | None"] = relationship(remote_side="PatternDecision.id")
    by: Mapped[Person | None] = relationship(foreign_keys=[by_id])
    __table_args__ = (
        Index("ix_pattern_decisions_pattern", "pattern_id", "at"),
        Index("ix_pattern_decisions_other", "other_id"),
        AUTO,
    )


class SuggestionKind(StrEnum):
    """What a run proposes about patterns that an analyst confirmed."""

    SPLIT = "split"
    MERGE = "merge"


class PatternSuggestion(PublicIdMixin, Model):
    """A run thinks that a confirmed pattern is two, or that two are one; an analyst decides.

    Once refused (`accepted` is false) the same is not proposed again.
    """

    __tablename__ = "pattern_suggestions"

    id: Mapped[int] = mapped_column(primary_key=True)
    pattern_id: Mapped[int] = mapped_column(ForeignKey("patterns.id", ondelete="CASCADE"))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("patterns.id", ondelete="CASCADE"))
    kind: Mapped[SuggestionKind] = mapped_column(enum_column(SuggestionKind))
    found_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    accepted: Mapped[bool | None]
    pattern: Mapped[Pattern] = relationship(foreign_keys=[pattern_id])
    other: Mapped[Pattern | None] = relationship(foreign_keys=[other_id])
    cases: Mapped[list["SuggestedCase"]] = relationship(cascade="all, delete-orphan")
    __table_args__ = (Index("ix_pattern_suggestions_pattern", "pattern_id"), AUTO)


class SuggestedCase(Model):
    """A case that would go to the new half of a pattern that is split."""

    __tablename__ = "suggested_cases"

    suggestion_id: Mapped[int] = mapped_column(
        ForeignKey("pattern_suggestions.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    case_id: Mapped[int] = mapped_column(
        ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    case: Mapped[Case] = relationship()


class PatternLink(Model):
    """An organisation's own pattern, linked to one that several organisations share."""

    __tablename__ = "pattern_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    pattern_id: Mapped[int] = mapped_column(ForeignKey("patterns.id", ondelete="CASCADE"))
    shared_id: Mapped[int] = mapped_column(ForeignKey("patterns.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    pattern: Mapped[Pattern] = relationship(foreign_keys=[pattern_id])
    shared: Mapped[Pattern] = relationship(foreign_keys=[shared_id])
    __table_args__ = (UniqueConstraint("pattern_id", "shared_id"), AUTO)
