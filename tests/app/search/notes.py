"""A small searchable table of notes, each with an owner."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Column, Integer, MetaData, String, Table, Text, delete, insert, or_, select
from sqlalchemy import update as sql_update

from app.database import db, new_public_id, transaction
from app.search import outbox
from app.search.port import Document
from app.search.sources import Source, holding_all

METADATA = MetaData()
NOTES = Table(
    "search_test_notes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("public_id", String(16), unique=True),
    Column("owner", String(20)),
    Column("topic", String(20)),
    Column("title", Text),
    Column("body", Text),
)
EVERYBODY = "everybody"


def documents(public_ids: Sequence[str]) -> list[Document]:
    rows = db.session.execute(select(NOTES).where(NOTES.c.public_id.in_(public_ids)))
    return [
        Document("note", row.public_id, row.title, row.body, row.id, {"topic": row.topic})
        for row in rows
    ]


SOURCE = Source(
    kind="note",
    documents=documents,
    all_ids=lambda: db.session.scalars(select(NOTES.c.public_id)).all(),
    visible=lambda person: select(NOTES.c.public_id).where(
        or_(NOTES.c.owner == EVERYBODY, NOTES.c.owner == person)
    ),
    plain=lambda words: select(NOTES.c.public_id).where(
        holding_all([NOTES.c.title, NOTES.c.body], words)
    ),
)


@dataclass(frozen=True)
class Notes:
    """Writes notes as a package would: the row and its line in the outbox together."""

    def add(self, title: str, body: str = "", owner: str = EVERYBODY, topic: str = "wonen") -> str:
        public_id = new_public_id()
        row = {"public_id": public_id, "title": title, "body": body}
        with transaction():
            db.session.execute(insert(NOTES).values(**row, owner=owner, topic=topic))
            outbox.note_change("note", public_id)
        return public_id

    def change(self, public_id: str, **values: str) -> None:
        with transaction():
            db.session.execute(
                sql_update(NOTES).where(NOTES.c.public_id == public_id).values(**values)
            )
            outbox.note_change("note", public_id)

    def erase(self, public_id: str) -> None:
        with transaction():
            db.session.execute(delete(NOTES).where(NOTES.c.public_id == public_id))
            outbox.note_change("note", public_id)
