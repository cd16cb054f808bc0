"""Figures that were published, once and for good, and the verdicts on the effect of a change."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Float, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model, PublicIdMixin, enum_column
from app.quarters import Quarter
from learning.effect import Verdict

AUTO = {"sqlite_autoincrement": True}


class FigureTable(StrEnum):
    """The closed list of what is published. Team and person are never a dimension."""

    TOTAL = "total"
    PATTERN = "pattern"
    BOUWSTEEN = "bouwsteen"
    DOMAIN = "domain"
    OBSTACLE = "obstacle"
    USED_ROOM = "used_room"
    OUTCOME = "outcome"
    MINUTES = "minutes"
    REVIEWED = "reviewed"
    REVIEW_DAYS = "review_days"
    KEPT_AGREEMENTS = "kept_agreements"
    STRUCTURAL = "structural"
    REACHED_PROPOSAL = "reached_proposal"
    CASE_TO_PATTERN = "case_to_pattern"


# One number each, about the reviews of all Doorbraak teams together.
REVIEWS = (
    FigureTable.REVIEWED,
    FigureTable.REVIEW_DAYS,
    FigureTable.KEPT_AGREEMENTS,
    FigureTable.STRUCTURAL,
    FigureTable.REACHED_PROPOSAL,
)

# A table of cases by a key, each; minutes and days are one number each, and no cases.
COUNTED = tuple(
    table
    for table in FigureTable
    if table not in (FigureTable.MINUTES, FigureTable.CASE_TO_PATTERN, *REVIEWS)
)


class PublishedFigure(Model):
    """One cell of one window: a number rounded to 5, or nothing when it may not be shown."""

    __tablename__ = "published_figures"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    table_name: Mapped[FigureTable] = mapped_column(enum_column(FigureTable))
    first_quarter: Mapped[str] = mapped_column(String(6))
    last_quarter: Mapped[str] = mapped_column(String(6))
    label: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(40))
    value: Mapped[int | None]
    published_at: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("organisation_id", "table_name", "first_quarter", "last_quarter", "key"),
        AUTO,
    )


class EffectVerdict(PublicIdMixin, Model):
    """What could be said of a change when a quarter had closed; counts only when both pass."""

    __tablename__ = "effect_verdicts"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    quarter: Mapped[str] = mapped_column(String(6))
    verdict: Mapped[Verdict] = mapped_column(enum_column(Verdict))
    may_show: Mapped[bool]
    before: Mapped[int | None]
    after: Mapped[int | None]
    ratio: Mapped[float | None] = mapped_column(Float)
    low: Mapped[float | None] = mapped_column(Float)
    high: Mapped[float | None] = mapped_column(Float)
    at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("proposal_id", "quarter"), AUTO)


def quarter_code(quarter: Quarter) -> str:
    """A quarter as it is kept: 2026-3. Codes sort in time."""
    return quarter.code


def quarter_of_code(code: str) -> Quarter:
    """The quarter of a code."""
    year, number = code.split("-")
    return Quarter(int(year), int(number))
