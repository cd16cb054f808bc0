"""The minutes (verslag) of a session, and of one review for who brought the case in.

Minutes are read beyond the session, so they are the same for every reader of a case: never the
reporter's team or date, the name only when its reporter lets the session know it, perspectives
only once they are open. Which cases stand in them is up to `can_follow`, so that minutes end on
the day on which reading ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.people.models import Person
from app.refusals import Refused
from cases.doorbraak.lifecycle import SessionState
from cases.doorbraak.models.deliberation import Option
from cases.doorbraak.models.review import Agreement, ChosenWay, Lesson, Perspective
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession
from cases.doorbraak.permissions import can_follow, item_for, session_for
from cases.doorbraak.queries.review import agreements_of, lessons_of, options_of, way_of
from cases.doorbraak.terms import ItemResult
from cases.terms import NameShownTo

WITH_MINUTES = (SessionState.IN_SESSION, SessionState.CONCLUDED)
HEARD = (ItemResult.WAITING, ItemResult.REVIEWED)


@dataclass(frozen=True)
class ItemMinutes:
    """What a session did with one case; `reporter` is empty unless the session may know it."""

    item: AgendaItem
    reporter: str
    way: ChosenWay | None
    options: Sequence[Option]
    perspectives: Sequence[tuple[Perspective, str]]
    agreements: Sequence[Agreement]
    lessons: Sequence[Lesson]

    @property
    def open(self) -> bool:
        """Whether it is still being reviewed."""
        return self.item.result is ItemResult.WAITING


@dataclass(frozen=True)
class Minutes:
    """When and with whom a session was, and what was said of the cases that its reader follows."""

    session: DoorbraakSession
    cases: Sequence[ItemMinutes]

    @property
    def case_ids(self) -> list[str]:
        """The cases that the minutes name, for the note of what was read."""
        return [one.item.case.public_id for one in self.cases]


def has_minutes(session: DoorbraakSession) -> bool:
    """Whether there is something to tell: from the beginning of a session on."""
    return session.state in WITH_MINUTES


def minutes_for(public_id: str, person: Person) -> Minutes:
    """The minutes of a session for somebody who sits in it, or a refusal.

    Of the cases that this person may still follow; without any there are no minutes any more.
    """
    session = session_for(public_id, person)
    items = [one for one in session.agenda if one.result in HEARD and can_follow(one, person)]
    if not has_minutes(session) or not items:
        raise Refused("minutes", public_id)
    return Minutes(session, [_of(item) for item in items])


def own_minutes(public_id: str, person: Person) -> Minutes:
    """The minutes of one review for the reporter of its case, or a refusal."""
    item = item_for(public_id, person)
    if item.case.reporter_id != person.id or item.result not in HEARD:
        raise Refused("minutes", public_id)
    if not has_minutes(item.session):
        raise Refused("minutes", public_id)
    return Minutes(item.session, [_of(item)])


def _of(item: AgendaItem) -> ItemMinutes:
    case = item.case
    named = case.name_shown_to is NameShownTo.TEAM_AND_SESSION and case.reporter is not None
    return ItemMinutes(
        item,
        case.reporter.name if named and case.reporter else "",
        way_of(item),
        options_of(item),
        _opened(item),
        agreements_of(item),
        lessons_of(item),
    )


def _opened(item: AgendaItem) -> list[tuple[Perspective, str]]:
    """The perspectives with the discipline of who wrote them, once everybody can read them."""
    if item.opened_at is None:
        return []
    query = select(Perspective).where(Perspective.item_id == item.id)
    brings = {one.person_id: one.discipline for one in item.session.participants}
    found = db.session.scalars(query.order_by(Perspective.written_at, Perspective.id))
    return [(one, brings.get(one.person_id, "")) for one in found]
