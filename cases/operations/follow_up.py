"""The day on which a reporter is asked how a case ended."""

from datetime import timedelta

from app.audit import Actor, record
from app.clock import today
from app.refusals import Invalid
from cases.lifecycle import CaseState
from cases.models.case import Case

LONGER = timedelta(weeks=4)


def wait_longer(case: Case, *, by: Actor) -> None:
    """Ask again in four weeks; of a case that ended nothing is asked."""
    if case.state is not CaseState.SHARED:
        raise Invalid("Deze casus staat niet meer open.")
    case.follow_up_on = today() + LONGER
    record(by, "wait_longer", "case", case, organisation=case.organisation.public_id)
