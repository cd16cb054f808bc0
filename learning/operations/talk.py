"""What others say of a proposal, and whether they stand behind it."""

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from app.audit import Actor
from app.clock import now
from app.database import clean_text, db
from app.people.models import Organisation, Person
from app.refusals import Invalid, Refused
from cases.screening import refuse_personal_data
from learning.models.proposals import Proposal
from learning.models.writing import ProposalComment, ProposalSupport
from learning.operations.proposals import note
from learning.operations.telling_numbers import refuse_exact_numbers
from learning.operations.words import refuse_words_of_cases
from learning.permissions.talk import can_comment, can_support, speaking_role

LONGEST_COMMENT = 2_000


def comment_on(
    proposal: Proposal, *, person: Person, text: str, by: Actor, stated: Collection[str] = ()
) -> ProposalComment:
    """Say something of a proposal, in the role in which one reads it; never as a reporter."""
    role = speaking_role(proposal, person)
    if role is None or not can_comment(proposal, person):
        raise Refused("proposal", proposal.public_id)
    text = clean_text(text).strip()
    if not text:
        raise Invalid("Schrijf op wat je van dit voorstel vindt.", "text")
    if len(text) > LONGEST_COMMENT:
        raise Invalid("Gebruik hooguit %(count)s tekens.", "text", count=LONGEST_COMMENT)
    host = db.session.get_one(Organisation, proposal.organisation_id)
    refuse_personal_data(text, "text", stated, organisation=host, by=by)
    refuse_exact_numbers({"text": text}, proposal.patterns, proposal.organisation_id)
    refuse_words_of_cases({"text": text}, proposal.patterns, by=by)
    comment = ProposalComment(
        proposal_id=proposal.id,
        author_id=person.id,
        role=role,
        organisation_id=proposal.organisation_id,
        text=text,
        at=now(),
    )
    db.session.add(comment)
    db.session.flush()
    note(by, "comment_proposal", proposal)
    return comment


def remove_comment(comment: ProposalComment, *, by: Actor) -> None:
    """Take back what one said, as its writer."""
    note(by, "remove_comment_proposal", comment.proposal)
    db.session.delete(comment)


def support_proposal(proposal: Proposal, *, person: Person, by: Actor) -> None:
    """Put one's role under a proposal; twice is once."""
    role = speaking_role(proposal, person)
    if role is None or not can_support(proposal, person):
        raise Refused("proposal", proposal.public_id)
    mine = select(ProposalSupport.id).where(
        ProposalSupport.proposal_id == proposal.id, ProposalSupport.person_id == person.id
    )
    if db.session.scalar(mine) is not None:
        return
    support = ProposalSupport(
        proposal_id=proposal.id,
        person_id=person.id,
        role=role,
        organisation_id=proposal.organisation_id,
        at=now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(support)
    except IntegrityError:
        # Another press of the same person was first.
        return
    note(by, "support_proposal", proposal)


def stop_supporting(proposal: Proposal, *, person: Person, by: Actor) -> None:
    """Take one's role away from under it, as if it never stood there."""
    db.session.execute(
        delete(ProposalSupport).where(
            ProposalSupport.proposal_id == proposal.id, ProposalSupport.person_id == person.id
        )
    )
    note(by, "stop_supporting_proposal", proposal)
