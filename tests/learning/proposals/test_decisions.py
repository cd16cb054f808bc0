"""What can be done with a proposal, in which order, and what has to be said with it."""

from datetime import date, timedelta

import pytest

from app.clock import moved_to, now, today
from app.refusals import Invalid
from learning.lifecycle.patterns import PatternState
from learning.lifecycle.proposals import STEPS, ProposalState, ProposalStep, next_state
from learning.models.proposals import AddresseeKind, Proposal
from learning.operations.actions import add_action, finish_action
from learning.operations.decision_rules import Addressed, Decision
from learning.operations.decisions import bring_back_deferred, decide_proposal, submit_proposal
from tests.factories import MACHINE, as_actor
from tests.learning.proposals.scene import World


def test_every_state_can_be_reached_and_no_step_leads_out_of_the_table() -> None:
    reached = {target for _, target in STEPS.values()} | {ProposalState.DRAFT}
    assert reached == set(ProposalState)
    for state in ProposalState:
        for step, (sources, target) in STEPS.items():
            if state in sources:
                assert next_state(state, step) is target
            else:
                with pytest.raises(Invalid):
                    next_state(state, step)


@pytest.mark.parametrize(
    ("step", "field"),
    [
        (ProposalStep.ACCEPT, "reason"),
        (ProposalStep.REJECT, "reason"),
        (ProposalStep.DEFER, "reason"),
        (ProposalStep.ASK_BACK, "reason"),
        (ProposalStep.MERGE, "into"),
    ],
)
def test_a_decision_says_why(world: World, step: ProposalStep, field: str) -> None:
    proposal = world.submitted()
    with pytest.raises(Invalid) as refused:
        world.decide(proposal, step)
    assert refused.value.field == field
    assert proposal.state is ProposalState.SUBMITTED
    assert [row.kind for row in proposal.decisions] == [ProposalStep.SUBMIT]


def test_accepting_takes_capacity_or_a_reason_why_none_is_needed(world: World) -> None:
    first, second = world.submitted("Eerste"), world.submitted("Tweede")
    world.decide(first, ProposalStep.ACCEPT, capacity="een dag per week")
    world.decide(second, ProposalStep.ACCEPT, reason="Het kan binnen het gewone werk.")
    assert first.capacity_granted == "een dag per week"
    assert {first.state, second.state} == {ProposalState.ACCEPTED}


@pytest.mark.parametrize("words", ["", " ", "geen", "Geen.", "0", "n.v.t.", "-"])
def test_accepting_without_capacity_needs_a_reason_and_shows(world: World, words: str) -> None:
    proposal = world.submitted()
    with pytest.raises(Invalid) as refused:
        world.decide(proposal, ProposalStep.ACCEPT, capacity=words)
    assert refused.value.field == "reason"
    assert not proposal.without_capacity
    world.decide(proposal, ProposalStep.ACCEPT, capacity=words, reason="Het kan ernaast.")
    assert proposal.capacity_granted == ""
    for step, rest in (
        (ProposalStep.START, {}),
        (ProposalStep.IMPLEMENT, {"reason": "Klaar.", "changed_on": today()}),
    ):
        assert proposal.without_capacity
        world.decide(proposal, step, **rest)
    assert proposal.without_capacity


def test_what_is_deferred_lies_before_the_manager_again_on_its_day(world: World) -> None:
    proposal = world.submitted()
    with pytest.raises(Invalid):
        world.decide(proposal, ProposalStep.DEFER, reason="Na de zomer.", until=today())
    world.decide(
        proposal, ProposalStep.DEFER, reason="Na de zomer.", until=today() + timedelta(days=30)
    )
    assert bring_back_deferred(by=MACHINE) == 0
    with moved_to(now() + timedelta(days=30)):
        assert bring_back_deferred(by=MACHINE) == 1
        assert bring_back_deferred(by=MACHINE) == 0
    assert proposal.state is ProposalState.SUBMITTED
    assert proposal.deferred_until is None


def test_what_is_forwarded_names_whom_and_until_when(world: World) -> None:
    proposal = world.submitted()
    world.decide(proposal, ProposalStep.ACCEPT, capacity="geen", reason="Het is aan het Rijk.")
    with pytest.raises(Invalid) as nobody:
        world.decide(proposal, ProposalStep.FORWARD)
    with pytest.raises(Invalid) as never:
        world.decide(
            proposal, ProposalStep.FORWARD, addressees=(Addressed("het ministerie", None),)
        )
    assert (nobody.value.field, never.value.field) == ("to_0_name", "to_0_answer_by")
    ministry = Addressed("het ministerie", date(2027, 2, 1), AddresseeKind.MINISTRY)
    world.decide(proposal, ProposalStep.FORWARD, addressees=(ministry,))
    world.decide(proposal, ProposalStep.REFUSE_ELSEWHERE, reason="De wet blijft zoals hij is.")
    assert proposal.state is ProposalState.REFUSED_ELSEWHERE


def test_a_change_addresses_the_published_pattern(world: World) -> None:
    proposal = world.submitted()
    world.decide(proposal, ProposalStep.ACCEPT, capacity="een dag")
    world.decide(proposal, ProposalStep.START)
    with pytest.raises(Invalid):
        world.decide(
            proposal,
            ProposalStep.IMPLEMENT,
            reason="Klaar.",
            changed_on=today() + timedelta(days=1),
        )
    world.decide(proposal, ProposalStep.IMPLEMENT, reason="Klaar.", changed_on=today())
    assert world.pattern.state is PatternState.ADDRESSED
    assert (proposal.changed_on, proposal.what_changed) == (today(), "Klaar.")


def test_a_rejected_proposal_can_be_written_again(world: World) -> None:
    proposal = world.submitted()
    world.decide(proposal, ProposalStep.REJECT, reason="Er komt een nieuw systeem.")
    world.decide(proposal, ProposalStep.REVISE, reason="Dat systeem komt er niet.")
    submit_proposal(proposal, by=as_actor(world.analyst))
    assert [row.kind for row in proposal.decisions] == [
        ProposalStep.SUBMIT,
        ProposalStep.REJECT,
        ProposalStep.REVISE,
        ProposalStep.SUBMIT,
    ]


def test_merging_keeps_what_was_submitted_in_sight(world: World) -> None:
    one, other, draft = world.submitted("Een"), world.submitted("Ander"), world.draft("Concept")
    for wrong in (one, draft):
        with pytest.raises(Invalid):
            world.decide(one, ProposalStep.MERGE, into=wrong)
    world.decide(one, ProposalStep.MERGE, into=other)
    assert one.merged_into is other
    with pytest.raises(Invalid):
        world.decide(other, ProposalStep.MERGE, into=one)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("problem", "Bel mevrouw op 06-12345678."),
        ("title", "Mail naar iemand@waterdam.example"),
    ],
)
def test_a_proposal_holds_no_personal_data(world: World, field: str, text: str) -> None:
    with pytest.raises(Invalid) as refused:
        world.draft(**{field: text})
    assert refused.value.field == field


def test_a_proposal_quotes_no_case(world: World) -> None:
    case = world.case(world.reporters[0], now(), member=True)
    case.situation = "Toen stond hij daar met een envelop die nooit was geopend."
    with pytest.raises(Invalid) as refused:
        world.draft(problem="Iemand stond daar met een envelop die nooit was geopend, zei men.")
    assert refused.value.field == "problem"


def test_a_reason_holds_no_personal_data(world: World) -> None:
    proposal = world.submitted()
    with pytest.raises(Invalid):
        world.decide(proposal, ProposalStep.REJECT, reason="Vraag het op 06-12345678.")
    assert proposal.state is ProposalState.SUBMITTED


ENVELOPE = "Toen stond hij daar met een envelop die nooit was geopend."
QUOTING = "Wie daar met een envelop die nooit was geopend stond."


def test_an_analyst_quotes_no_case_in_a_reason(world: World) -> None:
    case = world.case(world.reporters[0], now(), member=True)
    case.situation = ENVELOPE
    proposal = world.submitted()
    world.decide(proposal, ProposalStep.REJECT, reason="Er is geen geld.")
    revise = Decision(ProposalStep.REVISE, reason=QUOTING)
    with pytest.raises(Invalid) as refused:
        decide_proposal(proposal, revise, by=as_actor(world.analyst))
    assert refused.value.field == "reason"
    assert proposal.state is ProposalState.REJECTED


def test_a_manager_cannot_find_out_by_guessing_what_stands_in_a_case(world: World) -> None:
    case = world.case(world.reporters[0], now(), member=True)
    case.situation = ENVELOPE
    proposal = world.submitted()
    world.decide(proposal, ProposalStep.REJECT, reason=QUOTING)
    assert proposal.state is ProposalState.REJECTED


def test_an_action_goes_to_somebody_who_reads_the_proposal(world: World) -> None:
    proposal: Proposal = world.submitted()
    by = as_actor(world.manager)
    for wrong in (world.professional, world.elsewhere, None):
        with pytest.raises(Invalid):
            add_action(proposal, text="Bouw het bericht", holder=wrong, due_on=None, by=by)
    action = add_action(
        proposal, text="Bouw het bericht", holder=world.contributor, due_on=None, by=by
    )
    finish_action(action, by=as_actor(world.contributor))
    done = action.done_at
    with moved_to(now() + timedelta(days=1)):
        finish_action(action, by=as_actor(world.contributor))
    assert action.done_at == done is not None
