"""What is prepared for readers outside the organisation."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, PublicIdMixin, enum_column
from app.people.models import Organisation, Person
from learning.lifecycle.outside import OutsideState
from learning.models.patterns import Pattern
from learning.models.proposals import Proposal

AUTO = {"sqlite_autoincrement": True}


class OutsideKind(StrEnum):
    """For whom it is."""

    BRIEFING = "briefing"
    LESSON_POINT = "lesson_point"
    PUBLIC = "public"


KIND_LABELS = {
    OutsideKind.BRIEFING: "knelpuntnotitie",
    OutsideKind.LESSON_POINT: "leerpunt",
    OutsideKind.PUBLIC: "openbare pagina",
}
KIND_HINTS = {
    OutsideKind.BRIEFING: "Een of twee pagina's voor een ministerie of de raad.",
    OutsideKind.LESSON_POINT: "Voor het landelijke loket voor casussen die zijn vastgelopen (PMM), "
    "of voor een knelpuntenbrief.",
    OutsideKind.PUBLIC: "Iedereen kan dit lezen, ook als open data. Dit kan alleen bij een patroon "
    "van genoeg inbrengers.",
}

# The sections of each kind, in the order in which they are read.
SECTIONS = {
    OutsideKind.BRIEFING: (
        "bottleneck",
        "who_it_hits",
        "evidence",
        "what_we_did",
        "asked",
        "contact",
    ),
    OutsideKind.LESSON_POINT: ("bottleneck", "context", "lesson", "tried", "contact"),
    OutsideKind.PUBLIC: ("summary", "what_changed"),
}
SECTION_LABELS = {
    "bottleneck": "Het knelpunt",
    "who_it_hits": "Wie het treft",
    "evidence": "Waaruit het blijkt",
    "what_we_did": "Wat wij binnen de wet deden",
    "asked": "Wat wij vragen",
    "contact": "Contact",
    "context": "De context",
    "lesson": "Het leerpunt",
    "tried": "Wat al is geprobeerd",
    "summary": "Wat gaat er vaker mis?",
    "what_changed": "Wat is er veranderd?",
}
# Everybody in the world reads a public item: more reporters than this stand behind its pattern.
PUBLIC_REPORTERS = 10
EXCERPTS, HISTORY = "excerpts", "history"


class OutsideItem(PublicIdMixin, Model):
    """A text about one published pattern, perhaps with its proposal, for readers outside.

    `texts` holds its sections by name, the public ids of the excerpts that it quotes (`EXCERPTS`)
    and the steps that were taken with it, without who took them (`HISTORY`). `more_than` is the
    band as it was when a manager approved: what stands outside changes by approving again, never
    by a case.
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
    prepared_by: Mapped[Person | None] = relationship(foreign_keys=[prepared_by_id])
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])
    __table_args__ = (Index("ix_outside_items_organisation", "organisation_id", "state"), AUTO)
