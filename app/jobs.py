"""Work that outlasts a request: a table of jobs, and the worker that carries them out.

A worker claims a job with a lease; when it dies, another takes over after the lease. Finishing is
fenced by the lease's token, so that a worker that slept too long cannot overwrite its successor.
A job computes without a transaction, writes in short ones and may run twice.
"""

import secrets
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from app.clock import AMSTERDAM, now
from app.database import Model, PublicIdMixin, db, enum_column, transaction

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 5
MOST_TRIES = 10
BACK_OFF = timedelta(seconds=10)
POLL_SECONDS = 1.0
STOPPED_WORDS = "Gestopt"


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


FINISHED = (JobState.DONE, JobState.FAILED)


class Job(PublicIdMixin, Model):
    """One piece of work; nightly work is a row with a moment at which it is due."""

    __tablename__ = "jobs"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(48))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    unique_key: Mapped[str | None] = mapped_column(String(96), unique=True)
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisations.id", ondelete="CASCADE")
    )
    state: Mapped[JobState] = mapped_column(enum_column(JobState), default=JobState.WAITING)
    due_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    lease_token: Mapped[str | None] = mapped_column(String(32))
    attempts: Mapped[int] = mapped_column(default=0)
    percent: Mapped[int] = mapped_column(default=0)
    message: Mapped[str] = mapped_column(String(200), default="")
    error: Mapped[str] = mapped_column(Text, default="")
    finished_at: Mapped[datetime | None]
    # Somebody asked to stop it; the job itself stops where it can.
    stop_asked_at: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_jobs_state_due", "state", "due_at"),
        {"sqlite_autoincrement": True},
    )


class LeaseLost(Exception):
    """Another worker has taken the job over; stop without writing."""


class Stopped(Exception):
    """Somebody asked the job to stop; it ends here, with nothing written."""


@dataclass
class Run:
    """A job being carried out: its payload, and the way to tell how far it is."""

    job_id: int
    token: str
    payload: dict[str, Any]

    def progress(self, percent: int, message: str = "", *, stops: bool = True) -> None:
        """Tell how far the work is and renew the lease; call it between transactions only.

        Raises Stopped when somebody asked for that, unless the work is past the point (`stops` is
        false) from which it has to go through.
        """
        with transaction():
            found = db.session.execute(
                update(Job)
                .where(Job.id == self.job_id, Job.lease_token == self.token)
                .values(percent=percent, message=message[:200], lease_until=now() + LEASE)
            )
            if found.rowcount != 1:  # type: ignore[attr-defined]
                raise LeaseLost
            asked = db.session.scalar(select(Job.stop_asked_at).where(Job.id == self.job_id))
        if stops and asked is not None:
            raise Stopped


Handler = Callable[[Run], None]
# Work returns so long after each time, or each day at this hour in the Netherlands.
Rhythm = timedelta | time


@dataclass
class Registry:
    """Which function carries out which kind of job, and what returns by itself."""

    handlers: dict[str, Handler] = field(default_factory=dict)
    repeating: dict[str, Rhythm] = field(default_factory=dict)

    def register(self, kind: str, handler: Handler, every: Rhythm | None = None) -> None:
        """Make a kind of job known; with `every` it is planned again after each run."""
        self.handlers[kind] = handler
        if every is not None:
            self.repeating[kind] = every


registry = Registry()


def enqueue(
    kind: str,
    payload: dict[str, Any],
    *,
    due_at: datetime | None = None,
    unique_key: str | None = None,
    organisation_id: int | None = None,
) -> Job:
    """Plan a job inside the caller's transaction. A waiting one with the same key is kept."""
    values: dict[str, Any] = {
        "kind": kind,
        "payload": payload,
        "due_at": due_at or now(),
        "unique_key": unique_key,
        "organisation_id": organisation_id,
    }
    db.session.flush()
    for _ in range(MOST_TRIES):
        waiting = _with_key(unique_key) or _added(values)
        if waiting is not None:
            return waiting
    raise RuntimeError("others keep asking for the same work at the same moment")


def _added(values: dict[str, Any]) -> Job | None:
    """A new row, or nothing when somebody else asked for the same work and was first.

    By the time we look for that row it may have begun, and so have let go of its key: hence more
    than one try.
    """
    job = Job(**values)
    try:
        with db.session.begin_nested():
            db.session.add(job)
    except IntegrityError:
        if values["unique_key"] is None:
            raise
        return None
    return job


def ask_to_stop(job: Job) -> bool:
    """Stop a job and say whether it was not over yet; one that runs stops where it can."""
    db.session.refresh(job, with_for_update=True)
    if job.state in FINISHED:
        return False
    job.stop_asked_at = now()
    if job.state is JobState.WAITING:
        job.state, job.finished_at, job.message = JobState.DONE, now(), STOPPED_WORDS
        job.unique_key = None
    return True


def _with_key(unique_key: str | None) -> Job | None:
    if unique_key is None:
        return None
    return db.session.scalar(select(Job).where(Job.unique_key == unique_key))


def plan_repeating() -> None:
    """Make sure that each kind of returning work has a row that waits for it."""
    with transaction():
        for kind, rhythm in registry.repeating.items():
            first = next_time(rhythm) if isinstance(rhythm, time) else None
            enqueue(kind, {}, due_at=first, unique_key=f"repeating:{kind}")


def next_time(rhythm: Rhythm) -> datetime:
    """When work of this rhythm is due again: so long from now, or at its next hour of the day."""
    if isinstance(rhythm, timedelta):
        return now() + rhythm
    here = now().astimezone(AMSTERDAM)
    day = here.date() if here.time() < rhythm else here.date() + timedelta(days=1)
    return datetime.combine(day, rhythm, AMSTERDAM).astimezone(UTC)


def claim() -> Run | None:
    """Take the job that has waited longest, or one whose worker has died."""
    with transaction():
        moment = now()
        job = _next_ready(moment)
        while job is not None and job.attempts >= MOST_ATTEMPTS:
            # Its workers died each time; whatever waits behind it goes on.
            job.state, job.finished_at = JobState.FAILED, moment
            _plan_again(job)
            job = _next_ready(moment)
        if job is None:
            return None
        job.state = JobState.RUNNING
        job.attempts += 1
        job.lease_token = secrets.token_hex(16)
        job.lease_until = moment + LEASE
        # From here on the same work may be asked for again: what came after the start counts.
        job.unique_key = None
        return Run(job.id, job.lease_token, dict(job.payload))


def _next_ready(moment: datetime) -> Job | None:
    ready = or_(
        (Job.state == JobState.WAITING) & (Job.due_at <= moment),
        (Job.state == JobState.RUNNING) & (Job.lease_until < moment),
    )
    query = select(Job).where(ready).order_by(Job.due_at, Job.id).limit(1)
    return db.session.scalar(query.with_for_update(skip_locked=True))


def carry_out(run: Run) -> None:
    """Do the work and note the end; a failure is kept and tried again later."""
    job = db.session.get(Job, run.job_id)
    kind = job.kind if job else ""
    # The work may compute for long; no transaction stays open meanwhile.
    db.session.rollback()
    try:
        registry.handlers[kind](run)
    except LeaseLost:
        return
    except Stopped:
        db.session.rollback()
        _finish(run, "", stopped=True)
    except Exception:  # noqa: BLE001 - whatever a job raises is kept with it, the worker goes on
        db.session.rollback()
        _finish(run, traceback.format_exc(limit=8))
    else:
        _finish(run, "")


def _finish(run: Run, error: str, *, stopped: bool = False) -> None:
    with transaction():
        job = db.session.scalar(
            select(Job).where(Job.id == run.job_id, Job.lease_token == run.token)
        )
        if job is None:
            return
        job.lease_token, job.lease_until, job.error = None, None, error
        if stopped:
            job.state, job.message, job.finished_at = JobState.DONE, STOPPED_WORDS, now()
        elif not error:
            job.state, job.percent, job.finished_at = JobState.DONE, 100, now()
        elif job.attempts >= MOST_ATTEMPTS:
            job.state, job.finished_at = JobState.FAILED, now()
        else:
            job.state, job.due_at = JobState.WAITING, now() + BACK_OFF * job.attempts
        _plan_again(job)


def _plan_again(job: Job) -> None:
    rhythm = registry.repeating.get(job.kind)
    if rhythm is None or job.state in (JobState.WAITING, JobState.RUNNING):
        return
    db.session.flush()
    enqueue(job.kind, {}, due_at=next_time(rhythm), unique_key=f"repeating:{job.kind}")


def drain() -> int:
    """Carry out all that is due now, and give how many jobs that were."""
    done = 0
    while run := claim():
        carry_out(run)
        done += 1
    return done


def work(stop: threading.Event) -> None:
    """Be a worker until told to stop."""
    plan_repeating()
    while not stop.is_set():
        if drain() == 0:
            db.session.remove()
            stop.wait(POLL_SECONDS)
