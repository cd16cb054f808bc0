"""What a review leaves behind: perspectives, the chosen way, agreements and lessons."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, PublicIdMixin, enum_column
from app.people.models import Person
from cases.doorbraak.models.deliberation import Option
from cases.doorbraak.models.session import AgendaItem
from cases.doorbraak.terms import LessonKind, Value
from cases.models.lists import Bouwsteen

AUTO = {"sqlite_autoincrement": True}


class Perspective(Model):
    """How one participant looks at a case, written before the others' can be read.

    The weights say how much each corner of the triangle of values weighs, 0 to 10; who leads may
    write on behalf of somebody without a device. `version` travels with the form.
    """

    __tablename__ = "perspectives"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    sees: Mapped[str] = mapped_column(Text)
    weighs_most: Mapped[Value] = mapped_column(enum_column(Value))
    would_do: Mapped[str] = mapped_column(Text)
    must_change: Mapped[str] = mapped_column(Text, default="")
    legitimacy: Mapped[int] = mapped_column(default=0)
    involvement: Mapped[int] = mapped_column(default=0)
    returns: Mapped[int] = mapped_column(default=0)
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    version: Mapped[int] = mapped_column(default=1)
    written_at: Mapped[datetime]
    person: Mapped[Person] = relationship(lazy="joined", foreign_keys=[person_id])
    written_by: Mapped[Person | None] = relationship(foreign_keys=[written_by_id])
    __table_args__ = (
        UniqueConstraint("item_id", "person_id"),
        CheckConstraint(
            "legitimacy BETWEEN 0 AND 10 AND involvement BETWEEN 0 AND 10 "
            "AND returns BETWEEN 0 AND 10",
            name="weights_in_range",
        ),
        AUTO,
    )


class ChosenWay(Model):
    """The doorbraak itself: the way that was chosen, and what not everybody agreed with.

    `version` travels with the form: a stale one meets a page with both texts.
    """

    __tablename__ = "chosen_ways"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(
        ForeignKey("agenda_items.id", ondelete="CASCADE"), unique=True
    )
    text: Mapped[str] = mapped_column(Text)
    dissent: Mapped[str] = mapped_column(Text, default="")
    option_id: Mapped[int | None] = mapped_column(ForeignKey("options.id", ondelete="SET NULL"))
    version: Mapped[int] = mapped_column(default=1)
    written_at: Mapped[datetime]
    option: Mapped[Option | None] = relationship()
    __table_args__ = (AUTO,)


class Agreement(PublicIdMixin, Model):
    """Who does what by when. Its holder keeps reading this one sentence and date."""

    __tablename__ = "agreements"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id", ondelete="CASCADE"))
    holder_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    what: Mapped[str] = mapped_column(String(500))
    due_on: Mapped[date]
    # Why the day was moved, by who leads; the holder reads it.
    moved_because: Mapped[str] = mapped_column(String(300), default="")
    done_at: Mapped[datetime | None]
    # When the holder was told that it is nearly due, and that it is late; another day empties both.
    reminded_at: Mapped[datetime | None]
    reminded_late_at: Mapped[datetime | None]
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
    pinching_rule: Mapped[str] = mapped_column(String(300), default="")
    written_at: Mapped[datetime]
    item: Mapped[AgendaItem] = relationship()
    bouwsteen: Mapped[Bouwsteen | None] = relationship(lazy="joined")
    __table_args__ = (Index("ix_doorbraak_lessons_item", "item_id"), AUTO)
