"""Dates as people read them, in the time of Amsterdam: 21 november 2026."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_babel import format_date, format_datetime, gettext

ZONE = ZoneInfo("Europe/Amsterdam")
PERIOD = re.compile(r"([1-4])e (kwartaal|halfjaar) ([0-9]{4})")


def show_date(value: date | datetime | None) -> str:
    """21 november 2026."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(ZONE).date()
    return str(format_date(value, "d MMMM y"))


def show_moment(value: datetime | None) -> str:
    """21 november 2026 14:05."""
    if value is None:
        return ""
    return str(
        format_datetime(value.astimezone(ZONE).replace(tzinfo=None), "d MMMM y HH:mm", False)
    )


def show_until(value: datetime | None) -> str:
    """vrijdag 27 november 17.00 uur."""
    if value is None:
        return ""
    local = value.astimezone(ZONE).replace(tzinfo=None)
    day = str(format_date(local.date(), "EEEE d MMMM"))
    return str(gettext("%(day)s %(time)s uur", day=day, time=f"{local:%H.%M}"))


def show_period(label: str) -> str:
    """A quarter or a half-year, from its Dutch name: 4e kwartaal 2026."""
    found = PERIOD.fullmatch(label)
    if found is None:
        return label
    number, kind, year = found.groups()
    if kind == "kwartaal":
        return str(gettext("%(number)se kwartaal %(year)s", number=number, year=year))
    return str(gettext("%(number)se halfjaar %(year)s", number=number, year=year))
