"""Looking for patterns as a job: by hand, each night, and for cases that were just shared."""

import logging
from datetime import time

from sqlalchemy import select

from app.audit import Actor, Origin
from app.database import db, transaction
from app.jobs import Run
from app.people.models import Organisation
from learning.models.runs import DetectionRun
from learning.operations.detect_across import detect_across
from learning.operations.detection import detect_patterns
from learning.operations.joining import place_cases
from learning.operations.mapping import plan_map
from learning.operations.progress import WRITING, Report
from learning.operations.searching import start_detection
from learning.operations.vectors import MOST_READ, plan_reading, read_on
from learning.queries.runs import organisations_to_search, organisations_to_search_across

log = logging.getLogger("leerlus")

STEP = 3
# When nobody works, and an hour that each day has once, also when the clock is moved.
NIGHT = time(3)
JOB = Actor(Origin.JOB)


def detect(run: Run) -> None:
    """Detect for the organisation of the job; one that is gone leaves nothing to do.

    Who asked it to stop is heard until the run begins to write.
    """
    organisation_id = _organisation(run)
    if organisation_id is None:
        return
    found = detect_patterns(organisation_id, by=JOB, report=_teller(run), job_id=run.job_id)
    with transaction():
        organisation = db.session.get_one(Organisation, organisation_id)
        plan_map(organisation)
        if found.cases > MOST_READ:
            plan_reading(organisation)
    log.info("detection", extra={"fields": _line(found, run.payload["organisation"])})


def detect_shared(run: Run) -> None:
    """Detect among the cases that the organisation of the job shares with others."""
    organisation_id = _organisation(run)
    if organisation_id is None:
        return
    found = detect_across(organisation_id, by=JOB, report=_teller(run), job_id=run.job_id)
    log.info("detection across", extra={"fields": _line(found, run.payload["organisation"])})


def _teller(run: Run) -> Report:
    told, step = -STEP, ""

    def report(percent: int, message: str) -> None:
        # Each telling is a write: only what can be seen on the page is worth one.
        nonlocal told, step
        if percent - told >= STEP or message != step:
            told, step = percent, message
            run.progress(min(percent, 99), message, stops=percent <= WRITING)

    return report


def _line(run: DetectionRun, organisation: str) -> dict[str, object]:
    """What a run found in how long, for the log: numbers and references alone."""
    return {
        "organisation": organisation,
        "run": run.public_id,
        "cases": run.cases,
        "groups": run.groups,
        "found": run.found,
        "joined": run.joined,
        "suggested": run.suggested,
        "vanished": run.vanished,
        "by_chance": run.settings.get("by_chance"),
        "seconds": run.seconds,
        "steps": {step["name"]: step["seconds"] for step in run.steps},
    }


def detect_nightly(_run: Run) -> None:
    """Plan a run for each organisation with an analyst and with cases that no run has read.

    Runs across organisations come after those of each by itself.
    """
    with transaction():
        for organisation in organisations_to_search():
            start_detection(organisation, by=JOB)
        for organisation in organisations_to_search_across():
            start_detection(organisation, by=JOB, across=True)


def place(run: Run) -> None:
    """Place the new cases of the organisation of the job."""
    organisation_id = _organisation(run)
    if organisation_id is not None:
        place_cases(organisation_id, by=JOB)


def read(run: Run) -> None:
    """Read a portion of the cases of the organisation of the job, and plan the next one."""
    organisation_id = _organisation(run)
    if organisation_id is not None and read_on(
        organisation_id, lambda share: run.progress(int(100 * share))
    ):
        with transaction():
            organisation = db.session.get_one(Organisation, organisation_id)
            plan_reading(organisation)


def _organisation(run: Run) -> int | None:
    return db.session.scalar(
        select(Organisation.id).where(Organisation.public_id == run.payload["organisation"])
    )
