"""The runs that looked for patterns, with what they worked and where they put each case."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model, PublicIdMixin

AUTO = {"sqlite_autoincrement": True}


class DetectionRun(PublicIdMixin, Model):
    """A run over all shared cases of an organisation: with what it worked and what it found.

    `highest_number` keeps the number of a candidate that vanished from being given away again.
    `steps` names each step with its seconds; `rules` are the fields that go together.
    """

    __tablename__ = "detection_runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    # It read the cases that several organisations share, not those of its own alone.
    across: Mapped[bool] = mapped_column(default=False)
    job_id: Mapped[int | None] = mapped_column(ForeignKey("jobs.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)
    threshold: Mapped[float]
    cases: Mapped[int]
    groups: Mapped[int]
    joined: Mapped[int]
    found: Mapped[int]
    vanished: Mapped[int]
    highest_number: Mapped[int]
    suggested: Mapped[int] = mapped_column(default=0)
    seconds: Mapped[float] = mapped_column(default=0.0)
    steps: Mapped[list[Any]] = mapped_column(JSON, default=list)
    rules: Mapped[list[Any]] = mapped_column(JSON, default=list)
    __table_args__ = (Index("ix_detection_runs_organisation", "organisation_id", "at"), AUTO)


class FittedWeights(PublicIdMixin, Model):
    """The weights of the representation as an organisation's own decisions fitted them.

    `figures` holds how well they and the defaults did on pairs that were held out; they are used
    (`in_use`) only when they did better.
    """

    __tablename__ = "fitted_weights"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    weights: Mapped[dict[str, Any]] = mapped_column(JSON)
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    pairs: Mapped[int]
    in_use: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (Index("ix_fitted_weights_organisation", "organisation_id", "at"), AUTO)


class CasePlace(Model):
    """Where a case stands on the map of its organisation; both coordinates between 0 and 1."""

    __tablename__ = "case_places"

    case_id: Mapped[int] = mapped_column(
        ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    x: Mapped[float]
    y: Mapped[float]


class CaseVector(Model):
    """The meaning of a case's texts as numbers, so that a run does not read them anew.

    `digest` is of the texts that were read: other texts, other numbers. Gone with the case.
    """

    __tablename__ = "case_vectors"

    case_id: Mapped[int] = mapped_column(
        ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    digest: Mapped[str] = mapped_column(String(64))
    values: Mapped[bytes] = mapped_column(LargeBinary)
