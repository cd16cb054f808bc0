"""What the pages say of the effect of a change."""

from app.web.access import me
from learning.models.proposals import Proposal
from learning.permissions.proposals import can_count
from learning.queries.effects import exact_counts
from learning.queries.figures import effect_of, last_verdict


def shown_on_proposal(proposal: Proposal) -> dict[str, object]:
    """What the page of a proposal says of its effect, to whoever reads it whole."""
    return {
        "counts": exact_counts(proposal) if can_count(proposal, me) else None,
        "verdict": last_verdict(proposal),
        "effect": effect_of(proposal),
    }
