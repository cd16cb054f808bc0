"""The lists behind the form: procedures and domains of an organisation, sets of bouwstenen."""

from sqlalchemy import CTE, ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, PublicIdMixin

AUTO = {"sqlite_autoincrement": True}


class Procedure(PublicIdMixin, Model):
    """A procedure of an organisation; a merged name points at the one that stays."""

    __tablename__ = "procedures"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    name: Mapped[str] = mapped_column(String(200))
    sort_key: Mapped[str] = mapped_column(String(200))
    code: Mapped[str | None] = mapped_column(String(40))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("procedures.id"))
    merged_into: Mapped["Procedure | None"] = relationship(remote_side="Procedure.id")
    __table_args__ = (
        UniqueConstraint("organisation_id", "name"),
        UniqueConstraint("organisation_id", "code", name="uq_procedures_code"),
        AUTO,
    )

    @property
    def current(self) -> "Procedure":
        """The procedure under whose name this one goes now; itself when it was not merged.

        A case keeps the row that its reporter chose, so that a merge can be undone. Whoever shows,
        compares or counts a procedure takes this one. Merging makes no rings.
        """
        found = self
        while found.merged_into is not None:
            found = found.merged_into
        return found


def led_on() -> CTE:
    """The same as rows: of each procedure (`id`) the one that its name leads to (`kept_id`)."""
    ends = (
        select(Procedure.id, Procedure.id.label("kept_id"))
        .where(Procedure.merged_into_id.is_(None))
        .cte("led_on", recursive=True)
    )
    merged = select(Procedure.id, ends.c.kept_id).join(ends, Procedure.merged_into_id == ends.c.id)
    return ends.union_all(merged)


class Domain(PublicIdMixin, Model):
    """A field of work; a sensitive one asks for ten cases before a figure shows."""

    __tablename__ = "domains"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    name: Mapped[str] = mapped_column(String(120))
    sort_key: Mapped[str] = mapped_column(String(120))
    sensitive: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (UniqueConstraint("organisation_id", "name"), AUTO)


class BouwsteenSet(PublicIdMixin, Model):
    """A set of bouwstenen; each organisation has one active at a time, old tags stay."""

    __tablename__ = "bouwsteen_sets"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(160))
    introduction: Mapped[str] = mapped_column(Text, default="")
    active: Mapped[bool] = mapped_column(default=False)
    bouwstenen: Mapped[list["Bouwsteen"]] = relationship(
        order_by="Bouwsteen.position", back_populates="set"
    )
    __table_args__ = (UniqueConstraint("organisation_id", "code"), AUTO)


class Bouwsteen(PublicIdMixin, Model):
    """One bouwsteen with its explanation, where that comes from, and a question that helps."""

    __tablename__ = "bouwstenen"

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(ForeignKey("bouwsteen_sets.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    explanation: Mapped[str] = mapped_column(Text, default="")
    question: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(String(200), default="")
    set: Mapped[BouwsteenSet] = relationship(back_populates="bouwstenen")
    __table_args__ = (UniqueConstraint("set_id", "name"), AUTO)
