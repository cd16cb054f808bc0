"""Patterns and the cases in them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, PublicIdMixin, enum_column
from app.people.models import Organisation
from cases.models.case import Case
from learning.lifecycle.patterns import PatternState

AUTO = {"sqlite_autoincrement": True}


class DecidedBy(StrEnum):
    """Who put a case in a pattern; what a person decided, no run undoes."""

    MACHINE = "machine"
    ANALYST = "analyst"


class DismissedKind(StrEnum):
    """Why a pattern was put aside; only the first says that its cases do not belong together."""

    NOT_TOGETHER = "not_together"
    KNOWN = "known"
    NOT_OURS = "not_ours"
    OTHER = "other"


DISMISSED_LABELS = {
    DismissedKind.NOT_TOGETHER: "Deze casussen horen niet bij elkaar",
    DismissedKind.KNOWN: "Dit is bekend, hier loopt al iets",
    DismissedKind.NOT_OURS: "Dit is niet van ons",
    DismissedKind.OTHER: "Iets anders",
}


class Pattern(PublicIdMixin, Model):
    """Cases that share a cause.

    `title` and `summary` are the analyst's working texts. What others read is the snapshot of the
    last publication (`published_…`), so that no run and no edit changes a published page.
    """

    __tablename__ = "patterns"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[PatternState] = mapped_column(
        enum_column(PatternState), default=PatternState.CANDIDATE
    )
    # It may well be chance; the analyst sees it in a second list.
    possible: Mapped[bool] = mapped_column(default=False)
    # An analyst has renamed, described or sorted it: a run does not let it vanish.
    curated: Mapped[bool] = mapped_column(default=False)
    network: Mapped[bool] = mapped_column(default=False)
    # Found among cases that several organisations share, not among those of its own alone.
    across: Mapped[bool] = mapped_column(default=False)
    explanation: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    # What only the analyst is told: whether it grows, whether it is a fixed line by now.
    notices: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    dismissed_reason: Mapped[str] = mapped_column(Text, default="")
    dismissed_kind: Mapped[DismissedKind | None] = mapped_column(enum_column(DismissedKind))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("patterns.id"))
    found_at: Mapped[datetime]
    # When an analyst last looked at it: who joined since is shown as new.
    looked_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    published_title: Mapped[str] = mapped_column(String(200), default="")
    published_summary: Mapped[str] = mapped_column(Text, default="")
    published_more_than: Mapped[int | None]
    organisation: Mapped[Organisation] = relationship(lazy="joined")
    __table_args__ = (
        UniqueConstraint("organisation_id", "number"),
        Index("ix_patterns_organisation_state", "organisation_id", "state"),
        AUTO,
    )


class PatternMember(Model):
    """A case in a pattern, or (`removed`) one that an analyst took out of it for ever.

    `place` is its place by likeness in the group as found, 0 the most typical; without a place it
    joined later. `published` says that it was a member when the pattern was last published: only
    then does the case's story tell of the pattern.
    """

    __tablename__ = "pattern_members"

    id: Mapped[int] = mapped_column(primary_key=True)
    pattern_id: Mapped[int] = mapped_column(ForeignKey("patterns.id", ondelete="CASCADE"))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    joined_at: Mapped[datetime]
    decided_by: Mapped[DecidedBy] = mapped_column(enum_column(DecidedBy))
    removed: Mapped[bool] = mapped_column(default=False)
    published: Mapped[bool] = mapped_column(default=False)
    place: Mapped[int | None]
    merged_from_id: Mapped[int | None] = mapped_column(ForeignKey("patterns.id"))
    case: Mapped[Case] = relationship()
    pattern: Mapped[Pattern] = relationship(foreign_keys=[pattern_id])
    __table_args__ = (
        UniqueConstraint("pattern_id", "case_id"),
        Index("ix_pattern_members_case", "case_id"),
        AUTO,
    )
