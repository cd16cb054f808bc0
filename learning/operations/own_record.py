"""Erasing what learning keeps of one person."""

from sqlalchemy import update

from app.database import db
from learning.models.curation import PatternDecision
from learning.models.proposals import Proposal, ProposalAction, ProposalDecision


def erase_record(person_id: int) -> None:
    """Take the person off what the organisation keeps: proposals, steps, actions, decisions.

    A proposal without an owner and an action without a holder wait for somebody new.
    """
    for column in (
        Proposal.author_id,
        Proposal.owner_id,
        ProposalDecision.by_id,
        ProposalAction.holder_id,
        PatternDecision.by_id,
        PatternDecision.undone_by_id,
    ):
        rows = update(column.class_).where(column == person_id)
        db.session.execute(rows.values({column.key: None}))
