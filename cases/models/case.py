"""The case: what a professional tells of a situation in which the standard went wrong."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, PublicIdMixin, enum_column
from app.people.models import Organisation, Person, Team
from cases.lifecycle import CaseState
from cases.models.imports import ImportBatch
from cases.models.lists import Bouwsteen, Domain, Procedure
from cases.terms import (
    Affected,
    Audience,
    Direction,
    Effort,
    FirstTimeRight,
    Kind,
    NameShownTo,
    Nature,
    NoticedBy,
    Obstacle,
    OutcomeStatus,
    Stage,
    UsedRoom,
    WhoElse,
)

AUTO = {"sqlite_autoincrement": True}

# The free texts that other people may read, in the order in which they are scanned and shown.
TEXT_FIELDS = (
    "title",
    "situation",
    "standard_procedure",
    "law",
    "deviation",
    "consideration",
    "in_the_way",
    "partners",
    "wish",
    "outcome",
)

# The organisations of the network as they were named at the moment of sharing.
case_organisations = Table(
    "case_organisations",
    Model.metadata,
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    Column("organisation_id", ForeignKey("organisations.id"), primary_key=True),
)


class Case(PublicIdMixin, Model):
    """A buikpijnsituatie. Only the reporter changes it; who else reads it is `audience`."""

    __tablename__ = "cases"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    reporter_pseudonym: Mapped[str | None] = mapped_column(String(64))
    state: Mapped[CaseState] = mapped_column(enum_column(CaseState), default=CaseState.DRAFT)
    audience: Mapped[Audience] = mapped_column(enum_column(Audience), default=Audience.PRIVATE)
    name_shown_to: Mapped[NameShownTo] = mapped_column(
        enum_column(NameShownTo), default=NameShownTo.TEAM
    )
    version: Mapped[int] = mapped_column(default=1)
    submission_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    external_id: Mapped[str | None] = mapped_column(String(64))
    origin: Mapped[str] = mapped_column(String(200), default="")
    imported: Mapped[bool] = mapped_column(default=False)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey(ImportBatch.id, ondelete="SET NULL"))
    # When the writing began; kept only while the organisation times logging, until sharing.
    begun_at: Mapped[datetime | None]

    kind: Mapped[Kind] = mapped_column(enum_column(Kind), default=Kind.PINCHES)
    stage: Mapped[Stage] = mapped_column(enum_column(Stage), default=Stage.SOLVED)
    needed_by: Mapped[date | None]
    happened_on: Mapped[date | None]
    title: Mapped[str] = mapped_column(String(200))
    situation: Mapped[str] = mapped_column(Text)
    standard_procedure: Mapped[str] = mapped_column(Text, default="")
    procedure_id: Mapped[int | None] = mapped_column(ForeignKey("procedures.id"))
    law: Mapped[str] = mapped_column(String(500), default="")
    deviation: Mapped[str] = mapped_column(Text, default="")
    consideration: Mapped[str] = mapped_column(Text, default="")
    used_room: Mapped[UsedRoom | None] = mapped_column(enum_column(UsedRoom))
    domain_id: Mapped[int | None] = mapped_column(ForeignKey("domains.id"))
    obstacle: Mapped[Obstacle | None] = mapped_column(enum_column(Obstacle))
    in_the_way: Mapped[str] = mapped_column(Text, default="")
    partners: Mapped[str] = mapped_column(Text, default="")
    affected: Mapped[Affected | None] = mapped_column(enum_column(Affected))
    wish: Mapped[str] = mapped_column(Text, default="")
    noticed_by: Mapped[NoticedBy | None] = mapped_column(enum_column(NoticedBy))
    consequence: Mapped[int | None]
    gut_feeling: Mapped[int | None]
    who_else: Mapped[WhoElse | None] = mapped_column(enum_column(WhoElse))
    first_time_right: Mapped[FirstTimeRight | None] = mapped_column(enum_column(FirstTimeRight))
    effort: Mapped[Effort | None] = mapped_column(enum_column(Effort))
    outcome: Mapped[str] = mapped_column(Text, default="")
    outcome_status: Mapped[OutcomeStatus | None] = mapped_column(enum_column(OutcomeStatus))
    follow_up_on: Mapped[date | None]
    own_reference: Mapped[bytes | None] = mapped_column(LargeBinary)

    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    first_shared_at: Mapped[datetime | None]
    shared_at: Mapped[datetime | None]
    concluded_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship(lazy="joined")
    team: Mapped[Team | None] = relationship(lazy="joined")
    reporter: Mapped[Person | None] = relationship()
    procedure: Mapped[Procedure | None] = relationship(lazy="joined")
    domain: Mapped[Domain | None] = relationship(lazy="joined")
    tags: Mapped[list["CaseBouwsteen"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin"
    )
    network: Mapped[list[Organisation]] = relationship(secondary=case_organisations)

    __table_args__ = (
        UniqueConstraint("organisation_id", "external_id"),
        CheckConstraint("consequence BETWEEN 1 AND 5", name="consequence_range"),
        CheckConstraint("gut_feeling BETWEEN 1 AND 5", name="gut_feeling_range"),
        Index("ix_cases_organisation_state", "organisation_id", "state"),
        Index("ix_cases_reporter", "reporter_id"),
        Index("ix_cases_team", "team_id"),
        Index("ix_cases_batch", "batch_id"),
        Index("ix_cases_first_shared", "organisation_id", "first_shared_at"),
        AUTO,
    )

    @property
    def partner_list(self) -> list[str]:
        """The partners as a list; they are kept one a line."""
        return [name for name in self.partners.splitlines() if name]


class CaseBouwsteen(Model):
    """A bouwsteen that helped or pinched, as the reporter tagged it."""

    __tablename__ = "case_bouwstenen"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    bouwsteen_id: Mapped[int] = mapped_column(ForeignKey("bouwstenen.id"))
    direction: Mapped[Direction] = mapped_column(enum_column(Direction))
    bouwsteen: Mapped[Bouwsteen] = relationship(lazy="joined")
    __table_args__ = (UniqueConstraint("case_id", "bouwsteen_id"), AUTO)


class Reading(Model):
    """The duiding: the analyst's reading beside the reporter's tags, never over them."""

    __tablename__ = "case_readings"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), unique=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    nature: Mapped[Nature | None] = mapped_column(enum_column(Nature))
    obstacle: Mapped[Obstacle | None] = mapped_column(enum_column(Obstacle))
    procedure_id: Mapped[int | None] = mapped_column(ForeignKey("procedures.id"))
    bouwstenen: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]
    procedure: Mapped[Procedure | None] = relationship()
    __table_args__ = (AUTO,)


class CaseGrant(PublicIdMixin, Model):
    """The right to read one case for a while, from a session or from a noodinzage."""

    __tablename__ = "case_grants"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    reason: Mapped[str] = mapped_column(String(24))
    source: Mapped[str] = mapped_column(String(16), default="")
    name_shown: Mapped[bool] = mapped_column(default=False)
    until: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("case_id", "person_id", "reason", "source"),
        CheckConstraint("reason IN ('session', 'offer', 'emergency')", name="reason"),
        Index("ix_case_grants_person", "person_id"),
        AUTO,
    )
