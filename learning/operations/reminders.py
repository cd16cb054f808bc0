"""Reminding by mail of what waits: neutral, at intervals that the organisation sets.

What is decided, answered or done is not asked for again. Each person gets one mail a day at most
for a page, whatever waits on it; on the pages themselves everything shows all the time.
"""

from app.audit import Actor, record
from app.clock import today
from app.people.models import Organisation, Person
from app.people.permissions import has_role
from app.people.queries import people_with_role
from app.people.roles import Role
from learning.models.proposals import Proposal, ProposalAction, ProposalAddressee
from learning.operations.nudging import ACTIONS, DESK, nudge
from learning.permissions.proposals import HOLDER_ROLES
from learning.queries.late import actions_to_remind, answers_to_remind, undecided_to_remind


def send_reminders(organisation: Organisation, *, by: Actor) -> int:
    """Remind managers and holders of actions of what is due today; give how many mails that are.

    What was reminded of is marked in the same transaction, so that a second run sends nothing.
    """
    managers = _remind_managers(organisation)
    holders = _remind_holders(organisation)
    for one in managers:
        nudge(one, DESK)
    for one in holders:
        nudge(one, ACTIONS)
    if managers or holders:
        record(by, "remind", "organisation", organisation, organisation=organisation.public_id)
    return len(managers) + len(holders)


def _remind_managers(organisation: Organisation) -> list[Person]:
    """Mark what waits for the managers, and give them when there is anything."""
    due: list[Proposal | ProposalAddressee] = [
        *undecided_to_remind(organisation),
        *answers_to_remind(organisation),
    ]
    for one in due:
        one.reminded_on = today()
    return list(people_with_role(organisation.id, Role.MANAGER)) if due else []


def _remind_holders(organisation: Organisation) -> list[Person]:
    """Mark the actions that are due, and give their holders, each once."""
    holders: dict[int, Person] = {}
    for action in actions_to_remind(organisation):
        action.reminded_on = today()
        if action.holder is not None and _still_acts(action, action.holder):
            holders[action.holder.id] = action.holder
    return sorted(holders.values(), key=lambda one: one.sort_key)


def _still_acts(action: ProposalAction, holder: Person) -> bool:
    """Who lost the role cannot open the page any more; the manager sees that it is late."""
    return has_role(holder, action.proposal.organisation_id, *HOLDER_ROLES)
