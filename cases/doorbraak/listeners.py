"""What the Doorbraak does when a case changes; wired in `leerlus.py`."""

from app.database import db
from cases.doorbraak.operations.agenda import release_case
from cases.events import CaseChanged
from cases.lifecycle import CaseState
from cases.models.case import Case

REVIEWABLE = (CaseState.SHARED, CaseState.IN_REVIEW)


def let_go_of_case(fact: CaseChanged) -> None:
    """A case that is withdrawn, concluded or erased leaves offers and agendas at once."""
    case = db.session.get(Case, fact.case_id)
    if case is not None and case.state not in REVIEWABLE:
        release_case(case)
