"""What readers give back to a case: recognition, appreciation, a question."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, PublicIdMixin
from app.people.models import Person
from cases.models.case import Case

AUTO = {"sqlite_autoincrement": True}


class Recognition(Model):
    """*Herken ik ook*: one a person a case, counted, never shown by name."""

    __tablename__ = "recognitions"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("case_id", "person_id"),
        Index("ix_recognitions_person", "person_id"),
        AUTO,
    )


class Appreciation(Model):
    """A thank-you that only the reporter knows of, and not from whom."""

    __tablename__ = "appreciations"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("case_id", "person_id"),
        Index("ix_appreciations_person", "person_id"),
        AUTO,
    )


class Question(PublicIdMixin, Model):
    """A question to the reporter, relayed: neither learns the other's name unless they say so."""

    __tablename__ = "case_questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(Text)
    name_shown: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="")
    answer_name_shown: Mapped[bool] = mapped_column(default=False)
    answered_at: Mapped[datetime | None]
    # When the asker has read the answer.
    read_at: Mapped[datetime | None]
    by: Mapped[Person | None] = relationship()
    case: Mapped[Case] = relationship()

    @property
    def declined(self) -> bool:
        """Whether the reporter would rather not answer."""
        return self.answered_at is not None and not self.answer

    __table_args__ = (
        Index("ix_case_questions_case", "case_id"),
        Index("ix_case_questions_by", "by_id"),
        AUTO,
    )
