"""What a session thinks aloud: questions, notes, and options with what speaks for and against."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, PublicIdMixin, enum_column
from app.people.models import Person
from cases.doorbraak.models.session import AgendaItem
from cases.doorbraak.terms import TestStep

AUTO = {"sqlite_autoincrement": True}


class CaseNote(Model):
    """What the reporter adds to a case while its own text is frozen by a review."""

    __tablename__ = "case_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    __table_args__ = (Index("ix_case_notes_item", "item_id"), AUTO)


class ClarifyingQuestion(PublicIdMixin, Model):
    """A question that makes the case clearer, and what was answered."""

    __tablename__ = "clarifying_questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id", ondelete="CASCADE"))
    asker_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(String(500))
    answer: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    asked_at: Mapped[datetime]
    item: Mapped[AgendaItem] = relationship()
    asker: Mapped[Person | None] = relationship(lazy="joined")
    __table_args__ = (Index("ix_clarifying_questions_item", "item_id"), AUTO)


class Option(PublicIdMixin, Model):
    """A way that could be gone; the session weighs it by the steps of the omgekeerde toets."""

    __tablename__ = "options"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(String(500))
    version: Mapped[int] = mapped_column(default=1)
    written_at: Mapped[datetime]
    item: Mapped[AgendaItem] = relationship()
    arguments: Mapped[list["Argument"]] = relationship(
        back_populates="option",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="Argument.id",
    )
    __table_args__ = (Index("ix_options_item", "item_id"), AUTO)


class Argument(PublicIdMixin, Model):
    """What speaks for an option or against it, by one step of the omgekeerde toets."""

    __tablename__ = "option_arguments"

    id: Mapped[int] = mapped_column(primary_key=True)
    option_id: Mapped[int] = mapped_column(ForeignKey("options.id", ondelete="CASCADE"))
    step: Mapped[TestStep] = mapped_column(enum_column(TestStep))
    favours: Mapped[bool]
    text: Mapped[str] = mapped_column(String(500))
    written_at: Mapped[datetime]
    option: Mapped[Option] = relationship(back_populates="arguments")
    __table_args__ = (Index("ix_option_arguments_option", "option_id"), AUTO)
