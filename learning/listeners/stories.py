"""What learning tells in the story of a case."""

from flask_babel import gettext as _

from app.people.models import Person
from cases.models.case import Case
from cases.story import Step
from learning.permissions.patterns import can_read_published
from learning.queries.patterns import published_patterns_of


def tell_patterns(case: Case, reader: Person) -> list[Step]:
    """The published patterns that this case was part of when they were published.

    What a run found since is told by the next publication, so that a run alone changes no page
    that others than the analyst read.
    """
    return [
        Step(
            "pattern",
            _(
                "Hoort bij patroon %(number)s: %(title)s",
                number=pattern.number,
                title=pattern.published_title,
            ),
            day=pattern.published_at.date() if pattern.published_at else None,
            text=_("Meer collega's liepen hier tegenaan."),
            endpoint="patterns.pattern",
            key=pattern.public_id,
        )
        for pattern in published_patterns_of(case)
        if can_read_published(pattern, reader)
    ]
