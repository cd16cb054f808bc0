"""Proposals, every step that was taken with them, and the actions that carry them out."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, PublicIdMixin, enum_column
from app.people.models import Organisation, Person
from cases.models.lists import Bouwsteen
from learning.lifecycle.proposals import (
    GRANTED_STATES,
    STEP_LABELS,
    Door,
    ProposalState,
    ProposalStep,
)
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


class AddresseeKind(StrEnum):
    """Who else can take a proposal further."""

    MT = "mt"
    COLLEGE = "college"
    COUNCIL = "council"
    MINISTRY = "ministry"
    VNG = "vng"
    PARTNER = "partner"
    OTHER = "other"


class AddresseeAnswer(StrEnum):
    """What an addressee answered."""

    TAKEN_UP = "taken_up"
    REFUSED = "refused"


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
ADDRESSEE_LABELS = {
    AddresseeKind.MT: "het managementteam",
    AddresseeKind.COLLEGE: "het college",
    AddresseeKind.COUNCIL: "de raad",
    AddresseeKind.MINISTRY: "een ministerie",
    AddresseeKind.VNG: "de VNG",
    AddresseeKind.PARTNER: "een partner",
    AddresseeKind.OTHER: "een ander",
}
ANSWER_LABELS = {
    AddresseeAnswer.TAKEN_UP: "pakt het op",
    AddresseeAnswer.REFUSED: "neemt het niet over",
}
PRIORITY_LABELS = {Priority.HIGH: "hoog", Priority.NORMAL: "gewoon", Priority.LOW: "laag"}

proposal_patterns = Table(
    "proposal_patterns",
    Model.metadata,
    Column("proposal_id", ForeignKey("proposals.id", ondelete="CASCADE"), primary_key=True),
    Column("pattern_id", ForeignKey("patterns.id", ondelete="CASCADE"), primary_key=True),
)

proposal_bouwstenen = Table(
    "proposal_bouwstenen",
    Model.metadata,
    Column("proposal_id", ForeignKey("proposals.id", ondelete="CASCADE"), primary_key=True),
    Column("bouwsteen_id", ForeignKey("bouwstenen.id", ondelete="CASCADE"), primary_key=True),
)


class Proposal(PublicIdMixin, Model):
    """A verbetervoorstel from one or more patterns; others read it from its first submission."""

    __tablename__ = "proposals"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"))
    split_from_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"))
    state: Mapped[ProposalState] = mapped_column(
        enum_column(ProposalState), default=ProposalState.DRAFT
    )
    title: Mapped[str] = mapped_column(String(200))
    problem: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(Text, default="")
    proposed_change: Mapped[str] = mapped_column(Text)
    expected_effect: Mapped[str] = mapped_column(Text, default="")
    # By how many percent the new cases are expected to fall; what was hoped for, no measurement.
    expected_fall: Mapped[int | None]
    costs: Mapped[str] = mapped_column(String(500), default="")
    level: Mapped[Level] = mapped_column(enum_column(Level))
    strength: Mapped[Strength] = mapped_column(enum_column(Strength))
    priority: Mapped[Priority] = mapped_column(enum_column(Priority), default=Priority.NORMAL)
    capacity_asked: Mapped[str] = mapped_column(String(200), default="")
    capacity_granted: Mapped[str] = mapped_column(String(200), default="")
    deferred_until: Mapped[date | None]
    changed_on: Mapped[date | None]
    what_changed: Mapped[str] = mapped_column(Text, default="")
    changed_link: Mapped[str] = mapped_column(String(500), default="")
    changed_version: Mapped[str] = mapped_column(String(100), default="")
    # Which groups were told of the change, and along which way.
    told_whom: Mapped[str] = mapped_column(Text, default="")
    # When managers were last reminded that it waits.
    reminded_on: Mapped[date | None]
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    state_since: Mapped[datetime]

    organisation: Mapped[Organisation] = relationship(lazy="joined")
    author: Mapped[Person | None] = relationship(foreign_keys=[author_id])
    owner: Mapped[Person | None] = relationship(foreign_keys=[owner_id])
    merged_into: Mapped["Proposal | None"] = relationship(
        remote_side="Proposal.id", foreign_keys=[merged_into_id]
    )
    split_from: Mapped["Proposal | None"] = relationship(
        remote_side="Proposal.id", foreign_keys=[split_from_id]
    )
    patterns: Mapped[list[Pattern]] = relationship(secondary=proposal_patterns, lazy="selectin")
    bouwstenen: Mapped[list[Bouwsteen]] = relationship(
        secondary=proposal_bouwstenen, lazy="selectin", order_by="Bouwsteen.id"
    )
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

    @property
    def addressees(self) -> list["ProposalAddressee"]:
        """To whom it goes on since it was last forwarded, in the order of asking."""
        forwarded = [one for one in self.decisions if one.kind is ProposalStep.FORWARD]
        return list(forwarded[-1].addressees) if forwarded else []

    @property
    def without_capacity(self) -> bool:
        """Whether it was accepted and nothing to do it with; that shows wherever it is named."""
        return self.state in GRANTED_STATES and not self.capacity_granted


class ProposalDecision(PublicIdMixin, Model):
    """A step that somebody took with a proposal, with the reason and what it needed."""

    __tablename__ = "proposal_decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    kind: Mapped[ProposalStep] = mapped_column(enum_column(ProposalStep))
    reason: Mapped[str] = mapped_column(Text, default="")
    capacity: Mapped[str] = mapped_column(String(200), default="")
    until: Mapped[date | None]
    changed_on: Mapped[date | None]
    # By which door it was learned, when this step says that it was.
    door: Mapped[Door | None] = mapped_column(enum_column(Door))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    # Who agreed, where the organisation lets two people decide.
    second_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    by: Mapped[Person | None] = relationship(foreign_keys=[by_id])
    second_by: Mapped[Person | None] = relationship(foreign_keys=[second_by_id])
    addressees: Mapped[list["ProposalAddressee"]] = relationship(
        order_by="ProposalAddressee.id", lazy="selectin", cascade="all, delete-orphan"
    )
    __table_args__ = (Index("ix_proposal_decisions_proposal", "proposal_id"), AUTO)

    @property
    def label(self) -> str:
        """What happened, in Dutch."""
        return STEP_LABELS[self.kind]


class ProposalAddressee(PublicIdMixin, Model):
    """Somebody to whom a proposal was forwarded, and what they answered, if anything yet."""

    __tablename__ = "proposal_addressees"

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(
        ForeignKey("proposal_decisions.id", ondelete="CASCADE")
    )
    kind: Mapped[AddresseeKind] = mapped_column(
        enum_column(AddresseeKind), default=AddresseeKind.OTHER
    )
    name: Mapped[str] = mapped_column(String(200))
    reference: Mapped[str] = mapped_column(String(200), default="")
    sent_on: Mapped[date]
    answer_by: Mapped[date]
    answer: Mapped[AddresseeAnswer | None] = mapped_column(enum_column(AddresseeAnswer))
    answer_text: Mapped[str] = mapped_column(Text, default="")
    answered_on: Mapped[date | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    reminded_on: Mapped[date | None]
    __table_args__ = (Index("ix_proposal_addressees_decision", "decision_id"), AUTO)


class ProposalAction(PublicIdMixin, Model):
    """Something that one person does for a proposal, before a day."""

    __tablename__ = "proposal_actions"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(String(500))
    due_on: Mapped[date | None]
    done_at: Mapped[datetime | None]
    # How it goes, in the words of its holder.
    progress: Mapped[str] = mapped_column(String(500), default="")
    progress_at: Mapped[datetime | None]
    reminded_on: Mapped[date | None]
    proposal: Mapped[Proposal] = relationship(back_populates="actions")
    holder: Mapped[Person | None] = relationship()
    __table_args__ = (
        Index("ix_proposal_actions_proposal", "proposal_id"),
        Index("ix_proposal_actions_holder", "holder_id"),
        AUTO,
    )
