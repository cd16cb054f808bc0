"""Merging names of procedures, and taking them apart again."""

from collections.abc import Sequence

from sqlalchemy import select

from app.audit import Actor, record
from app.database import db
from app.jobs import enqueue
from app.people.models import Organisation
from app.refusals import Invalid, Refused
from cases.models.case import Case
from cases.models.lists import Procedure
from cases.operations.announce import announce
from cases.queries.procedures import cases_named

RENAMED = "procedure_renamed"
AT_ONCE = 50


def merge_procedures(procedure: Procedure, *, into: Procedure, by: Actor) -> None:
    """Let a name go on under another name of the same organisation.

    Cases keep their row, so that it can be undone; everybody reads the name that stays, and the
    old name goes on finding. A name that was merged into this one comes along.
    """
    if into.organisation_id != procedure.organisation_id:
        raise Refused("procedure", into.public_id)
    _hold_still(procedure.organisation_id)
    if procedure.merged_into_id is not None:
        raise Invalid("Deze naam is al samengevoegd. Maak hem eerst los.", "into")
    if into.current is procedure:
        raise Invalid("Dit is dezelfde naam. Kies een andere procedure die blijft.", "into")
    procedure.merged_into = into.current
    db.session.flush()
    _tell(procedure)
    _note(by, "merge_procedures", procedure)


def separate_procedure(procedure: Procedure, *, by: Actor) -> None:
    """Give a merged name back to the cases that carried it."""
    _hold_still(procedure.organisation_id)
    kept = procedure.merged_into
    if kept is None:
        raise Invalid("Deze naam staat al los.")
    procedure.merged_into = None
    db.session.flush()
    _tell(kept)
    _tell(procedure)
    _note(by, "separate_procedure", procedure)


def _hold_still(organisation_id: int) -> None:
    """Let nobody else merge here meanwhile: two merges at once could close a ring."""
    db.session.scalars(
        select(Procedure)
        .where(Procedure.organisation_id == organisation_id)
        .order_by(Procedure.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def _tell(procedure: Procedure) -> None:
    """Announce the cases whose procedure reads otherwise now; by a job when they are many."""
    found = db.session.scalars(cases_named(procedure).limit(AT_ONCE + 1)).all()
    if len(found) > AT_ONCE:
        enqueue(RENAMED, {"procedure": procedure.public_id})
    else:
        announce_cases(found)


def announce_cases(numbers: Sequence[int]) -> None:
    """Tell listeners that what they know of these cases is old."""
    for case in db.session.scalars(select(Case).where(Case.id.in_(numbers)).order_by(Case.id)):
        announce(case)


def _note(by: Actor, action: str, procedure: Procedure) -> None:
    organisation = db.session.get_one(Organisation, procedure.organisation_id)
    record(by, action, "procedure", procedure, organisation=organisation.public_id)
