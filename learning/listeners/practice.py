"""What practice is asked about a change, on the own page of who met the bottleneck."""

from flask_babel import gettext as _

from app.people.models import Person
from app.web.dates import show_date
from cases.asks import Ask
from learning.queries.practice import rounds_for


def practice_asked(person: Person) -> list[Ask]:
    """Whether it still pinches, and until when that can be answered."""
    return [
        Ask(
            _("Knelt dit nog? Eén vraag, zonder je naam"),
            _(
                "%(title)s. Antwoorden kan tot en met %(day)s.",
                title=one.proposal.title,
                day=show_date(one.closes_on),
            ),
            "practice.answer",
            one.public_id,
            words=_("Antwoorden"),
        )
        for one in rounds_for(person)
    ]
