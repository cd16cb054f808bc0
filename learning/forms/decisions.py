"""The form of taking a step with a proposal: one page, with for each step what it needs."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import InputRequired, Optional

from app.web.forms import (
    ChoiceField,
    DayField,
    LineField,
    ParagraphField,
    PickField,
    PlainForm,
    at_most,
)
from learning.lifecycle.proposals import STEP_CHOICES, ProposalStep
from learning.models.proposals import ADDRESSEE_LABELS, AddresseeKind
from learning.operations.decision_rules import (
    LONGEST_LINK,
    MOST_ADDRESSEES,
    Addressed,
    Decision,
)

REASON_LENGTH = 4_000
TOLD_LENGTH = 2_000
MORE = "more"

# Which fields a step asks for besides a reason; the addressees of forwarding have their own rows.
NEEDS: dict[ProposalStep, tuple[str, ...]] = {
    ProposalStep.ACCEPT: ("capacity",),
    ProposalStep.DEFER: ("until",),
    ProposalStep.IMPLEMENT: ("changed_on", "link", "version", "told_whom"),
}
ADDRESS = ("kind", "name", "reference", "sent_on", "answer_by")
# What the reason is called where one step alone can be taken.
REASON_LABELS = {
    ProposalStep.START: "Wil je er iets bij zeggen?",
    ProposalStep.FORWARD: "Wil je er iets bij zeggen?",
    ProposalStep.IMPLEMENT: "Wat is er veranderd?",
    ProposalStep.REVISE: "Wat is er nieuw?",
    ProposalStep.REFUSE_ELSEWHERE: "Waarom nemen zij het niet over?",
    ProposalStep.TAKE_UP_AGAIN: "Waaraan zie je dat het terugkomt?",
}


def _address_fields(place: int) -> dict[str, Any]:
    """The fields for one addressee; flat, so that each has an own message and an own name."""
    return {
        f"to_{place}_kind": ChoiceField(_l("Wat voor ontvanger is het?"), _kinds()),
        f"to_{place}_name": LineField(_l("Wie is de ontvanger?"), [at_most(200)]),
        f"to_{place}_reference": LineField(
            _l("Kenmerk van de brief of het bericht"), [at_most(200)]
        ),
        f"to_{place}_sent_on": DayField(_l("Wanneer is het verstuurd?"), [Optional()]),
        f"to_{place}_answer_by": DayField(_l("Wanneer verwacht je antwoord?"), [Optional()]),
    }


def _kinds() -> list[tuple[str, str]]:
    return [(one.value, label) for one, label in ADDRESSEE_LABELS.items()]


class AddressRows(PlainForm):
    """A form with rows for addressees; as many as were sent, and one more for the asking."""

    places: tuple[int, ...] = (0,)

    def row(self, place: int) -> dict[str, Any]:
        """The fields of one addressee by their short names, for the page."""
        return {name: self[f"to_{place}_{name}"] for name in ADDRESS}

    def addressed(self, place: int) -> Addressed:
        """One addressee as it was typed; without a kind it is another one."""
        given = {name: field.data for name, field in self.row(place).items()}
        return Addressed(
            given["name"] or "",
            given["answer_by"],
            AddresseeKind(given["kind"]) if given["kind"] else AddresseeKind.OTHER,
            reference=given["reference"] or "",
            sent_on=given["sent_on"],
        )

    def all_addressed(self) -> tuple[Addressed, ...]:
        """Every row in which something was typed; the first one always."""
        return tuple(
            self.addressed(place) for place in self.places if place == 0 or self._typed(place)
        )

    def keep_rows(self, count: int) -> None:
        """Leave so many rows on the page."""
        self.places = tuple(range(min(count, MOST_ADDRESSEES)))
        for place in range(len(self.places), MOST_ADDRESSEES):
            for name in ADDRESS:
                if f"to_{place}_{name}" in self:
                    del self[f"to_{place}_{name}"]

    def _typed(self, place: int) -> bool:
        return any(field.data for field in self.row(place).values())

    def _rows_sent(self) -> int:
        return sum(f"to_{place}_name" in request.form for place in range(MOST_ADDRESSEES))


for _place in range(MOST_ADDRESSEES):
    for _name, _field in _address_fields(_place).items():
        setattr(AddressRows, _name, _field)


class ForwardOnForm(AddressRows):
    """One more to whom a forwarded proposal goes."""

    def offer(self) -> None:
        """Leave one row."""
        self.keep_rows(1)


class DecideForm(AddressRows):
    """The step to take now, with the fields that the possible steps need."""

    seen = HiddenField()
    step = PickField(
        _l("Wat is de beslissing?"), validators=[InputRequired(_l("Kies wat er gebeurt."))]
    )
    capacity = LineField(_l("Welke capaciteit geef je?"), [at_most(200)])
    until = DayField(_l("Tot wanneer stel je uit?"), [Optional()])
    changed_on = DayField(_l("Op welke dag is het veranderd?"), [Optional()])
    link = LineField(_l("Waar is het na te lezen?"), [at_most(LONGEST_LINK)])
    version = LineField(_l("Welke versie van de werkinstructie is dit?"), [at_most(100)])
    told_whom = ParagraphField(_l("Wie weten het, en hoe hoorden zij het?"), [at_most(TOLD_LENGTH)])
    reason = ParagraphField(_l("Reden"), [at_most(REASON_LENGTH)])

    def offer(self, steps: Sequence[ProposalStep], mark: str, elsewhere: str = "") -> None:
        """Show the steps that can be taken now, and drop the fields that none of them needs.

        `elsewhere` is why others did not take it over: the reason to begin with, where that is the
        step to take.
        """
        if ProposalStep.REFUSE_ELSEWHERE in steps and not self.is_submitted():
            self.reason.data = elsewhere
        self.seen.data = self.seen.data or mark
        self.step.choices = [(one.value, _l(STEP_CHOICES[one])) for one in steps]
        if ProposalStep.ACCEPT not in steps:
            self.step.label.text = _l("Wat gebeurt er nu?")
        if len(steps) == 1:
            self.step.data = self.step.data or steps[0].value
            self.reason.label.text = _l(REASON_LABELS.get(steps[0], "Reden"))
        needed = {name for one in steps for name in NEEDS.get(one, ())}
        for name in {name for names in NEEDS.values() for name in names} - needed:
            del self[name]
        more = 1 if self.wants_more else 0
        self.keep_rows(max(self._rows_sent(), 1) + more if ProposalStep.FORWARD in steps else 0)

    @property
    def wants_more(self) -> bool:
        """Whether the button for one more addressee was pressed."""
        return MORE in request.form

    @property
    def typed_elsewhere(self) -> Iterator[str]:
        """The names of the fields that belong to another step than the chosen one."""
        chosen = NEEDS.get(ProposalStep(self.step.data), ())
        for names in NEEDS.values():
            yield from (name for name in names if name in self and name not in chosen)
        if self.step.data != ProposalStep.FORWARD:
            yield from (f"to_{place}_{name}" for place in self.places for name in ADDRESS)

    def validate(self, extra_validators: Any = None) -> bool:
        """Judge the chosen step; what is wrong with a field of another one does not matter.

        Who asks for one more row is not done yet: nothing is judged then.
        """
        if self.wants_more:
            return False
        sound = bool(super().validate(extra_validators))
        if self.step.errors:
            return sound
        for name in self.typed_elsewhere:
            self[name].errors = []
        return not self.errors

    def decision(self) -> Decision:
        """The step with what belongs to it; what was typed for another step is left out."""
        step = ProposalStep(self.step.data)
        given = {name: self[name].data or None for name in NEEDS.get(step, ())}
        texts = {name: value for name, value in given.items() if value is not None}
        if step is ProposalStep.FORWARD:
            texts["addressees"] = self.all_addressed()
        return Decision(step, reason=self.reason.data or "", **texts)
