"""What was changed: improvements with what may be said of them, for everybody who may read it.

Nothing is counted here. The band is that of the last publication of a pattern, and the verdict
was stored when a quarter had closed.
"""

from dataclasses import dataclass

from sqlalchemy import exists, select

from app.database import db
from app.people.models import Person
from app.people.permissions import organisations_with
from app.people.roles import READING_ROLES
from learning.lifecycle.patterns import PUBLIC_STATES
from learning.lifecycle.proposals import CHANGED_STATES, Door, ProposalState, ProposalStep
from learning.models.patterns import Pattern
from learning.models.proposals import Proposal, proposal_patterns
from learning.queries.evidence import published_band
from learning.queries.figures import effect_of
from learning.queries.practice import practice_says
from learning.queries.proposals import changed_proposals

WEB = ("https://", "http://")


@dataclass(frozen=True)
class Improvement:
    """A change as everybody reads it; `more_than` is a published band, or nothing."""

    proposal: Proposal
    more_than: int | None
    effect: str
    door: Door | None
    practice: str = ""

    @property
    def link(self) -> str:
        """Where the new way of working stands, when that is an address of the web."""
        link = self.proposal.changed_link
        return link if link.startswith(WEB) else ""


def improvements(organisation_id: int) -> list[Improvement]:
    """The changes of an organisation, the newest on top."""
    return [improvement_of(one) for one in changed_proposals(organisation_id)]


def improvements_elsewhere(person: Person, organisation_id: int) -> list[Improvement]:
    """What other organisations changed about patterns that they published for the network.

    For whoever reads those patterns: professionals and facilitators.
    """
    if not organisations_with(person, READING_ROLES):
        return []
    shared = exists().where(
        proposal_patterns.c.proposal_id == Proposal.id,
        Pattern.id == proposal_patterns.c.pattern_id,
        Pattern.network.is_(True),
        Pattern.state.in_(list(PUBLIC_STATES)),
    )
    found = db.session.scalars(
        select(Proposal)
        .where(
            Proposal.organisation_id != organisation_id,
            Proposal.state.in_(list(CHANGED_STATES)),
            shared,
        )
        .order_by(Proposal.changed_on.desc(), Proposal.id.desc())
    ).all()
    return [improvement_of(one) for one in found]


def improvement_of(proposal: Proposal) -> Improvement:
    """A change with its band, what is said of its effect, and the door by which it was learned."""
    return Improvement(
        proposal,
        published_band(proposal.patterns),
        effect_of(proposal),
        door_of_lesson(proposal),
        practice_says(proposal),
    )


def door_of_lesson(proposal: Proposal) -> Door | None:
    """By which door a change was learned, while that conclusion stands."""
    if proposal.state is not ProposalState.PROVEN:
        return None
    concluded = [one for one in proposal.decisions if one.kind is ProposalStep.PROVE]
    return concluded[-1].door if concluded else None
