"""What is typed and not yet saved, and the marking of what looks like personal data."""

from datetime import datetime

from sqlalchemy import delete, func, select

from app.clock import now
from app.database import clean_text, db
from app.people.models import Person
from app.refusals import Invalid
from cases.models.case import Case
from cases.models.history import CaseDraft
from cases.operations.log import TEXT_FIELDS, findings_of

MOST_DRAFTS = 20
LONGEST_VALUE = 50_000
# A draft is kept as plain text, so what is to be sealed does not go into it.
NEVER_KEPT = ("csrf_token", "then", "own_reference")

FIELD_LABELS = {
    "title": "Titel",
    "situation": "Wat gebeurde er?",
    "standard_procedure": "Wat schrijft de standaard voor?",
    "law": "Welke wet of welk artikel?",
    "deviation": "Wat deed je, of wat had je willen doen?",
    "consideration": "Wat woog je af?",
    "in_the_way": "Wat zat er in de weg?",
    "partners": "Met wie werkte je samen?",
    "wish": "Wat wilde de ander zelf?",
    "outcome": "Hoe liep het af?",
}


def keep_draft(values: dict[str, str], *, person: Person) -> datetime:
    """Keep a form as it stands; the same form is kept in one row."""
    key = values.get("submission_key", "")[:64]
    if not key:
        raise Invalid("Dit formulier heeft geen kenmerk. Open het opnieuw.")
    known = db.session.scalar(select(CaseDraft).where(CaseDraft.submission_key == key))
    if known is not None and known.person_id != person.id:
        raise Invalid("Dit formulier is van iemand anders.")
    texts = {
        name: clean_text(value)[:LONGEST_VALUE]
        for name, value in values.items()
        if name not in NEVER_KEPT
    }
    saved = db.session.scalar(select(Case.id).where(Case.submission_key == key))
    if saved is not None:
        return now()
    if known is None:
        _make_room(person)
        known = CaseDraft(person_id=person.id, submission_key=key, values=texts, saved_at=now())
        db.session.add(known)
    known.values, known.saved_at = texts, now()
    return known.saved_at


def _make_room(person: Person) -> None:
    """Nobody fills the table: who begins more than so many forms keeps the newest."""
    mine = CaseDraft.person_id == person.id
    count = db.session.scalar(select(func.count()).select_from(CaseDraft).where(mine)) or 0
    if count >= MOST_DRAFTS:
        oldest = select(CaseDraft.id).where(mine).order_by(CaseDraft.saved_at).limit(1)
        db.session.execute(delete(CaseDraft).where(CaseDraft.id.in_(oldest.scalar_subquery())))


def drop_draft(key: str, *, person: Person) -> None:
    """Throw a form away that was never saved."""
    db.session.execute(
        delete(CaseDraft).where(CaseDraft.submission_key == key, CaseDraft.person_id == person.id)
    )


def marked_texts(case: Case) -> list[tuple[str, list[tuple[str, str]]]]:
    """Per field with findings its text in pieces: the words, and the kind when it is a finding."""
    marked = []
    found = findings_of(case)
    for name in TEXT_FIELDS:
        here = [one for one in found if one.field == name and one.decision.value == "open"]
        if here:
            text, pieces, last = getattr(case, name) or "", [], 0
            for one in here:
                pieces += [(text[last : one.start], ""), (text[one.start : one.end], one.kind)]
                last = one.end
            marked.append((FIELD_LABELS[name], [*pieces, (text[last:], "")]))
    return marked
