"""What people do for a proposal: their own list, how it goes, and who sees which of it."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from app.clock import moved_to
from app.database import db
from app.people.models import Person
from app.people.roles import Role
from app.refusals import Invalid
from learning.lifecycle.proposals import ProposalStep
from learning.models.proposals import Proposal, ProposalAction
from learning.operations.actions import add_action, finish_action, tell_progress
from learning.operations.decision_rules import Decision
from learning.operations.decisions import decide_proposal
from learning.permissions.deciding import actions_seen_by
from learning.queries.actions import own_actions_of
from tests.factories import as_actor, make_person
from tests.learning.proposals.desks import Desks, desks
from tests.learning.proposals.scene import TODAY, World


def hand_out(
    world: World, proposal: Proposal, text: str, holder: Person, due_on: date | None = None
) -> ProposalAction:
    """An action from the manager."""
    return add_action(proposal, text=text, holder=holder, due_on=due_on, by=as_actor(world.manager))


def test_an_action_tells_how_it_goes_until_it_is_done(world: World) -> None:
    action = hand_out(world, world.submitted(), "Bouw het bericht", world.contributor)
    by = as_actor(world.contributor)
    for wrong in (" ", "Bel 06-12345678.", "x" * 501):
        with pytest.raises(Invalid) as refused:
            tell_progress(action, text=wrong, by=by)
        assert refused.value.field == "progress"
    tell_progress(action, text="De helft staat.", by=by)
    assert (action.progress, action.progress_at) == ("De helft staat.", TODAY)
    finish_action(action, by=by)
    with pytest.raises(Invalid):
        tell_progress(action, text="Nog iets.", by=by)


def test_who_reads_cases_quotes_none_in_how_it_goes(world: World) -> None:
    case = world.case(world.reporters[0], TODAY, member=True)
    case.situation = "Toen stond hij daar met een envelop die nooit was geopend."
    copied = "Wie daar met een envelop die nooit was geopend stond"
    action = hand_out(world, world.submitted(), "Bouw het bericht", world.analyst)
    with pytest.raises(Invalid):
        tell_progress(action, text=copied, by=as_actor(world.analyst))


def test_of_a_proposal_that_is_over_nothing_has_to_be_done(world: World) -> None:
    proposal = world.submitted()
    hand_out(world, proposal, "Bouw het bericht", world.contributor)
    assert len(own_actions_of(world.contributor).open) == 1
    world.decide(proposal, ProposalStep.REJECT, reason="Er komt een nieuw systeem.")
    assert own_actions_of(world.contributor).open == []
    with pytest.raises(Invalid):
        hand_out(world, proposal, "Toch maar", world.contributor)


def test_a_contributor_sees_the_own_actions_and_an_owner_those_handed_out(world: World) -> None:
    other = make_person(world.organisation, Role.CONTRIBUTOR, name="Ander Proef")
    proposal = world.submitted()
    mine = hand_out(world, proposal, "Van de ander", other)
    theirs = hand_out(world, proposal, "Van de manager", world.manager)
    assert actions_seen_by(proposal, other) == [mine]
    for person in (world.manager, world.analyst, world.board, world.contributor):
        assert actions_seen_by(proposal, person) == [mine, theirs]
    proposal.owner = None
    db.session.flush()
    assert actions_seen_by(proposal, world.contributor) == []


@pytest.fixture
def busy(app: Flask) -> Iterator[Desks]:
    """Two actions of the contributor, one late, and one of the manager."""
    with moved_to(TODAY):
        with desks(app) as (found, world):
            proposal = world.submitted("Titelkanarie")
            proposal.owner = world.manager
            late = hand_out(
                world, proposal, "Laatkanarie", world.contributor, due_on=date(2026, 11, 10)
            )
            soon = hand_out(
                world, proposal, "Gauwkanarie", world.contributor, due_on=date(2026, 11, 24)
            )
            others = hand_out(world, proposal, "Anderkanarie", world.manager)
            found.proposals = {
                "proposal": proposal.public_id,
                "late": late.public_id,
                "soon": soon.public_id,
                "others": others.public_id,
            }
        yield found


def test_own_actions_begin_on_a_page_of_their_own(busy: Desks) -> None:
    browser = busy.browser("contributor")
    assert browser.get("/", follow=True).url == "/mijn-acties"
    page = browser.get("/mijn-acties")
    assert page.main.index("Laatkanarie") < page.main.index("Gauwkanarie")
    for words in ("Titelkanarie", "12 dagen te laat", "binnenkort"):
        assert words in page.main
    assert "Anderkanarie" not in page.text
    assert "Anderkanarie" not in busy.page("contributor", "proposal").text
    assert "Anderkanarie" in busy.browser("manager").get("/mijn-acties").main
    assert "Je hebt geen open acties" in busy.browser("analyst").get("/mijn-acties").main
    for role in ("board", "professional", "administrator"):
        assert busy.browser(role).get("/mijn-acties").status == 404
    assert "kanarie" not in busy.browser("elsewhere").get("/mijn-acties").text


def test_who_does_it_says_how_it_goes(busy: Desks) -> None:
    url = f"/acties/{busy.proposals['late']}/voortgang"
    for role in ("manager", "analyst", "elsewhere", "professional", "board"):
        assert busy.browser(role).get(url).status == 404
        assert busy.browser(role).post(url, progress="Overgenomen").status == 404
    browser = busy.browser("contributor")
    browser.get(url)
    assert browser.submit(url).status == 422
    page = browser.submit(url, progress="Voortgangkanarie.")
    assert "Voortgangkanarie." in page.main
    for role in ("manager", "analyst", "board"):
        assert "Voortgangkanarie." in busy.page(role, "proposal").main
    assert "Voortgangkanarie." not in busy.page("professional", "proposal").text
    page = browser.submit(f"/acties/{busy.proposals['late']}/klaar")
    assert "Klaar sinds" in page.main
    assert browser.get(url).status == 200


def test_what_was_changed_is_written_down_whole(busy: Desks) -> None:
    with busy.writing("proposal") as (proposal, people):
        world_step = as_actor(people["manager"])
        decide_proposal(proposal, Decision(ProposalStep.ACCEPT, capacity="een dag"), by=world_step)
        decide_proposal(proposal, Decision(ProposalStep.START), by=world_step)
    browser, url = busy.browser("manager"), busy.url("proposal", "/beslissing")
    browser.get(url)
    given = {"changed_on": "2026-11-20", "reason": "Er gaat nu een bericht uit."}
    for wrong in (
        "javascript:alert(1)",
        "ftp://intranet.example/a",
        "intranet.example/a",
        "https://bank.example@evil.example/",
        "https://intranet.example/ a",
    ):
        page = browser.submit(url, **given, link=wrong)
        assert page.status == 422
        assert "Vul een webadres in" in page.main
    page = browser.submit(
        url,
        link="https://intranet.example/werkinstructie",
        version="versie 3.2",
        told_whom="Beide teams Inkomen, in het werkoverleg.",
    )
    assert page.status == 200
    for role in ("manager", "contributor", "board", "analyst"):
        page = busy.page(role, "proposal")
        (link,) = page.document.xpath("//a[@href='https://intranet.example/werkinstructie']")
        assert "noreferrer" in link.get("rel")
        for words in ("20 november 2026", "versie 3.2", "Beide teams Inkomen"):
            assert words in page.main
