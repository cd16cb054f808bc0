"""What is published of cases, once, and what may be said of the effect of a change."""

from datetime import UTC, date, datetime
from itertools import combinations

import pytest
from sqlalchemy import select

from app.clock import moved_to, now
from app.database import db
from app.quarters import Quarter
from app.refusals import Invalid
from cases.models.case import Case
from cases.operations.share import withdraw_case
from learning.effect import QuarterCount, Verdict
from learning.lifecycle.proposals import ProposalState, ProposalStep
from learning.models.figures import EffectVerdict, FigureTable, PublishedFigure
from learning.models.proposals import Proposal
from learning.operations.figures import publish_closed_quarters
from learning.operations.measuring import measure_effects
from learning.queries.effects import exact_counts
from learning.queries.figures import (
    TOO_SMALL,
    effect_in_words,
    last_verdict,
    newest_table,
    totals_that_show,
    windows_that_show,
)
from learning.queries.published_effect import published_periods
from tests.factories import MACHINE, as_actor, make_person
from tests.learning.proposals.scene import World

AUTUMN, WINTER = datetime(2025, 11, 3, tzinfo=UTC), datetime(2026, 2, 3, tzinfo=UTC)
SPRING, SUMMER = datetime(2026, 5, 4, tzinfo=UTC), datetime(2026, 8, 4, tzinfo=UTC)
CHANGED = date(2026, 4, 1)


def rows() -> list[tuple[str, str, str, int | None]]:
    found = db.session.scalars(select(PublishedFigure).order_by(PublishedFigure.id))
    return [(one.label, one.table_name, one.key, one.value) for one in found]


def publish(world: World) -> int:
    return publish_closed_quarters(world.organisation, by=MACHINE)


def totals(world: World) -> list[tuple[str, int | None]]:
    return [(one.label, one.value) for one in totals_that_show(world.organisation.id)]


def test_a_quarter_is_published_fourteen_days_after_it_closed(world: World) -> None:
    world.fill({SUMMER: (8, 18)})
    with moved_to(datetime(2026, 10, 13, 12, tzinfo=UTC)):
        assert publish(world) == 0
    with moved_to(datetime(2026, 10, 15, 12, tzinfo=UTC)):
        assert publish(world) == 1
    assert totals(world) == [("3e kwartaal 2026", 25)]
    patterns = newest_table(world.organisation.id, FigureTable.PATTERN)
    assert patterns is not None
    assert [(one.label, one.value) for one in patterns.cells] == [("Post bereikt mensen niet", 10)]


def test_what_was_published_never_changes(world: World) -> None:
    world.fill({SPRING: (8, 18)})
    assert publish(world) == 2
    before = rows()
    for case in db.session.scalars(select(Case)).all():
        withdraw_case(case, by=as_actor(world.reporters[0]))
    world.fill({SPRING: (3, 9)})
    assert publish(world) == 0
    assert rows() == before


def test_quarters_that_show_nothing_are_published_per_half_year(world: World) -> None:
    world.fill({WINTER: (2, 7), SPRING: (2, 7)})
    publish(world)
    assert totals(world) == [("1e halfjaar 2026", 20)]


def test_a_window_that_shows_never_lies_inside_another(world: World) -> None:
    world.fill({WINTER: (8, 18), SPRING: (2, 4), SUMMER: (2, 4)})
    publish(world)
    with moved_to(datetime(2027, 2, 1, tzinfo=UTC)):
        publish(world)
    for table in FigureTable:
        shown = [window for window, _ in windows_that_show(world.organisation.id, table)]
        for one, other in combinations(shown, 2):
            assert one.last < other.first or other.last < one.first
    assert totals(world)[0] == ("1e kwartaal 2026", 25)


def test_imported_cases_do_not_count(world: World) -> None:
    world.fill({SUMMER: (8, 18)})
    for case in db.session.scalars(select(Case)):
        case.imported = True
    assert publish(world) == 0
    assert rows() == []


def test_a_small_organisation_gets_no_figure(world: World) -> None:
    world.reporters = world.reporters[:9]
    world.fill({WINTER: (8, 20), SPRING: (8, 20), SUMMER: (8, 20)})
    publish(world)
    assert totals(world) == []
    assert {value for *_, value in rows()} == {None}


def measured(
    world: World, quarters: dict[datetime, tuple[int, int]], *, published: bool = False
) -> Proposal:
    with moved_to(datetime(2026, 4, 2, tzinfo=UTC)):
        proposal = world.implemented(CHANGED)
    world.fill(quarters)
    if published:
        publish(world)
    measure_effects(world.organisation, by=MACHINE)
    return proposal


def test_a_fall_is_shown_and_the_analyst_concludes(world: World) -> None:
    proposal = measured(world, {AUTUMN: (8, 20), WINTER: (8, 20), SPRING: (1, 26), SUMMER: (0, 26)})
    verdict = last_verdict(proposal)
    assert verdict is not None
    assert verdict.verdict is Verdict.FALL_SHOWN
    assert effect_in_words(verdict) == f"daling aangetoond; {TOO_SMALL}"
    assert verdict.before is None
    assert exact_counts(proposal) == (16, 1)
    assert proposal.state is ProposalState.IMPLEMENTED
    with pytest.raises(Invalid):
        world.decide(proposal, ProposalStep.NOT_PROVE, reason="Ik geloof het niet.")
    world.decide(proposal, ProposalStep.PROVE, reason="Er komt bijna geen post meer terug.")
    assert proposal.state is ProposalState.PROVEN


def test_the_numbers_for_others_are_sums_of_what_was_published(world: World) -> None:
    quarters = {AUTUMN: (12, 20), WINTER: (12, 20), SPRING: (12, 20), SUMMER: (12, 20)}
    proposal = measured(world, quarters, published=True)
    verdict = last_verdict(proposal)
    assert verdict is not None
    assert (verdict.verdict, verdict.before, verdict.after) == (Verdict.NOT_SHOWN, 20, 20)
    assert verdict.ratio == 1.0
    assert effect_in_words(verdict) == "niet aangetoond"
    assert exact_counts(proposal) == (24, 24)


def test_without_published_figures_there_are_no_numbers_for_others(world: World) -> None:
    proposal = measured(
        world, {AUTUMN: (12, 20), WINTER: (12, 20), SPRING: (12, 20), SUMMER: (12, 20)}
    )
    verdict = last_verdict(proposal)
    assert verdict is not None
    assert (verdict.before, verdict.after, verdict.ratio, verdict.high) == (None,) * 4
    assert effect_in_words(verdict) == f"niet aangetoond; {TOO_SMALL}"


def test_one_quarter_without_a_figure_leaves_out_all_numbers(world: World) -> None:
    """Both periods pass; the sum would tell of the hidden quarter what the others leave of it."""
    quarters = {AUTUMN: (12, 20), WINTER: (3, 20), SPRING: (12, 20), SUMMER: (12, 20)}
    verdict = last_verdict(measured(world, quarters, published=True))
    assert verdict is not None
    assert verdict.may_show
    assert (verdict.before, verdict.after) == (None, None)


def test_half_years_that_fit_the_periods_give_numbers_too(world: World) -> None:
    world.reporters += [make_person(world.organisation, name=f"Ander {n}") for n in range(13)]
    changed = datetime(2026, 1, 2, tzinfo=UTC)
    with moved_to(changed):
        proposal = world.implemented(date(2026, 1, 1))
    world.pattern.found_at = datetime(2025, 6, 1, tzinfo=UTC)
    world.fill(dict.fromkeys((datetime(2025, 8, 4, tzinfo=UTC), AUTUMN, WINTER, SPRING), (5, 20)))
    publish(world)
    measure_effects(world.organisation, by=MACHINE)
    labels = {label for label, table, _, value in rows() if table == "pattern" and value}
    assert labels == {"2e halfjaar 2025", "1e halfjaar 2026"}
    found = published_periods(proposal, Quarter(2026, 2))
    assert found is not None
    assert found.counts() == ([QuarterCount(10, 50)], [QuarterCount(10, 50)])
    # With the third quarter the period after fits no half-year any more.
    assert published_periods(proposal, Quarter(2026, 3)) is None


def test_too_few_reporters_before_the_change_give_no_verdict(world: World) -> None:
    proposal = measured(world, {AUTUMN: (2, 20), WINTER: (3, 20), SPRING: (0, 20), SUMMER: (0, 20)})
    verdict = last_verdict(proposal)
    assert effect_in_words(verdict) == TOO_SMALL
    with pytest.raises(Invalid):
        world.decide(proposal, ProposalStep.PROVE, reason="Het is minder.")
    world.decide(proposal, ProposalStep.NOT_MEASURE, reason="Het zijn er te weinig om te meten.")
    assert proposal.state is ProposalState.NOT_MEASURABLE


def test_nothing_is_concluded_before_two_quarters_have_passed(world: World) -> None:
    with moved_to(datetime(2026, 7, 2, tzinfo=UTC)):
        proposal = world.implemented(date(2026, 7, 1))
    world.fill({WINTER: (8, 20), SPRING: (8, 20), SUMMER: (0, 26)})
    with pytest.raises(Invalid):
        world.decide(proposal, ProposalStep.NOT_PROVE, reason="Niets gemerkt.")
    measure_effects(world.organisation, by=MACHINE)
    assert effect_in_words(last_verdict(proposal)) == "te vroeg"
    with pytest.raises(Invalid):
        world.decide(proposal, ProposalStep.NOT_PROVE, reason="Niets gemerkt.")


def test_cases_from_before_the_pattern_was_found_are_no_baseline(world: World) -> None:
    world.pattern.found_at = datetime(2026, 1, 10, tzinfo=UTC)
    proposal = measured(world, {WINTER: (8, 20), SPRING: (0, 26), SUMMER: (0, 26)})
    verdict = last_verdict(proposal)
    assert verdict is not None
    assert verdict.verdict is Verdict.TOO_FEW
    assert exact_counts(proposal) == (0, 0)


def test_each_closed_quarter_is_judged_once(world: World) -> None:
    measured(world, {WINTER: (8, 20), SPRING: (1, 26), SUMMER: (0, 26)})
    assert measure_effects(world.organisation, by=MACHINE) == 0
    with moved_to(datetime(2027, 1, 20, tzinfo=UTC)):
        assert measure_effects(world.organisation, by=MACHINE) == 1
    found = db.session.scalars(select(EffectVerdict.quarter)).all()
    assert sorted(found) == ["2026-3", "2026-4"]


def test_what_is_taken_up_again_starts_anew(world: World) -> None:
    proposal = measured(world, {AUTUMN: (8, 20), WINTER: (8, 20), SPRING: (1, 26), SUMMER: (0, 26)})
    world.decide(proposal, ProposalStep.PROVE, reason="Het helpt.")
    world.decide(proposal, ProposalStep.TAKE_UP_AGAIN, reason="Het nieuwe systeem doet het weer.")
    assert proposal.state is ProposalState.IN_PROGRESS
    with moved_to(now().replace(hour=10)):
        world.decide(
            proposal, ProposalStep.IMPLEMENT, reason="Hersteld.", changed_on=date(2026, 11, 20)
        )
    assert last_verdict(proposal) is None
