"""What has to be done for a proposal: handed out, told how it goes, and said to be done."""

from collections.abc import Collection
from datetime import date

from app.audit import Actor
from app.clock import now
from app.database import clean_text, db
from app.people.models import Organisation, Person
from app.people.permissions import has_role
from app.refusals import Invalid
from cases.screening import screen_texts
from learning.lifecycle.proposals import LIVING_STATES
from learning.models.proposals import Proposal, ProposalAction
from learning.operations.nudging import ACTIONS, nudge
from learning.operations.proposals import note
from learning.operations.words import refuse_words_of_cases
from learning.permissions.proposals import HOLDER_ROLES

LONGEST_PROGRESS = 500


def add_action(
    proposal: Proposal,
    *,
    text: str,
    holder: Person | None,
    due_on: date | None,
    by: Actor,
    stated: Collection[str] = (),
) -> ProposalAction:
    """Hand out something that has to be done, to somebody who reads the proposal.

    The holder hears once, by a neutral mail, that something waits; who takes it up alone does not.
    """
    text = clean_text(text).strip()
    if not text:
        raise Invalid("Schrijf op wat er moet gebeuren.", "text")
    if proposal.state not in LIVING_STATES:
        raise Invalid("Bij dit voorstel is niets meer te doen. Kijk op de pagina hoe het staat.")
    if holder is None or not has_role(holder, proposal.organisation_id, *HOLDER_ROLES):
        raise Invalid("Kies iemand die dit voorstel kan lezen.", "holder")
    _screen(proposal, {"text": text}, by, stated)
    action = ProposalAction(proposal=proposal, holder=holder, text=text, due_on=due_on)
    db.session.add(action)
    db.session.flush()
    if holder.id != by.person_id:
        nudge(holder, ACTIONS)
    note(by, "add_action", proposal)
    return action


def tell_progress(
    action: ProposalAction, *, text: str, by: Actor, stated: Collection[str] = ()
) -> None:
    """Say in one's own words how an action goes; what is done is done."""
    text = clean_text(text).strip()
    if action.done_at is not None:
        raise Invalid("Deze actie is al klaar.")
    if not text:
        raise Invalid("Schrijf op hoe het gaat.", "progress")
    if len(text) > LONGEST_PROGRESS:
        raise Invalid("Gebruik hooguit %(count)s tekens.", "progress", count=LONGEST_PROGRESS)
    _screen(action.proposal, {"progress": text}, by, stated)
    action.progress, action.progress_at = text, now()
    note(by, "progress_action", action.proposal)


def finish_action(action: ProposalAction, *, by: Actor) -> None:
    """Say that an action is done; once is enough."""
    if action.done_at is None:
        action.done_at = now()
        note(by, "finish_action", action.proposal)


def _screen(proposal: Proposal, texts: dict[str, str], by: Actor, stated: Collection[str]) -> None:
    host = db.session.get_one(Organisation, proposal.organisation_id)
    screen_texts(texts, organisation=host, by=by, stated=stated)
    refuse_words_of_cases(texts, proposal.patterns, by=by)
