"""Drawing the map of an organisation as a job, with its progress."""

from sqlalchemy import select

from app.database import db
from app.jobs import Run
from app.people.models import Organisation
from learning.operations.mapping import place_on_map


def draw(run: Run) -> None:
    """Draw the map of the organisation of the job; one that is gone leaves nothing to do."""
    organisation_id = db.session.scalar(
        select(Organisation.id).where(Organisation.public_id == run.payload["organisation"])
    )
    if organisation_id is not None:
        place_on_map(organisation_id, run.progress)
