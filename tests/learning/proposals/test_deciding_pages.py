"""Deciding on a page: what stands beside the choice, who was first, and what was not taken over."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from app.clock import moved_to
from app.database import db, transaction
from app.people.models import Organisation
from learning.lifecycle.proposals import ProposalStep
from learning.models.proposals import Proposal, ProposalDecision
from learning.operations.decision_rules import Decision
from learning.operations.decisions import decide_proposal
from tests.client import Browser
from tests.factories import as_actor
from tests.learning.proposals.desks import ROLES, Desks, desks
from tests.learning.proposals.scene import TODAY

DECIDE = "/beslissing"


@pytest.fixture
def lying(app: Flask) -> Iterator[Desks]:
    """Proposals that wait, that were rejected, and that were accepted without capacity."""
    with desks(app) as (found, world):
        with moved_to(TODAY - timedelta(days=47)):
            made = {"waiting": world.submitted("Wachtkanarie")}
        with moved_to(TODAY):
            made["rejected"] = world.submitted("Afwijskanarie")
            world.decide(made["rejected"], ProposalStep.REJECT, reason="Er komt een nieuw sýsteem.")
            made["poor"] = world.submitted("Kaalkanarie")
            world.decide(made["poor"], ProposalStep.ACCEPT, reason="Het kan ernaast.")
            made["other"] = world.submitted("Elderskanarie")
            world.decide(made["other"], ProposalStep.REJECT, reason="Te duur.")
        found.proposals = {name: one.public_id for name, one in made.items()}
    return found


def test_what_a_manager_has_to_know_stands_beside_the_choice(lying: Desks) -> None:
    with moved_to(TODAY):
        page = lying.page("manager", "waiting", DECIDE)
    for words in (
        "ligt er 47 dagen",
        "ondersteunt",
        "een dag per week",
        "Brieven komen terug bij wie geen adres heeft.",
        "Stuur een bericht naar de telefoon.",
        "Pas toe of leg uit",
    ):
        assert words in page.main
    chosen = page.document.xpath("//input[@name='step']/@value")
    assert chosen == ["accept", "reject", "defer", "ask_back"]
    # What belongs to one step stands together, so that it works without a script.
    for step, field in (("accept", "capacity"), ("defer", "until")):
        path = f"//fieldset[contains(@class, 'step-part--{step}')]//input/@name"
        assert page.document.xpath(path) == [field]


def test_what_was_typed_for_another_step_is_kept_and_does_no_harm(lying: Desks) -> None:
    browser, url = lying.browser("manager"), lying.url("waiting", DECIDE)
    browser.get(url)
    page = browser.submit(url, step="reject", capacity="een dag", until="morgen", reason="")
    assert page.status == 422
    assert "Vul een datum in" not in page.main
    assert page.document.xpath("//input[@name='capacity']/@value") == ["een dag"]
    browser.submit(url, reason="Er is geen geld.")
    with lying.writing("waiting") as (proposal, _):
        assert proposal.capacity_granted == ""
        assert proposal.last_decision is not None
        assert proposal.last_decision.capacity == ""


def test_who_comes_second_hears_what_happened_and_keeps_the_words(lying: Desks) -> None:
    late, url = lying.browser("second"), lying.url("waiting", DECIDE)
    late.get(url)
    with lying.writing("waiting") as (proposal, people):
        step = Decision(
            ProposalStep.DEFER, reason="Eerstkanarie.", until=TODAY.date().replace(year=2030)
        )
        decide_proposal(proposal, step, by=as_actor(people["manager"]))
    page = late.submit(
        url, step="accept", capacity="een dag", reason="Mijn eigen woorden hierover."
    )
    assert page.status == 409
    for words in ("Een ander was je voor", "Mo Proef", "uitgesteld", "Eerstkanarie."):
        assert words in page.main
    assert "Mijn eigen woorden hierover." in page.main
    assert lying.state("waiting") == "deferred"
    # And so when the present state leaves nothing to do on the same page.
    assert late.get(url).status == 404


def test_of_two_who_decide_at_once_one_wins(lying: Desks) -> None:
    url, together = lying.url("waiting", DECIDE), threading.Barrier(2)
    answers: dict[str, tuple[int, str]] = {}
    ready = {role: lying.browser(role) for role in ("manager", "second")}
    forms = {role: one.get(url).document for role, one in ready.items()}

    def press(role: str) -> None:
        browser = ready[role]
        data = {
            "csrf_token": browser.token,
            "seen": forms[role].xpath("//input[@name='seen']/@value")[0],
            "step": "reject",
            "reason": f"Dit zijn de woorden van {role}.",
        }
        together.wait(timeout=20)
        answer = browser.client.post(url, data=data)
        answers[role] = (answer.status_code, answer.get_data(True))

    presses = [threading.Thread(target=press, args=(role,)) for role in ready]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert sorted(status for status, _ in answers.values()) == [302, 409]
    (loser,) = [role for role, (status, _) in answers.items() if status == 409]
    assert f"Dit zijn de woorden van {loser}." in answers[loser][1]
    with lying.app.app_context():
        found = db.session.query(Proposal).filter_by(public_id=lying.proposals["waiting"]).one()
        taken = db.session.query(ProposalDecision).filter_by(
            proposal_id=found.id, kind=ProposalStep.REJECT
        )
        assert taken.count() == 1


def test_without_capacity_shows_wherever_the_proposal_is_named(lying: Desks) -> None:
    for role in ("manager", "analyst", "contributor", "board", "professional"):
        browser = lying.browser(role)
        assert browser.get(lying.url("poor")).main.count("zonder capaciteit") == 1
        assert "zonder capaciteit" in browser.get("/verbetervoorstellen").main


def test_a_choice_with_two_managers_waits_however_it_is_sent(lying: Desks) -> None:
    with lying.app.app_context(), transaction():
        for one in db.session.query(Organisation):
            one.two_decide = True
    browser, url = lying.browser("manager"), lying.url("waiting", DECIDE)
    assert browser.post(url, step="accept", capacity="een dag").status == 302
    assert lying.state("waiting") == "submitted"


SEES = {"analyst", "manager", "contributor", "board", "professional"}


@pytest.mark.parametrize("role", ROLES)
def test_what_was_not_taken_over_is_found_with_its_reason(lying: Desks, role: str) -> None:
    browser: Browser = lying.browser(role)
    page = browser.get("/verbetervoorstellen/niet-overgenomen")
    if role == "administrator":
        assert page.status == 404
        return
    shown = role in SEES
    for words in (
        "Afwijskanarie",
        "Er komt een nieuw sýsteem.",
        "Elderskanarie",
        "22 november 2026",
    ):
        assert (words in page.main) is shown
    assert "Wachtkanarie" not in page.text
    assert "Mo Proef" not in page.main
    page = browser.submit(words="SYSTEEM nieuw")
    assert ("Afwijskanarie" in page.main) is shown
    assert "Elderskanarie" not in page.main
    assert "SYSTEEM" not in page.url
    assert "Niets gevonden" in browser.submit(words="zeppelin").main


def test_a_rejected_proposal_goes_on_with_what_is_new(lying: Desks) -> None:
    browser, url = lying.browser("analyst"), lying.url("rejected", DECIDE)
    page = browser.get(url)
    assert "Wat is er nieuw?" in page.main
    assert browser.submit(url).status == 422
    page = browser.submit(url, reason="Het systeem komt er toch niet.")
    assert "concept" in page.main
    assert lying.browser("manager").get(url).status == 404
