"""How long a step takes, and where a proposal stood: counted by hand."""

from datetime import date

from app.clock import moved_to
from app.database import db
from app.quarters import Quarter, Window
from learning.lifecycle.patterns import PatternState
from learning.lifecycle.proposals import ProposalState
from learning.lifecycle.proposals import ProposalStep as Step
from learning.models.curation import PatternDecision
from learning.queries.report_texts import periods_to_tell, told_of
from learning.queries.steps import (
    Leg,
    first_publications,
    first_quarter_told,
    median_days,
    paces,
    patterns_published_in,
    state_at,
)
from tests.learning.desk.scene import on, play
from tests.learning.proposals.scene import World

THIRD = Window.quarter(Quarter(2026, 3))


def test_a_median_is_a_number_of_days_that_half_of_them_kept_to() -> None:
    assert median_days([]) is None
    assert median_days([9]) == 9
    assert median_days([3, 9]) == 3
    assert median_days([40, 3, 9]) == 9


def test_the_days_of_each_part_of_the_way(world: World) -> None:
    found = {one.leg: one for one in paces(list(play(world).values()))}
    assert (found[Leg.SUBMITTED].days, found[Leg.SUBMITTED].proposals) == (298, 6)
    assert (found[Leg.DECIDED].days, found[Leg.DECIDED].proposals) == (10, 4)
    assert (found[Leg.CHANGED].days, found[Leg.CHANGED].proposals) == (30, 1)
    assert (found[Leg.CONCLUDED].days, found[Leg.CONCLUDED].proposals) == (252, 1)
    assert [(one.days, one.proposals) for one in paces([])] == [(None, 0)] * 4


def test_days_count_on_a_dutch_calendar_and_never_below_none(world: World) -> None:
    # Half past eleven at night in Amsterdam is the same day; half an hour later is the next.
    with moved_to(on(2026, 3, 9).replace(hour=22, minute=30)):
        late = world.submitted("Laat")
    with moved_to(on(2026, 3, 9).replace(hour=23, minute=30)):
        world.decide(late, Step.ACCEPT, capacity="een dag")
    world.decide(late, Step.START)
    world.decide(late, Step.IMPLEMENT, reason="Al gedaan.", changed_on=date(2026, 3, 1))
    found = {one.leg: one.days for one in paces([late])}
    assert found[Leg.DECIDED] == 1
    assert found[Leg.CHANGED] == 0


def test_the_first_publication_counts_while_others_can_read_the_page(world: World) -> None:
    for day in (on(2025, 7, 1), on(2026, 8, 1)):
        row = PatternDecision(pattern_id=world.pattern.id, action="publish", at=day)
        db.session.add(row)
    db.session.flush()
    assert first_publications([world.pattern]) == {world.pattern.id: on(2025, 7, 1)}
    assert patterns_published_in(world.organisation.id, THIRD) == []
    assert patterns_published_in(world.organisation.id, Window.quarter(Quarter(2025, 3)))
    world.pattern.state = PatternState.CONFIRMED
    db.session.flush()
    assert first_publications([world.pattern]) == {}
    assert first_quarter_told([], world.organisation.id) is None


def test_where_a_proposal_stood_at_the_end_of_a_quarter(world: World) -> None:
    made = play(world)
    third, fourth = Quarter(2026, 3).last_moment, Quarter(2026, 4).last_moment
    assert state_at(made["returned"], third) is ProposalState.DEFERRED
    assert state_at(made["returned"], fourth) is ProposalState.SUBMITTED
    assert state_at(made["learned"], third) is ProposalState.PROVEN
    assert state_at(made["learned"], Quarter(2025, 4).last_moment) is ProposalState.IMPLEMENTED
    assert state_at(made["waiting"], third) is ProposalState.DRAFT


def test_what_happened_in_a_quarter_and_what_stood_open_at_its_end(world: World) -> None:
    made = play(world)
    told = told_of(list(made.values()), world.organisation.id, THIRD)

    def titles(taken) -> list[str]:  # type: ignore[no-untyped-def]
        return [one.proposal.title for one in taken]

    assert titles(told.learned) == ["Leerkanarie"]
    assert titles(told.accepted) == ["Bezigkanarie", "Doorkanarie"]
    assert titles(told.deferred) == ["Terugkanarie"]
    assert titles(told.forwarded) == ["Doorkanarie"]
    assert titles(told.elsewhere) == ["Doorkanarie"]
    assert [one.name for one in told.elsewhere[0].addressees] == ["Het dagelijks bestuur"]
    assert [(one.proposal.title, one.deferred) for one in told.undecided] == [
        ("Terugkanarie", True)
    ]
    assert [one.title for one in told.under_way] == ["Bezigkanarie"]
    assert [*told.changed, *told.declined, *told.totals, *told.patterns] == []


def test_a_later_step_does_not_change_what_stood_open(world: World) -> None:
    made = play(world)
    step = {"reason": "Klaar.", "changed_on": date(2026, 10, 2)}
    world.decide(made["busy"], Step.IMPLEMENT, **step)
    told = told_of(list(made.values()), world.organisation.id, THIRD)
    assert [one.title for one in told.under_way] == ["Bezigkanarie"]
    assert told.changed == []


def test_an_answer_after_the_quarter_does_not_change_the_quarter(world: World) -> None:
    made = play(world)
    addressee = made["forwarded"].decisions[-1].addressees[0]
    addressee.answered_on = date(2026, 10, 5)
    proposals = list(made.values())
    third = told_of(proposals, world.organisation.id, THIRD)
    assert len(third.elsewhere[0].addressees) == 1
    fourth = told_of(proposals, world.organisation.id, Window.quarter(Quarter(2026, 4)))
    assert fourth.elsewhere[0].addressees == []


def test_only_closed_periods_can_be_told_of(world: World) -> None:
    codes = [one.code for one in periods_to_tell(list(play(world).values()), world.organisation.id)]
    assert codes == [
        "2026-3", "2026-halfjaar-1", "2026-2", "2026-1", "2025", "2025-halfjaar-2", "2025-4",
        "2025-3",
    ]  # fmt: skip
    world.pattern.state = PatternState.CONFIRMED
    db.session.flush()
    assert [one.code for one in periods_to_tell([], world.organisation.id)] == ["2026-3"]
