"""What others add to a case: a first reaction, and the analyst's reading."""

from collections.abc import Collection, Sequence

from app.audit import Actor, record
from app.clock import now
from app.database import clean_text, db
from app.people.models import Person
from app.refusals import Invalid, Refused
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case, Reading
from cases.models.history import Reaction, ReactionKind
from cases.models.lists import Procedure
from cases.operations.announce import announce
from cases.operations.ask import ask_reporter
from cases.operations.log import named_procedure
from cases.permissions import can_interpret, can_react
from cases.queries.capture import procedure_called
from cases.queries.reading import reading_mark, reading_of
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
    seen: str | None = None,
    stated: Collection[str] = (),
) -> Reading:
    """Keep the analyst's reading beside the reporter's tags, never over them.

    `seen` is the mark of the reading that the analyst changes (`reading_mark`); when a colleague
    was first, nothing is overwritten.
    """
    if not can_interpret(case, person) or case.state not in SHARED_STATES:
        raise Refused("case", case.public_id)
    reading = reading_of(case)
    if seen is not None and seen != reading_mark(reading):
        raise Invalid(
            "Een collega heeft deze casus net geduid. Lees de duiding bij de casus. "
            "Wil je hem toch veranderen? Bewaar dan nog een keer."
        )
    if not (nature or obstacle or procedure.strip() or bouwstenen):
        raise Invalid("Kies ten minste één ding. Weet je het nog niet? Sla de casus dan over.")
    named = _screened_procedure(case, procedure, stated, by)
    before = (reading.obstacle, reading.procedure) if reading else (None, None)
    if reading is None:
        reading = Reading(case_id=case.id, at=now())
        db.session.add(reading)
    reading.by_id, reading.nature, reading.obstacle, reading.at = person.id, nature, obstacle, now()
    reading.procedure, reading.bouwstenen = named, "\n".join(bouwstenen)
    record(by, "interpret", "case", case, organisation=case.organisation.public_id)
    if before != (obstacle, named):
        announce(case)
    return reading


def interpret_as_told(
    case: Case, *, person: Person, nature: Nature | None, by: Actor, seen: str | None = None
) -> Reading:
    """Take over what the reporter chose as the reading; the nature is the analyst's own."""
    return interpret(
        case,
        person=person,
        nature=nature,
        obstacle=case.obstacle,
        procedure=case.procedure.current.name if case.procedure else "",
        bouwstenen=[tag.bouwsteen.public_id for tag in case.tags],
        by=by,
        seen=seen,
    )


def _screened_procedure(
    case: Case, name: str, stated: Collection[str], by: Actor
) -> Procedure | None:
    """A new name stands in everybody's list at once, so nothing personal may stand in it."""
    known = procedure_called(clean_text(name).strip(), case.organisation_id)
    if known is not None:
        return known
    refuse_personal_data(name, "procedure", stated, organisation=case.organisation, by=by)
    return named_procedure(case.organisation, name, screened=True)
