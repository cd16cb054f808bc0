"""The tables of organisations, teams, people, memberships and their sessions."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, PublicIdMixin, enum_column
from app.people.roles import Role

AUTO = {"sqlite_autoincrement": True}


class OrganisationKind(StrEnum):
    """What sort of public body it is: that says in what form it can lay down a rule."""

    MUNICIPALITY = "municipality"
    ZBO = "zbo"
    MINISTRY = "ministry"
    OTHER = "other"


ORGANISATION_KIND_LABELS = {
    OrganisationKind.MUNICIPALITY: "gemeente",
    OrganisationKind.ZBO: "zelfstandig bestuursorgaan (zbo)",
    OrganisationKind.MINISTRY: "ministerie",
    OrganisationKind.OTHER: "een andere organisatie",
}


class Organisation(PublicIdMixin, Model):
    """A public body that keeps its cases here, with its own settings."""

    __tablename__ = "organisations"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    sort_key: Mapped[str] = mapped_column(String(200))
    kind: Mapped[OrganisationKind] = mapped_column(
        enum_column(OrganisationKind), default=OrganisationKind.MUNICIPALITY
    )
    smallest_group: Mapped[int] = mapped_column(default=5)
    reaction_days: Mapped[int] = mapped_column(default=10)
    times_logging: Mapped[bool] = mapped_column(default=False)
    doorbraak_name: Mapped[str] = mapped_column(String(60), default="Doorbraak")
    # How many days participants go on reading a case after its session.
    reading_days: Mapped[int] = mapped_column(default=30)
    # What a guest of a session promises; empty is the standard text.
    guest_statement: Mapped[str] = mapped_column(Text, default="")
    # Whether a decision on a proposal takes two managers.
    two_decide: Mapped[bool] = mapped_column(default=False)
    # After how many days managers are reminded of what waits for them, and again after as many.
    reminder_days: Mapped[int] = mapped_column(default=14)
    # Whether what a manager approved for it stands on a page that everybody can read.
    public_page: Mapped[bool] = mapped_column(default=False)
    house_rules: Mapped[str] = mapped_column(Text, default="")
    house_rules_signed_by: Mapped[str] = mapped_column(String(200), default="")
    house_rules_signed_on: Mapped[date | None]
    created_at: Mapped[datetime]
    __table_args__ = (AUTO,)


class Team(PublicIdMixin, Model):
    """A team of an organisation."""

    __tablename__ = "teams"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    name: Mapped[str] = mapped_column(String(120))
    sort_key: Mapped[str] = mapped_column(String(120))
    organisation: Mapped[Organisation] = relationship()
    __table_args__ = (UniqueConstraint("organisation_id", "name"), AUTO)


class Person(PublicIdMixin, Model):
    """Somebody who works here. Flask-Login asks for the four properties below."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    sort_key: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    # Somebody from outside who sits in one Doorbraak session: no account, no role, no list.
    guest: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="person", foreign_keys="Membership.person_id", lazy="selectin"
    )
    __table_args__ = (AUTO,)


class MembershipState(StrEnum):
    """A role that needs a second pair of eyes waits first."""

    WAITING = "waiting"
    ACTIVE = "active"
    ENDED = "ended"


class Membership(PublicIdMixin, Model):
    """A person's role in an organisation, perhaps in a team, perhaps for a while (a deputy)."""

    __tablename__ = "memberships"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    role: Mapped[Role] = mapped_column(enum_column(Role))
    state: Mapped[MembershipState] = mapped_column(enum_column(MembershipState))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    confirmed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )
    created_at: Mapped[datetime]
    person: Mapped[Person] = relationship(back_populates="memberships", foreign_keys=[person_id])
    organisation: Mapped[Organisation] = relationship(lazy="joined")
    team: Mapped[Team | None] = relationship(lazy="joined")
    __table_args__ = (
        Index("ix_memberships_person", "person_id"),
        Index("ix_memberships_organisation_role", "organisation_id", "role"),
        AUTO,
    )


class WebSession(Model):
    """A signed-in browser. The cookie holds a random id; only its hash stands here."""

    __tablename__ = "web_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    id_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    data: Mapped[str] = mapped_column(Text, default="{}")
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    __table_args__ = (Index("ix_web_sessions_person", "person_id"), AUTO)


class OneTimeLink(Model):
    """A link to set a password, used once; only the hash of its token stands here."""

    __tablename__ = "one_time_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    __table_args__ = (AUTO,)


class SignInAttempt(Model):
    """A failed sign-in, by hash of account and of address: enough to slow down guessing."""

    __tablename__ = "sign_in_attempts"

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    __table_args__ = (
        Index("ix_sign_in_attempts_account", "account", "at"),
        Index("ix_sign_in_attempts_address", "address", "at"),
        AUTO,
    )
