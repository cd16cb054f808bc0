"""Two proposals that become one and one that becomes two: no link and no reporter is lost."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask

from app.clock import moved_to
from app.database import db
from app.people.models import Person
from app.refusals import Invalid
from cases.models.case import Case
from cases.story import story_of
from learning.lifecycle.patterns import PatternState
from learning.lifecycle.proposals import ProposalState, ProposalStep
from learning.models.patterns import Pattern
from learning.models.proposals import Proposal
from learning.operations.actions import add_action
from learning.operations.decision_rules import Decision
from learning.operations.decisions import decide_proposal
from learning.operations.splitting_proposals import split_proposal
from learning.queries.proposals import others_to_merge_into
from tests.factories import as_actor
from tests.learning.proposals.desks import Desks, desks
from tests.learning.proposals.scene import TODAY, World


def second_pattern(world: World) -> Pattern:
    """Another published pattern of the organisation."""
    pattern = Pattern(
        organisation_id=world.organisation.id,
        number=2,
        title="Loket zonder tijd",
        state=PatternState.PUBLISHED,
        found_at=datetime(2025, 9, 1, tzinfo=UTC),
        published_at=datetime(2025, 9, 10, tzinfo=UTC),
        published_title="Loket zonder tijd",
        published_summary="Er is te weinig tijd aan het loket.",
    )
    db.session.add(pattern)
    db.session.flush()
    return pattern


def merge(world: World, one: Proposal, into: Proposal) -> None:
    """As the analyst does it."""
    decide_proposal(one, Decision(ProposalStep.MERGE, into=into), by=as_actor(world.analyst))


def test_patterns_and_open_actions_go_along(world: World) -> None:
    first, other = world.submitted("Eerste"), world.submitted("Tweede")
    first.patterns = [world.pattern, second_pattern(world)]
    action = add_action(
        first,
        text="Bouw het bericht",
        holder=world.contributor,
        due_on=None,
        by=as_actor(world.manager),
    )
    merge(world, first, other)
    assert [one.number for one in other.patterns] == [1, 2]
    assert [one.number for one in first.patterns] == [1, 2]
    assert action.proposal is other
    assert (first.state, first.merged_into) == (ProposalState.MERGED, other)


def test_a_proposal_goes_on_in_one_that_is_still_alive(world: World) -> None:
    proposal, rejected = world.submitted("Eerste"), world.submitted("Afgewezen")
    changed, draft = world.implemented(TODAY.date(), "Veranderd"), world.draft("Concept")
    world.decide(rejected, ProposalStep.REJECT, reason="Nee.")
    alive = world.submitted("Leeft")
    assert others_to_merge_into(proposal, world.analyst) == [alive]
    assert alive in others_to_merge_into(draft, world.analyst)
    for wrong in (rejected, changed, draft):
        with pytest.raises(Invalid):
            merge(world, proposal, wrong)


def test_what_goes_on_quotes_no_case_that_comes_to_it(world: World) -> None:
    into = world.submitted("Gaat door")
    into.problem = "Iemand stond daar met een envelop die nooit was geopend, zei men."
    proposal = world.draft("Gaat op")
    pattern = second_pattern(world)
    proposal.patterns = [pattern]
    case = world.case(world.reporters[0], TODAY, member=False)
    case.situation = "Toen stond hij daar met een envelop die nooit was geopend."
    old, world.pattern = world.pattern, pattern
    world.add(case)
    world.pattern = old
    with pytest.raises(Invalid):
        merge(world, proposal, into)
    assert proposal.state is ProposalState.DRAFT


def test_a_second_draft_keeps_the_links_of_the_first(world: World) -> None:
    proposal = world.submitted("Eerste")
    proposal.patterns = [world.pattern, second_pattern(world)]
    second = split_proposal(
        proposal,
        title="Meer tijd aan het loket",
        patterns=[proposal.patterns[1]],
        author=world.analyst,
        by=as_actor(world.analyst),
    )
    assert (second.state, second.submitted_at) == (ProposalState.DRAFT, None)
    assert second.split_from is proposal
    assert second.problem == proposal.problem
    assert [one.number for one in second.patterns] == [2]
    assert [one.number for one in proposal.patterns] == [1, 2]


def test_a_split_needs_a_title_a_pattern_and_an_undecided_proposal(world: World) -> None:
    proposal, by = world.submitted("Eerste"), as_actor(world.analyst)
    strange = second_pattern(world)
    for title, patterns in (("", [world.pattern]), ("Tweede", []), ("Tweede", [strange])):
        with pytest.raises(Invalid):
            split_proposal(proposal, title=title, patterns=patterns, author=world.analyst, by=by)
    world.decide(proposal, ProposalStep.REJECT, reason="Nee.")
    with pytest.raises(Invalid):
        split_proposal(
            proposal, title="Tweede", patterns=[world.pattern], author=world.analyst, by=by
        )


@pytest.fixture
def pair(app: Flask) -> Iterator[Desks]:
    """Two submitted proposals from two patterns, a draft, and a case of the second pattern."""
    with moved_to(TODAY):
        with desks(app) as (found, world):
            one, other = world.submitted("Opgaankanarie"), world.submitted("Doorgaankanarie")
            draft = world.draft("Conceptkanarie")
            home, world.pattern = world.pattern, second_pattern(world)
            world.case(world.reporters[0], TODAY, member=True)
            one.patterns, world.pattern = [world.pattern], home
            made = {"one": one, "other": other, "draft": draft}
            found.proposals = {name: row.public_id for name, row in made.items()}
        yield found


def told(pair: Desks) -> list[tuple[str, str]]:
    """What the reporter of the case reads in its story."""
    with pair.app.app_context():
        case = db.session.query(Case).one()
        reader = db.session.get_one(Person, pair.people["reporter"])
        return [(one.title, one.text) for one in story_of(case, reader)]


def test_the_reporter_goes_on_hearing(pair: Desks) -> None:
    assert any("Opgaankanarie" in title for title, _ in told(pair))
    browser, url = pair.browser("analyst"), pair.url("one", "/samenvoegen")
    browser.get(url)
    assert browser.submit(url).status == 422
    browser.submit(url, into=pair.proposals["other"], reason="Het is één loket.")
    assert pair.state("one") == "merged"
    assert any("Doorgaankanarie" in title for title, _ in told(pair))
    with pair.writing("other") as (proposal, people):
        step = Decision(ProposalStep.REJECT, reason="Redenkanarie.")
        decide_proposal(proposal, step, by=as_actor(people["manager"]))
    assert ("Beslissing: niet overgenomen", "Redenkanarie.") in told(pair)


def test_both_proposals_lead_to_each_other(pair: Desks) -> None:
    with pair.writing("one") as (one, people):
        other = db.session.query(Proposal).filter_by(title="Doorgaankanarie").one()
        draft = db.session.query(Proposal).filter_by(title="Conceptkanarie").one()
        for row in (one, draft):
            step = Decision(ProposalStep.MERGE, into=other)
            decide_proposal(row, step, by=as_actor(people["analyst"]))
    for role in ("manager", "contributor", "board"):
        assert "Opgaankanarie" in pair.page(role, "other").main
        assert "Doorgaankanarie" in pair.page(role, "one").main
        # The draft of an analyst does not come to light by going on in another.
        assert "Conceptkanarie" not in pair.page(role, "other").text
        assert pair.page(role, "draft").status == 404
    assert "Conceptkanarie" in pair.page("analyst", "other").main


def test_splitting_leads_on_to_the_second_draft(pair: Desks) -> None:
    browser, url = pair.browser("analyst"), pair.url("one", "/splitsen")
    page = browser.get(url)
    chosen = page.document.xpath("//input[@name='patterns']/@value")
    assert browser.submit(url, title="Splitskanarie").status == 422
    page = browser.submit(url, title="Splitskanarie", patterns=chosen[0])
    assert page.url.endswith("/bewerken")
    assert "Splitskanarie" in pair.page("analyst", "one").main
    assert "Splitskanarie" not in pair.page("manager", "one").text


@pytest.mark.parametrize(
    "role", ["manager", "contributor", "board", "professional", "administrator", "elsewhere"]
)
def test_only_an_analyst_merges_and_splits(pair: Desks, role: str) -> None:
    for rest in ("/samenvoegen", "/splitsen"):
        assert pair.page(role, "one", rest).status == 404
        answer = pair.browser(role).post(
            pair.url("one", rest), into=pair.proposals["other"], title="Overgenomen"
        )
        assert answer.status == 404
    assert pair.state("one") == "submitted"
