"""Looking a file through and taking it over, with the progress that its page shows."""

from collections.abc import Callable

from sqlalchemy import select

from app.audit import Actor, Origin
from app.database import db, transaction
from app.jobs import Run
from cases.models.imports import BatchState, ImportBatch
from cases.operations import batches
from cases.operations.import_plan import ImportPlan

STEP = 3


def look_through(run: Run) -> None:
    """Work out what an import will do, and keep what the page shows of it."""
    plan = _planned(run, "Het bestand wordt doorgekeken.")
    if plan is not None:
        with transaction():
            batches.keep_report(_batch(run), plan)


def take_over(run: Run) -> None:
    """Make the cases; a job that runs twice finds that it was done."""
    plan = _planned(run, "De casussen worden overgenomen.")
    if plan is not None:
        with transaction():
            batch = _batch(run)
            batches.bring_in(batch, plan, by=Actor(Origin.JOB, person_id=batch.person_id))


def forget_files(_run: Run) -> None:
    """A file is here for a day."""
    batches.forget_files()


def _planned(run: Run, words: str) -> ImportPlan | None:
    """The plan, made without a transaction that writes; nothing when the file is gone or done."""
    found = db.session.scalar(
        select(ImportBatch).where(ImportBatch.public_id == run.payload["batch"])
    )
    if found is None or found.content is None or found.state is not BatchState.UPLOADED:
        return None
    plan = batches.look_through(found, _telling(run, found.choices["rows"], words))
    db.session.rollback()
    return plan


def _batch(run: Run) -> ImportBatch:
    """The file, held until the end of the transaction: taking it over happens once."""
    query = select(ImportBatch).where(ImportBatch.public_id == run.payload["batch"])
    return db.session.scalars(query.with_for_update()).one()


def _telling(run: Run, rows: int, words: str) -> Callable[[], None]:
    """Tells how far it is, each few percent: every telling is a write."""
    seen, told = 0, -STEP

    def step() -> None:
        nonlocal seen, told
        seen += 1
        percent = 95 * seen // max(1, rows)
        if percent - told >= STEP:
            told = percent
            run.progress(percent, words)

    return step
