"""The form of the moment at which a step closes."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from wtforms import TimeField

from app.clock import AMSTERDAM
from app.web.forms import DayField, PlainForm, filled


class ClosingForm(PlainForm):
    """A day and a time in the Netherlands."""

    day = DayField(_l("Op welke dag sluit de stap?"), [filled(_l("Kies een dag."))])
    time = TimeField(_l("Hoe laat?"), [filled(_l("Vul een tijd in, bijvoorbeeld 17:00."))])

    def closes_at(self) -> datetime:
        """That moment."""
        assert self.day.data is not None
        assert self.time.data is not None
        return datetime.combine(self.day.data, self.time.data, AMSTERDAM)


def closing_values(closes_at: datetime) -> dict[str, object]:
    """A moment as the fields of the form."""
    local = closes_at.astimezone(AMSTERDAM)
    return {"day": local.date(), "time": local.time().replace(tzinfo=None)}
