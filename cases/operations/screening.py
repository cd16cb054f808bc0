"""What looks like personal data in texts that others read at once: it is stopped at the door."""

from collections.abc import Collection

from app.database import clean_text
from app.personal_data.scan import scan
from app.refusals import Invalid


def refuse_personal_data(text: str, field: str, kept: Collection[str] = ()) -> None:
    """Stop a text that others will read while it looks as if a person can be known from it.

    What the writer has stated before to be no personal data (`kept`) may stay.
    """
    found = [one for one in scan(clean_text(text)) if one.text not in kept]
    if found:
        words = ", ".join(f"'{one.text}'" for one in found[:3])
        raise Invalid(
            "Dit lijkt op een persoonsgegeven: %(words)s. Haal het weg.", field, words=words
        )
