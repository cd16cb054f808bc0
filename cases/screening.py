"""What looks like personal data in texts that others read at once: it is stopped at the door."""

from collections.abc import Collection, Mapping

from app.audit import Actor, record
from app.database import clean_text
from app.people.models import Organisation
from app.personal_data.screening import screen
from cases.queries.allowed_words import own_words, words_allowed


def screen_texts(
    texts: Mapping[str, str],
    *,
    organisation: Organisation,
    by: Actor,
    stated: Collection[str] = (),
) -> None:
    """Stop texts that others will read while it looks as if a person can be known from one.

    What the writer states to be no personal data (`stated`) may stay, and the trail says so.
    """
    through = screen(
        {name: clean_text(text) for name, text in texts.items()},
        allowed=words_allowed(organisation.id),
        own=own_words(organisation.id),
        stated=stated,
    )
    if through:
        code = organisation.public_id
        record(by, "keep_findings", "organisation", organisation, organisation=code)


def refuse_personal_data(
    text: str,
    field: str,
    stated: Collection[str] = (),
    *,
    organisation: Organisation,
    by: Actor,
) -> None:
    """The same for one text."""
    screen_texts({field: text}, organisation=organisation, by=by, stated=stated)
