"""Erasing what learning keeps of one person."""

from sqlalchemy import delete, update

from app.database import db
from learning.models.curation import PatternDecision
from learning.models.deciding import SecondOpinion
from learning.models.outside import OutsideItem
from learning.models.practice import PracticeAsked
from learning.models.proposals import (
    Proposal,
    ProposalAction,
    ProposalAddressee,
    ProposalDecision,
)
from learning.models.telling import MailWish, Newsletter, ReopenWish
from learning.models.writing import ProposalComment, ProposalSupport, ProposalVersion

# What the organisation keeps, without the person; a row without an owner waits for somebody new.
WITHOUT_NAME = (
    Proposal.author_id,
    Proposal.owner_id,
    ProposalDecision.by_id,
    ProposalDecision.second_by_id,
    ProposalAddressee.answered_by_id,
    ProposalAction.holder_id,
    ProposalVersion.by_id,
    ProposalComment.author_id,
    SecondOpinion.asked_by_id,
    SecondOpinion.answered_by_id,
    PatternDecision.by_id,
    PatternDecision.undone_by_id,
    OutsideItem.prepared_by_id,
    OutsideItem.decided_by_id,
    Newsletter.edited_by_id,
    ReopenWish.person_id,
    ReopenWish.answered_by_id,
)
# What is only there for the person.
GONE_WITH_PERSON = (ProposalSupport.person_id, PracticeAsked.person_id, MailWish.person_id)


def erase_record(person_id: int) -> None:
    """Take the person off what the organisation keeps, and remove what was theirs alone."""
    for column in WITHOUT_NAME:
        rows = update(column.class_).where(column == person_id)
        db.session.execute(rows.values({column.key: None}))
    for column in GONE_WITH_PERSON:
        db.session.execute(delete(column.class_).where(column == person_id))
