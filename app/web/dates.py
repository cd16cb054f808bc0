"""Dates as people read them, in the time of Amsterdam: 21 november 2026."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_babel import format_date, format_datetime

ZONE = ZoneInfo("Europe/Amsterdam")


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
