"""What stands beside the text of a proposal: its versions, who supports it, who said what of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, PublicIdMixin, enum_column
from app.people.models import Organisation, Person
from app.people.roles import Role
from learning.models.proposals import Proposal

AUTO = {"sqlite_autoincrement": True}


class ProposalVersion(Model):
    """The text of a proposal as it was laid before the manager; numbers begin at 1."""

    __tablename__ = "proposal_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    number: Mapped[int]
    texts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    proposal: Mapped[Proposal] = relationship()
    __table_args__ = (UniqueConstraint("proposal_id", "number"), AUTO)


class ProposalComment(PublicIdMixin, Model):
    """What somebody said of a proposal; shown with their role and organisation, never as reporter.

    The role is the one in which it was said, so that a later role does not change who spoke.
    """

    __tablename__ = "proposal_comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    role: Mapped[Role] = mapped_column(enum_column(Role))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    proposal: Mapped[Proposal] = relationship()
    author: Mapped[Person | None] = relationship()
    organisation: Mapped[Organisation] = relationship(lazy="joined")
    __table_args__ = (Index("ix_proposal_comments_proposal", "proposal_id"), AUTO)


class ProposalSupport(Model):
    """Somebody who puts their role under a proposal, once."""

    __tablename__ = "proposal_supports"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    role: Mapped[Role] = mapped_column(enum_column(Role))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    at: Mapped[datetime]
    organisation: Mapped[Organisation] = relationship(lazy="joined")
    __table_args__ = (UniqueConstraint("proposal_id", "person_id"), AUTO)
