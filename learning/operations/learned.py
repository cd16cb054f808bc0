"""By which of two doors a proposal may be said to have been learned."""

from app.refusals import Invalid
from learning.effect import Verdict
from learning.lifecycle.proposals import Door, ProposalStep
from learning.models.proposals import Proposal
from learning.queries.figures import last_verdict


def door_of(proposal: Proposal, step: ProposalStep) -> Door | None:
    """The door by which this step says that a proposal was learned; a refusal when none is open.

    A fall in the figures that others may read too. Steps that claim nothing have no door.
    """
    if step not in (ProposalStep.PROVE, ProposalStep.NOT_PROVE):
        return None
    measured = last_verdict(proposal)
    if measured is None or measured.verdict is Verdict.TOO_EARLY:
        raise Invalid(
            "Het is nog te vroeg. Wacht tot er na de verandering twee hele kwartalen voorbij zijn."
        )
    falls = measured.verdict is Verdict.FALL_SHOWN
    if step is ProposalStep.PROVE and not (falls and measured.may_show):
        raise Invalid("De cijfers tonen geen daling die we mogen laten zien. Kies iets anders.")
    if step is ProposalStep.NOT_PROVE and falls:
        raise Invalid("De cijfers tonen wel een daling. Kies iets anders.")
    return Door.FIGURES if step is ProposalStep.PROVE else None
