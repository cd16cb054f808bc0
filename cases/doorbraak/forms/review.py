"""The forms of a review: perspective, way, agreement, lesson."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms import ValidationError

from app.web.forms import (
    ChoiceField,
    DayField,
    LineField,
    ParagraphField,
    PickField,
    at_most,
    filled,
)
from cases.doorbraak.forms.noting import NoteForm, VersionedForm, WeightField
from cases.doorbraak.models.deliberation import Option
from cases.doorbraak.operations.review import (
    AgreementDetails,
    LessonDetails,
    PerspectiveDetails,
    WayDetails,
)
from cases.doorbraak.terms import LessonKind, Value, choices

TEXT_LENGTH = 4_000


class PerspectiveForm(VersionedForm):
    """How somebody looks at a case."""

    sees = ParagraphField(
        _l("Wat zie ik?"),
        [filled(_l("Schrijf in een paar zinnen wat je ziet.")), at_most(TEXT_LENGTH)],
    )
    weighs_most = PickField(
        _l("Welke waarde weegt hier het zwaarst?"),
        choices(Value),
        _l("Kies welke waarde het zwaarst weegt."),
    )
    legitimacy = WeightField(_l("Legitimiteit"))
    involvement = WeightField(_l("Betrokkenheid"))
    returns = WeightField(_l("Rendement"))
    would_do = ParagraphField(
        _l("Wat zou ik doen?"),
        [filled(_l("Schrijf in een paar zinnen wat jij zou doen.")), at_most(TEXT_LENGTH)],
    )
    must_change = ParagraphField(_l("Wat moet er in het systeem anders?"), [at_most(TEXT_LENGTH)])

    def details(self) -> PerspectiveDetails:
        """What was filled in, in the words of the domain."""
        return PerspectiveDetails(
            sees=self.sees.data or "",
            weighs_most=Value(self.weighs_most.data),
            would_do=self.would_do.data or "",
            must_change=self.must_change.data or "",
            legitimacy=self.legitimacy.data,
            involvement=self.involvement.data,
            returns=self.returns.data,
        )


class WayForm(VersionedForm):
    """The way that was chosen: an option, words of one's own, or both."""

    option = ChoiceField(_l("Is het een van de opties?"), [])
    text = ParagraphField(_l("Wat is de doorbraak?"), [at_most(TEXT_LENGTH)])
    dissent = ParagraphField(_l("Wie zag het anders, en waarom?"), [at_most(TEXT_LENGTH)])

    def validate_text(self, field: ParagraphField) -> None:
        """Words are needed where no option is chosen."""
        if not field.data and not self.option.data:
            raise ValidationError(_l("Schrijf op welke weg jullie kiezen."))

    def details(self, options: Mapping[str, Option]) -> WayDetails:
        """What was filled in; the choices of the form are among these options."""
        chosen = options.get(self.option.data or "")
        return WayDetails(self.text.data or "", self.dissent.data or "", chosen)


class AgreementForm(NoteForm):
    """Who does what by when."""

    holder = ChoiceField(_l("Wie?"), [], validators=[filled(_l("Kies wie dit doet."))])
    what = LineField(_l("Wat?"), [filled(_l("Schrijf op wat er gebeurt.")), at_most(500)])
    due_on = DayField(_l("Wanneer klaar?"), [filled(_l("Kies een dag."))])

    def details(self) -> AgreementDetails:
        """What was filled in."""
        assert self.due_on.data is not None
        return AgreementDetails(self.what.data or "", self.due_on.data)


class LessonForm(NoteForm):
    """What the case teaches."""

    text = ParagraphField(
        _l("Wat leren we?"), [filled(_l("Schrijf de les in een paar zinnen.")), at_most(2_000)]
    )
    kind = PickField(
        _l("Is dit incidenteel of structureel?"),
        choices(LessonKind),
        _l("Kies incidenteel of structureel."),
    )
    bouwsteen = ChoiceField(_l("Bij welke bouwsteen hoort dit?"), [], validate_choice=True)
    pinching_rule = LineField(_l("Welke regel knelt?"), [at_most(300)])
    also_for = LineField(_l("Voor wie geldt dit nog meer?"), [at_most(300)])

    def details(self) -> LessonDetails:
        """What was filled in."""
        return LessonDetails(
            self.text.data or "",
            LessonKind(self.kind.data),
            self.also_for.data or "",
            self.pinching_rule.data or "",
        )
