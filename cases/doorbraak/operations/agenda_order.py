"""The order of an agenda and the minutes of each case, until the session begins."""

from collections.abc import Mapping, Sequence

from app.audit import Actor, record
from app.database import db
from app.refusals import Invalid
from cases.doorbraak.lifecycle import OPEN_STATES
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession
from cases.doorbraak.operations.revision import changed
from cases.doorbraak.queries.sessions import waiting_items

LONGEST = 600


def arrange_agenda(
    session: DoorbraakSession, *, order: Sequence[str], minutes: Mapping[str, int], by: Actor
) -> None:
    """Put the cases in this order, with these minutes.

    What the page did not know of (somebody else added a case meanwhile) keeps its minutes and
    comes last; what has left the agenda meanwhile is passed over.
    """
    if session.state not in OPEN_STATES:
        raise Invalid("De sessie is al begonnen of voorbij; de agenda ligt vast.")
    if any(not 1 <= count <= LONGEST for count in minutes.values()):
        raise Invalid("Kies voor elke casus tussen 1 en 600 minuten.")
    known = {item.public_id: place for place, item in enumerate(waiting_items(session))}
    wanted = {key: place for place, key in enumerate(order) if key in known}

    def place(item: AgendaItem) -> tuple[int, int]:
        return wanted.get(item.public_id, len(order)), known[item.public_id]

    for position, item in enumerate(sorted(waiting_items(session), key=place), start=1):
        item.position = position
        item.minutes = minutes.get(item.public_id, item.minutes)
    changed(session)
    db.session.flush()
    db.session.expire(session, ["agenda"])
    host = session.team.organisation.public_id
    record(by, "arrange_agenda", "session", session, organisation=host)


def moved(order: Sequence[str], key: str, by_places: int) -> list[str]:
    """The order with one case moved up (-1) or down (1); at an end it stays as it is."""
    found = list(order)
    if key in found:
        start = found.index(key)
        end = min(max(start + by_places, 0), len(found) - 1)
        found.insert(end, found.pop(start))
    return found
