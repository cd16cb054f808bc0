"""A change is learned through one of two doors, and the door is named."""

from datetime import date

import pytest
from sqlalchemy import select

from app.clock import moved_to
from app.database import db
from app.refusals import Invalid
from learning.effect import Verdict
from learning.lifecycle.proposals import DOOR_LABELS, Door, ProposalState, ProposalStep
from learning.models.figures import EffectVerdict
from learning.models.practice import PracticeOutcome
from learning.models.proposals import Proposal
from learning.queries.practice import doors_of, practice_says
from tests.learning.practice.scene import (
    CLOSED,
    HALF_YEAR,
    SOLVED,
    STILL,
    YEAR,
    answer,
    ask,
    asked_and_answered,
    changed,
)
from tests.learning.proposals.scene import World

AFTER = HALF_YEAR + CLOSED


def judged(proposal: Proposal, verdict: Verdict, *, may_show: bool = True) -> None:
    """The figures say this from now on."""
    db.session.add(
        EffectVerdict(
            proposal_id=proposal.id,
            quarter="2026-3",
            verdict=verdict,
            may_show=may_show,
            at=HALF_YEAR,
        )
    )
    db.session.flush()


def conclude(world: World, proposal: Proposal, step: ProposalStep) -> Door | None:
    with moved_to(AFTER):
        world.decide(proposal, step, reason="Zo staat het ervoor.")
    return proposal.decisions[-1].door


def test_what_practice_confirms_is_learned_through_that_door(world: World) -> None:
    proposal, _ = asked_and_answered(world, *[SOLVED] * 6)
    judged(proposal, Verdict.TOO_FEW)
    assert doors_of(proposal) == [Door.PRACTICE]
    for step in (ProposalStep.NOT_PROVE, ProposalStep.NOT_MEASURE):
        with pytest.raises(Invalid, match="Kies 'Effect aangetoond'"):
            conclude(world, proposal, step)
    assert conclude(world, proposal, ProposalStep.PROVE) is Door.PRACTICE
    assert proposal.state is ProposalState.PROVEN


def test_a_fall_in_the_figures_goes_before_the_answers(world: World) -> None:
    proposal, _ = asked_and_answered(world, *[SOLVED] * 6)
    judged(proposal, Verdict.FALL_SHOWN)
    assert doors_of(proposal) == [Door.FIGURES, Door.PRACTICE]
    assert conclude(world, proposal, ProposalStep.PROVE) is Door.FIGURES


@pytest.mark.parametrize(
    ("verdict", "may_show"),
    [
        (Verdict.FALL_SHOWN, False),
        (Verdict.NOT_SHOWN, True),
        (Verdict.RETURNED, True),
        (Verdict.TOO_EARLY, True),
    ],
)
def test_no_other_verdict_opens_the_door_of_figures(
    world: World, verdict: Verdict, may_show: bool
) -> None:
    proposal = changed(world)
    judged(proposal, verdict, may_show=may_show)
    assert doors_of(proposal) == []
    with pytest.raises(Invalid):
        conclude(world, proposal, ProposalStep.PROVE)


def test_what_opens_no_door_is_concluded_with_a_reason(world: World) -> None:
    proposal, _ = asked_and_answered(world, *[STILL] * 6)
    assert practice_says(proposal) == "volgens de praktijk knelt het nog"
    with pytest.raises(Invalid), moved_to(AFTER):
        world.decide(proposal, ProposalStep.NOT_MEASURE, reason=" ")
    assert conclude(world, proposal, ProposalStep.NOT_MEASURE) is None
    assert proposal.state is ProposalState.NOT_MEASURABLE


def test_a_hidden_fall_is_no_ground_to_say_that_there_is_none(world: World) -> None:
    proposal = changed(world)
    judged(proposal, Verdict.FALL_SHOWN, may_show=False)
    with pytest.raises(Invalid, match="niet meetbaar"):
        conclude(world, proposal, ProposalStep.NOT_PROVE)
    assert conclude(world, proposal, ProposalStep.NOT_MEASURE) is None


def test_nothing_is_concluded_while_practice_is_asked(world: World) -> None:
    proposal = changed(world)
    judged(proposal, Verdict.NOT_SHOWN)
    ask(world)
    for step in (ProposalStep.NOT_PROVE, ProposalStep.NOT_MEASURE):
        with pytest.raises(Invalid, match="Collega's kunnen nu antwoorden"), moved_to(HALF_YEAR):
            world.decide(proposal, step, reason="Klaar.")
    ask(world, AFTER)
    assert conclude(world, proposal, ProposalStep.NOT_PROVE) is None


def test_the_second_round_weighs_more_than_the_first(world: World) -> None:
    proposal, first = asked_and_answered(world, *[SOLVED] * 6)
    second = ask(world, YEAR)
    answer(second, world.reporters[:7], *[STILL] * 7)
    # Until it has closed, the first one still speaks.
    assert doors_of(proposal) == [Door.PRACTICE]
    ask(world, YEAR + CLOSED)
    assert first.outcome is PracticeOutcome.CONFIRMED
    assert doors_of(proposal) == []


def test_a_second_round_with_too_few_answers_takes_nothing_back(world: World) -> None:
    proposal, _ = asked_and_answered(world, *[SOLVED] * 6)
    ask(world, YEAR)
    ask(world, YEAR + CLOSED)
    assert doors_of(proposal) == [Door.PRACTICE]
    assert practice_says(proposal) == DOOR_LABELS[Door.PRACTICE]


def test_a_door_closes_when_the_change_is_taken_up_again(world: World) -> None:
    proposal, _ = asked_and_answered(world, *[SOLVED] * 6)
    conclude(world, proposal, ProposalStep.PROVE)
    conclude(world, proposal, ProposalStep.TAKE_UP_AGAIN)
    with moved_to(AFTER):
        world.decide(
            proposal, ProposalStep.IMPLEMENT, reason="Beter.", changed_on=date(2026, 10, 29)
        )
    assert doors_of(proposal) == []
    assert db.session.scalars(select(EffectVerdict)).all() == []
