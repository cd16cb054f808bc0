"""The help with weighing: the reporter's own worksheet beside a case."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model

AUTO = {"sqlite_autoincrement": True}


class CaseWeighing(Model):
    """The omgekeerde toets in four steps and the waardendriehoek; its reporter alone reads it.

    What others read is the `consideration` of the case, once the reporter puts a text there.
    """

    __tablename__ = "case_weighings"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), unique=True)
    desired_effect: Mapped[str] = mapped_column(Text, default="")
    core_values: Mapped[str] = mapped_column(Text, default="")
    long_term: Mapped[str] = mapped_column(Text, default="")
    legal_test: Mapped[str] = mapped_column(Text, default="")
    legitimacy: Mapped[str] = mapped_column(Text, default="")
    involvement: Mapped[str] = mapped_column(Text, default="")
    returns: Mapped[str] = mapped_column(Text, default="")
    # Travels with the form, so that a window does not overwrite what it never saw.
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]
    __table_args__ = (AUTO,)
