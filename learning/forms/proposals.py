"""The forms of a proposal: writing it, taking a step with it, handing out an action."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectMultipleField
from wtforms.validators import InputRequired, Optional

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
from learning.lifecycle.proposals import STEP_CHOICES, ProposalStep
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
from learning.operations.decisions import Decision
from learning.operations.proposals import TEXT_FIELDS, ProposalDetails

TEXT_LENGTH = 8_000
REASON_LENGTH = 4_000

# Which fields a step asks for besides a reason; the others are not on the page.
NEEDS: dict[ProposalStep, tuple[str, ...]] = {
    ProposalStep.ACCEPT: ("capacity",),
    ProposalStep.DEFER: ("until",),
    ProposalStep.FORWARD: ("addressee", "reference", "answer_by"),
    ProposalStep.IMPLEMENT: ("changed_on",),
    ProposalStep.MERGE: ("into",),
}


class DayField(DateField):
    """A day, with a message that says what to do about a wrong one."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day that a browser sends."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(gettext("Vul een datum in, zoals 21-11-2026.")) from error


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


class DecideForm(PlainForm):
    """The step to take now, with the fields that the possible steps need."""

    step = PickField(
        _l("Wat is de beslissing?"), validators=[InputRequired(_l("Kies wat er gebeurt."))]
    )
    reason = _text(_l("Reden"), REASON_LENGTH)
    capacity = LineField(_l("Welke capaciteit geef je?"), [at_most(200)])
    until = DayField(_l("Tot wanneer stel je uit?"), [Optional()])
    addressee = LineField(_l("Aan wie geleid je door?"), [at_most(200)])
    reference = LineField(_l("Kenmerk van de brief of het bericht"), [at_most(200)])
    answer_by = DayField(_l("Wanneer verwacht je antwoord?"), [Optional()])
    changed_on = DayField(_l("Op welke dag is het veranderd?"), [Optional()])
    into = ChoiceField(_l("In welk voorstel gaat dit op?"), [])

    def offer(self, steps: Sequence[ProposalStep], others: Sequence[Proposal]) -> None:
        """Show the steps that can be taken now, and drop the fields that none of them needs."""
        self.step.choices = [(one.value, _l(STEP_CHOICES[one])) for one in steps]
        self.into.choices = [
            ("", _l("Maak een keuze")),
            *((one.public_id, one.title) for one in others),
        ]
        needed = {name for one in steps for name in NEEDS.get(one, ())}
        for name in {name for names in NEEDS.values() for name in names} - needed:
            del self[name]

    def decision(self, others: Sequence[Proposal]) -> Decision:
        """The step with what belongs to it; what was typed for another step is left out."""
        step = ProposalStep(self.step.data)
        given = {name: self[name].data for name in NEEDS.get(step, ())}
        if "into" in given:
            chosen = [one for one in others if one.public_id == given["into"]]
            given["into"] = chosen[0] if chosen else None
        return Decision(step, reason=self.reason.data or "", **given)


class ActionForm(PlainForm):
    """Something that has to be done."""

    text = LineField(
        _l("Wat moet er gebeuren?"),
        [filled(_l("Schrijf op wat er moet gebeuren.")), at_most(500)],
    )
    holder = ChoiceField(
        _l("Wie doet het?"), [], validators=[InputRequired(_l("Kies wie het doet."))]
    )
    due_on = DayField(_l("Wanneer is het klaar?"), [Optional()])

    def offer(self, people: Sequence[Person]) -> None:
        """Fill the list of people."""
        self.holder.choices = person_choices(people)


def person_choices(people: Sequence[Person]) -> list[tuple[str, Any]]:
    """People by name, or nobody."""
    return [("", _l("Maak een keuze")), *((one.public_id, one.name) for one in people)]
