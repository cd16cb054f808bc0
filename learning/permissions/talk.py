"""Who may say something of a proposal, and who may put their role under it.

Who reads a proposal in full may comment, with the role in which they read it. Who reads only the
summary may support it and say nothing. What went on in another proposal takes neither any more.
"""

from sqlalchemy import select

from app.database import db
from app.people.models import Person
from app.people.permissions import analysing_organisations, roles_in
from app.people.roles import Role
from app.refusals import Refused
from learning.lifecycle.proposals import ProposalState
from learning.models.proposals import Proposal
from learning.models.writing import ProposalComment
from learning.permissions.proposals import Sight, proposal_in_full, readable_proposal, sight_of

# In this order a role gives sight of a proposal; the first that somebody holds speaks.
SPEAKING = (
    Role.MANAGER,
    Role.BOARD,
    Role.CONTRIBUTOR,
    Role.FACILITATOR,
    Role.PROFESSIONAL,
)


def speaking_role(proposal: Proposal, person: Person) -> Role | None:
    """The role in which somebody reads a proposal, and so speaks of it."""
    if proposal.organisation_id in analysing_organisations(person):
        return Role.ANALYST
    held = roles_in(person, proposal.organisation_id)
    return next((role for role in SPEAKING if role in held), None)


def can_comment(proposal: Proposal, person: Person) -> bool:
    """Whether this person may comment: who reads it in full, from its first submission on."""
    return _is_open(proposal) and sight_of(proposal, person) is Sight.FULL


def can_support(proposal: Proposal, person: Person) -> bool:
    """Whether this person may put their role under it: every reader but who wrote it."""
    reads = sight_of(proposal, person) is not None
    return _is_open(proposal) and reads and proposal.author_id != person.id


def proposal_to_comment(public_id: str, person: Person) -> Proposal:
    """A proposal on which this person may comment, or a refusal."""
    proposal = proposal_in_full(public_id, person)
    if not can_comment(proposal, person):
        raise Refused("proposal", public_id)
    return proposal


def proposal_to_support(public_id: str, person: Person) -> Proposal:
    """A proposal that this person may support, or a refusal."""
    proposal = readable_proposal(public_id, person)
    if not can_support(proposal, person):
        raise Refused("proposal", public_id)
    return proposal


def own_comment(public_id: str, person: Person) -> ProposalComment:
    """A comment that this person wrote, while they read the proposal in full, or a refusal."""
    comment = db.session.scalar(
        select(ProposalComment).where(
            ProposalComment.public_id == public_id, ProposalComment.author_id == person.id
        )
    )
    if comment is None or sight_of(comment.proposal, person) is not Sight.FULL:
        raise Refused("comment", public_id)
    return comment


def _is_open(proposal: Proposal) -> bool:
    return proposal.submitted_at is not None and proposal.state is not ProposalState.MERGED
