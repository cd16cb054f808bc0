from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from app import jobs
from app.database import db, transaction
from cases.models.case import Case
from cases.operations.share import withdraw_case
from learning.lifecycle.patterns import PatternState
from learning.models.patterns import Pattern, PatternMember
from learning.models.runs import DetectionRun
from learning.operations.detection import detect_patterns
from learning.operations.members import add_member, remove_member
from learning.operations.patterns import (
    confirm_pattern,
    describe_pattern,
    dismiss_pattern,
    restore_pattern,
)
from learning.operations.searching import start_detection
from learning.queries.comparison import comparable_cases
from tests.factories import MACHINE, as_actor, make_case
from tests.learning.patterns.corpus import GLASSES, LOOSE, Town


@pytest.fixture
def town(app: Flask) -> Iterator[Town]:
    with app.app_context():
        with transaction():
            town = Town()
        yield town
        db.session.remove()


def detect(town: Town) -> None:
    organisation_id = town.organisation.id
    db.session.rollback()
    detect_patterns(organisation_id, by=MACHINE)


def pattern_with(title: str) -> Pattern | None:
    """The living pattern in which the case with this title stands."""
    return db.session.scalar(
        select(Pattern)
        .join(PatternMember, PatternMember.pattern_id == Pattern.id)
        .join(Case, Case.id == PatternMember.case_id)
        .where(Case.title == title, PatternMember.removed.is_(False))
    )


def titles_in(pattern: Pattern) -> set[str]:
    return set(
        db.session.scalars(
            select(Case.title)
            .join(PatternMember, PatternMember.case_id == Case.id)
            .where(PatternMember.pattern_id == pattern.id, PatternMember.removed.is_(False))
        )
    )


def glasses() -> Pattern:
    pattern = pattern_with("Bril voor schoolkind afgewezen")
    assert pattern is not None
    return pattern


def case_titled(title: str) -> Case:
    return db.session.scalars(select(Case).where(Case.title == title)).one()


def test_what_recurs_becomes_a_candidate_and_one_offs_stay_out(town: Town) -> None:
    with transaction():
        town.corpus()
    detect(town)
    assert glasses().state is PatternState.CANDIDATE
    assert titles_in(glasses()) == {title for title, _ in GLASSES}
    assert all(pattern_with(title) is None for title, _ in LOOSE)
    assert "bril" in " ".join(glasses().explanation["terms"])


def test_drafts_and_other_organisations_are_never_read(town: Town) -> None:
    with transaction():
        shared = town.cases(LOOSE[:2])
        make_case(town.reporters[0], town.organisation, town.team, title="Nog een concept")
        Town("Gemeente Elders", "elders").cases(LOOSE[2:4])
    read = {text.title for text in comparable_cases(town.organisation.id)}
    assert read == {case.title for case in shared}


def test_a_second_run_keeps_numbers_titles_and_cases(town: Town) -> None:
    with transaction():
        town.corpus()
    detect(town)
    before = {
        one.number: (one.title, titles_in(one)) for one in db.session.scalars(select(Pattern))
    }
    with transaction():
        describe_pattern(glasses(), title="Brillen", summary="", by=MACHINE)
    number = glasses().number
    detect(town)
    after = {one.number: (one.title, titles_in(one)) for one in db.session.scalars(select(Pattern))}
    assert before.keys() == after.keys()
    assert after[number] == ("Brillen", before[number][1])


def test_a_new_case_joins_a_confirmed_pattern(town: Town) -> None:
    with transaction():
        town.corpus()
    detect(town)
    with transaction():
        confirm_pattern(glasses(), by=MACHINE)
    members = titles_in(glasses())
    with transaction():
        town.cases([("Bril via bijzondere bijstand?", GLASSES[4][1])])
    detect(town)
    assert titles_in(glasses()) == members | {"Bril via bijzondere bijstand?"}


def test_members_of_a_confirmed_pattern_never_move(town: Town) -> None:
    with transaction():
        cases = town.corpus()
        mixed = [cases["glasses"][0], cases["address"][0], cases["loose"][0]]
        kept = town.pattern(mixed).id
    detect(town)
    assert titles_in(db.session.get_one(Pattern, kept)) >= {
        "Bril voor schoolkind afgewezen",
        "Geen briefadres voor dakloze man",
        "Parkeervergunning voor thuiszorg",
    }
    assert glasses().id == kept


def test_this_is_not_the_same_holds_for_ever(town: Town) -> None:
    with transaction():
        town.corpus()
    detect(town)
    with transaction():
        remove_member(glasses(), case_titled("Brillenglazen te duur"), by=MACHINE)
    detect(town)
    assert pattern_with("Brillenglazen te duur") is None
    with transaction():
        confirm_pattern(glasses(), by=MACHINE)
    detect(town)
    assert pattern_with("Brillenglazen te duur") is None


def test_this_belongs_here_holds_for_ever(town: Town) -> None:
    with transaction():
        town.corpus()
    detect(town)
    with transaction():
        add_member(glasses(), case_titled("Trouwen op zaterdag"), by=MACHINE)
    detect(town)
    assert "Trouwen op zaterdag" in titles_in(glasses())


def test_a_dismissed_pattern_stays_dismissed(town: Town) -> None:
    with transaction():
        town.corpus()
    detect(town)
    number = glasses().number
    with transaction():
        dismiss_pattern(glasses(), reason="Dat is gewoon de wet.", by=MACHINE)
    detect(town)
    assert glasses().number == number
    assert glasses().state is PatternState.DISMISSED
    with transaction():
        restore_pattern(glasses(), by=MACHINE)
    assert glasses().state is PatternState.CANDIDATE


def test_a_candidate_that_is_not_found_any_more_goes_and_its_number_with_it(town: Town) -> None:
    with transaction():
        false = town.pattern(town.corpus()["loose"][:3], PatternState.CANDIDATE, number=41).id
    detect(town)
    assert db.session.get(Pattern, false) is None
    assert min(db.session.scalars(select(Pattern.number))) > 41


def test_a_candidate_that_somebody_worked_on_stays(town: Town) -> None:
    with transaction():
        pattern = town.pattern(town.corpus()["loose"][:3], PatternState.CANDIDATE, number=41)
        describe_pattern(pattern, title="Regels op papier", summary="", by=MACHINE)
        kept = pattern.id
    detect(town)
    assert titles_in(db.session.get_one(Pattern, kept)) == {title for title, _ in LOOSE[:3]}


def test_a_withdrawn_case_leaves_its_pattern_at_once(town: Town) -> None:
    with transaction():
        town.corpus()
    detect(town)
    case = case_titled("Brillenglazen te duur")
    with transaction():
        glasses().explanation = {**glasses().explanation, "exemplars": [case.public_id]}
        withdraw_case(case, by=as_actor(town.reporters[0]))
    assert "Brillenglazen te duur" not in titles_in(glasses())
    assert glasses().explanation["exemplars"] == []


def test_a_handful_of_cases_or_none_is_no_error(town: Town) -> None:
    detect(town)
    with transaction():
        town.cases(LOOSE[:2])
    detect(town)
    assert db.session.scalars(select(Pattern)).all() == []
    assert [run.cases for run in db.session.scalars(select(DetectionRun))] == [0, 2]


def test_detection_as_a_job_tells_how_far_it_is(town: Town) -> None:
    with transaction():
        town.corpus()
        job = start_detection(town.organisation, by=MACHINE)
        again = start_detection(town.organisation, by=MACHINE)
    assert again.id == job.id
    jobs.drain()
    db.session.refresh(job)
    assert (job.state, job.percent, job.error) == (jobs.JobState.DONE, 100, "")
    assert job.message
    assert db.session.scalars(select(DetectionRun.job_id)).all() == [job.id]
