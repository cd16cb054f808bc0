"""The form of writing a proposal, and the one of submitting it."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, Optional

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
from cases.models.lists import Bouwsteen
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
from learning.operations.proposals import (
    LEAST_FALL,
    MOST_FALL,
    TEXT_FIELDS,
    ProposalDetails,
)

TEXT_LENGTH = 8_000
WRONG_PERCENT = _l("Vul een heel getal in van 5 tot en met 100, of niets.")


def _text(label: Any, length: int = TEXT_LENGTH, *rules: Any) -> ParagraphField:
    return ParagraphField(label, [*rules, at_most(length)])


class PercentField(IntegerField):
    """A whole number of percents, with or without its sign."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read a number; what is none gets a message that says what to do."""
        typed = (valuelist[0] if valuelist else "").strip().removesuffix("%").strip()
        self.data = None
        if not typed:
            return
        try:
            self.data = int(typed)
        except ValueError as error:
            raise ValueError(
                gettext("Vul een heel getal in van 5 tot en met 100, of niets.")
            ) from error


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
    bouwstenen = SelectMultipleField(_l("Aan welke bouwstenen raakt dit?"))
    expected_effect = _text(_l("Wat merken mensen ervan?"))
    expected_fall = PercentField(
        _l("Hoeveel procent minder nieuwe casussen verwacht je?"),
        [Optional(), NumberRange(LEAST_FALL, MOST_FALL, WRONG_PERCENT)],
    )
    priority = PickField(
        _l("Hoeveel haast heeft het?"),
        choices=[(one.value, word) for one, word in PRIORITY_LABELS.items()],
        default=Priority.NORMAL.value,
    )
    # Shorter than their columns: a name that is replaced later may grow.
    capacity_asked = LineField(_l("Welke capaciteit vraag je?"), [at_most(180)])
    costs = LineField(_l("Wat kost het?"), [at_most(400)])
    owner = ChoiceField(_l("Wie is eigenaar?"), [])

    def offer(
        self,
        patterns: Sequence[Pattern],
        people: Sequence[Person],
        bouwstenen: Iterable[Bouwsteen],
    ) -> None:
        """Fill the lists of the organisation."""
        self.patterns.choices = [(one.public_id, f"{one.number}. {one.title}") for one in patterns]
        self.bouwstenen.choices = [(one.public_id, one.name) for one in bouwstenen]
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
            expected_fall=self.expected_fall.data,
            capacity_asked=self.capacity_asked.data or "",
            costs=self.costs.data or "",
        )

    def take(self, sentence: str) -> None:
        """Put a sentence at the end of what was typed as evidence, once."""
        typed = self.evidence.data or ""
        if sentence not in typed:
            self.evidence.data = f"{typed.rstrip()}\n\n{sentence}".strip()

    @staticmethod
    def values_of(proposal: Proposal) -> dict[str, Any]:
        """A proposal as the form shows it."""
        values: dict[str, Any] = {name: getattr(proposal, name) for name in TEXT_FIELDS}
        return values | {
            "level": proposal.level.value,
            "strength": proposal.strength.value,
            "priority": proposal.priority.value,
            "expected_fall": proposal.expected_fall,
            "patterns": [one.public_id for one in proposal.patterns],
            "bouwstenen": [one.public_id for one in proposal.bouwstenen],
            "owner": proposal.owner.public_id if proposal.owner else "",
        }


class SubmitForm(PlainForm):
    """The press by which a proposal is laid before the manager."""
