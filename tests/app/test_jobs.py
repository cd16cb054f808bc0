"""Work is done once, outlives its worker, and comes back when it should."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import jobs
from app.clock import moved_to, now
from app.database import db, transaction
from app.jobs import Job, JobState, LeaseLost, Run

LATER = jobs.LEASE + timedelta(seconds=1)


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> jobs.Registry:
    """No job of the product itself stands in the way."""
    fresh = jobs.Registry()
    monkeypatch.setattr(jobs, "registry", fresh)
    return fresh


@pytest.fixture
def context(app: Flask, registry: jobs.Registry) -> Iterator[None]:
    with app.app_context():
        yield


def plan(kind: str = "count", **kwargs: object) -> int:
    with transaction():
        return jobs.enqueue(kind, {"words": "x"}, **kwargs).id  # type: ignore[arg-type]


def state(job_id: int) -> tuple[JobState, int]:
    db.session.rollback()
    job = db.session.get_one(Job, job_id)
    return job.state, job.attempts


def test_two_workers_do_each_job_once(app: Flask, registry: jobs.Registry) -> None:
    done: list[int] = []
    registry.register("count", lambda run: done.append(run.job_id))
    with app.app_context():
        wanted = {plan() for _ in range(20)}

    def work() -> None:
        with app.app_context():
            jobs.drain()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(done) == sorted(wanted)
    with app.app_context():
        assert {state(one)[0] for one in wanted} == {JobState.DONE}


@pytest.mark.usefixtures("context")
def test_a_job_waits_for_its_moment(registry: jobs.Registry) -> None:
    done: list[int] = []
    registry.register("count", lambda run: done.append(run.job_id))
    job = plan(due_at=now() + timedelta(hours=1))
    assert jobs.drain() == 0
    with moved_to(now() + timedelta(hours=2)):
        assert jobs.drain() == 1
    assert done == [job]


@pytest.mark.usefixtures("context")
def test_a_dead_worker_is_succeeded_and_cannot_finish(registry: jobs.Registry) -> None:
    done: list[str] = []
    registry.register("count", lambda run: done.append(run.token))
    job = plan()
    dead = jobs.claim()
    assert dead is not None
    assert jobs.claim() is None, "the lease holds"
    with moved_to(now() + LATER):
        heir = jobs.claim()
        assert heir is not None
        assert heir.token != dead.token
        jobs.carry_out(dead)
        assert state(job)[0] is JobState.RUNNING, "who lost the lease has finished the job"
        with pytest.raises(LeaseLost):
            dead.progress(50)
        heir.progress(50, "half way")
        jobs.carry_out(heir)
    assert state(job) == (JobState.DONE, 2)


@pytest.mark.usefixtures("context")
def test_progress_renews_the_lease() -> None:
    plan()
    run = jobs.claim()
    assert run is not None
    almost = now() + jobs.LEASE - timedelta(seconds=1)
    with moved_to(almost):
        run.progress(10)
    with moved_to(almost + timedelta(seconds=30)):
        assert jobs.claim() is None


@pytest.mark.usefixtures("context")
def test_a_failing_job_is_tried_five_times(registry: jobs.Registry) -> None:
    def fail(run: Run) -> None:
        raise ValueError("kapot")

    registry.register("count", fail)
    job, moment = plan(), now()
    for attempt in range(1, jobs.MOST_ATTEMPTS + 1):
        with moved_to(moment + attempt * timedelta(hours=1)):
            assert jobs.drain() == 1
        assert state(job)[1] == attempt
    assert state(job)[0] is JobState.FAILED
    assert "kapot" in db.session.get_one(Job, job).error
    with moved_to(moment + timedelta(days=1)):
        assert jobs.drain() == 0


@pytest.mark.usefixtures("context")
def test_a_job_that_kills_its_workers_does_not_hold_up_the_rest(registry: jobs.Registry) -> None:
    registry.register("deadly", lambda _: None, every=timedelta(days=1))
    registry.register("count", lambda _: None)
    deadly, moment = plan("deadly"), now()
    for attempt in range(jobs.MOST_ATTEMPTS):
        with moved_to(moment + attempt * LATER):
            assert jobs.claim() is not None
    other = plan()
    with moved_to(moment + jobs.MOST_ATTEMPTS * LATER):
        assert jobs.drain() == 1
    assert state(deadly)[0] is JobState.FAILED
    assert state(other)[0] is JobState.DONE
    assert waiting("deadly") == 1, "returning work does not return after a failure"


@pytest.mark.usefixtures("context")
def test_an_unknown_kind_fails_and_the_worker_goes_on(registry: jobs.Registry) -> None:
    registry.register("count", lambda _: None)
    unknown, known = plan("unknown"), plan()
    assert jobs.drain() == 2
    assert state(unknown)[0] is JobState.WAITING
    assert state(known)[0] is JobState.DONE


@pytest.mark.usefixtures("context")
def test_returning_work_is_planned_again_once(registry: jobs.Registry) -> None:
    done: list[int] = []
    registry.register("nightly", lambda run: done.append(run.job_id), every=timedelta(days=1))
    for _ in range(3):
        jobs.plan_repeating()
    assert waiting("nightly") == 1
    assert jobs.drain() == 1
    assert waiting("nightly") == 1
    assert jobs.drain() == 0
    with moved_to(now() + timedelta(days=1, seconds=1)):
        assert jobs.drain() == 1
    assert len(done) == 2


def waiting(kind: str) -> int:
    db.session.rollback()
    query = select(func.count()).select_from(Job).where(Job.kind == kind)
    return db.session.scalar(query.where(Job.state == JobState.WAITING)) or 0


@pytest.mark.usefixtures("context")
def test_the_same_work_waits_once_until_it_begins(registry: jobs.Registry) -> None:
    registry.register("count", lambda _: None)
    first, second = plan(unique_key="all"), plan(unique_key="all")
    assert first == second
    assert jobs.claim() is not None
    assert plan(unique_key="all") != first, "what was asked after the start is lost"


def test_asking_for_the_same_work_at_the_same_moment_harms_nobody(
    app: Flask, registry: jobs.Registry
) -> None:
    both = threading.Barrier(2)
    failures: list[Exception] = []

    def ask() -> None:
        try:
            with app.app_context():
                both.wait(timeout=10)
                for _ in range(15):
                    with transaction():
                        jobs.enqueue("count", {}, unique_key="all")
                    if run := jobs.claim():
                        jobs.carry_out(run)
        except Exception as error:  # noqa: BLE001 - it is shown in the thread of the test
            failures.append(error)

    registry.register("count", lambda _: None)
    askers = [threading.Thread(target=ask) for _ in range(2)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert failures == []
