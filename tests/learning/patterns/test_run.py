"""A run as a job: its steps, stopping it, the night, the log, and what it keeps."""

import io
import json
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import jobs
from app.clock import AMSTERDAM, moved_to, now
from app.database import db, transaction
from app.dutch import sentences
from app.jobs import Job, JobState, Run
from app.people.models import Organisation
from app.people.roles import Role
from app.web.logs import JsonLines
from cases.operations.share import withdraw_case
from learning.jobs import detection
from learning.jobs.detection import detect_nightly
from learning.models.patterns import Pattern
from learning.models.runs import CaseVector, DetectionRun
from learning.operations import vectors
from learning.operations.detection import detect_patterns
from learning.operations.mapping import DRAW_MAP
from learning.operations.progress import WRITING
from learning.operations.searching import DETECT, start_detection, stop_detection
from learning.queries.growth import new_counts, new_members
from tests.factories import MACHINE, as_actor, make_person
from tests.learning.patterns.corpus import GLASSES, LOOSE, Town
from tests.learning.patterns.test_pages import BENCH, Visitor


@pytest.fixture
def town(app: Flask) -> Iterator[Town]:
    with app.app_context():
        with transaction():
            town = Town()
        yield town
        db.session.remove()


def started(town: Town) -> Job:
    jobs.drain()
    with transaction():
        return start_detection(town.organisation, by=MACHINE)


def stop(job: Job) -> bool:
    with transaction():
        organisation = db.session.get_one(Organisation, job.organisation_id)
        return stop_detection(job, organisation, by=MACHINE)


def count(kind: type[object]) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(kind)) or 0


def test_a_run_that_waits_stops_at_once_and_can_be_asked_for_again(town: Town) -> None:
    with transaction():
        town.corpus()
    job = started(town)
    assert stop(job)
    assert (job.state, job.message) == (JobState.DONE, "Gestopt")
    assert started(town).id != job.id
    assert not stop(job), "what is over is stopped again"


def test_a_run_that_is_comparing_stops_and_changes_nothing(town: Town) -> None:
    with transaction():
        town.corpus()
    job = started(town)
    run = jobs.claim()
    assert run is not None
    assert stop(job)
    jobs.carry_out(run)
    db.session.refresh(job)
    assert (job.state, job.message, job.error) == (JobState.DONE, "Gestopt", "")
    assert job.percent < WRITING
    assert (count(Pattern), count(DetectionRun)) == (0, 0)


def test_a_run_that_writes_goes_through(town: Town) -> None:
    with transaction():
        town.corpus()
    job = started(town)
    run = jobs.claim()
    assert run is not None

    def asked_late(percent: int, message: str) -> None:
        run.progress(percent, message, stops=percent <= WRITING)
        if percent == WRITING:
            assert stop(job)

    detect_patterns(town.organisation.id, by=MACHINE, report=asked_late)
    assert (count(Pattern) > 0, count(DetectionRun)) == (True, 1)
    with pytest.raises(jobs.Stopped):
        run.progress(50)


def test_progress_names_each_step_and_the_run_keeps_them(town: Town) -> None:
    with transaction():
        town.corpus()
    told: list[tuple[int, str]] = []
    run = detect_patterns(
        town.organisation.id, by=MACHINE, report=lambda percent, step: told.append((percent, step))
    )
    assert [percent for percent, _ in told] == sorted(percent for percent, _ in told)
    steps = list(dict.fromkeys(step for _, step in told))
    assert [one["name"] for one in run.steps] == steps[:-1]
    assert steps == [
        "Casussen lezen",
        "Woorden vergelijken",
        "Groepen zoeken",
        "Kijken wat toeval vindt",
        "Patronen bijwerken",
        "Kijken wat opvalt",
        "Klaar",
    ]
    assert run.seconds >= 0


def test_the_log_tells_what_a_run_found_and_no_word_of_a_case(town: Town) -> None:
    with transaction():
        town.corpus()
    started(town)
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logging.getLogger("leerlus").addHandler(handler)
    try:
        jobs.drain()
    finally:
        logging.getLogger("leerlus").removeHandler(handler)
    (line,) = [json.loads(one) for one in stream.getvalue().splitlines() if "detection" in one]
    assert (line["cases"], line["joined"], line["suggested"], line["vanished"]) == (19, 0, 0, 0)
    assert line["found"] == line["groups"] == count(Pattern)
    assert set(line["steps"]) > {"Casussen lezen", "Groepen zoeken"}
    assert "bril" not in stream.getvalue().lower()


def nightly() -> list[int]:
    """For which organisations a night plans a run; they are carried out at once."""
    detect_nightly(Run(0, "", {}))
    planned = select(Job.organisation_id).where(Job.kind == DETECT, Job.state == JobState.WAITING)
    found = [one for one in db.session.scalars(planned) if one]
    db.session.rollback()
    jobs.drain()
    return found


def test_each_night_a_run_where_an_analyst_is_and_something_is_new(town: Town) -> None:
    with transaction():
        elsewhere = Town("Gemeente Elders", "elders")
        cases = town.cases(GLASSES)
        elsewhere.cases(LOOSE)
        elsewhere.analyst.active = False
    assert nightly() == [town.organisation.id]
    assert nightly() == [], "nothing came since the run"
    with moved_to(now() + timedelta(minutes=1)), transaction():
        withdraw_case(cases[0], by=as_actor(town.reporters[0]))
        town.cases(LOOSE[:1])
    assert nightly() == [town.organisation.id]


def test_the_night_begins_at_three_in_summer_and_in_winter(app: Flask) -> None:
    with app.app_context():
        for day in ("2026-01-15", "2026-07-15"):
            evening = datetime.fromisoformat(f"{day}T23:30").replace(tzinfo=AMSTERDAM)
            with moved_to(evening):
                jobs.plan_repeating()
                db.session.rollback()
                due = db.session.scalars(
                    select(Job.due_at).where(Job.kind == "detect_nightly", Job.due_at > evening)
                ).all()
                assert len(due) == 1
                assert due[0].astimezone(AMSTERDAM).hour == 3
                assert due[0] - evening == timedelta(hours=3, minutes=30)
                with transaction():
                    for job in db.session.scalars(select(Job)):
                        db.session.delete(job)


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The suite runs without the encoder; here it is on."""
    monkeypatch.setenv("LEERLUS_SENTENCE_ENCODER", "on")
    sentences._encoder.cache_clear()
    if sentences.encoded([]) is None:
        pytest.skip("there is no encoder on this machine")
    yield
    monkeypatch.undo()
    sentences._encoder.cache_clear()


@pytest.mark.usefixtures("encoder")
def test_what_sentences_mean_is_kept_until_the_case_changes_or_goes(town: Town) -> None:
    with transaction():
        cases = town.cases(GLASSES[:3])
    run = detect_patterns(town.organisation.id, by=MACHINE)
    assert "Zinnen lezen" in [step["name"] for step in run.steps]
    assert count(CaseVector) == 3
    with transaction():
        withdraw_case(cases[0], by=as_actor(town.reporters[0]))
    assert count(CaseVector) == 2
    run = detect_patterns(town.organisation.id, by=MACHINE)
    assert "Zinnen lezen" not in [step["name"] for step in run.steps]


@pytest.mark.usefixtures("encoder")
def test_of_very_many_cases_the_sentences_are_read_in_portions_afterwards(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (vectors, detection):
        monkeypatch.setattr(module, "MOST_READ", 1)
    monkeypatch.setattr(vectors, "PORTION", 2)
    with transaction():
        town.cases(GLASSES)
    job = started(town)
    for kept in (0, 2, 4, 5):
        run = jobs.claim()
        while run is not None and db.session.get_one(Job, run.job_id).kind == DRAW_MAP:
            run = jobs.claim()
        assert run is not None
        jobs.carry_out(run)
        assert count(CaseVector) == kept
    db.session.refresh(job)
    assert job.state is JobState.DONE


def test_what_joined_after_the_last_look_is_new(town: Town) -> None:
    with transaction():
        cases = town.corpus()
        pattern = town.pattern(cases["glasses"])
    assert new_members(pattern) == [], "before the first look nothing is new"
    with transaction():
        pattern.looked_at = now()
    with moved_to(now() + timedelta(hours=1)):
        with transaction():
            case = town.cases([("Bril via bijzondere bijstand?", GLASSES[4][1])])[0]
        jobs.drain()
    assert new_members(pattern) == [case]
    assert new_counts(town.organisation.id) == {pattern.id: 1}


def test_the_analyst_stops_a_search_and_looks_back_and_nobody_else(app: Flask, town: Town) -> None:
    with transaction():
        town.corpus()
        colleague = make_person(town.organisation, Role.PROFESSIONAL, team=town.team)
        neighbour = Town("Gemeente Elders", "elders").analyst
    analyst = Visitor(app, town.analyst)
    address = analyst.press(BENCH, f"{BENCH}/zoeken").url
    assert "Stop met zoeken" in analyst.get(address).text
    for stranger in (colleague, neighbour):
        assert Visitor(app, stranger).send(f"{address}/stoppen").status == 404
    analyst.press(address, f"{address}/stoppen")
    assert "Er is niets veranderd" in analyst.get(address, follow=True).text
    started(town)
    jobs.drain()
    history = analyst.get(f"{BENCH}/zoekgeschiedenis")
    assert "19" in history.text
    assert "Nog te weinig casussen om" in history.text
    assert Visitor(app, colleague).get(f"{BENCH}/zoekgeschiedenis").status == 404
    assert "Nog niet gezocht" in Visitor(app, neighbour).get(f"{BENCH}/zoekgeschiedenis").text
