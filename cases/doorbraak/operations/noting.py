"""What everything that is written in a session has in common."""

from collections.abc import Collection, Mapping
from typing import NoReturn

from sqlalchemy import select

from app.audit import Actor
from app.database import clean_text, db
from app.people.models import Person
from app.refusals import Invalid, Stale
from cases.doorbraak.contributing import is_closed_for
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession
from cases.doorbraak.operations.agenda import note_case
from cases.doorbraak.operations.revision import changed
from cases.doorbraak.permissions import can_note
from cases.doorbraak.terms import StepName
from cases.screening import screen_texts


def hold(item: AgendaItem) -> None:
    """Let others who write in this session wait until this is done, and look anew how it stands.

    Two people press at the same moment: the second one then meets what the first has written, and
    not a row that is there twice. SQLite has one writer anyway.
    """
    query = select(DoorbraakSession.id).where(DoorbraakSession.id == item.session_id)
    db.session.execute(query.with_for_update(key_share=True))
    db.session.refresh(item.session, ["state"])
    db.session.refresh(item, ["result", "opened_at"])


def noted(by: Actor, action: str, item: AgendaItem) -> None:
    """Write it down in the trail, and tell the devices in the session to look again."""
    db.session.flush()
    changed(item.session)
    note_case(by, action, item)


def cleaned(
    details: object,
    fields: Mapping[str, bool],
    *,
    item: AgendaItem,
    by: Actor,
    stated: Collection[str],
) -> dict[str, str]:
    """The texts, without spaces around them; a needed one is filled, and none names a person."""
    texts = {name: clean_text(getattr(details, name)).strip() for name in fields}
    for name, needed in fields.items():
        if needed and not texts[name]:
            raise Invalid("Schrijf hier een paar woorden.", name)
    screen_texts(texts, organisation=item.case.organisation, by=by, stated=stated)
    return texts


def refuse_older(known: int | None, kept: int) -> None:
    """Stop who began from an older text; without a version nobody had a form to begin from."""
    if known is not None and known != kept:
        raise Stale


def refuse_noting(item: AgendaItem, person: Person, steps: tuple[StepName, ...]) -> None:
    """Stop what is noted outside a session, before the perspectives are open, or too late.

    `steps` are those after which nobody but who leads writes this in a session over days.
    """
    if not can_note(item, person):
        raise Invalid("Dit kan tijdens de sessie, nadat de perspectieven open zijn.")
    if is_closed_for(item, person, steps):
        refuse_late()


def refuse_late() -> NoReturn:
    """Say that the step is closed; the page keeps what was typed."""
    raise Invalid(
        "Deze stap is gesloten. Wat je schreef, staat hier nog. Vraag de begeleider om de stap "
        "weer te openen."
    )
