"""Who may see and change a proposal. Check and row filter stand together.

Until its first submission a proposal is the analysts' alone. From then on analyst, manager, board
and contributor of the organisation read it in full; professionals and facilitators read its
title, its state and the reason. Nobody of another organisation reads it.
"""

from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, or_, select

from app.database import db
from app.people.models import Person
from app.people.permissions import (
    analysing_organisations,
    organisations_with,
    reading_organisations,
    roles_in,
)
from app.people.roles import Role
from app.refusals import Refused
from learning.lifecycle.proposals import LIVING_STATES, ProposalState, ProposalStep, steps_from
from learning.models.proposals import AddresseeAnswer, Proposal, ProposalAction

FULL_ROLES = frozenset({Role.MANAGER, Role.BOARD, Role.CONTRIBUTOR})
# Who can own a proposal or hold one of its actions: they read it in full.
OWNER_ROLES = frozenset({Role.MANAGER, Role.CONTRIBUTOR})
HOLDER_ROLES = OWNER_ROLES | {Role.ANALYST}


class Sight(StrEnum):
    """How much of a proposal somebody sees."""

    FULL = "full"
    SUMMARY = "summary"


def sight_of(proposal: Proposal, person: Person) -> Sight | None:
    """How much this person sees of a proposal; the row-by-row twin of `visible_proposals`."""
    organisation = proposal.organisation_id
    if organisation in analysing_organisations(person):
        return Sight.FULL
    if proposal.submitted_at is None:
        return None
    if organisation in organisations_with(person, FULL_ROLES):
        return Sight.FULL
    return Sight.SUMMARY if organisation in reading_organisations(person) else None


def visible_to(person: Person) -> ColumnElement[bool]:
    """The row filter: the proposals of which this person sees at least title, state and reason."""
    submitted = organisations_with(person, FULL_ROLES) | reading_organisations(person)
    return or_(
        Proposal.organisation_id.in_(list(analysing_organisations(person))),
        and_(Proposal.organisation_id.in_(list(submitted)), Proposal.submitted_at.is_not(None)),
    )


def visible_proposals(person: Person) -> Select[Proposal]:
    """The proposals that a person sees, to be narrowed further."""
    return select(Proposal).where(visible_to(person))


def readable_proposal(public_id: str, person: Person) -> Proposal:
    """A proposal that this person sees at least in short, or a refusal."""
    found = db.session.scalar(visible_proposals(person).where(Proposal.public_id == public_id))
    if found is None:
        raise Refused("proposal", public_id)
    return found


def proposal_in_full(public_id: str, person: Person) -> Proposal:
    """A proposal that this person reads in full, or a refusal."""
    proposal = readable_proposal(public_id, person)
    if sight_of(proposal, person) is not Sight.FULL:
        raise Refused("proposal", public_id)
    return proposal


def can_count(proposal: Proposal, person: Person) -> bool:
    """Whether this person works with exact counts: the analyst alone."""
    return proposal.organisation_id in analysing_organisations(person)


def can_write(proposal: Proposal, person: Person) -> bool:
    """Whether this person may write the proposal: an analyst, while it is a draft."""
    return can_count(proposal, person) and ProposalStep.SUBMIT in steps_for(proposal, person)


def proposal_to_write(public_id: str, person: Person) -> Proposal:
    """A draft that this person may write, or a refusal."""
    proposal = proposal_in_full(public_id, person)
    if not can_write(proposal, person):
        raise Refused("proposal", public_id)
    return proposal


def proposal_to_quote_in(public_id: str, person: Person) -> Proposal:
    """A proposal for which this person may ask reporters for fragments, or a refusal."""
    proposal = proposal_in_full(public_id, person)
    if not can_count(proposal, person) or proposal.state is ProposalState.MERGED:
        raise Refused("proposal", public_id)
    return proposal


def steps_for(proposal: Proposal, person: Person) -> list[ProposalStep]:
    """The steps that this person can take now; manager and board never act as analyst."""
    roles = roles_in(person, proposal.organisation_id)
    if proposal.organisation_id not in analysing_organisations(person):
        roles = roles - {Role.ANALYST}
    return [one for one in steps_from(proposal.state, roles) if _is_answered(proposal, one)]


def _is_answered(proposal: Proposal, step: ProposalStep) -> bool:
    """Of what was forwarded the answers open the way: one who takes it up, or all who do not."""
    if proposal.state is not ProposalState.FORWARDED:
        return True
    answers = [one.answer for one in proposal.addressees]
    if step is ProposalStep.START:
        return AddresseeAnswer.TAKEN_UP in answers
    return bool(answers) and set(answers) == {AddresseeAnswer.REFUSED}


def can_assign(proposal: Proposal, person: Person) -> bool:
    """Whether this person may hand out actions: the manager, or its owner, while there are any."""
    roles = roles_in(person, proposal.organisation_id)
    owns = proposal.owner_id == person.id and bool(roles & OWNER_ROLES)
    open_still = proposal.submitted_at is not None and proposal.state in LIVING_STATES
    return open_still and (Role.MANAGER in roles or owns)


def proposal_to_assign(public_id: str, person: Person) -> Proposal:
    """A proposal for which this person may hand out actions, or a refusal."""
    proposal = proposal_in_full(public_id, person)
    if not can_assign(proposal, person):
        raise Refused("proposal", public_id)
    return proposal


def own_action(public_id: str, person: Person) -> ProposalAction:
    """An action of which this person is the holder, or a refusal."""
    action = db.session.scalar(
        select(ProposalAction).where(
            ProposalAction.public_id == public_id, ProposalAction.holder_id == person.id
        )
    )
    if action is None or sight_of(action.proposal, person) is not Sight.FULL:
        raise Refused("action", public_id)
    return action
