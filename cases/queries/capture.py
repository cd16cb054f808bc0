"""What the form of a case asks before there is a case."""

from collections.abc import Sequence

from sqlalchemy import select

from app.database import clean_text, db, sort_key
from app.people.models import Person
from cases.models.case import Case
from cases.models.lists import Procedure

# Between the key of a form and what tells its windows apart, in the key of a draft.
WINDOW_MARK = "~"
LONGEST_FORM_KEY = 47


def case_of_form(submission_key: str, person: Person) -> Case | None:
    """The case that this person's form has made already."""
    return db.session.scalar(
        select(Case).where(Case.submission_key == submission_key, Case.reporter_id == person.id)
    )


def family_of(submission_key: str) -> str:
    """What the keys of all windows of one form share: a second window's draft has its own key."""
    return submission_key.partition(WINDOW_MARK)[0][:LONGEST_FORM_KEY]


def cases_of_windows(submission_key: str, person: Person) -> Sequence[Case]:
    """The cases that this person's form has made, in whichever window."""
    family = family_of(submission_key)
    query = select(Case).where(
        Case.reporter_id == person.id, Case.submission_key.startswith(family, autoescape=True)
    )
    return [
        case for case in db.session.scalars(query) if family_of(case.submission_key or "") == family
    ]


def procedure_called(called: str, organisation_id: int) -> Procedure | None:
    """The procedure with this code or name; a code goes first, a merged one leads on."""
    mine = select(Procedure).where(Procedure.organisation_id == organisation_id)
    found = db.session.scalar(mine.where(Procedure.code == called)) or db.session.scalar(
        mine.where(Procedure.sort_key == sort_key(called)).limit(1)
    )
    return found.current if found is not None else None


def procedure_name(called: str, organisation_id: int) -> str:
    """The name of the procedure with this code or name; what no list knows stays as it is."""
    words = clean_text(called).strip()[:200]
    found = procedure_called(words, organisation_id) if words else None
    return found.name if found is not None else words
