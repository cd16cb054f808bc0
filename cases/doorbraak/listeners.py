"""What the Doorbraak does when a case changes and asks of people; wired in `leerlus.py`."""

from flask_babel import gettext as _

from app.clock import AMSTERDAM
from app.database import db
from app.people.models import Person
from cases.asks import Ask
from cases.doorbraak.models.session import DoorbraakSession
from cases.doorbraak.operations.agenda import release_case
from cases.doorbraak.queries.review import agreements_held
from cases.doorbraak.queries.sessions import own_items_ahead, sessions_to_write_for
from cases.events import CaseChanged
from cases.lifecycle import CaseState
from cases.models.case import Case

REVIEWABLE = (CaseState.SHARED, CaseState.IN_REVIEW)


def let_go_of_case(fact: CaseChanged) -> None:
    """A case that is withdrawn, concluded or erased leaves offers and agendas at once."""
    case = db.session.get(Case, fact.case_id)
    if case is not None and case.state not in REVIEWABLE:
        release_case(case)


def reviews_asked(person: Person) -> list[Ask]:
    """Where one's own case is reviewed, what is still to be written for it, and what was agreed.

    The case of a colleague is not named: its title stands on the page of the session.
    """
    return [
        *(
            Ask(
                _("Je casus '%(title)s' komt in een Doorbraak", title=item.case.title),
                item.session.team.name,
                "doorbraak_review.item",
                item.public_id,
                item.session.starts_at.astimezone(AMSTERDAM).date(),
                case=item.case.public_id,
            )
            for item in own_items_ahead(person)
        ),
        *(_writing(session) for session in sessions_to_write_for(person)),
        *(
            Ask(
                _("Doe wat je hebt afgesproken"),
                one.what,
                "doorbraak_review.agreements",
                day=one.due_on,
            )
            for one in agreements_held(person)
            if one.done_at is None
        ),
    ]


def _writing(session: DoorbraakSession) -> Ask:
    return Ask(
        _("Schrijf hoe jij ernaar kijkt, voor de Doorbraak"),
        session.team.name,
        "doorbraak_sessions.session",
        session.public_id,
        session.starts_at.astimezone(AMSTERDAM).date(),
        _("Schrijven"),
    )
