"""Two questions after a session, answered without a name.

An answer knows its organisation and quarter and nothing of who, which session or when; that
somebody has answered stands apart, so that nobody answers twice.
"""

import secrets

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model, enum_column
from cases.doorbraak.terms import Helped


def random_key() -> int:
    """A key that tells nothing of the order in which rows were written."""
    return secrets.randbits(53)


class Evaluation(Model):
    """One answer. Its key is random, so that the order of the rows tells nothing."""

    __tablename__ = "session_evaluations"

    id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, default=random_key, autoincrement=False
    )
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    quarter: Mapped[str] = mapped_column(String(8))
    helped: Mapped[Helped] = mapped_column(enum_column(Helped))
    learned: Mapped[str] = mapped_column(Text, default="")
    # Without hidden row numbers, which would tell the order in which the answers came.
    __table_args__ = (
        Index("ix_session_evaluations_window", "organisation_id", "quarter"),
        {"sqlite_with_rowid": False},
    )


class HasEvaluated(Model):
    """That somebody has answered for a session; never what."""

    __tablename__ = "session_evaluators"
    # Without hidden row numbers, which would tell the order in which people answered.
    __table_args__ = {"sqlite_with_rowid": False}

    session_id: Mapped[int] = mapped_column(
        ForeignKey("doorbraak_sessions.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    # In which quarter, so that answers show only when enough different people gave them.
    quarter: Mapped[str] = mapped_column(String(8))
