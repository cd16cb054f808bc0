"""Proposals, every step that was taken with them, and the actions that carry them out."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, PublicIdMixin, enum_column
from app.people.models import Organisation, Person
from learning.lifecycle.proposals import STEP_LABELS, ProposalState, ProposalStep
from learning.models.patterns import Pattern

AUTO = {"sqlite_autoincrement": True}


class Level(StrEnum):
    """At which level something changes."""

    WORK_INSTRUCTION = "work_instruction"
    PROCESS = "process"
    IT = "it"
    POLICY = "policy"
    LOCAL_RULES = "local_rules"
    LAW = "law"


class Strength(StrEnum):
    """Whether the change holds by itself or leans on people who keep it up."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"


class Priority(StrEnum):
    """How much haste there is."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


LEVEL_LABELS = {
    Level.WORK_INSTRUCTION: "werkinstructie",
    Level.PROCESS: "proces",
    Level.IT: "ICT",
    Level.POLICY: "beleid",
    Level.LOCAL_RULES: "lokale regelgeving",
    Level.LAW: "wet",
}
STRENGTH_LABELS = {
    Strength.STRONG: "borgt vanzelf",
    Strength.MEDIUM: "ondersteunt",
    Strength.WEAK: "vraagt volhouden",
}
PRIORITY_LABELS = {Priority.HIGH: "hoog", Priority.NORMAL: "gewoon", Priority.LOW: "laag"}

proposal_patterns = Table(
    "proposal_patterns",
    Model.metadata,
    Column("proposal_id", ForeignKey("proposals.id", ondelete="CASCADE"), primary_key=True),
    Column("pattern_id", ForeignKey("patterns.id", ondelete="CASCADE"), primary_key=True),
)


class Proposal(PublicIdMixin, Model):
    """A verbetervoorstel from one or more patterns; others read it from its first submission."""

    __tablename__ = "proposals"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"))
    state: Mapped[ProposalState] = mapped_column(
        enum_column(ProposalState), default=ProposalState.DRAFT
    )
    title: Mapped[str] = mapped_column(String(200))
    problem: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(Text, default="")
    proposed_change: Mapped[str] = mapped_column(Text)
    expected_effect: Mapped[str] = mapped_column(Text, default="")
    level: Mapped[Level] = mapped_column(enum_column(Level))
    strength: Mapped[Strength] = mapped_column(enum_column(Strength))
    priority: Mapped[Priority] = mapped_column(enum_column(Priority), default=Priority.NORMAL)
    capacity_asked: Mapped[str] = mapped_column(String(200), default="")
    capacity_granted: Mapped[str] = mapped_column(String(200), default="")
    deferred_until: Mapped[date | None]
    changed_on: Mapped[date | None]
    what_changed: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    state_since: Mapped[datetime]

    organisation: Mapped[Organisation] = relationship(lazy="joined")
    author: Mapped[Person | None] = relationship(foreign_keys=[author_id])
    owner: Mapped[Person | None] = relationship(foreign_keys=[owner_id])
    merged_into: Mapped["Proposal | None"] = relationship(remote_side="Proposal.id")
    patterns: Mapped[list[Pattern]] = relationship(secondary=proposal_patterns, lazy="selectin")
    decisions: Mapped[list["ProposalDecision"]] = relationship(
        order_by="ProposalDecision.id", lazy="selectin", cascade="all, delete-orphan"
    )
    actions: Mapped[list["ProposalAction"]] = relationship(
        order_by="ProposalAction.id", cascade="all, delete-orphan", back_populates="proposal"
    )
    __table_args__ = (Index("ix_proposals_organisation_state", "organisation_id", "state"), AUTO)

    @property
    def last_decision(self) -> "ProposalDecision | None":
        """The step by which the proposal came where it stands."""
        return self.decisions[-1] if self.decisions else None


class ProposalDecision(PublicIdMixin, Model):
    """A step that somebody took with a proposal, with the reason and what it needed."""

    __tablename__ = "proposal_decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    kind: Mapped[ProposalStep] = mapped_column(enum_column(ProposalStep))
    reason: Mapped[str] = mapped_column(Text, default="")
    capacity: Mapped[str] = mapped_column(String(200), default="")
    until: Mapped[date | None]
    addressee: Mapped[str] = mapped_column(String(200), default="")
    reference: Mapped[str] = mapped_column(String(200), default="")
    answer_by: Mapped[date | None]
    changed_on: Mapped[date | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    by: Mapped[Person | None] = relationship()
    __table_args__ = (Index("ix_proposal_decisions_proposal", "proposal_id"), AUTO)

    @property
    def label(self) -> str:
        """What happened, in Dutch."""
        return STEP_LABELS[self.kind]


class ProposalAction(PublicIdMixin, Model):
    """Something that one person does for a proposal, before a day."""

    __tablename__ = "proposal_actions"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(String(500))
    due_on: Mapped[date | None]
    done_at: Mapped[datetime | None]
    proposal: Mapped[Proposal] = relationship(back_populates="actions")
    holder: Mapped[Person | None] = relationship()
    __table_args__ = (
        Index("ix_proposal_actions_proposal", "proposal_id"),
        Index("ix_proposal_actions_holder", "holder_id"),
        AUTO,
    )
