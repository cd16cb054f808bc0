"""Telling others that a case is not what it was."""

from cases.events import CaseChanged, case_changed
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case


def announce(case: Case) -> None:
    """Tell listeners that what they know of this case is old."""
    readable = case.state in SHARED_STATES
    case_changed.announce(CaseChanged(case.id, case.public_id, case.organisation_id, readable))
