"""The calendar file of a session (iCalendar, RFC 5545 and 5546). Pure.

It carries the word 'Doorbraaksessie', the time, the place and one link. Calendars are shared with
secretaries and colleagues, so nothing in it tells which case, team or people it is about.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
)

from app.clock import AMSTERDAM

SUMMARY = "Doorbraaksessie"
PRODUCT = "-//Leerlus//Doorbraaksessies//NL"
WINTER, SUMMER = timedelta(hours=1), timedelta(hours=2)


class Method(StrEnum):
    """What a calendar should do with it: put it in, take it out, or merely show it."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


@dataclass(frozen=True)
class Meeting:
    """What a calendar is told. `key` with `host` is the same for ever; `sequence` only grows."""

    key: str
    host: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    place: str
    url: str
    sender: str
    written_at: datetime


def calendar_file(meeting: Meeting, method: Method) -> str:
    """The text of the file, with line ends as the standard wants them.

    A cancelled meeting keeps its time: some programs look it up by that.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method.value)
    calendar.add_component(_amsterdam())
    calendar.add_component(_event(meeting, method))
    text: bytes = calendar.to_ical()
    return text.decode()


def _event(meeting: Meeting, method: Method) -> Event:
    event = Event()
    event.add("uid", f"{meeting.key}@{meeting.host}")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.written_at)
    event.add("dtstart", meeting.starts_at.astimezone(AMSTERDAM))
    event.add("dtend", meeting.ends_at.astimezone(AMSTERDAM))
    event.add("summary", SUMMARY)
    if meeting.place:
        event.add("location", meeting.place)
    event.add("url", meeting.url)
    event["organizer"] = vCalAddress(f"mailto:{meeting.sender}")
    event.add("status", "CANCELLED" if method is Method.CANCEL else "CONFIRMED")
    return event


def _amsterdam() -> Timezone:
    """The rules that hold since 1996, so that no program needs to know the zone by its name."""
    zone = Timezone()
    zone.add("tzid", AMSTERDAM.key)
    # The moments of a zone are told without one (RFC 5545, 3.6.5).
    for kind, start, month, before, after in (
        (TimezoneDaylight, datetime(1996, 3, 31, 2), 3, WINTER, SUMMER),  # noqa: DTZ001 - see above
        (TimezoneStandard, datetime(1996, 10, 27, 3), 10, SUMMER, WINTER),  # noqa: DTZ001 - see above
    ):
        part = kind()
        part.add("dtstart", start)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        zone.add_component(part)
    return zone
