"""Which quarters and which cases an effect is about, and how much of it others may read."""

from datetime import UTC, date, datetime

import pytest

from app.clock import moved_to, now
from app.database import db
from app.quarters import Quarter
from cases.models.lists import Domain
from cases.operations.lists import add_domain
from learning.lifecycle.patterns import PatternState
from learning.models.patterns import DecidedBy, Pattern, PatternMember
from learning.models.proposals import Proposal
from learning.operations.figures import publish_closed_quarters
from learning.operations.measuring import measure_effects
from learning.operations.merging import merge_patterns
from learning.queries.effects import (
    exact_counts,
    first_verdict_on,
    noticed_on,
    quarters_of,
    smallest_group_for,
    subjects_of,
)
from learning.queries.exact_effect import exact_effect
from learning.queries.figures import last_verdict
from learning.queries.published_effect import points_of, published_periods
from tests.factories import MACHINE, as_actor
from tests.learning.proposals.conftest import world as world  # noqa: PLC0414 - the fixture
from tests.learning.proposals.scene import World

AUTUMN, WINTER = datetime(2025, 11, 3, tzinfo=UTC), datetime(2026, 2, 3, tzinfo=UTC)
SPRING, SUMMER = datetime(2026, 5, 4, tzinfo=UTC), datetime(2026, 8, 4, tzinfo=UTC)
CHANGED = date(2026, 4, 1)
LAST = Quarter(2026, 3)
BUSY = {AUTUMN: (12, 20), WINTER: (12, 20), SPRING: (12, 20), SUMMER: (12, 20)}


def changed(world: World, on: date = CHANGED) -> Proposal:
    with moved_to(datetime(2026, 4, 2, tzinfo=UTC)):
        return world.implemented(on)


def other_pattern(world: World, found_at: datetime) -> Pattern:
    pattern = Pattern(
        organisation_id=world.organisation.id,
        number=2,
        title="Post gaat naar het oude adres",
        state=PatternState.PUBLISHED,
        found_at=found_at,
        published_at=found_at,
        published_title="Post gaat naar het oude adres",
        published_summary="Wie verhuist, krijgt niets.",
    )
    db.session.add(pattern)
    db.session.flush()
    return pattern


def test_a_pattern_that_was_merged_goes_on_in_the_other(world: World) -> None:
    proposal = changed(world)
    world.fill({WINTER: (5, 9), SUMMER: (2, 9)})
    heir = other_pattern(world, datetime(2025, 10, 3, tzinfo=UTC))
    case = world.case(world.reporters[0], SUMMER, member=False)
    db.session.add(
        PatternMember(
            pattern_id=heir.id, case_id=case.id, joined_at=now(), decided_by=DecidedBy.ANALYST
        )
    )
    # It came back, so that it can be merged.
    world.pattern.state = PatternState.PUBLISHED
    merge_patterns(world.pattern, into=heir, by=as_actor(world.analyst))
    assert subjects_of(proposal) == [heir]
    assert exact_counts(proposal) == (5, 3)
    # What was found last decides when the comparison begins.
    assert noticed_on(proposal) == date(2025, 10, 3)


def test_the_quarters_follow_from_the_calendar_alone(world: World) -> None:
    proposal = changed(world, date(2026, 2, 10))
    before, after = quarters_of(proposal, LAST)
    assert [one.code for one in before] == ["2025-4"]
    assert [one.code for one in after] == ["2026-2", "2026-3"]
    assert first_verdict_on(proposal) == date(2026, 10, 15)
    assert first_verdict_on(changed(world)) == date(2026, 10, 15)
    assert first_verdict_on(world.draft()) is None


def test_a_sensitive_domain_asks_for_more_people(world: World) -> None:
    proposal = changed(world)
    assert smallest_group_for(proposal) == 5
    world.fill(BUSY | {AUTUMN: (8, 22), WINTER: (0, 25)})
    measure_effects(world.organisation, by=MACHINE)
    verdict = last_verdict(proposal)
    assert verdict is not None
    assert verdict.may_show
    domain = add_domain(world.organisation, "schulden", sensitive=True, by=MACHINE)
    assert isinstance(domain, Domain)
    case = db.session.query(PatternMember).first()
    assert case is not None
    case.case.domain_id = domain.id
    db.session.delete(verdict)
    db.session.flush()
    assert smallest_group_for(proposal) == 10
    measure_effects(world.organisation, by=MACHINE)
    again = last_verdict(proposal)
    assert again is not None
    assert not again.may_show


def test_the_chart_takes_the_finest_windows_that_all_have_a_figure(world: World) -> None:
    proposal = changed(world)
    world.fill(BUSY)
    publish_closed_quarters(world.organisation, by=MACHINE)
    codes = [one.window.first.code for one in points_of(proposal, LAST)]
    assert codes == ["2025-4", "2026-1", "2026-2", "2026-3"]


def test_one_quarter_without_a_figure_leaves_no_chart(world: World) -> None:
    proposal = changed(world)
    world.fill(BUSY | {SPRING: (4, 20)})
    publish_closed_quarters(world.organisation, by=MACHINE)
    assert points_of(proposal, LAST) == []
    assert published_periods(proposal, LAST) is None


def test_of_two_patterns_together_there_is_no_figure(world: World) -> None:
    proposal = changed(world)
    world.fill(BUSY)
    publish_closed_quarters(world.organisation, by=MACHINE)
    assert published_periods(proposal, LAST) is not None
    proposal.patterns.append(other_pattern(world, datetime(2025, 9, 3, tzinfo=UTC)))
    db.session.flush()
    assert points_of(proposal, LAST) == []
    assert published_periods(proposal, LAST) is None


def test_the_analyst_sees_months_and_what_stands_in_no_pattern(world: World) -> None:
    proposal = changed(world)
    proposal.expected_fall = 70
    world.fill({AUTUMN: (8, 20), WINTER: (8, 20), SPRING: (1, 6), SUMMER: (0, 5)})
    found = exact_effect(proposal)
    assert found is not None
    counts = {one.start: (one.count.cases, one.count.exposure) for one in found.months}
    assert min(counts) == date(2025, 4, 1)
    assert max(counts) == date(2026, 11, 1)
    assert counts[date(2025, 11, 1)] == (8, 28)
    assert counts[date(2026, 8, 1)] == (0, 5)
    assert [one.count.cases for one in found.quarters] == [8, 8, 1, 0]
    assert [one.after for one in found.quarters] == [False, False, True, True]
    assert found.unplaced == 11
    assert [one.fall for one in found.powers] == [0.5, 0.7]
    assert found.powers[0].chance < found.powers[1].chance


@pytest.mark.parametrize("expected", [None, 50])
def test_a_halving_is_told_once(world: World, expected: int | None) -> None:
    proposal = changed(world)
    proposal.expected_fall = expected
    world.fill({WINTER: (8, 20), SUMMER: (1, 20)})
    found = exact_effect(proposal)
    assert found is not None
    assert [one.fall for one in found.powers] == [0.5]


def test_before_anything_changed_there_is_nothing_exact(world: World) -> None:
    assert exact_effect(world.submitted()) is None
