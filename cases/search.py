"""Cases as something to search: what is indexed, and who may find it."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, select

from app.database import db
from app.search.port import Document
from app.search.sources import Source, holding_all
from cases.lifecycle import SHARED_STATES, CaseState
from cases.models.case import Case
from cases.permissions import readable_by

TEXTS = (
    Case.title,
    Case.situation,
    Case.standard_procedure,
    Case.law,
    Case.deviation,
    Case.consideration,
    Case.in_the_way,
    Case.wish,
    Case.outcome,
)


def documents(public_ids: Sequence[str]) -> list[Document]:
    """What is indexed of these cases. A draft is found by nobody, also not by its reporter."""
    query = select(Case).where(Case.public_id.in_(public_ids), _findable())
    return [_document(case) for case in db.session.scalars(query)]


def _document(case: Case) -> Document:
    texts = [getattr(case, column.key) or "" for column in TEXTS[1:]]
    if case.procedure is not None:
        texts.append(case.procedure.name)
    return Document("case", case.public_id, case.title, "\n".join(texts), case.id)


def _findable() -> Any:
    return Case.state.in_(list(SHARED_STATES))


def all_ids() -> Iterable[str]:
    """The public ids of every case that somebody can find."""
    return db.session.scalars(select(Case.public_id).where(_findable()))


def visible(person: Any) -> Select[str]:
    """The public ids of the cases that this person may read."""
    return select(Case.public_id).where(readable_by(person), Case.state != CaseState.DRAFT)


def plain(words: Sequence[str]) -> Select[str]:
    """The cases whose text holds all these words, newest first, for while the index is broken."""
    matching = select(Case.public_id).where(_findable(), holding_all(TEXTS, words))
    return matching.order_by(Case.id.desc())


SOURCE = Source("case", documents, all_ids, visible, plain)
