"""The files that somebody brought in, and what came of them."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import exists, select

from app.clock import now
from app.database import db
from app.jobs import Job
from app.people.models import Person, Team
from app.people.permissions import active_memberships, analysing_organisations
from app.people.queries import teams_of
from app.refusals import Refused
from cases.models.case import Case
from cases.models.history import CaseFinding, Decision
from cases.models.imports import BatchState, ImportBatch

UNDO_WITHIN = timedelta(days=1)
MOST_LISTED = 30


def own_batch(public_id: str, person: Person, organisation_id: int) -> ImportBatch:
    """A file that this person brought into this organisation, or a refusal."""
    found = db.session.scalar(
        select(ImportBatch).where(
            ImportBatch.public_id == public_id,
            ImportBatch.person_id == person.id,
            ImportBatch.organisation_id == organisation_id,
        )
    )
    if found is None:
        raise Refused("import", public_id)
    return found


def batches_of(person: Person, organisation_id: int) -> Sequence[ImportBatch]:
    """The files that a person brought in, newest first."""
    query = select(ImportBatch).where(
        ImportBatch.person_id == person.id, ImportBatch.organisation_id == organisation_id
    )
    return db.session.scalars(query.order_by(ImportBatch.id.desc()).limit(MOST_LISTED)).all()


def teams_to_bring(person: Person, organisation_id: int) -> list[Team]:
    """The teams for which somebody may bring cases in: their own, and for the analyst all."""
    if organisation_id in analysing_organisations(person):
        return list(teams_of(organisation_id))
    here = [one for one in active_memberships(person) if one.organisation_id == organisation_id]
    return [one.team for one in here if one.team is not None]


def job_of(batch: ImportBatch) -> Job | None:
    """The work that was last asked for on a file."""
    key = batch.choices.get("job", "")
    return db.session.scalar(select(Job).where(Job.public_id == key))


def may_undo(batch: ImportBatch) -> bool:
    """Whether everything can still be undone: within a day after it was taken over."""
    taken = batch.state is BatchState.TAKEN and batch.taken_at is not None
    return taken and batch.taken_at > now() - UNDO_WITHIN  # type: ignore[operator]  # taken


def cases_of(batch: ImportBatch) -> Sequence[Case]:
    """The cases that came from a file."""
    return db.session.scalars(select(Case).where(Case.batch_id == batch.id).order_by(Case.id)).all()


def waiting_cases(batch: ImportBatch) -> Sequence[Case]:
    """The cases of a file that wait for a word on what looks like personal data."""
    open_ones = exists().where(
        CaseFinding.case_id == Case.id, CaseFinding.decision == Decision.OPEN
    )
    query = select(Case).where(Case.batch_id == batch.id, open_ones)
    return db.session.scalars(query.order_by(Case.id)).all()
