"""What the form of a case asks before there is a case."""

from sqlalchemy import select

from app.database import clean_text, db, sort_key
from app.people.models import Person
from cases.models.case import Case
from cases.models.lists import Procedure


def case_of_form(submission_key: str, person: Person) -> Case | None:
    """The case that this person's form has made already."""
    return db.session.scalar(
        select(Case).where(Case.submission_key == submission_key, Case.reporter_id == person.id)
    )


def procedure_name(called: str, organisation_id: int) -> str:
    """The name of the procedure with this code or name; what no list knows stays as it is.

    A code goes before a name, and a merged procedure leads on to the one that stays.
    """
    words = clean_text(called).strip()[:200]
    if not words:
        return ""
    mine = select(Procedure).where(Procedure.organisation_id == organisation_id)
    found = db.session.scalar(mine.where(Procedure.code == words)) or db.session.scalar(
        mine.where(Procedure.sort_key == sort_key(words)).limit(1)
    )
    if found is not None and found.merged_into_id is not None:
        found = db.session.get(Procedure, found.merged_into_id)
    return found.name if found is not None else words
