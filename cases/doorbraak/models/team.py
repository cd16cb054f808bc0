"""Doorbraak teams, their members, and the cases that are offered to them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, PublicIdMixin, enum_column
from app.people.models import Organisation, Person
from cases.doorbraak.terms import OfferState
from cases.models.case import Case

AUTO = {"sqlite_autoincrement": True}
LIVE = text("state IN ('open', 'planned')")


class DoorbraakTeam(PublicIdMixin, Model):
    """People of several disciplines and organisations who review cases; one organisation hosts."""

    __tablename__ = "doorbraak_teams"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    name: Mapped[str] = mapped_column(String(120))
    sort_key: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]
    organisation: Mapped[Organisation] = relationship(lazy="joined")
    members: Mapped[list["DoorbraakMember"]] = relationship(
        back_populates="team", cascade="all, delete-orphan", order_by="DoorbraakMember.id"
    )
    __table_args__ = (UniqueConstraint("organisation_id", "name"), AUTO)


class DoorbraakMember(PublicIdMixin, Model):
    """Somebody in a Doorbraak team: what they bring, and from which organisation."""

    __tablename__ = "doorbraak_members"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("doorbraak_teams.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    discipline: Mapped[str] = mapped_column(String(120), default="")
    facilitates: Mapped[bool] = mapped_column(default=False)
    joined_at: Mapped[datetime]
    team: Mapped[DoorbraakTeam] = relationship(back_populates="members")
    person: Mapped[Person] = relationship(lazy="joined")
    organisation: Mapped[Organisation] = relationship(lazy="joined")
    __table_args__ = (
        UniqueConstraint("team_id", "person_id"),
        Index("ix_doorbraak_members_person", "person_id"),
        AUTO,
    )


class Offer(PublicIdMixin, Model):
    """A case offered by its reporter to a team; a case has one live offer at a time."""

    __tablename__ = "doorbraak_offers"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    team_id: Mapped[int] = mapped_column(ForeignKey("doorbraak_teams.id", ondelete="CASCADE"))
    state: Mapped[OfferState] = mapped_column(enum_column(OfferState), default=OfferState.OPEN)
    answer: Mapped[str] = mapped_column(Text, default="")
    offered_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    case: Mapped[Case] = relationship()
    team: Mapped[DoorbraakTeam] = relationship()
    __table_args__ = (
        Index(
            "uq_doorbraak_offers_live",
            "case_id",
            unique=True,
            sqlite_where=LIVE,
            postgresql_where=LIVE,
        ),
        Index("ix_doorbraak_offers_team", "team_id", "state"),
        AUTO,
    )
