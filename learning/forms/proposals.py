"""The forms of a proposal: writing it, taking a step with it, handing out an action."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.validators import InputRequired

from app.people.models import Person
from app.web.forms import (
    ChoiceField,
    LineField,
    ParagraphField,
    PickField,
    PlainForm,
    at_most,
    filled,
)
from learning.forms.parts import person_choices
from learning.models.patterns import Pattern
from learning.models.proposals import (
    LEVEL_LABELS,
    PRIORITY_LABELS,
    STRENGTH_LABELS,
    Level,
    Priority,
    Proposal,
    Strength,
)
from learning.operations.proposals import TEXT_FIELDS, ProposalDetails

TEXT_LENGTH = 8_000


def _text(label: Any, length: int = TEXT_LENGTH, *rules: Any) -> ParagraphField:
    return ParagraphField(label, [*rules, at_most(length)])


class ProposalForm(PlainForm):
    """A proposal, from what goes wrong to what it asks."""

    title = LineField(
        _l("Titel"), [filled(_l("Vul een titel in: wat wil je veranderen?")), at_most(150)]
    )
    patterns = SelectMultipleField(_l("Uit welk patroon komt dit voorstel?"))
    problem = _text(_l("Wat gaat er mis?"), TEXT_LENGTH, filled(_l("Schrijf op wat er misgaat.")))
    evidence = _text(_l("Waaruit blijkt dat?"))
    proposed_change = _text(
        _l("Wat moet er veranderen?"),
        TEXT_LENGTH,
        filled(_l("Schrijf op wat er moet veranderen.")),
    )
    level = PickField(
        _l("Waar zit de verandering?"),
        choices=[(one.value, word) for one, word in LEVEL_LABELS.items()],
        validators=[InputRequired(_l("Kies waar de verandering zit."))],
    )
    strength = PickField(
        _l("Hoe goed houdt de verandering stand?"),
        choices=[(one.value, word) for one, word in STRENGTH_LABELS.items()],
        validators=[InputRequired(_l("Kies hoe goed de verandering standhoudt."))],
    )
    priority = PickField(
        _l("Hoeveel haast heeft het?"),
        choices=[(one.value, word) for one, word in PRIORITY_LABELS.items()],
        default=Priority.NORMAL.value,
    )
    expected_effect = _text(_l("Wat merken mensen ervan?"))
    capacity_asked = LineField(_l("Welke capaciteit vraag je?"), [at_most(200)])
    owner = ChoiceField(_l("Wie is eigenaar?"), [])

    def offer(self, patterns: Sequence[Pattern], people: Sequence[Person]) -> None:
        """Fill the lists of the organisation."""
        self.patterns.choices = [(one.public_id, f"{one.number}. {one.title}") for one in patterns]
        self.owner.choices = person_choices(people)

    def details(self) -> ProposalDetails:
        """What was filled in, in the words of the domain."""
        return ProposalDetails(
            title=self.title.data or "",
            problem=self.problem.data or "",
            evidence=self.evidence.data or "",
            proposed_change=self.proposed_change.data or "",
            level=Level(self.level.data),
            strength=Strength(self.strength.data),
            priority=Priority(self.priority.data),
            expected_effect=self.expected_effect.data or "",
            capacity_asked=self.capacity_asked.data or "",
        )

    @staticmethod
    def values_of(proposal: Proposal) -> dict[str, Any]:
        """A proposal as the form shows it."""
        values: dict[str, Any] = {name: getattr(proposal, name) for name in TEXT_FIELDS}
        return values | {
            "level": proposal.level.value,
            "strength": proposal.strength.value,
            "priority": proposal.priority.value,
            "patterns": [one.public_id for one in proposal.patterns],
            "owner": proposal.owner.public_id if proposal.owner else "",
        }
