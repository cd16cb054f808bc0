"""Within how many days half of the cases came to stand in a published pattern."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app.clock import moved_to
from app.database import db, transaction
from cases.models.case import Case
from cases.operations.share import withdraw_case
from learning.lifecycle.patterns import PatternState
from learning.models.curation import PatternDecision
from learning.models.figures import FigureTable
from learning.models.patterns import PatternMember
from learning.operations.figures import publish_closed_quarters
from learning.operations.patterns import publish_pattern
from learning.queries.figures import newest_table
from tests.factories import MACHINE, as_actor
from tests.learning.proposals.scene import TODAY, World, make_world

SUMMER = datetime(2026, 8, 4, 12, tzinfo=UTC)


@pytest.fixture
def world(app: Flask) -> Iterator[World]:
    with app.app_context(), moved_to(TODAY), transaction():
        world = make_world()
        world.pattern.state, world.pattern.published_at = PatternState.CONFIRMED, None
        world.pattern.summary = "Wie geen adres heeft, krijgt geen bericht."
        yield world


def shared(world: World, days_before: int, count: int) -> list[Case]:
    """Cases in the pattern, of reporters in turn, shared so many days before the publication."""
    found = []
    for _ in range(count):
        reporter = world.reporters[world.turn % len(world.reporters)]
        world.turn += 1
        found.append(world.case(reporter, SUMMER - timedelta(days=days_before), member=True))
    return found


def publish(world: World, when: datetime = SUMMER) -> None:
    with moved_to(when):
        world.pattern.title += "."
        publish_pattern(world.pattern, network=False, by=MACHINE)


def told(world: World) -> tuple[str, int | None] | None:
    publish_closed_quarters(world.organisation, by=MACHINE)
    table = newest_table(world.organisation.id, FigureTable.CASE_TO_PATTERN)
    return (table.window, table.cells[0].value) if table else None


def test_half_of_the_cases_stood_in_a_pattern_within_this_many_days(world: World) -> None:
    shared(world, 33, 7)
    shared(world, 3, 6)
    publish(world)
    assert told(world) == ("3e kwartaal 2026", 35)


def test_a_case_counts_once_by_its_first_publication(world: World) -> None:
    shared(world, 12, 13)
    publish(world)
    publish(world, SUMMER + timedelta(days=40))
    assert told(world) == ("3e kwartaal 2026", 15)


def test_with_ten_reporters_nothing_is_told(world: World) -> None:
    world.reporters = world.reporters[:10]
    shared(world, 12, 20)
    publish(world)
    assert told(world) is None


def test_what_a_quarter_cannot_tell_is_told_over_a_half_year(world: World) -> None:
    shared(world, 10, 6)
    publish(world)
    shared(world, -70, 7)
    publish(world, SUMMER + timedelta(days=75))
    with moved_to(datetime(2027, 1, 20, tzinfo=UTC)):
        assert told(world) == ("2e halfjaar 2026", 5)


def test_imported_and_withdrawn_cases_make_no_crowd(world: World) -> None:
    cases = shared(world, 12, 13)
    publish(world)
    cases[0].imported = True
    for case in cases[1:3]:
        withdraw_case(case, by=as_actor(case.reporter))
    assert told(world) is None


def test_a_pattern_across_organisations_does_not_count(world: World) -> None:
    shared(world, 12, 13)
    publish(world)
    world.pattern.across = True
    assert told(world) is None


def test_a_publication_from_before_its_cases_were_kept_counts_its_members(world: World) -> None:
    shared(world, 12, 13)
    publish(world)
    for decision in db.session.query(PatternDecision).filter_by(action="publish"):
        decision.after = {"patterns": decision.after["patterns"]}
    for row in db.session.query(PatternMember):
        row.joined_at = SUMMER - timedelta(days=1)
    assert told(world) == ("3e kwartaal 2026", 15)
