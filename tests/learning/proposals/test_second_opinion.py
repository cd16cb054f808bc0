"""Where two managers decide: one chooses, another agrees or not, and only then it is so."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from app.clock import moved_to, today
from app.database import db, transaction
from app.people.models import Membership, Person
from app.people.roles import Role
from app.refusals import Invalid, Refused, Stale
from learning.lifecycle.proposals import ProposalState, ProposalStep
from learning.models.deciding import SecondAnswer
from learning.models.proposals import AddresseeKind
from learning.operations.decision_rules import Addressed, Decision
from learning.operations.decisions import decide_proposal
from learning.operations.second_opinion import agree, ask_second, disagree, take_step, withdraw
from learning.queries.deciding import (
    mark_of,
    open_opinion,
    own_choices_waiting,
    waiting_for_second,
)
from tests.factories import as_actor, make_person
from tests.learning.proposals.desks import Desks, desks
from tests.learning.proposals.scene import TODAY, World

CHOICE = Decision(ProposalStep.REJECT, reason="Keuzekanarie: er komt een nieuw systeem.")


@pytest.fixture
def two(world: World) -> tuple[World, Person]:
    """Two managers who decide together."""
    world.organisation.two_decide = True
    return world, make_person(world.organisation, Role.MANAGER, name="Tweede Proef")


@pytest.fixture
def asked(app: Flask) -> Iterator[Desks]:
    """A proposal of which one manager chose to reject it, and one that waits."""
    with moved_to(TODAY):
        with desks(app) as (found, world):
            world.organisation.two_decide = True
            made = {"chosen": world.submitted("Gekozen"), "waiting": world.submitted("Wacht nog")}
            ask_second(made["chosen"], CHOICE, by=as_actor(world.manager))
            found.proposals = {name: one.public_id for name, one in made.items()}
        yield found


def test_one_manager_alone_decides_nothing(two: tuple[World, Person]) -> None:
    world, _ = two
    proposal = world.submitted()
    for step, rest in (
        (ProposalStep.ACCEPT, {"capacity": "een dag"}),
        (ProposalStep.REJECT, {"reason": "Nee."}),
        (ProposalStep.DEFER, {"reason": "Later.", "until": today() + timedelta(days=9)}),
    ):
        with pytest.raises(Invalid, match="twee managers"):
            world.decide(proposal, step, **rest)
    assert proposal.state is ProposalState.SUBMITTED
    world.decide(proposal, ProposalStep.ASK_BACK, reason="Hoe vaak komt dit voor?")
    assert proposal.state is ProposalState.DRAFT


def test_the_second_one_agrees_and_the_step_carries_both(two: tuple[World, Person]) -> None:
    world, second = two
    proposal = world.submitted()
    opinion = ask_second(proposal, CHOICE, by=as_actor(world.manager))
    assert proposal.state is ProposalState.SUBMITTED
    assert [one.proposal for one in waiting_for_second(second, world.organisation.id)] == [proposal]
    assert not waiting_for_second(world.manager, world.organisation.id)
    assert own_choices_waiting(world.manager, world.organisation.id) == [opinion]
    for outsider in (world.analyst, world.board, world.contributor, world.elsewhere):
        assert not waiting_for_second(outsider, world.organisation.id)
    row = agree(opinion, by=as_actor(second))
    assert proposal.state is ProposalState.REJECTED
    assert (row.by_id, row.second_by_id) == (world.manager.id, second.id)
    assert row.reason == CHOICE.reason
    assert open_opinion(proposal) is None


def test_everything_that_was_chosen_is_taken(two: tuple[World, Person]) -> None:
    world, second = two
    proposal = world.submitted()
    accept = Decision(ProposalStep.ACCEPT, capacity="een dag per week")
    agree(ask_second(proposal, accept, by=as_actor(world.manager)), by=as_actor(second))
    assert proposal.capacity_granted == "een dag per week"
    ministry = Addressed(
        "Ministerie van Proef",
        today() + timedelta(days=30),
        AddresseeKind.MINISTRY,
        reference="Brief 12",
        sent_on=today() - timedelta(days=2),
    )
    forward = Decision(ProposalStep.FORWARD, addressees=(ministry,))
    agree(ask_second(proposal, forward, by=as_actor(world.manager)), by=as_actor(second))
    (kept,) = proposal.addressees
    assert proposal.state is ProposalState.FORWARDED
    assert (kept.name, kept.kind, kept.reference) == (ministry.name, ministry.kind, "Brief 12")
    assert (kept.sent_on, kept.answer_by) == (ministry.sent_on, ministry.answer_by)


def test_nobody_agrees_with_a_choice_of_their_own(two: tuple[World, Person]) -> None:
    world, second = two
    opinion = ask_second(world.submitted(), CHOICE, by=as_actor(world.manager))
    for answer in (agree, lambda one, by: disagree(one, reason="Nee.", by=by)):
        with pytest.raises(Refused):
            answer(opinion, by=as_actor(world.manager))
    with pytest.raises(Refused):
        withdraw(opinion, by=as_actor(second))
    assert opinion.answer is None


def test_who_does_not_agree_says_why_and_all_is_open_again(two: tuple[World, Person]) -> None:
    world, second = two
    proposal = world.submitted()
    opinion = ask_second(proposal, CHOICE, by=as_actor(world.manager))
    with pytest.raises(Invalid) as unreasoned:
        disagree(opinion, reason=" ", by=as_actor(second))
    assert unreasoned.value.field == "reason"
    with pytest.raises(Invalid):
        disagree(opinion, reason="Bel 06-12345678.", by=as_actor(second))
    disagree(opinion, reason="Het systeem komt er niet.", by=as_actor(second))
    assert (proposal.state, opinion.answer) == (ProposalState.SUBMITTED, SecondAnswer.REFUSED)
    with pytest.raises(Stale):
        agree(opinion, by=as_actor(second))
    ask_second(proposal, CHOICE, by=as_actor(second))


def test_while_a_choice_waits_nothing_else_happens(two: tuple[World, Person]) -> None:
    world, second = two
    proposal, other = world.submitted(), world.submitted("Ander")
    opinion = ask_second(proposal, CHOICE, by=as_actor(world.manager))
    with pytest.raises(Invalid, match="wacht op een tweede"):
        ask_second(proposal, CHOICE, by=as_actor(second))
    for step in (
        Decision(ProposalStep.ASK_BACK, reason="Hoe?"),
        Decision(ProposalStep.MERGE, into=other),
    ):
        with pytest.raises(Invalid, match="wacht op een tweede"):
            decide_proposal(proposal, step, by=as_actor(second))
    withdraw(opinion, by=as_actor(world.manager))
    world.decide(proposal, ProposalStep.ASK_BACK, reason="Hoe vaak?")


def test_a_single_manager_hears_what_to_do(world: World) -> None:
    world.organisation.two_decide = True
    proposal = world.submitted()
    with pytest.raises(Invalid, match="functioneel beheerder"):
        take_step(proposal, CHOICE, by=as_actor(world.manager), seen=mark_of(proposal))
    assert open_opinion(proposal) is None


def test_only_managers_and_analysts_know_of_the_choice(asked: Desks) -> None:
    for role in ("second", "manager", "analyst"):
        assert "Wacht op een tweede manager" in asked.page(role, "chosen").main
        page = asked.page(role, "chosen", "/tweede-manager")
        assert "Keuzekanarie" in page.main
        assert bool(page.document.xpath("//main//input[@name='answer']")) is (role == "second")
    for role in ("contributor", "board", "professional", "administrator", "elsewhere"):
        page = asked.page(role, "chosen")
        assert "Keuzekanarie" not in page.text
        assert "tweede" not in page.text.lower()
        assert asked.page(role, "chosen", "/tweede-manager").status == 404
        answer = asked.browser(role).post(asked.url("chosen", "/tweede-manager"), answer="agree")
        assert answer.status == 404
    for role in ("manager", "analyst"):
        answer = asked.browser(role).post(asked.url("chosen", "/tweede-manager"), answer="agree")
        assert answer.status == 404
    assert (
        asked.browser("second").post(asked.url("chosen", "/tweede-manager/intrekken")).status == 404
    )
    assert asked.state("chosen") == "submitted"


def test_the_second_manager_agrees_on_a_page(asked: Desks) -> None:
    browser = asked.browser("second")
    browser.get(asked.url("chosen", "/tweede-manager"))
    assert browser.submit(asked.url("chosen", "/tweede-manager")).status == 422
    page = browser.submit(asked.url("chosen", "/tweede-manager"), answer="agree")
    assert "niet overgenomen" in page.main
    assert asked.state("chosen") == "rejected"
    assert "Tweede Proef" in asked.page("analyst", "chosen").main
    # Who had the page open meanwhile hears what happened.
    late = asked.browser("second").post(asked.url("chosen", "/tweede-manager"), answer="agree")
    assert late.status == 409


def test_what_the_second_one_said_stands_on_the_page_of_the_first(asked: Desks) -> None:
    browser = asked.browser("second")
    browser.get(asked.url("chosen", "/tweede-manager"))
    page = browser.submit(
        asked.url("chosen", "/tweede-manager"), answer="disagree", reason="Weerwoordkanarie."
    )
    assert "wacht op een beslissing" in page.main
    for role in ("manager", "analyst"):
        assert "Weerwoordkanarie." in asked.page(role, "chosen").main
    assert "Weerwoordkanarie." in asked.page("manager", "chosen", "/beslissing").main
    for role in ("contributor", "board", "professional"):
        assert "Weerwoordkanarie." not in asked.page(role, "chosen").text


def test_a_choice_is_made_and_withdrawn_on_pages(asked: Desks) -> None:
    browser, url = asked.browser("manager"), asked.url("waiting", "/beslissing")
    browser.get(url)
    page = browser.submit(url, step="reject", reason="Nu niet.")
    assert "Een tweede manager kijkt er nu naar." in page.main
    assert asked.state("waiting") == "submitted"
    # Deciding leads to the choice that waits, for both managers.
    assert browser.get(url).location.endswith("/tweede-manager")
    browser.get(asked.url("waiting", "/tweede-manager"))
    page = browser.submit(asked.url("waiting", "/tweede-manager/intrekken"))
    assert "ingetrokken" in page.main
    assert browser.get(url).status == 200


def test_the_page_says_that_a_second_manager_is_missing(asked: Desks) -> None:
    with asked.app.app_context(), transaction():
        leaving = db.session.query(Membership).filter_by(person_id=asked.people["second"]).one()
        leaving.ends_on = today() - timedelta(days=1)
    for name, rest in (("waiting", "/beslissing"), ("chosen", "/tweede-manager")):
        assert "Vraag de functioneel beheerder" in asked.page("manager", name, rest).main
