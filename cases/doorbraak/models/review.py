"""What a review leaves behind: perspectives, the chosen way, agreements and lessons."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, PublicIdMixin, enum_column
from app.people.models import Person
from cases.doorbraak.models.session import AgendaItem
from cases.doorbraak.terms import LessonKind, Value
from cases.models.lists import Bouwsteen

AUTO = {"sqlite_autoincrement": True}


class Perspective(Model):
    """How one participant looks at a case, written before the others' can be read."""

    __tablename__ = "perspectives"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    sees: Mapped[str] = mapped_column(Text)
    weighs_most: Mapped[Value] = mapped_column(enum_column(Value))
    would_do: Mapped[str] = mapped_column(Text)
    must_change: Mapped[str] = mapped_column(Text, default="")
    written_at: Mapped[datetime]
    person: Mapped[Person] = relationship(lazy="joined")
    __table_args__ = (UniqueConstraint("item_id", "person_id"), AUTO)


class ChosenWay(Model):
    """The doorbraak itself: the way that was chosen, and what not everybody agreed with."""

    __tablename__ = "chosen_ways"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(
        ForeignKey("agenda_items.id", ondelete="CASCADE"), unique=True
    )
    text: Mapped[str] = mapped_column(Text)
    dissent: Mapped[str] = mapped_column(Text, default="")
    written_at: Mapped[datetime]
    __table_args__ = (AUTO,)


class Agreement(PublicIdMixin, Model):
    """Who does what by when. Its holder keeps reading this one sentence and date."""

    __tablename__ = "agreements"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id", ondelete="CASCADE"))
    holder_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    what: Mapped[str] = mapped_column(String(500))
    due_on: Mapped[date]
    done_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    item: Mapped[AgendaItem] = relationship()
    holder: Mapped[Person] = relationship(lazy="joined")
    __table_args__ = (
        Index("ix_agreements_item", "item_id"),
        Index("ix_agreements_holder", "holder_id", "done_at"),
        AUTO,
    )


class Lesson(PublicIdMixin, Model):
    """What the review teaches; the analyst reads it beside the case, without the session."""

    __tablename__ = "doorbraak_lessons"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(Text)
    kind: Mapped[LessonKind] = mapped_column(enum_column(LessonKind))
    bouwsteen_id: Mapped[int | None] = mapped_column(ForeignKey("bouwstenen.id"))
    also_for: Mapped[str] = mapped_column(String(300), default="")
    written_at: Mapped[datetime]
    item: Mapped[AgendaItem] = relationship()
    bouwsteen: Mapped[Bouwsteen | None] = relationship(lazy="joined")
    __table_args__ = (Index("ix_doorbraak_lessons_item", "item_id"), AUTO)
