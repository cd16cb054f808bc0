"""The provisions (law articles) that a case names."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model

AUTO = {"sqlite_autoincrement": True}


class CaseProvision(Model):
    """One article or law as it is written in `Case.law`, resolved where it is known.

    Derived from that text at every save. `jci` is the Juriconnect identifier of law and article,
    without a date or paragraph; `bwb` and `article` are its parts, for the page of an article. All
    three are empty for a law that the table does not know. A regulation of the Union has no
    Juriconnect, and its CELEX number stands in `bwb`.
    """

    __tablename__ = "case_provisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    position: Mapped[int]
    written: Mapped[str] = mapped_column(String(200))
    jci: Mapped[str] = mapped_column(String(200), default="")
    bwb: Mapped[str] = mapped_column(String(20), default="")
    article: Mapped[str] = mapped_column(String(40), default="")
    __table_args__ = (
        Index("ix_case_provisions_case", "case_id"),
        Index("ix_case_provisions_article", "bwb", "article"),
        AUTO,
    )
