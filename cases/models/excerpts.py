"""Excerpts: exact texts from a case that its reporter releases for a named use."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, PublicIdMixin, enum_column
from cases.models.case import Case

AUTO = {"sqlite_autoincrement": True}


class ExcerptUse(StrEnum):
    """What an excerpt is asked for; the reporter's yes holds for this use only."""

    PUBLISHED_PATTERN = "published_pattern"
    PROPOSAL = "proposal"
    NEWSLETTER = "newsletter"
    OUTSIDE = "outside"


class ExcerptState(StrEnum):
    """Offered by an analyst, then in the hands of the reporter."""

    OFFERED = "offered"
    RELEASED = "released"
    REFUSED = "refused"
    REVOKED = "revoked"


class Excerpt(PublicIdMixin, Model):
    """A text offered for one use. Shown without team, date or link, only while released."""

    __tablename__ = "case_excerpts"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    offered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    use: Mapped[ExcerptUse] = mapped_column(enum_column(ExcerptUse))
    # The public id of what it is used in, when that exists already; else empty.
    used_in: Mapped[str] = mapped_column(String(64), default="")
    explanation: Mapped[str] = mapped_column(String(500), default="")
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[ExcerptState] = mapped_column(
        enum_column(ExcerptState), default=ExcerptState.OFFERED
    )
    offered_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    case: Mapped[Case] = relationship()
    __table_args__ = (
        Index("ix_case_excerpts_case", "case_id"),
        Index("ix_case_excerpts_used_in", "use", "used_in"),
        AUTO,
    )
