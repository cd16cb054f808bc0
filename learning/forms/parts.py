"""Fields that several forms of learning share."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from app.people.models import Person


def person_choices(people: Sequence[Person]) -> list[tuple[str, Any]]:
    """People by name, or nobody."""
    return [("", _l("Maak een keuze")), *((one.public_id, one.name) for one in people)]
