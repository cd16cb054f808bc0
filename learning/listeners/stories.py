"""What learning tells in the story of a case."""

from collections.abc import Sequence

from flask_babel import gettext as _

from app.people.models import Person
from cases.models.case import Case
from cases.story import Mark, Step
from learning.permissions.patterns import can_read_published
from learning.queries.patterns import published_patterns_among, published_patterns_of


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
            text=_("Ook bij andere organisaties liepen mensen hier tegenaan.")
            if pattern.across
            else _("Meer collega's liepen hier tegenaan."),
            endpoint="patterns.pattern",
            key=pattern.public_id,
        )
        for pattern in published_patterns_of(case)
        if can_read_published(pattern, reader)
    ]


def mark_patterns(cases: Sequence[Case], reader: Person) -> dict[tuple[int, str], Mark]:
    """The numbers of the published patterns of each case."""
    marks = {}
    for case_id, patterns in published_patterns_among(cases).items():
        numbers = [str(one.number) for one in patterns if can_read_published(one, reader)]
        if numbers:
            marks[case_id, "pattern"] = Mark(_("nummer %(number)s", number=", ".join(numbers)))
    return marks
