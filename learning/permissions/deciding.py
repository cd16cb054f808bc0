"""Who decides on a proposal, with whom, and who sees what waits or has to be done for it.

A choice that waits for a second manager is known to managers and analysts alone. Actions are seen
by who decides and writes, by the board, and by the owner who hands them out; another contributor
sees their own.
"""

from sqlalchemy import select

from app.database import db
from app.people.models import Person
from app.people.permissions import organisations_with, roles_in
from app.people.roles import Role
from app.refusals import Refused
from learning.lifecycle.proposals import (
    DIVISIBLE_STATES,
    OWN_BUTTON,
    ProposalState,
    ProposalStep,
)
from learning.models.deciding import SecondOpinion
from learning.models.proposals import (
    Proposal,
    ProposalAction,
    ProposalAddressee,
    ProposalDecision,
)
from learning.permissions.proposals import can_count, proposal_in_full, steps_for

FOLLOWING_ROLES = frozenset({Role.MANAGER, Role.BOARD})


def is_manager_of(proposal: Proposal, person: Person) -> bool:
    """Whether this person decides on the proposal, alone or with a second one."""
    return Role.MANAGER in roles_in(person, proposal.organisation_id)


def choices_for(proposal: Proposal, person: Person) -> list[ProposalStep]:
    """The steps of the page for deciding that this person can take now."""
    return [one for one in steps_for(proposal, person) if one not in OWN_BUTTON]


def choices_now(proposal: Proposal, person: Person) -> list[ProposalStep]:
    """The same, or a refusal when there is no step for this person."""
    found = choices_for(proposal, person)
    if not found:
        raise Refused("proposal", proposal.public_id)
    return found


def knows_choice(proposal: Proposal, person: Person) -> bool:
    """Whether this person may know what waits for a second manager: managers and analysts."""
    return is_manager_of(proposal, person) or can_count(proposal, person)


def proposal_to_step(public_id: str, person: Person) -> Proposal:
    """A proposal with which this person may at some time take a step, or a refusal.

    Whether there is a step to take now is another question: somebody else may just have been first.
    """
    proposal = proposal_in_full(public_id, person)
    if not knows_choice(proposal, person):
        raise Refused("proposal", public_id)
    return proposal


def proposal_with_choice(public_id: str, person: Person) -> Proposal:
    """A proposal of which this person may know that a choice waits for a second manager."""
    proposal = proposal_to_step(public_id, person)
    if proposal.submitted_at is None:
        raise Refused("proposal", public_id)
    return proposal


def can_answer_choice(opinion: SecondOpinion, person: Person) -> bool:
    """Whether this person is a second manager for this choice: never the one who chose."""
    return is_manager_of(opinion.proposal, person) and opinion.asked_by_id != person.id


def can_withdraw_choice(opinion: SecondOpinion, person: Person) -> bool:
    """Whether this person made the choice and still decides there."""
    return is_manager_of(opinion.proposal, person) and opinion.asked_by_id == person.id


def proposal_to_forward_on(public_id: str, person: Person) -> Proposal:
    """A forwarded proposal that this manager may lay before one more, or a refusal."""
    proposal = proposal_in_full(public_id, person)
    if not can_forward_on(proposal, person):
        raise Refused("proposal", public_id)
    return proposal


def can_forward_on(proposal: Proposal, person: Person) -> bool:
    """Whether this person keeps the answers to a proposal: its manager, while it is elsewhere."""
    return proposal.state is ProposalState.FORWARDED and is_manager_of(proposal, person)


def addressee_to_answer(public_id: str, person: Person) -> tuple[Proposal, ProposalAddressee]:
    """An addressee whose answer this manager may note, with its proposal, or a refusal."""
    row = db.session.execute(
        select(Proposal, ProposalAddressee)
        .join(ProposalDecision, ProposalDecision.proposal_id == Proposal.id)
        .join(ProposalAddressee, ProposalAddressee.decision_id == ProposalDecision.id)
        .where(
            ProposalAddressee.public_id == public_id,
            Proposal.organisation_id.in_(list(organisations_with(person, [Role.MANAGER]))),
        )
    ).first()
    if row is None or not can_forward_on(row[0], person) or row[1] not in row[0].addressees:
        raise Refused("addressee", public_id)
    return row[0], row[1]


def actions_seen_by(proposal: Proposal, person: Person) -> list[ProposalAction]:
    """The actions of a proposal that somebody who reads it whole sees, in the order of giving."""
    roles = roles_in(person, proposal.organisation_id)
    whole = can_count(proposal, person) or bool(roles & FOLLOWING_ROLES)
    if whole or proposal.owner_id == person.id:
        return list(proposal.actions)
    return [one for one in proposal.actions if one.holder_id == person.id]


def can_merge(proposal: Proposal, person: Person) -> bool:
    """Whether this analyst may let it go on in another: before anybody decided."""
    return ProposalStep.MERGE in steps_for(proposal, person)


def proposal_to_merge(public_id: str, person: Person) -> Proposal:
    """A proposal that this analyst may let go on in another, or a refusal."""
    proposal = proposal_in_full(public_id, person)
    if not can_merge(proposal, person):
        raise Refused("proposal", public_id)
    return proposal


def can_split(proposal: Proposal, person: Person) -> bool:
    """Whether this analyst may make a second draft out of it: before anybody decided."""
    return proposal.state in DIVISIBLE_STATES and can_count(proposal, person)


def proposal_to_split(public_id: str, person: Person) -> Proposal:
    """A proposal out of which this analyst may make a second draft, or a refusal."""
    proposal = proposal_in_full(public_id, person)
    if not can_split(proposal, person):
        raise Refused("proposal", public_id)
    return proposal
