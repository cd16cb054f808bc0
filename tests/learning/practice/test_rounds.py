"""Whom a change is asked of, when, and what is kept of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.audit import AuditEntry
from app.clock import moved_to, now
from app.database import db
from app.refusals import Invalid
from cases.models.response import Recognition
from cases.operations.share import withdraw_case
from cases.terms import Audience
from learning.lifecycle.patterns import PatternState
from learning.lifecycle.practice import months_after, round_due
from learning.lifecycle.proposals import ProposalState, ProposalStep
from learning.models.patterns import PatternMember
from learning.models.practice import PracticeAsked, PracticeCount, PracticeOutcome
from learning.operations.practice import answer_round
from learning.queries.practice import next_round_on, practice_says, rounds_for, rounds_of
from tests.factories import as_actor, make_case, make_person
from tests.learning.practice.scene import (
    CHANGED_ON,
    CLOSED,
    HALF_YEAR,
    LESS,
    SOLVED,
    STILL,
    YEAR,
    answer,
    ask,
    asked,
    asked_and_answered,
    changed,
)
from tests.learning.proposals.scene import World


def test_months_are_counted_on_the_calendar() -> None:
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_after(date(2026, 1, 15), -12) == date(2025, 1, 15)
    assert round_due(CHANGED_ON, date(2026, 9, 30)) is None
    assert round_due(CHANGED_ON, date(2026, 10, 1)) == 6
    assert round_due(CHANGED_ON, date(2027, 1, 1)) is None
    assert round_due(CHANGED_ON, date(2027, 5, 20)) == 12


def test_a_change_is_asked_of_twice_and_each_time_once(world: World) -> None:
    proposal = changed(world)
    assert next_round_on(proposal) == date(2026, 10, 1)
    assert ask(world, HALF_YEAR - timedelta(days=1)) is None
    first = ask(world)
    assert first is not None
    assert (first.months, first.closes_on) == (6, date(2026, 10, 28))
    assert ask(world, HALF_YEAR + timedelta(days=1)) is None
    second = ask(world, YEAR)
    assert second is not None
    assert second.months == 12
    assert [one.months for one in rounds_of(proposal)] == [6, 12]
    assert ask(world, YEAR + timedelta(days=400)) is None


def test_it_is_asked_of_who_logged_or_recognised_a_published_case(world: World) -> None:
    changed(world, members=7)
    case = db.session.scalars(select(PatternMember)).first()
    assert case is not None
    for person in (world.professional, world.elsewhere, world.manager):
        db.session.add(Recognition(case_id=case.case_id, person_id=person.id, at=now()))
    stranger, left = world.reporters[7], world.reporters[6]
    make_case(stranger, world.organisation, audience=Audience.ORGANISATION)
    left.active = False
    # Who does not read the case any more is not asked: of another organisation, or deciding here.
    assert asked(ask(world)) == {*world.reporters[:6], world.professional}


def test_an_unpublished_member_is_not_told_by_a_question(world: World) -> None:
    changed(world, members=9)
    rows = db.session.scalars(select(PatternMember).order_by(PatternMember.id)).all()
    rows[0].published = False
    rows[1].removed = True
    withdraw_case(rows[2].case, by=as_actor(world.reporters[2]))
    assert asked(ask(world)) == set(world.reporters[3:9])


def test_a_pattern_that_was_put_aside_is_asked_of_nobody(world: World) -> None:
    changed(world)
    world.pattern.state = PatternState.DISMISSED
    assert asked(ask(world)) == set()


def test_where_too_few_could_answer_nobody_is_asked_and_nobody_sees_that(world: World) -> None:
    proposal = changed(world, members=5)
    found = ask(world)
    assert found is not None
    assert asked(found) == set()
    assert practice_says(proposal) == ""
    ask(world, HALF_YEAR + CLOSED)
    assert found.outcome is PracticeOutcome.TOO_FEW
    assert practice_says(proposal) == "te weinig antwoorden uit de praktijk"


def test_a_round_stays_silent_until_its_last_day_has_passed(world: World) -> None:
    """Whoever sees it close early knows that everybody answered."""
    proposal = changed(world, members=7)
    found = ask(world)
    assert found is not None
    answer(found, world.reporters[:7], *[SOLVED] * 7)
    ask(world, HALF_YEAR + CLOSED - timedelta(days=1))
    assert found.closed_at is None
    assert practice_says(proposal) == ""
    ask(world, HALF_YEAR + CLOSED)
    assert found.outcome is PracticeOutcome.CONFIRMED
    assert practice_says(proposal) == "bevestigd door de praktijk"


def test_who_was_asked_is_forgotten_and_the_counts_stay(world: World) -> None:
    _, found = asked_and_answered(world, *[SOLVED] * 4, *[LESS] * 2, STILL)
    assert db.session.scalar(select(func.count()).select_from(PracticeAsked)) == 0
    rows = db.session.scalars(select(PracticeCount).order_by(PracticeCount.id)).all()
    assert {one.answer.value: one.number for one in rows} == {
        "solved": 4, "less": 2, "still": 1, "unknown": 0
    }  # fmt: skip
    assert found.closed_at is not None


def test_an_answer_is_given_once_and_only_while_it_is_open(world: World) -> None:
    changed(world)
    found = ask(world)
    assert found is not None
    answer(found, world.reporters[:1], SOLVED)
    for person in (world.reporters[0], world.professional):
        with pytest.raises(Invalid):
            answer(found, [person], STILL)
    with moved_to(HALF_YEAR):
        assert not rounds_for(world.reporters[0])
        assert list(rounds_for(world.reporters[1])) == [found]
    with moved_to(HALF_YEAR + CLOSED):
        assert not rounds_for(world.reporters[1])
        # The day has passed and the job has not come by yet.
        late = world.reporters[1]
        with pytest.raises(Invalid):
            answer_round(found, answer=STILL, person=late, by=as_actor(late))


def test_nothing_that_is_kept_tells_an_answer_from_another(world: World) -> None:
    """Two answers leave the same trail, whatever was said."""
    changed(world)
    found = ask(world)
    answer(found, world.reporters[:2], SOLVED, STILL)
    db.session.flush()
    entries = [one for one in db.session().info["audit"] if one.action == "answer_practice"]
    assert len(entries) == 2
    assert {(one.kind, one.record, tuple(one.records)) for one in entries} == {
        ("practice_round", found.public_id if found else "", ())
    }
    marks = db.session.scalars(select(PracticeAsked).where(PracticeAsked.answered)).all()
    columns = set(PracticeAsked.__table__.columns.keys())
    assert columns == {"id", "round_id", "person_id", "answered"}
    assert len(marks) == 2
    assert not any("answer" in name for name in AuditEntry.__table__.columns.keys())  # noqa: SIM118


@pytest.mark.parametrize("state", [ProposalState.NOT_MEASURABLE, ProposalState.IN_PROGRESS])
def test_what_was_concluded_or_taken_up_again_is_not_asked(
    world: World, state: ProposalState
) -> None:
    proposal = changed(world)
    proposal.state = state
    assert ask(world) is None
    assert next_round_on(proposal) is None


def test_answers_about_an_earlier_change_are_history(world: World) -> None:
    proposal, found = asked_and_answered(world, *[SOLVED] * 6)
    with moved_to(datetime(2026, 11, 2, 9, tzinfo=UTC)):
        world.decide(proposal, ProposalStep.PROVE, reason="De praktijk zegt het.")
        world.decide(proposal, ProposalStep.TAKE_UP_AGAIN, reason="Het komt terug.")
        assert practice_says(proposal) != ""
        world.decide(
            proposal, ProposalStep.IMPLEMENT, reason="Hersteld.", changed_on=date(2026, 11, 1)
        )
        assert practice_says(proposal) == ""
    assert found.outcome is PracticeOutcome.CONFIRMED
    again = ask(world, datetime(2027, 5, 3, 9, tzinfo=UTC))
    assert again is not None
    assert again.changed_on == date(2026, 11, 1)


def test_a_person_of_another_kind_of_work_is_asked_as_well(world: World) -> None:
    """Who moved to another role still met the bottleneck; who has no role here has left."""
    proposal = changed(world, members=8)
    moved = make_person(world.organisation, name="Nieuw Hier")
    assert moved not in asked(ask(world))
    world.reporters[0].memberships[0].ends_on = date(2026, 5, 1)
    found = ask(world, YEAR)
    assert world.reporters[0] not in asked(found)
    assert len(asked(found)) == 7
    assert proposal.state is ProposalState.IMPLEMENTED
