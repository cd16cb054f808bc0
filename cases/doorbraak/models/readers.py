"""Whom a reporter knew to be reading along, whom they were asked about later, and guests."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, PublicIdMixin, enum_column
from app.people.models import Person
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession
from cases.doorbraak.models.team import Offer
from cases.doorbraak.terms import ConsentState

AUTO = {"sqlite_autoincrement": True}


class NamedReader(Model):
    """Somebody whose name the reporter saw on the page when they offered their case."""

    __tablename__ = "named_readers"

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("doorbraak_offers.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    offer: Mapped[Offer] = relationship()
    __table_args__ = (
        UniqueConstraint("offer_id", "person_id"),
        Index("ix_named_readers_person", "person_id"),
        AUTO,
    )


class ReadingConsent(PublicIdMixin, Model):
    """The reporter's yes or no to somebody whom they did not see when they offered their case.

    `decides` keeps that the reporter was asked about a manager or board member of their own
    organisation: a yes to a colleague does not count for who became one later.
    """

    __tablename__ = "reading_consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    state: Mapped[ConsentState] = mapped_column(
        enum_column(ConsentState), default=ConsentState.ASKED
    )
    decides: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    item: Mapped[AgendaItem] = relationship()
    person: Mapped[Person] = relationship(lazy="joined")
    __table_args__ = (
        UniqueConstraint("item_id", "person_id"),
        Index("ix_reading_consents_person", "person_id"),
        AUTO,
    )


class GuestPass(PublicIdMixin, Model):
    """The way in for a guest of one session: a link that works once, and a code by mail.

    Only hashes stand here. The guest is a person without an account, made for this session alone,
    whose right ends with it; the address goes then. `created_at` is when the last link was made.
    """

    __tablename__ = "guest_passes"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("doorbraak_sessions.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(254))
    link_hash: Mapped[str] = mapped_column(String(64), unique=True)
    code_hash: Mapped[str | None] = mapped_column(String(64))
    code_sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    promised_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    session: Mapped[DoorbraakSession] = relationship()
    person: Mapped[Person] = relationship(lazy="joined")
    __table_args__ = (
        UniqueConstraint("session_id", "person_id"),
        Index("ix_guest_passes_person", "person_id"),
        AUTO,
    )
