"""Finding proposals back: by where they stand, and by words of the title or the problem."""

from collections.abc import Collection

from app.database import sort_key
from app.people.models import Person
from learning.lifecycle.proposals import ProposalState
from learning.models.proposals import Proposal
from learning.permissions.proposals import Sight, sight_of
from learning.queries.proposals import proposals_seen_by


def proposals_found(
    person: Person,
    organisation_id: int,
    *,
    states: Collection[ProposalState] | None = None,
    words: str = "",
) -> list[Proposal]:
    """The proposals with all these words, what moved last on top.

    Who reads a proposal only in short finds it by its title: a hit may not tell what else stands
    in it. Capitals and accents make no difference.
    """
    wanted = sort_key(words).split()
    return [
        one
        for one in proposals_seen_by(person, organisation_id, states)
        if all(word in _searched(one, person) for word in wanted)
    ]


def _searched(proposal: Proposal, person: Person) -> str:
    if sight_of(proposal, person) is Sight.FULL:
        return sort_key(f"{proposal.title} {proposal.problem}")
    return sort_key(proposal.title)
