"""What goes back to those who reported: mail wishes, wishes to re-open, the leerbrief."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, PublicIdMixin, enum_column
from app.people.models import Organisation
from learning.models.figures import quarter_of_code
from learning.models.proposals import Proposal

AUTO = {"sqlite_autoincrement": True}


class WishAnswer(StrEnum):
    """What an analyst did with a wish to re-open."""

    REOPENED = "reopened"
    NOT_NOW = "not_now"


class NewsletterState(StrEnum):
    """A leerbrief is edited, then published once."""

    DRAFT = "draft"
    PUBLISHED = "published"


class PartKind(StrEnum):
    """What a part of a leerbrief tells of."""

    PATTERN = "pattern"
    EXAMPLE = "example"
    CHANGE = "change"
    PROVEN = "proven"


class MailWish(Model):
    """What somebody wants to be mailed. Without a row: the weekly message, no leerbrief."""

    __tablename__ = "mail_wishes"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), unique=True)
    weekly: Mapped[bool] = mapped_column(default=True)
    newsletter: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (AUTO,)


class ReopenWish(PublicIdMixin, Model):
    """A reporter who thinks that it is not solved; the analyst reads the words, never the name."""

    __tablename__ = "reopen_wishes"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    answer: Mapped[WishAnswer | None] = mapped_column(enum_column(WishAnswer))
    answer_text: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    proposal: Mapped[Proposal] = relationship()
    __table_args__ = (
        Index("ix_reopen_wishes_proposal", "proposal_id"),
        Index("ix_reopen_wishes_person", "person_id"),
        AUTO,
    )


class Newsletter(PublicIdMixin, Model):
    """The leerbrief of a quarter.

    `items` are its parts in order: kind (PartKind), key (the public id of what it tells of), title,
    text, and whether it is left out. Once published also `facts`, as they were at that moment. The
    words of an example are never among them: they are read where the reporter released them.
    """

    __tablename__ = "newsletters"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    quarter: Mapped[str] = mapped_column(String(6))
    title: Mapped[str] = mapped_column(String(200))
    opening: Mapped[str] = mapped_column(Text, default="")
    items: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    state: Mapped[NewsletterState] = mapped_column(
        enum_column(NewsletterState), default=NewsletterState.DRAFT
    )
    version: Mapped[int] = mapped_column(default=1)
    edited_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    organisation: Mapped[Organisation] = relationship(lazy="joined")
    __table_args__ = (UniqueConstraint("organisation_id", "quarter"), AUTO)

    @property
    def quarter_label(self) -> str:
        """The quarter that it tells of, such as "3e kwartaal 2026"."""
        return quarter_of_code(self.quarter).label
