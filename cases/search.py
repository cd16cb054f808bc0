"""Cases as something to search: what is indexed, and who may find it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, select

from app.database import db
from app.search.port import Document
from app.search.sources import Source, holding_all
from cases.lifecycle import SHARED_STATES, CaseState
from cases.models.case import Case
from cases.models.lists import Procedure, led_on
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
    cases = db.session.scalars(query).all()
    names = _names_of_procedures(cases)
    return [_document(case, names.get(case.procedure_id or 0, ())) for case in cases]


def _names_of_procedures(cases: Sequence[Case]) -> dict[int, list[str]]:
    """By procedure its name now and every name merged into that: old names keep finding."""
    led = led_on()
    same = led.alias("same")
    rows = db.session.execute(
        select(led.c.id, Procedure.name)
        .join(same, same.c.kept_id == led.c.kept_id)
        .join(Procedure, Procedure.id == same.c.id)
        .where(led.c.id.in_({case.procedure_id for case in cases if case.procedure_id}))
        .order_by(Procedure.id)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for number, name in rows:
        found[number].append(name)
    return found


def _document(case: Case, procedure_names: Sequence[str]) -> Document:
    texts = [getattr(case, column.key) or "" for column in TEXTS[1:]]
    texts.extend(procedure_names)
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
