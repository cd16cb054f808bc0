"""What follows by itself when a case changes, and the part of its story that people gave it."""

from flask_babel import gettext as _

from app.people.models import Person
from app.search.outbox import note_change
from cases.events import CaseChanged, case_changed
from cases.models.case import Case
from cases.queries.cases import reactions_to
from cases.story import Step


def register() -> None:
    """Listen."""
    case_changed.listen(index_case)


def index_case(fact: CaseChanged) -> None:
    """Tell the indexer; whether the case may still be found, it asks the database itself."""
    note_change("case", fact.public_id)


def reaction_steps(case: Case, reader: Person) -> list[Step]:
    """That somebody reacted; to others than the reporter without a date."""
    reactions = reactions_to(case)
    if not reactions:
        return []
    own = case.reporter_id == reader.id
    return [Step("reaction", _("Eerste reactie"), reactions[0].at.date() if own else None)]
