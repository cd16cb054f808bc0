"""What has to be done for a proposal: handed out, and said to be done."""

from collections.abc import Collection
from datetime import date

from app.audit import Actor
from app.clock import now
from app.database import clean_text, db
from app.people.models import Organisation, Person
from app.people.permissions import has_role
from app.refusals import Invalid
from cases.screening import screen_texts
from learning.models.proposals import Proposal, ProposalAction
from learning.operations.proposals import note
from learning.permissions.proposals import HOLDER_ROLES


def add_action(
    proposal: Proposal,
    *,
    text: str,
    holder: Person | None,
    due_on: date | None,
    by: Actor,
    stated: Collection[str] = (),
) -> ProposalAction:
    """Hand out something that has to be done, to somebody who reads the proposal."""
    text = clean_text(text).strip()
    if not text:
        raise Invalid("Schrijf op wat er moet gebeuren.", "text")
    if holder is None or not has_role(holder, proposal.organisation_id, *HOLDER_ROLES):
        raise Invalid("Kies iemand die dit voorstel kan lezen.", "holder")
    host = db.session.get_one(Organisation, proposal.organisation_id)
    screen_texts({"text": text}, organisation=host, by=by, stated=stated)
    action = ProposalAction(proposal=proposal, holder=holder, text=text, due_on=due_on)
    db.session.add(action)
    db.session.flush()
    note(by, "add_action", proposal)
    return action


def finish_action(action: ProposalAction, *, by: Actor) -> None:
    """Say that an action is done; once is enough."""
    if action.done_at is None:
        action.done_at = now()
        note(by, "finish_action", action.proposal)
