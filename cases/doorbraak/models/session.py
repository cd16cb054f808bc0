"""Sessions: who sits in, which cases are on the agenda, and the step at which they are."""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, PublicIdMixin, enum_column
from app.people.models import Organisation, Person
from cases.doorbraak.lifecycle import SessionState
from cases.doorbraak.models.team import DoorbraakTeam, Offer
from cases.doorbraak.terms import ItemResult, SessionForm, SessionMode, StepName
from cases.models.case import Case

AUTO = {"sqlite_autoincrement": True}


class DoorbraakSession(PublicIdMixin, Model):
    """One meeting of a Doorbraak team."""

    __tablename__ = "doorbraak_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("doorbraak_teams.id"))
    state: Mapped[SessionState] = mapped_column(
        enum_column(SessionState), default=SessionState.PLANNED
    )
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    place: Mapped[str] = mapped_column(String(300), default="")
    form: Mapped[SessionForm] = mapped_column(enum_column(SessionForm), default=SessionForm.SHORT)
    mode: Mapped[SessionMode] = mapped_column(
        enum_column(SessionMode), default=SessionMode.TOGETHER
    )
    # How many working days a step stays open when the session is spread over days.
    step_days: Mapped[int] = mapped_column(default=2)
    # Grows with every change that somebody in the session should see; the live page asks for it.
    revision: Mapped[int] = mapped_column(default=0)
    # How often the invitation went out anew: the SEQUENCE of the calendar file (RFC 5545).
    invitations_sent: Mapped[int] = mapped_column(default=0)
    # Takes over when who leads falls out; named beforehand.
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    concluded_at: Mapped[datetime | None]
    team: Mapped[DoorbraakTeam] = relationship(lazy="joined")
    substitute: Mapped[Person | None] = relationship()
    participants: Mapped[list["SessionParticipant"]] = relationship(
        back_populates="session", cascade="all, delete-orphan", order_by="SessionParticipant.id"
    )
    agenda: Mapped[list["AgendaItem"]] = relationship(
        back_populates="session",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="AgendaItem.position",
    )
    __table_args__ = (
        CheckConstraint("minutes > 0", name="minutes_positive"),
        Index("ix_doorbraak_sessions_team", "team_id", "starts_at"),
        AUTO,
    )

    @property
    def ends_at(self) -> datetime:
        """When the meeting should be over."""
        return self.starts_at + timedelta(minutes=self.minutes)


class SessionParticipant(Model):
    """Somebody who sits in a session, with discipline and organisation as they were then."""

    __tablename__ = "session_participants"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("doorbraak_sessions.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    discipline: Mapped[str] = mapped_column(String(120), default="")
    # A guest comes from a body outside this installation; its name is all that is known of it.
    body: Mapped[str] = mapped_column(String(200), default="")
    leads: Mapped[bool] = mapped_column(default=False)
    # When the invitation went to them last, and when they were told that something waits.
    invited_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    session: Mapped[DoorbraakSession] = relationship(back_populates="participants")
    person: Mapped[Person] = relationship(lazy="joined")
    organisation: Mapped[Organisation] = relationship(lazy="joined")
    __table_args__ = (
        UniqueConstraint("session_id", "person_id"),
        Index("ix_session_participants_person", "person_id"),
        AUTO,
    )

    @property
    def comes_from(self) -> str:
        """The organisation, or the body outside this installation, for the screen."""
        return self.body or self.organisation.name


class AgendaItem(PublicIdMixin, Model):
    """A case on the agenda of a session; `opened_at` is when all could read the perspectives."""

    __tablename__ = "agenda_items"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("doorbraak_sessions.id", ondelete="CASCADE"))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("doorbraak_offers.id", ondelete="CASCADE"))
    position: Mapped[int]
    minutes: Mapped[int]
    result: Mapped[ItemResult] = mapped_column(enum_column(ItemResult), default=ItemResult.WAITING)
    opened_at: Mapped[datetime | None]
    # Whether the reporter comes to the review of this case: not said, yes or no.
    reporter_attends: Mapped[bool | None]
    session: Mapped[DoorbraakSession] = relationship(back_populates="agenda")
    case: Mapped[Case] = relationship()
    offer: Mapped[Offer] = relationship()
    steps: Mapped[list["SessionStep"]] = relationship(
        back_populates="item",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="SessionStep.position",
    )
    __table_args__ = (
        CheckConstraint("minutes > 0", name="minutes_positive"),
        Index("ix_agenda_items_session", "session_id", "position"),
        Index("ix_agenda_items_case", "case_id"),
        AUTO,
    )


class SessionStep(Model):
    """One step with one case; the positions run through the whole session.

    `started_at` feeds the clock. `closes_at` is set when a session is spread over days. A step that
    was passed over is done and `skipped`.
    """

    __tablename__ = "session_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[StepName] = mapped_column(enum_column(StepName))
    minutes: Mapped[int] = mapped_column(default=5)
    done: Mapped[bool] = mapped_column(default=False)
    skipped: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    item: Mapped[AgendaItem] = relationship(back_populates="steps")
    __table_args__ = (UniqueConstraint("item_id", "position"), AUTO)
