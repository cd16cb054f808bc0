"""The forms of taking a step with a proposal, and of handing out an action."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
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
from learning.forms.parts import DayField, person_choices
from learning.lifecycle.proposals import STEP_CHOICES, ProposalStep
from learning.models.proposals import Proposal
from learning.operations.decisions import Addressed, Decision

REASON_LENGTH = 4_000

# Which fields a step asks for besides a reason; the others are not on the page.
NEEDS: dict[ProposalStep, tuple[str, ...]] = {
    ProposalStep.ACCEPT: ("capacity",),
    ProposalStep.DEFER: ("until",),
    ProposalStep.FORWARD: ("addressee", "reference", "answer_by"),
    ProposalStep.IMPLEMENT: ("changed_on",),
    ProposalStep.MERGE: ("into",),
}


class DecideForm(PlainForm):
    """The step to take now, with the fields that the possible steps need."""

    step = PickField(
        _l("Wat is de beslissing?"), validators=[InputRequired(_l("Kies wat er gebeurt."))]
    )
    reason = ParagraphField(_l("Reden"), [at_most(REASON_LENGTH)])
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
        if "addressee" in given:
            name, reference = given.pop("addressee"), given.pop("reference")
            sent = Addressed(name or "", given.pop("answer_by"), reference=reference or "")
            given["addressees"] = (sent,)
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
