"""What follows when the procedure of many cases goes on under another name."""

from sqlalchemy import select

from app.database import db, transaction
from app.jobs import Run
from cases.models.lists import Procedure
from cases.operations.procedures import announce_cases
from cases.queries.procedures import cases_named

BATCH = 50


def tell_of_procedure(run: Run) -> None:
    """Announce the cases that carry this name now, some at a time."""
    query = select(Procedure).where(Procedure.public_id == run.payload["procedure"])
    procedure = db.session.scalar(query)
    if procedure is None:
        return
    numbers = list(db.session.scalars(cases_named(procedure)))
    db.session.rollback()
    for start in range(0, len(numbers), BATCH):
        with transaction():
            announce_cases(numbers[start : start + BATCH])
        run.progress(100 * start // len(numbers))
