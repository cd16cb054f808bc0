"""The forms of a review: perspective, way, agreement, lesson."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField

from app.web.forms import (
    ChoiceField,
    LineField,
    ParagraphField,
    PickField,
    PlainForm,
    at_most,
    filled,
)
from cases.doorbraak.operations.review import (
    AgreementDetails,
    LessonDetails,
    PerspectiveDetails,
    WayDetails,
)
from cases.doorbraak.terms import LessonKind, Value, choices

TEXT_LENGTH = 4_000


class PerspectiveForm(PlainForm):
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
        )


class WayForm(PlainForm):
    """The way that was chosen."""

    text = ParagraphField(
        _l("Wat is de doorbraak?"),
        [filled(_l("Schrijf op welke weg jullie kiezen.")), at_most(TEXT_LENGTH)],
    )
    dissent = ParagraphField(_l("Wie zag het anders, en waarom?"), [at_most(TEXT_LENGTH)])

    def details(self) -> WayDetails:
        """What was filled in."""
        return WayDetails(self.text.data or "", self.dissent.data or "")


class AgreementForm(PlainForm):
    """Who does what by when."""

    holder = ChoiceField(_l("Wie?"), [], validators=[filled(_l("Kies wie dit doet."))])
    what = LineField(_l("Wat?"), [filled(_l("Schrijf op wat er gebeurt.")), at_most(500)])
    due_on = DateField(_l("Wanneer klaar?"), [filled(_l("Kies een dag."))])

    def details(self) -> AgreementDetails:
        """What was filled in."""
        assert self.due_on.data is not None
        return AgreementDetails(self.what.data or "", self.due_on.data)


class LessonForm(PlainForm):
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
    also_for = LineField(_l("Voor wie geldt dit nog meer?"), [at_most(300)])

    def details(self) -> LessonDetails:
        """What was filled in."""
        return LessonDetails(
            self.text.data or "", LessonKind(self.kind.data), self.also_for.data or ""
        )
