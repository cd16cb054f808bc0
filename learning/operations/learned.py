"""By which of two doors a proposal may be said to have been learned."""

from app.refusals import Invalid
from learning.effect import Verdict
from learning.lifecycle.proposals import Door, ProposalStep
from learning.models.proposals import Proposal
from learning.queries.figures import last_verdict
from learning.queries.practice import doors_of, open_round

NOT_LEARNED = (ProposalStep.NOT_PROVE, ProposalStep.NOT_MEASURE)


def door_of(proposal: Proposal, step: ProposalStep) -> Door | None:
    """The door by which this step says that a proposal was learned; a refusal when it may not.

    A fall that others may read of goes first, else the answers of practice. What stands open may
    not be left unsaid, and while practice is being asked nothing else is concluded. Other steps
    claim nothing and have no door.
    """
    if step is ProposalStep.PROVE:
        return _open_door(proposal)
    if step in NOT_LEARNED:
        _refuse_while_open(proposal)
    if step is ProposalStep.NOT_PROVE:
        _refuse_when_early(proposal)
    return None


def _open_door(proposal: Proposal) -> Door:
    doors = doors_of(proposal)
    if not doors:
        raise Invalid(
            "De cijfers tonen geen daling die we mogen laten zien, en de praktijk heeft het niet "
            "bevestigd. Wacht op de volgende meting, of kies iets anders."
        )
    return doors[0]


def _refuse_while_open(proposal: Proposal) -> None:
    doors = doors_of(proposal)
    if Door.FIGURES in doors:
        raise Invalid("De cijfers tonen een daling. Kies 'Effect aangetoond'.")
    if Door.PRACTICE in doors:
        raise Invalid("De praktijk heeft het effect bevestigd. Kies 'Effect aangetoond'.")
    if open_round(proposal) is not None:
        raise Invalid(
            "Collega's kunnen nu antwoorden op de vraag of het nog knelt. Wacht tot dat voorbij is."
        )


def _refuse_when_early(proposal: Proposal) -> None:
    """A fall that may not be shown to others is still no ground to say that there is none."""
    measured = last_verdict(proposal)
    if measured is None or measured.verdict is Verdict.TOO_EARLY:
        raise Invalid(
            "Het is nog te vroeg. Wacht tot er na de verandering twee hele kwartalen voorbij zijn."
        )
    if measured.verdict is Verdict.FALL_SHOWN:
        raise Invalid(
            "De aantallen zijn te klein om te tonen. Kies 'Doorgevoerd, niet meetbaar', of wacht."
        )
