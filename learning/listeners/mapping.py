"""What happens to the map when a case changes."""

from cases.events import CaseChanged
from learning.operations.mapping import leave_map


def leave(fact: CaseChanged) -> None:
    """A case that was withdrawn or erased leaves the map at once."""
    if not fact.readable:
        leave_map(fact.case_id)
