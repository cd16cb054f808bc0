"""The forms of planning a session."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, TimeField
from wtforms.validators import NumberRange

from app.clock import AMSTERDAM
from app.web.forms import LineField, PickField, PlainForm, at_most, filled
from cases.doorbraak.operations.sessions import SessionPlan
from cases.forms.share import TickField

LONGEST_SESSION = 600


class PlanSessionForm(PlainForm):
    """When, where and with whom."""

    day = DateField(_l("Dag"), [filled(_l("Kies een dag."))])
    time = TimeField(_l("Begintijd"), [filled(_l("Vul een begintijd in, bijvoorbeeld 13:30."))])
    minutes = IntegerField(
        _l("Hoeveel minuten?"),
        [
            filled(_l("Vul in hoeveel minuten de sessie duurt.")),
            NumberRange(1, LONGEST_SESSION, _l("Kies tussen 1 en 600 minuten.")),
        ],
        default=90,
    )
    place = LineField(
        _l("Plaats of link"),
        [filled(_l("Vul in waar de sessie is, of een link.")), at_most(300)],
    )
    participants = TickField(_l("Wie doen mee?"))

    def plan(self) -> SessionPlan:
        """The moment in the Netherlands, and the rest."""
        assert self.day.data is not None
        assert self.time.data is not None
        starts_at = datetime.combine(self.day.data, self.time.data, AMSTERDAM)
        return SessionPlan(starts_at, self.minutes.data or 0, self.place.data or "")


class AgendaForm(PlainForm):
    """A case that goes on the agenda."""

    offer = PickField(_l("Welke casus?"), message=_l("Kies een casus."))
    minutes = IntegerField(
        _l("Hoeveel minuten?"),
        [
            filled(_l("Vul in hoeveel minuten je voor deze casus neemt.")),
            NumberRange(1, LONGEST_SESSION, _l("Kies tussen 1 en 600 minuten.")),
        ],
        default=45,
    )


class ParticipantsForm(PlainForm):
    """Who sit in."""

    participants = TickField(_l("Wie doen mee?"))
