"""The two forms of quick capture: the text, and what was accepted of what it suggests."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectMultipleField
from wtforms.validators import DataRequired, Optional

from app.web.forms import DayField, LineField, ParagraphField, PickField, PlainForm, at_most
from cases.forms.log import TEXT_LENGTH, TITLE_LENGTH
from cases.terms import Kind, Stage, choices

QUESTIONS = {
    Kind.PINCHES.value: _l("Wat gaf je buikpijn?"),
    Kind.GOOD_EXAMPLE.value: _l("Wat ging er goed?"),
}


class CaptureForm(PlainForm):
    """One text and nothing else that must be filled in.

    What was set before (the procedure of the address, a title and ticks of the second page) goes
    along in hidden fields, so that going back to the text loses nothing.
    """

    submission_key = HiddenField()
    draft_version = HiddenField()
    procedure = HiddenField()
    title = HiddenField()
    needed_by = HiddenField()
    accepted = HiddenField()
    situation = ParagraphField(
        QUESTIONS[Kind.PINCHES.value],
        [DataRequired(_l("Vertel in een paar zinnen wat er gebeurde.")), at_most(TEXT_LENGTH)],
        render_kw={"enterkeyhint": "enter", "autocapitalize": "sentences"},
    )
    kind = PickField(
        _l("Wat voor casus is het?"),
        choices=choices(Kind),
        default=Kind.PINCHES.value,
        validators=[Optional()],
    )
    stage = PickField(
        _l("Hoe staat het ermee?"),
        choices=choices(Stage),
        default=Stage.SOLVED.value,
        validators=[Optional()],
    )

    def ask(self) -> None:
        """Put the question that fits the kind: a good example gave nobody a stomach ache."""
        self.situation.label.text = QUESTIONS.get(
            self.kind.data or "", QUESTIONS[Kind.PINCHES.value]
        )

    @property
    def plain(self) -> bool:
        """Whether kind and stage are what most cases are, so that they need no attention."""
        usual = (Kind.PINCHES.value, Stage.SOLVED.value)
        return (self.kind.data or usual[0], self.stage.data or usual[1]) == usual


class SuggestionsForm(PlainForm):
    """A title, and the marks of what was offered and of what was accepted of it."""

    title = LineField(
        _l("Titel"),
        [
            DataRequired(_l("Vul een titel in: in één zin wat er speelde.")),
            at_most(TITLE_LENGTH),
        ],
        render_kw={"enterkeyhint": "done"},
    )
    needed_by = DayField(_l("Wanneer moet er een oplossing zijn?"), [Optional()])
    # The lists are checked where the marks are read: what is not in them any more is passed over.
    accepted = SelectMultipleField(choices=[], validate_choice=False)
    offered = SelectMultipleField(choices=[], validate_choice=False)

    def marks(self, everything: bool) -> list[str]:
        """What was accepted: what is ticked, or all that the page had offered."""
        return list((self.offered if everything else self.accepted).data or [])
