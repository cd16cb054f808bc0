"""One proposal that goes on in another: what goes along, and what may not."""

from app.database import db
from learning.models.proposals import Proposal
from learning.operations.proposals import refuse_copied_texts


def refuse_words_carried(proposal: Proposal, into: Proposal) -> None:
    """The proposal that goes on quotes no case of the patterns that come to it."""
    refuse_copied_texts(into, [one for one in proposal.patterns if one not in into.patterns])


def carry_over(proposal: Proposal, into: Proposal) -> None:
    """Let the other go on for this one too: its patterns, bouwstenen and what is still to do.

    Reporters hear of the proposals from the patterns of their cases, so who heard of this one
    hears of the other from now on. Comments, versions and decisions stay where they were made;
    each of the two proposals leads to the other.
    """
    proposal.merged_into = into
    into.patterns += [one for one in proposal.patterns if one not in into.patterns]
    into.bouwstenen += [one for one in proposal.bouwstenen if one not in into.bouwstenen]
    for action in [one for one in proposal.actions if one.done_at is None]:
        action.proposal = into
    db.session.flush()
