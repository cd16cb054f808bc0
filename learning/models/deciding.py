"""A decision that waits for a second manager, where the organisation lets two people decide."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, PublicIdMixin, enum_column
from app.people.models import Person
from learning.lifecycle.proposals import STEP_LABELS, ProposalStep
from learning.models.proposals import Proposal

AUTO = {"sqlite_autoincrement": True}


class SecondAnswer(StrEnum):
    """What came of the question to a second manager."""

    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class SecondOpinion(PublicIdMixin, Model):
    """A step that one manager wants to take, whole, and what a second one says of it.

    `details` holds what goes with the step besides its reason (capacity, days, addressees), as
    plain values. While `answer` is empty the proposal stands where it stood.
    """

    __tablename__ = "second_opinions"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    step: Mapped[ProposalStep] = mapped_column(enum_column(ProposalStep))
    reason: Mapped[str] = mapped_column(Text, default="")
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    asked_at: Mapped[datetime]
    answer: Mapped[SecondAnswer | None] = mapped_column(enum_column(SecondAnswer))
    answer_reason: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    answered_at: Mapped[datetime | None]
    proposal: Mapped[Proposal] = relationship()
    asked_by: Mapped[Person | None] = relationship(foreign_keys=[asked_by_id])
    answered_by: Mapped[Person | None] = relationship(foreign_keys=[answered_by_id])
    __table_args__ = (Index("ix_second_opinions_proposal", "proposal_id"), AUTO)

    @property
    def label(self) -> str:
        """The step in words, as it is called once taken."""
        return STEP_LABELS[self.step]
