"""Looking for patterns as a job, with its progress."""

from sqlalchemy import select

from app.audit import Actor, Origin
from app.database import db
from app.jobs import Run
from app.people.models import Organisation
from learning.operations.detection import detect_patterns

STEP = 3


def detect(run: Run) -> None:
    """Detect for the organisation of the job; one that is gone leaves nothing to do."""
    organisation_id = db.session.scalar(
        select(Organisation.id).where(Organisation.public_id == run.payload["organisation"])
    )
    if organisation_id is None:
        return
    told = -STEP

    def report(percent: int, message: str) -> None:
        # Each telling is a write: only what can be seen on a bar is worth one.
        nonlocal told
        if percent - told >= STEP:
            told = percent
            run.progress(min(percent, 99), message)

    detect_patterns(organisation_id, by=Actor(Origin.JOB), report=report, job_id=run.job_id)
