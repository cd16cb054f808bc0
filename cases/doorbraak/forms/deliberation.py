"""The forms of thinking aloud: notes of the reporter, questions, answers, options, arguments."""

from flask_babel import lazy_gettext as _l

from app.web.forms import ChoiceField, LineField, ParagraphField, PickField, at_most, filled
from cases.doorbraak.forms.noting import NoteForm, VersionedForm
from cases.doorbraak.operations.deliberation import ArgumentDetails
from cases.doorbraak.terms import TestStep, choices

LINE_LENGTH = 500
TEXT_LENGTH = 4_000
FOR, AGAINST = "for", "against"


class CaseNoteForm(NoteForm):
    """What the reporter adds to a case."""

    text = ParagraphField(
        _l("Wat wil je toevoegen?"),
        [filled(_l("Schrijf wat de anderen nog moeten weten.")), at_most(TEXT_LENGTH)],
    )


class QuestionForm(NoteForm):
    """A question that makes a case clearer."""

    text = LineField(
        _l("Wat wil je weten?"), [filled(_l("Schrijf je vraag op.")), at_most(LINE_LENGTH)]
    )


class AnswerForm(VersionedForm):
    """The answer to it."""

    answer = ParagraphField(
        _l("Antwoord"), [filled(_l("Schrijf het antwoord op.")), at_most(TEXT_LENGTH)]
    )


class OptionForm(VersionedForm):
    """A way that could be gone."""

    text = LineField(
        _l("Wat zou je kunnen doen?"),
        [filled(_l("Schrijf de optie in één zin op.")), at_most(LINE_LENGTH)],
    )


class ArgumentForm(NoteForm):
    """What speaks for an option or against it."""

    step = ChoiceField(
        _l("Bij welke stap van de omgekeerde toets?"),
        choices(TestStep),
        validators=[filled(_l("Kies een stap."))],
    )
    side = PickField(
        _l("Pleit dit ervoor of ertegen?"),
        [(FOR, _l("ervoor")), (AGAINST, _l("ertegen"))],
        _l("Kies ervoor of ertegen."),
    )
    text = LineField(
        _l("Wat is het argument?"),
        [filled(_l("Schrijf het argument in één zin op.")), at_most(LINE_LENGTH)],
    )

    def details(self) -> ArgumentDetails:
        """What was filled in."""
        favours = self.side.data == FOR
        return ArgumentDetails(self.text.data or "", TestStep(self.step.data), favours)
