"""What an organisation decides for itself."""

from app.audit import Actor, record
from app.database import clean_text
from app.disclosure import K
from app.people.checks import (
    check_reaction_days,
    check_reading_days,
    check_reminder_days,
    checked_line,
)
from app.people.models import Organisation, OrganisationKind
from app.refusals import Invalid


def save_settings(
    organisation: Organisation,
    *,
    kind: OrganisationKind,
    smallest_group: int,
    reaction_days: int,
    reading_days: int,
    doorbraak_name: str,
    times_logging: bool,
    guest_statement: str,
    two_decide: bool,
    reminder_days: int,
    public_page: bool,
    by: Actor,
) -> None:
    """Keep the organisation's settings; the smallest group can be raised, never lowered below 5."""
    if smallest_group < max(K, organisation.smallest_group):
        raise Invalid(
            "De ondergrens kan alleen omhoog; hij staat nu op %(count)s.",
            "smallest_group",
            count=organisation.smallest_group,
        )
    check_reaction_days(reaction_days)
    check_reading_days(reading_days)
    check_reminder_days(reminder_days)
    doorbraak_name = checked_line(clean_text(doorbraak_name), "doorbraak_name", 60)
    organisation.kind = kind
    organisation.smallest_group = smallest_group
    organisation.reaction_days = reaction_days
    organisation.reading_days = reading_days
    organisation.doorbraak_name = doorbraak_name
    organisation.times_logging = times_logging
    organisation.guest_statement = clean_text(guest_statement).strip()
    organisation.two_decide = two_decide
    organisation.reminder_days = reminder_days
    organisation.public_page = public_page
    record(by, "save_settings", "organisation", organisation, organisation=organisation.public_id)
