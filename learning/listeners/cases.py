"""What happens to patterns when a case changes."""

from cases.events import CaseChanged
from learning.operations.members import leave_patterns


def let_go(fact: CaseChanged) -> None:
    """A case that was withdrawn or erased leaves its patterns at once."""
    if not fact.readable:
        leave_patterns(fact.case_id, fact.public_id)
