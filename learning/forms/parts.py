"""Fields that several forms of learning share."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField

from app.people.models import Person


class DayField(DateField):
    """A day, with a message that says what to do about a wrong one."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day that a browser sends."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(gettext("Vul een datum in, zoals 21-11-2026.")) from error


def person_choices(people: Sequence[Person]) -> list[tuple[str, Any]]:
    """People by name, or nobody."""
    return [("", _l("Maak een keuze")), *((one.public_id, one.name) for one in people)]
