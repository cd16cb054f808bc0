"""What others add to a case: a first reaction, and the analyst's reading."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from app.audit import Actor, record
from app.clock import now
from app.database import clean_text, db
from app.people.models import Person
from app.refusals import Refused
from cases.models.case import Case, Reading
from cases.models.history import Reaction, ReactionKind
from cases.operations.ask import ask_reporter
from cases.operations.log import named_procedure
from cases.permissions import can_interpret, can_react
from cases.screening import refuse_personal_data
from cases.terms import Nature, Obstacle


def react(
    case: Case,
    *,
    person: Person,
    kind: ReactionKind,
    text: str,
    by: Actor,
    stated: Collection[str] = (),
) -> None:
    """Give a reporter a person's reaction; the reporter reads the words, not the name.

    A question goes the way of every question, so that the reporter can answer it.
    """
    if not can_react(case, person):
        raise Refused("case", case.public_id)
    if kind is ReactionKind.QUESTION:
        ask_reporter(case, person=person, text=text, by=by, stated=stated)
        return
    text = clean_text(text).strip()
    refuse_personal_data(text, "text", stated, organisation=case.organisation, by=by)
    db.session.add(Reaction(case_id=case.id, by_id=person.id, kind=kind, text=text, at=now()))
    record(by, "react", "case", case, organisation=case.organisation.public_id)


def interpret(
    case: Case,
    *,
    person: Person,
    nature: Nature | None,
    obstacle: Obstacle | None,
    procedure: str,
    bouwstenen: Sequence[str],
    by: Actor,
) -> Reading:
    """Keep the analyst's reading beside the reporter's tags, never over them."""
    if not can_interpret(case, person):
        raise Refused("case", case.public_id)
    reading = db.session.scalar(select(Reading).where(Reading.case_id == case.id))
    if reading is None:
        reading = Reading(case_id=case.id, at=now())
        db.session.add(reading)
    reading.by_id, reading.nature, reading.obstacle, reading.at = person.id, nature, obstacle, now()
    reading.procedure = named_procedure(case.organisation, procedure)
    reading.bouwstenen = "\n".join(bouwstenen)
    record(by, "interpret", "case", case, organisation=case.organisation.public_id)
    return reading
