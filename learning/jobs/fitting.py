"""Learning from decisions as a job, each night before patterns are looked for."""

from datetime import time

from sqlalchemy import select

from app.audit import Actor, Origin
from app.clock import now
from app.database import db, transaction
from app.jobs import Run
from app.people.models import Organisation
from app.people.queries import all_organisations
from learning.operations.fitting import plan_refit, refit_weights
from learning.queries.weights import has_new_decisions

# An hour before the night's search, which works with what was learned.
EARLY_NIGHT = time(2)


def refit_nightly(_run: Run) -> None:
    """Plan the work for each organisation where something was decided since the last time."""
    with transaction():
        for organisation in all_organisations():
            if has_new_decisions(organisation.id):
                plan_refit(organisation)


def refit(run: Run) -> None:
    """Learn from the decisions of the organisation of the job; one that is gone has none."""
    organisation_id = db.session.scalar(
        select(Organisation.id).where(Organisation.public_id == run.payload["organisation"])
    )
    if organisation_id is not None:
        refit_weights(
            organisation_id,
            now(),
            by=Actor(Origin.JOB),
            report=lambda share: run.progress(int(100 * share)),
        )
