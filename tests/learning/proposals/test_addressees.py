"""A proposal that goes on to others: whom, what each of them answered, and what follows."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask

from app.clock import moved_to, today
from app.refusals import Invalid
from learning.lifecycle.proposals import ProposalState, ProposalStep
from learning.models.proposals import AddresseeAnswer, AddresseeKind, Proposal
from learning.operations.addressees import Answer, add_addressee, note_answer
from learning.operations.decision_rules import Addressed
from learning.permissions.proposals import steps_for
from learning.queries.proposals import late_things, waiting_for
from tests.factories import as_actor
from tests.learning.proposals.desks import Desks, desks
from tests.learning.proposals.scene import TODAY, World

BY = TODAY.date() + timedelta(days=30)
MINISTRY = Addressed("Ministerie van Proef", BY, AddresseeKind.MINISTRY)
VNG = Addressed("VNG, commissie Proef", BY, AddresseeKind.VNG, reference="Afschrift")
YES, NO = AddresseeAnswer.TAKEN_UP, AddresseeAnswer.REFUSED


def forwarded(world: World, *addressees: Addressed) -> Proposal:
    """A proposal that lies with others."""
    proposal = world.submitted()
    world.decide(proposal, ProposalStep.ACCEPT, reason="Het is aan het Rijk.")
    world.decide(proposal, ProposalStep.FORWARD, addressees=addressees)
    return proposal


def answer(world: World, proposal: Proposal, place: int, given: Answer) -> None:
    """What one of them answered, as the manager keeps it."""
    note_answer(proposal, proposal.addressees[place], given, by=as_actor(world.manager))


def test_each_answers_apart_and_the_answers_open_the_way(world: World) -> None:
    proposal = forwarded(world, MINISTRY, VNG)
    assert steps_for(proposal, world.manager) == []
    answer(world, proposal, 0, Answer(NO, "De wet blijft zo.", today()))
    assert [one.name for one in waiting_for(proposal)] == [VNG.name]
    assert steps_for(proposal, world.manager) == []
    answer(world, proposal, 1, Answer(NO, "Geen ruimte in de agenda.", today()))
    assert steps_for(proposal, world.manager) == [ProposalStep.REFUSE_ELSEWHERE]
    answer(world, proposal, 1, Answer(YES, "Toch wel.", today()))
    assert steps_for(proposal, world.manager) == [ProposalStep.START]
    with pytest.raises(Invalid):
        world.decide(proposal, ProposalStep.REFUSE_ELSEWHERE, reason="Nee.")
    world.decide(proposal, ProposalStep.START)
    assert proposal.state is ProposalState.IN_PROGRESS
    with pytest.raises(Invalid):
        answer(world, proposal, 0, Answer(YES, "", today()))


def test_one_more_can_be_added_while_it_lies_elsewhere(world: World) -> None:
    proposal = forwarded(world, MINISTRY)
    answer(world, proposal, 0, Answer(NO, "Niet van ons.", today()))
    add_addressee(proposal, VNG, by=as_actor(world.manager))
    assert proposal.state is ProposalState.FORWARDED
    assert steps_for(proposal, world.manager) == []
    for wrong in (Addressed(" ", BY), Addressed("VNG", None), Addressed("VNG", date(2026, 1, 1))):
        with pytest.raises(Invalid):
            add_addressee(proposal, wrong, by=as_actor(world.manager))
    with pytest.raises(Invalid):
        add_addressee(world.submitted("Ander"), VNG, by=as_actor(world.manager))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (Answer(None, "Ja.", TODAY.date()), "answer"),
        (Answer(NO, " ", TODAY.date()), "text"),
        (Answer(YES, "", None), "on"),
        (Answer(YES, "", TODAY.date() + timedelta(days=1)), "on"),
        (Answer(YES, "", TODAY.date() - timedelta(days=1)), "on"),
        (Answer(NO, "Bel 06-12345678.", TODAY.date()), "text"),
    ],
)
def test_an_answer_is_whole_and_holds_nobody(world: World, given: Answer, field: str) -> None:
    proposal = forwarded(world, MINISTRY)
    with pytest.raises(Invalid) as refused:
        answer(world, proposal, 0, given)
    assert refused.value.field == field
    assert proposal.addressees[0].answer is None


def test_who_is_over_the_date_is_late_until_there_is_an_answer(world: World) -> None:
    proposal = forwarded(world, MINISTRY, VNG)
    assert late_things([proposal]) == []
    with moved_to(TODAY + timedelta(days=42)):
        assert [one.what for one in late_things([proposal])] == [MINISTRY.name, VNG.name]
        answer(world, proposal, 0, Answer(NO, "Niet van ons.", today()))
        assert [one.what for one in late_things([proposal])] == [VNG.name]


@pytest.fixture
def elsewhere(app: Flask) -> Iterator[Desks]:
    """A proposal that was accepted without capacity, and one that lies with others."""
    with moved_to(TODAY):
        with desks(app) as (found, world):
            accepted = world.submitted("Aangenomen")
            world.decide(accepted, ProposalStep.ACCEPT, reason="Geen uren, wel doen.")
            lies = forwarded(world, MINISTRY)
            found.proposals = {"accepted": accepted.public_id, "lies": lies.public_id}
            found.proposals["ministry"] = lies.addressees[0].public_id
        yield found


def test_forwarding_to_two_needs_no_script(elsewhere: Desks) -> None:
    browser, url = elsewhere.browser("manager"), elsewhere.url("accepted", "/beslissing")
    page = browser.get(url)
    assert not page.document.xpath("//main//input[@name='to_1_name']")
    page = browser.submit(
        url, step="forward", to_0_name="De raad", reason="Met een brief.", press="Nog een ontvanger"
    )
    # What was typed stays, and nothing is wrong yet.
    assert page.status == 200
    assert page.document.xpath("//input[@name='to_0_name']/@value") == ["De raad"]
    assert page.document.xpath("//input[@name='step' and @checked]/@value") == ["forward"]
    page = browser.submit(url, to_0_answer_by="2027-02-01", to_1_name="VNG", press="Vastleggen")
    assert page.status == 422
    assert "Vul in wanneer je antwoord verwacht." in page.main
    page = browser.submit(
        url,
        to_0_kind="council",
        to_0_answer_by="2027-02-01",
        to_1_kind="vng",
        to_1_answer_by="2027-03-01",
        press="Vastleggen",
    )
    assert elsewhere.state("accepted") == "forwarded"
    for words in ("De raad", "VNG", "nog geen antwoord", "zonder capaciteit"):
        assert words in page.main


def test_what_is_typed_for_forwarding_does_not_stand_in_the_way_of_beginning(
    elsewhere: Desks,
) -> None:
    browser, url = elsewhere.browser("manager"), elsewhere.url("accepted", "/beslissing")
    browser.get(url)
    browser.submit(url, step="start", to_0_answer_by="morgen", press="Vastleggen")
    assert elsewhere.state("accepted") == "in_progress"


def test_an_answer_is_kept_on_a_page_of_its_own(elsewhere: Desks) -> None:
    url = f"/doorgeleid/{elsewhere.proposals['ministry']}/antwoord"
    with moved_to(TODAY + timedelta(days=42)):
        assert "nog geen antwoord, 12 dagen over de datum" in elsewhere.page("manager", "lies").main
        browser = elsewhere.browser("manager")
        assert "12 dagen over de datum" in browser.get(url).main
        assert browser.submit(url, answer="refused").status == 422
        page = browser.submit(
            url, answer="refused", text="Wij gaan hier niet over.", on="2027-01-02"
        )
        assert "neemt het niet over" in page.main
        assert "12 dagen over de datum" not in page.main
        # The way on is offered, with their reason to begin with.
        page = browser.get(elsewhere.url("lies", "/beslissing"))
        assert page.document.xpath("//input[@name='step']/@value") == ["refuse_elsewhere"]
        assert "Ministerie van Proef: Wij gaan hier niet over." in page.main
        page = browser.submit(elsewhere.url("lies", "/beslissing"), press="Vastleggen")
        assert "elders niet overgenomen" in page.main
        assert browser.get(url).status == 404


def test_one_more_is_added_on_a_page(elsewhere: Desks) -> None:
    browser, url = elsewhere.browser("manager"), elsewhere.url("lies", "/doorgeleiden")
    browser.get(url)
    assert browser.submit(url, to_0_name="VNG").status == 422
    page = browser.submit(url, to_0_name="VNG", to_0_kind="vng", to_0_answer_by="2027-02-01")
    assert "VNG" in page.main


@pytest.mark.parametrize(
    "role", ["analyst", "contributor", "board", "professional", "administrator", "elsewhere"]
)
def test_nobody_but_a_manager_keeps_answers(elsewhere: Desks, role: str) -> None:
    browser = elsewhere.browser(role)
    answer_page = f"/doorgeleid/{elsewhere.proposals['ministry']}/antwoord"
    for url in (answer_page, elsewhere.url("lies", "/doorgeleiden")):
        assert browser.get(url).status == 404
        assert browser.post(url, answer="taken_up", on="2026-11-22").status == 404
    assert browser.get("/doorgeleid/aaaaaaaaaaaaaaaa/antwoord").status == 404
