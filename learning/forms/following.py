"""The forms around a decision: a second manager, an answer from elsewhere, actions, merging."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.validators import InputRequired, Optional

from app.people.models import Person
from app.web.forms import (
    ChoiceField,
    DayField,
    LineField,
    ParagraphField,
    PickField,
    PlainForm,
    at_most,
    filled,
)
from learning.forms.parts import person_choices
from learning.models.patterns import Pattern
from learning.models.proposals import ANSWER_LABELS, AddresseeAnswer, Proposal
from learning.operations.actions import LONGEST_PROGRESS
from learning.operations.addressees import Answer

REASON_LENGTH = 4_000
AGREE, DISAGREE = "agree", "disagree"
SECOND_LABELS = {
    AGREE: "Ik ben het ermee eens: zo doen we het",
    DISAGREE: "Ik ben het er niet mee eens",
}


class SecondForm(PlainForm):
    """Whether a second manager agrees."""

    answer = PickField(
        _l("Wat vind jij?"), list(SECOND_LABELS.items()), _l("Kies of je het ermee eens bent.")
    )
    reason = ParagraphField(_l("Waarom niet?"), [at_most(REASON_LENGTH)])

    @property
    def agrees(self) -> bool:
        """Whether this manager agrees."""
        return bool(self.answer.data == AGREE)


class AnswerForm(PlainForm):
    """What an addressee answered."""

    answer = PickField(
        _l("Wat is het antwoord?"),
        [(one.value, label) for one, label in ANSWER_LABELS.items()],
        _l("Kies wat het antwoord is."),
    )
    text = ParagraphField(_l("Wat schreven ze erbij?"), [at_most(REASON_LENGTH)])
    on = DayField(_l("Op welke dag kwam het antwoord?"), [Optional()])

    def given(self) -> Answer:
        """The answer as it was typed."""
        answer = AddresseeAnswer(self.answer.data) if self.answer.data else None
        return Answer(answer, self.text.data or "", self.on.data)


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


class ProgressForm(PlainForm):
    """How an action goes."""

    progress = ParagraphField(
        _l("Hoe gaat het?"),
        [filled(_l("Schrijf op hoe het gaat.")), at_most(LONGEST_PROGRESS)],
    )


class WordsForm(PlainForm):
    """Words to look for."""

    words = LineField(_l("Zoek op een woord uit de titel of de reden"), [at_most(200)])


class MergeForm(PlainForm):
    """In which proposal this one goes on, and why."""

    into = ChoiceField(
        _l("In welk voorstel gaat dit op?"),
        [],
        validators=[InputRequired(_l("Kies het voorstel waar dit in opgaat."))],
    )
    reason = ParagraphField(_l("Waarom horen ze bij elkaar?"), [at_most(REASON_LENGTH)])

    def offer(self, others: Sequence[Proposal]) -> None:
        """Fill the list of proposals."""
        self.into.choices = [
            ("", _l("Maak een keuze")),
            *((one.public_id, one.title) for one in others),
        ]

    def chosen(self, others: Sequence[Proposal]) -> Proposal | None:
        """The chosen proposal."""
        return next((one for one in others if one.public_id == self.into.data), None)


class PatternBoxes(SelectMultipleField):
    """Patterns to tick."""

    def pre_validate(self, form: Any) -> None:
        """What is not in the list is left out where the patterns are looked up."""
        del form


class SplitForm(PlainForm):
    """What a second draft is called, and which patterns it is about."""

    title = LineField(
        _l("Titel van het tweede voorstel"), [filled(_l("Vul een titel in.")), at_most(200)]
    )
    patterns = PatternBoxes(_l("Over welke patronen gaat het tweede voorstel?"))

    def offer(self, patterns: Sequence[Pattern]) -> None:
        """Fill the list of patterns."""
        self.patterns.choices = [(one.public_id, one.title) for one in patterns]

    def chosen(self, patterns: Sequence[Pattern]) -> list[Pattern]:
        """The ticked patterns."""
        return [one for one in patterns if one.public_id in (self.patterns.data or [])]
