"""What an organisation keeps about the writing itself: words to leave alone, time to log."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model, PublicIdMixin

AUTO = {"sqlite_autoincrement": True}


class AllowedWord(PublicIdMixin, Model):
    """A name of a system, partner, office or brand, that is no personal data here."""

    __tablename__ = "allowed_words"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    word: Mapped[str] = mapped_column(String(120))
    sort_key: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("organisation_id", "sort_key"), AUTO)


class LoggingTime(Model):
    """How long one case took from the first key to sharing; without person, case or moment."""

    __tablename__ = "logging_times"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    quarter_start: Mapped[date]
    minutes: Mapped[int]
    __table_args__ = (Index("ix_logging_times_quarter", "organisation_id", "quarter_start"), AUTO)
