"""The second door to learned: what those who met the bottleneck say of it after the change."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, PublicIdMixin, enum_column
from learning.models.proposals import Proposal

AUTO = {"sqlite_autoincrement": True}


class PracticeAnswer(StrEnum):
    """An answer to "Knelt dit nog?"."""

    SOLVED = "solved"
    LESS = "less"
    STILL = "still"
    UNKNOWN = "unknown"


class PracticeOutcome(StrEnum):
    """What may be said of the answers together."""

    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not_confirmed"
    TOO_FEW = "too_few"


class PracticeRound(PublicIdMixin, Model):
    """One round of the question, 6 or 12 months after a change; `share` is published, in tens."""

    __tablename__ = "practice_rounds"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    changed_on: Mapped[date]
    months: Mapped[int]
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[PracticeOutcome | None] = mapped_column(enum_column(PracticeOutcome))
    share: Mapped[int | None]
    proposal: Mapped[Proposal] = relationship()
    __table_args__ = (UniqueConstraint("proposal_id", "changed_on", "months"), AUTO)


class PracticeAsked(Model):
    """Who may answer a round, and whether they did; never what."""

    __tablename__ = "practice_asked"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("practice_rounds.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    answered: Mapped[bool] = mapped_column(default=False)
    round: Mapped[PracticeRound] = relationship()
    __table_args__ = (
        UniqueConstraint("round_id", "person_id"),
        Index("ix_practice_asked_person", "person_id"),
        AUTO,
    )


class PracticeCount(Model):
    """How often an answer was given; a counter, so that no row says whose it was or when."""

    __tablename__ = "practice_counts"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("practice_rounds.id", ondelete="CASCADE"))
    answer: Mapped[PracticeAnswer] = mapped_column(enum_column(PracticeAnswer))
    number: Mapped[int] = mapped_column(default=0)
    __table_args__ = (UniqueConstraint("round_id", "answer"), AUTO)
