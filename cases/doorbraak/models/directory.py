"""Wie weet wat: what people say themselves to know about."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, PublicIdMixin, enum_column
from app.people.models import Person
from cases.doorbraak.terms import TopicKind

AUTO = {"sqlite_autoincrement": True}


class Topic(PublicIdMixin, Model):
    """One thing that one person ticked; never derived from cases, without a date.

    `key` makes two ticks the same: the Juriconnect identifier of an article, the sort key of a
    procedure or bouwsteen. `label` is how it reads.
    """

    __tablename__ = "topics"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    kind: Mapped[TopicKind] = mapped_column(enum_column(TopicKind))
    key: Mapped[str] = mapped_column(String(200))
    label: Mapped[str] = mapped_column(String(200))
    sort_key: Mapped[str] = mapped_column(String(200))
    person: Mapped[Person] = relationship(lazy="joined")
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "key"),
        Index("ix_topics_kind_key", "kind", "key"),
        AUTO,
    )
