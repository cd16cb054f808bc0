"""What is complete in a draft and what is still missing, before it is laid before a manager."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from learning.lifecycle.patterns import PUBLIC_STATES
from learning.models.proposals import Proposal
from learning.operations.versions import Obstacle
from learning.queries.versions import TEXT_LABELS


@dataclass(frozen=True)
class Part:
    """A part of a proposal: its field on the form, whether it is there, and what helps."""

    field: str
    label: str
    done: bool
    advice: str = ""


@dataclass(frozen=True)
class Readiness:
    """What stops a draft, and which parts it has; only obstacles keep it from being submitted."""

    obstacles: Sequence[Obstacle]
    labels: dict[str, str]
    parts: list[Part]

    @property
    def missing(self) -> list[Part]:
        """What would make the proposal stronger."""
        return [one for one in self.parts if not one.done]

    @property
    def is_free(self) -> bool:
        """Whether nothing stops it but words of which the writer can say that they are nobody's."""
        return all(one.personal for one in self.obstacles)


def readiness_of(proposal: Proposal, obstacles: Sequence[Obstacle]) -> Readiness:
    """Go through a draft part by part."""
    published = all(one.state in PUBLIC_STATES for one in proposal.patterns)
    parts = [
        Part(
            "patterns",
            _("Het patroon is gepubliceerd"),
            published,
            _("De manager leest alleen gepubliceerde patronen. Publiceer het patroon eerst."),
        ),
        Part(
            "evidence",
            _("Er staat waaruit het blijkt"),
            bool(proposal.evidence),
            _("Neem zinnen over die klaarstaan op het formulier."),
        ),
        Part(
            "expected_effect",
            _("Er staat wat mensen ervan merken"),
            bool(proposal.expected_effect),
            _("Zeg wat er voor inwoners en collega's anders wordt."),
        ),
        Part(
            "expected_fall",
            _("Er is een verwachte daling"),
            proposal.expected_fall is not None,
            _("Met een percentage is later te zeggen of het werkte."),
        ),
        Part(
            "bouwstenen",
            _("De bouwstenen zijn gekozen"),
            bool(proposal.bouwstenen),
            _("Dan staat het voorstel ook bij die bouwsteen."),
        ),
        Part(
            "capacity_asked",
            _("Er staat welke capaciteit je vraagt"),
            bool(proposal.capacity_asked),
            _("Een manager kan pas ja zeggen als duidelijk is hoeveel tijd het kost."),
        ),
        Part(
            "costs",
            _("Er staat wat het kost"),
            bool(proposal.costs),
            _("Een schatting is genoeg. Kost het niets, schrijf dat dan op."),
        ),
        Part(
            "owner",
            _("Er is een eigenaar"),
            proposal.owner is not None,
            _("Zonder eigenaar blijft een goed voorstel vaak liggen."),
        ),
    ]
    return Readiness(obstacles, {**TEXT_LABELS, "patterns": "Patronen"}, parts)
