"""Questions about proposals: where each stands, how long already, and what is late."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.clock import AMSTERDAM, today
from app.database import db, sort_key
from app.people.models import Person
from app.people.queries import people_with_role
from app.people.roles import Role
from app.refusals import Refused
from learning.lifecycle.patterns import PUBLIC_STATES
from learning.lifecycle.proposals import (
    CHANGED_STATES,
    JOINABLE_STATES,
    LIVING_STATES,
    NOT_TAKEN_STATES,
    ProposalState,
)
from learning.models.patterns import Pattern
from learning.models.proposals import Proposal, ProposalAction, ProposalAddressee
from learning.permissions.proposals import visible_proposals


@dataclass(frozen=True)
class Late:
    """Something of a proposal that should have been there: an answer, or an action."""

    proposal: Proposal
    what: str
    due: date
    action: bool


def proposals_seen_by(
    person: Person, organisation_id: int, states: Collection[ProposalState] | None = None
) -> Sequence[Proposal]:
    """The proposals of an organisation that a person sees, what moved last on top."""
    query = visible_proposals(person).where(Proposal.organisation_id == organisation_id)
    if states is not None:
        query = query.where(Proposal.state.in_(list(states)))
    return db.session.scalars(query.order_by(Proposal.state_since.desc(), Proposal.id.desc())).all()


def awaiting_decision(person: Person, organisation_id: int) -> list[Proposal]:
    """What waits for the manager's decision, what has lain longest on top."""
    found = proposals_seen_by(person, organisation_id, [ProposalState.SUBMITTED])
    return sorted(found, key=lambda one: one.state_since)


def count_by_state(proposals: Sequence[Proposal]) -> dict[ProposalState, int]:
    """How many proposals stand where, in the order of the life cycle; states without are left out.

    Numbers about proposals alone are no figures about cases.
    """
    counts = Counter(one.state for one in proposals)
    return {state: counts[state] for state in ProposalState if counts[state]}


def late_things(proposals: Sequence[Proposal]) -> list[Late]:
    """Answers from elsewhere and actions whose day has passed, the longest late on top."""
    found = []
    for proposal in proposals:
        found += [
            Late(proposal, one.name, one.answer_by, action=False)
            for one in waiting_for(proposal)
            if one.answer_by < today()
        ]
        found += [
            Late(proposal, action.text, action.due_on, action=True)
            for action in proposal.actions
            if proposal.state in LIVING_STATES
            and action.done_at is None
            and action.due_on
            and action.due_on < today()
        ]
    return sorted(found, key=lambda one: one.due)


def waiting_for(proposal: Proposal) -> list[ProposalAddressee]:
    """To whom a proposal was forwarded and who did not answer, while it stands there."""
    if proposal.state is not ProposalState.FORWARDED:
        return []
    return [one for one in proposal.addressees if one.answer is None]


def days_since(moment: datetime) -> int:
    """The age in days, as a calendar in the Netherlands counts them."""
    return (today() - moment.astimezone(AMSTERDAM).date()).days


def changed_proposals(organisation_id: int) -> Sequence[Proposal]:
    """The changes that were made, the newest on top; for everybody of the organisation."""
    return db.session.scalars(
        select(Proposal)
        .where(
            Proposal.organisation_id == organisation_id, Proposal.state.in_(list(CHANGED_STATES))
        )
        .order_by(Proposal.changed_on.desc(), Proposal.id.desc())
    ).all()


def published_pattern_count(organisation_id: int) -> int:
    """How many patterns an analyst has published; texts that a person wrote, not cases."""
    return len(
        db.session.scalars(
            select(Pattern.id).where(
                Pattern.organisation_id == organisation_id,
                Pattern.state.in_(list(PUBLIC_STATES)),
            )
        ).all()
    )


def open_actions_of(person: Person) -> Sequence[ProposalAction]:
    """What a person still has to do for proposals, what is due first on top."""
    return db.session.scalars(
        select(ProposalAction)
        .join(Proposal, Proposal.id == ProposalAction.proposal_id)
        .where(
            ProposalAction.holder_id == person.id,
            ProposalAction.done_at.is_(None),
            Proposal.state.in_(list(LIVING_STATES)),
        )
        .order_by(ProposalAction.due_on.is_(None), ProposalAction.due_on, ProposalAction.id)
    ).all()


def not_taken_over(person: Person, organisation_id: int, words: str = "") -> list[Proposal]:
    """What was not taken over, here or elsewhere, the newest on top; by words of title or reason.

    All words have to stand there, whatever their capitals and accents.
    """
    wanted = sort_key(words).split()
    return [
        one
        for one in proposals_seen_by(person, organisation_id, NOT_TAKEN_STATES)
        if all(word in sort_key(_title_and_reason(one)) for word in wanted)
    ]


def _title_and_reason(proposal: Proposal) -> str:
    last = proposal.last_decision
    return f"{proposal.title} {last.reason if last else ''}"


def people_to_own(organisation_id: int) -> list[Person]:
    """Who can own a proposal: the managers and contributors of an organisation, by name."""
    return _people(organisation_id, Role.MANAGER, Role.CONTRIBUTOR)


def people_to_act(organisation_id: int) -> list[Person]:
    """Who can hold an action: who can own a proposal, and the analysts."""
    return _people(organisation_id, Role.MANAGER, Role.CONTRIBUTOR, Role.ANALYST)


def _people(organisation_id: int, *roles: Role) -> list[Person]:
    found = {one.id: one for role in roles for one in people_with_role(organisation_id, role)}
    return sorted(found.values(), key=lambda one: one.sort_key)


def others_to_merge_into(proposal: Proposal, person: Person) -> list[Proposal]:
    """The proposals in which this one can go on: what is submitted goes on in what is submitted."""
    return [
        one
        for one in proposals_seen_by(person, proposal.organisation_id)
        if one.id != proposal.id
        and one.state in JOINABLE_STATES
        and (proposal.submitted_at is None or one.submitted_at is not None)
    ]


def person_in(people: Sequence[Person], public_id: str) -> Person | None:
    """The chosen one of a list; nobody for an empty choice, a refusal for somebody else."""
    if not public_id:
        return None
    for person in people:
        if person.public_id == public_id:
            return person
    raise Refused("person", public_id[:16])
