"""What is prepared for readers outside the organisation."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, PublicIdMixin, enum_column
from app.people.models import Organisation
from learning.lifecycle.outside import OutsideState
from learning.models.patterns import Pattern
from learning.models.proposals import Proposal

AUTO = {"sqlite_autoincrement": True}


class OutsideKind(StrEnum):
    """For whom it is."""

    BRIEFING = "briefing"
    LESSON_POINT = "lesson_point"
    PUBLIC = "public"


class OutsideItem(PublicIdMixin, Model):
    """A text about one published pattern, perhaps with its proposal, for readers outside.

    `texts` holds its sections by name. `more_than` is the band as it was when a manager approved:
    what stands outside changes by approving again, never by a case.
    """

    __tablename__ = "outside_items"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    kind: Mapped[OutsideKind] = mapped_column(enum_column(OutsideKind))
    pattern_id: Mapped[int] = mapped_column(ForeignKey("patterns.id", ondelete="CASCADE"))
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id", ondelete="SET NULL"))
    state: Mapped[OutsideState] = mapped_column(
        enum_column(OutsideState), default=OutsideState.DRAFT
    )
    title: Mapped[str] = mapped_column(String(200))
    addressee: Mapped[str] = mapped_column(String(200), default="")
    texts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    more_than: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    prepared_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    state_since: Mapped[datetime]
    approved_at: Mapped[datetime | None]
    organisation: Mapped[Organisation] = relationship(lazy="joined")
    pattern: Mapped[Pattern] = relationship()
    proposal: Mapped[Proposal | None] = relationship()
    __table_args__ = (Index("ix_outside_items_organisation", "organisation_id", "state"), AUTO)
