"""The tables of search: changes that wait for the indexer, and the index on PostgreSQL."""

from datetime import datetime

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model

LEXEMES = Text().with_variant(TSVECTOR(), "postgresql")


class SearchOutbox(Model):
    """A record changed; the row is written with the change and goes when the index knows."""

    __tablename__ = "search_outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
    public_id: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]
    __table_args__ = (
        Index("ix_search_outbox_kind_public_id", "kind", "public_id"),
        {"sqlite_autoincrement": True},
    )


class SearchDocument(Model):
    """A document in PostgreSQL's index; on SQLite the table stays empty.

    It has no foreign key: it follows the records through the outbox, as the files of the other
    engine do. `fastupdate` is off, because a pending list makes the next search slow (78 ms
    instead of 2.9).
    """

    __tablename__ = "search_documents"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
    public_id: Mapped[str] = mapped_column(String(16))
    newest: Mapped[int]
    facets: Mapped[dict[str, str]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(32))
    title: Mapped[str] = mapped_column(LEXEMES)
    body: Mapped[str] = mapped_column(LEXEMES)
    __table_args__ = (
        UniqueConstraint("kind", "public_id"),
        *(
            Index(
                f"ix_search_documents_{column}",
                column,
                postgresql_using="gin",
                postgresql_with={"fastupdate": "off"},
            ).ddl_if(dialect="postgresql")
            for column in ("title", "body")
        ),
        {"sqlite_autoincrement": True},
    )
