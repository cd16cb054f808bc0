"""The forms of planning a session."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import Field, IntegerField, TimeField
from wtforms.validators import InputRequired, NumberRange, StopValidation

from app.clock import AMSTERDAM
from app.people.models import Person
from app.refusals import Invalid
from app.web.forms import ChoiceField, DayField, LineField, PickField, PlainForm, at_most, filled
from cases.doorbraak.models.session import DoorbraakSession
from cases.doorbraak.operations.planning import MOST_STEP_DAYS, SessionPlan
from cases.doorbraak.terms import SessionForm, SessionMode
from cases.forms.share import TickField
from cases.terms import NameShownTo, choices

LONGEST_SESSION = 600
USUAL_MINUTES, USUAL_STEP_DAYS = 90, 2
YES, NO = "yes", "no"


class OnlyIn:
    """A field that counts in one mode; in the other nobody looks at what stands in it."""

    def __init__(self, mode: SessionMode, message: Any) -> None:
        self.mode, self.needed = mode, InputRequired(message)

    def __call__(self, form: Any, field: Field) -> None:
        """Ask for it, or leave it out of sight."""
        if form.mode.data != self.mode.value:
            field.errors = []
            raise StopValidation
        self.needed(form, field)


class PlanForm(PlainForm):
    """When, where and how."""

    mode = PickField(
        _l("Hoe doen jullie de sessie?"),
        choices=[
            (SessionMode.TOGETHER.value, _l("Samen, op één moment")),
            (SessionMode.SPREAD.value, _l("Verspreid over een paar dagen")),
        ],
        default=SessionMode.TOGETHER.value,
    )
    step_days = IntegerField(
        _l("Hoeveel werkdagen per stap?"),
        [
            OnlyIn(SessionMode.SPREAD, _l("Vul in hoeveel werkdagen een stap open is.")),
            NumberRange(1, MOST_STEP_DAYS, _l("Kies tussen 1 en 10 werkdagen per stap.")),
        ],
        default=USUAL_STEP_DAYS,
    )
    day = DayField(_l("Dag"), [filled(_l("Kies een dag."))])
    time = TimeField(_l("Begintijd"), [filled(_l("Vul een begintijd in, bijvoorbeeld 13:30."))])
    minutes = IntegerField(
        _l("Hoeveel minuten?"),
        [
            OnlyIn(SessionMode.TOGETHER, _l("Vul in hoeveel minuten de sessie duurt.")),
            NumberRange(1, LONGEST_SESSION, _l("Kies tussen 1 en 600 minuten.")),
        ],
        default=USUAL_MINUTES,
    )
    place = LineField(
        _l("Plaats of link"),
        [
            OnlyIn(SessionMode.TOGETHER, _l("Vul in waar de sessie is, of een link.")),
            at_most(300),
        ],
    )
    form = PickField(
        _l("Hoe bespreken jullie een casus?"),
        choices=[
            (SessionForm.SHORT.value, _l("Kort: vier stappen, een kwartier per casus")),
            (
                SessionForm.EXTENDED.value,
                _l("Uitgebreid: zeven stappen, drie kwartier per casus"),
            ),
        ],
        default=SessionForm.SHORT.value,
    )
    substitute = ChoiceField(_l("Wie neemt het over als de begeleider uitvalt?"), [])

    def offer_substitutes(self, people: Sequence[Person]) -> None:
        """Who can be named; nobody is a choice too."""
        named = [(person.public_id, person.name) for person in people]
        self.substitute.choices = [("", _l("Niemand")), *named]

    def chosen_substitute(self, people: Sequence[Person]) -> Person | None:
        """Who was named."""
        return next((one for one in people if one.public_id == self.substitute.data), None)

    def plan(self) -> SessionPlan:
        """The moment in the Netherlands, and the rest."""
        assert self.day.data is not None
        assert self.time.data is not None
        mode = SessionMode(self.mode.data)
        spread = mode is SessionMode.SPREAD
        return SessionPlan(
            datetime.combine(self.day.data, self.time.data, AMSTERDAM),
            USUAL_MINUTES if spread else self.minutes.data or 0,
            self.place.data or "",
            SessionForm(self.form.data),
            mode,
            (self.step_days.data or 0) if spread else USUAL_STEP_DAYS,
        )


class PlanSessionForm(PlanForm):
    """A new session, with who sit in."""

    participants = TickField(_l("Wie doen mee?"))


def values_of(session: DoorbraakSession) -> dict[str, object]:
    """What stands in the form of a session that is planned already."""
    starts_at = session.starts_at.astimezone(AMSTERDAM)
    return {
        "day": starts_at.date(),
        "time": starts_at.time().replace(tzinfo=None),
        "minutes": session.minutes,
        "place": session.place,
        "form": session.form.value,
        "mode": session.mode.value,
        "step_days": session.step_days,
        "substitute": session.substitute.public_id if session.substitute else "",
    }


class AgendaForm(PlainForm):
    """A case that goes on the agenda."""

    offer = PickField(_l("Welke casus?"), message=_l("Kies een casus."))
    minutes = IntegerField(
        _l("Hoeveel minuten?"),
        [
            filled(_l("Vul in hoeveel minuten je voor deze casus neemt.")),
            NumberRange(1, LONGEST_SESSION, _l("Kies tussen 1 en 600 minuten.")),
        ],
    )


class ArrangeForm(PlainForm):
    """The agenda as a list: its order as the page had it, and minutes beside each case."""

    @property
    def order(self) -> list[str]:
        """The cases from first to last."""
        return request.form.getlist("order")

    @property
    def typed(self) -> dict[str, str]:
        """What stood in the field of each case."""
        return {key: request.form.get(f"minutes-{key}", "").strip() for key in self.order}

    def minutes(self) -> dict[str, int]:
        """The same as numbers. Raises Invalid for what is none."""
        if not all(words.isascii() and words.isdigit() for words in self.typed.values()):
            raise Invalid("Vul bij elke casus een aantal minuten in, als heel getal.")
        return {key: int(words[:6]) for key, words in self.typed.items()}


class ParticipantsForm(PlainForm):
    """Who sit in."""

    participants = TickField(_l("Wie doen mee?"))


class AttendanceForm(PlainForm):
    """Whether the reporter comes, and with their name or not."""

    comes = PickField(
        _l("Kom je erbij als je casus wordt besproken?"),
        choices=[(YES, _l("Ja, ik kom")), (NO, _l("Nee, bespreek de casus zonder mij"))],
        message=_l("Kies of je erbij komt."),
        default="",
    )
    name_shown_to = PickField(_l("Wie ziet jouw naam erbij?"), choices=choices(NameShownTo))
