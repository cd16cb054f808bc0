"""What happens to patterns when a case changes."""

from cases.events import CaseChanged
from learning.operations.joining import plan_placing
from learning.operations.members import leave_patterns, leave_patterns_across
from learning.operations.vectors import forget_meaning


def let_go(fact: CaseChanged) -> None:
    """A case that was withdrawn or erased leaves its patterns at once; what it meant goes too.

    One whose audience was narrowed leaves those across organisations that it does not reach now.
    """
    forget_meaning(fact.case_id)
    if not fact.readable:
        leave_patterns(fact.case_id, fact.public_id)
    else:
        leave_patterns_across(fact.case_id, fact.public_id)


def find_place(fact: CaseChanged) -> None:
    """A case that was shared, edited or came back looks for its place among settled patterns."""
    if fact.readable:
        plan_placing(fact.organisation_id)
