"""What may be filled in about people and organisations. Pure; each says in Dutch what to do."""

import re
from datetime import date

from app.refusals import Invalid

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
LONGEST_SLUG = 64
LONGEST_ADDRESS = 254
LONGEST_TERM = 60
LONGEST_READING = 90
SHORTEST_REMINDING, LONGEST_REMINDING = 5, 90


def checked_line(text: str, field: str, longest: int) -> str:
    """One line that says something and fits."""
    text = text.strip()
    if not text:
        raise Invalid("Vul een naam in.", field)
    if len(text) > longest:
        raise Invalid("Gebruik hooguit %(count)s tekens.", field, count=longest)
    return text


def check_slug(slug: str) -> None:
    """The short name of an organisation stands on the command line, so it is plain."""
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise Invalid(
            "Kies een korte naam van kleine letters en cijfers, met streepjes ertussen.", "slug"
        )


def check_address(email: str) -> None:
    """An e-mail address has something on both sides of its sign."""
    if not ADDRESS.fullmatch(email) or len(email) > LONGEST_ADDRESS:
        raise Invalid("Vul een geldig e-mailadres in.", "email")


def check_period(starts_on: date | None, ends_on: date | None) -> None:
    """A deputy's first day does not come after the last one."""
    if starts_on and ends_on and ends_on < starts_on:
        raise Invalid("De einddatum ligt voor de begindatum.", "ends_on")


def check_reaction_days(days: int) -> None:
    """A first reaction is promised within three months of working days."""
    if not 1 <= days <= LONGEST_TERM:
        raise Invalid(
            "Kies een aantal werkdagen van 1 tot en met %(count)s.",
            "reaction_days",
            count=LONGEST_TERM,
        )


def check_reading_days(days: int) -> None:
    """Who sat in a session reads its cases for a while, and never longer than a quarter."""
    if not 1 <= days <= LONGEST_READING:
        raise Invalid(
            "Kies een aantal dagen van 1 tot en met %(count)s.",
            "reading_days",
            count=LONGEST_READING,
        )


def check_reminder_days(days: int) -> None:
    """A reminder that comes too often is not read; after a quarter it is forgotten."""
    if not SHORTEST_REMINDING <= days <= LONGEST_REMINDING:
        raise Invalid(
            "Kies een aantal dagen van %(least)s tot en met %(most)s.",
            "reminder_days",
            least=SHORTEST_REMINDING,
            most=LONGEST_REMINDING,
        )
