"""What was submitted stays: each version with what is different from the one before."""

from datetime import timedelta

import pytest
from flask import Flask

from app.clock import moved_to, now
from app.database import db, transaction
from app.personal_data.findings import Kind
from app.refusals import Invalid
from cases.differences import PieceKind
from cases.models.case import Case
from cases.operations.forgetting import forget_words
from learning.lifecycle.proposals import ProposalState, ProposalStep
from learning.models.deciding import SecondOpinion
from learning.models.proposals import Level, Proposal, Strength
from learning.models.writing import ProposalComment, ProposalVersion
from learning.operations.decisions import submit_proposal
from learning.operations.proposals import ProposalDetails, edit_proposal
from learning.operations.talk import comment_on
from learning.operations.versions import obstacles_of
from learning.queries.versions import versions_of
from tests.client import Browser
from tests.factories import as_actor
from tests.learning.proposals.scene import TODAY, World, make_world

CHANGED = {
    "title": "Een brief die aankomt",
    "problem": "Brieven komen terug bij wie geen vast adres heeft.",
    "proposed_change": "Stuur een bericht naar de telefoon.",
    "level": Level.IT,
    "strength": Strength.STRONG,
    "capacity_asked": "een dag per week",
    "expected_fall": 30,
}


def resubmitted(world: World) -> Proposal:
    """Asked back, changed and submitted again a day later."""
    proposal = world.submitted()
    world.decide(proposal, ProposalStep.ASK_BACK, reason="Kan het sterker?")
    edit_proposal(
        proposal,
        ProposalDetails(**CHANGED),  # type: ignore[arg-type]
        patterns=proposal.patterns,
        by=as_actor(world.analyst),
    )
    with moved_to(now() + timedelta(days=1)):
        submit_proposal(proposal, by=as_actor(world.analyst))
    return proposal


def test_each_submission_keeps_the_text_as_it_was(world: World) -> None:
    proposal = resubmitted(world)
    kept = db.session.query(ProposalVersion).order_by(ProposalVersion.number).all()
    assert [one.number for one in kept] == [1, 2]
    assert kept[0].texts["problem"] == "Brieven komen terug bij wie geen adres heeft."
    assert kept[1].texts["problem"] == proposal.problem
    assert kept[1].texts["patterns"] == [1]
    assert "Co Proef" not in str([one.texts for one in kept])


def test_a_version_tells_what_changed_in_words(world: World) -> None:
    newest, first = versions_of(resubmitted(world))
    assert (first.texts, first.choices) == ([], [])
    (problem,) = newest.texts
    added = [one.text.strip() for one in problem.pieces if one.kind is PieceKind.ADDED]
    assert (problem.label, added) == ("Wat gaat er mis?", ["vast"])
    assert [(one.label, one.before, one.after) for one in newest.choices] == [
        ("Waar zit de verandering?", ["proces"], ["ICT"]),
        ("Houdt de verandering stand?", ["ondersteunt"], ["borgt vanzelf"]),
        ("Verwachte daling", [], ["30%"]),
    ]


def test_what_is_refused_leaves_no_version(world: World) -> None:
    proposal = world.draft()
    proposal.problem = "Bel 06-12345678."
    assert [(one.field, one.personal) for one in obstacles_of(proposal)] == [
        ("problem", ("06-12345678",))
    ]
    with pytest.raises(Invalid):
        submit_proposal(proposal, by=as_actor(world.analyst))
    assert proposal.state is ProposalState.DRAFT
    assert db.session.query(ProposalVersion).count() == 0


def test_copied_words_and_a_lost_pattern_stop_a_draft(world: World) -> None:
    proposal = world.draft(
        problem="Iemand stond daar met een envelop die nooit was geopend, zei men."
    )
    assert obstacles_of(proposal) == []
    case = world.case(world.reporters[0], now(), member=True)
    case.situation = "Toen stond hij daar met een envelop die nooit was geopend."
    assert [one.field for one in obstacles_of(proposal)] == ["problem"]
    with pytest.raises(Invalid):
        submit_proposal(proposal, by=as_actor(world.analyst))
    proposal.patterns = []
    assert [one.field for one in obstacles_of(proposal)] == ["patterns"]
    with pytest.raises(Invalid):
        submit_proposal(proposal, by=as_actor(world.analyst))


def test_the_page_of_versions_is_for_who_reads_in_full(app: Flask) -> None:
    with moved_to(TODAY):
        with app.app_context(), transaction():
            world = make_world()
            url = f"/verbetervoorstellen/{resubmitted(world).public_id}/versies"
            draft = f"/verbetervoorstellen/{world.draft('Concept').public_id}/versies"
            roles = ("analyst", "manager", "board", "contributor", "professional", "elsewhere")
            people = {name: getattr(world, name).id for name in roles}
        for name, person in people.items():
            page = Browser(app, person).get(url)
            sees = name not in ("professional", "elsewhere")
            assert page.status == (200 if sees else 404)
            assert ("vast" in page.main and "Versie 2" in page.main) is sees
        assert "Nog geen versies" in Browser(app, people["analyst"]).get(draft).main
        assert Browser(app, people["manager"]).get(draft).status == 404


def test_words_that_a_reporter_replaced_leave_proposals_versions_and_comments(
    world: World,
) -> None:
    name = "Quispelaer"
    case: Case = world.case(world.reporters[0], now(), member=True)
    proposal = world.submitted()
    world.decide(proposal, ProposalStep.ASK_BACK, reason=f"Is dit {name}?")
    proposal.problem = f"Het ging om {name}."
    proposal.decisions[0].reason = f"Zoals {name} zei."
    comment = comment_on(proposal, person=world.manager, text="Goed.", by=as_actor(world.manager))
    comment.text = f"Vraag {name} ernaar."
    version = db.session.query(ProposalVersion).one()
    version.texts = {**version.texts, "problem": f"Het ging om {name}."}
    db.session.add(
        SecondOpinion(
            proposal_id=proposal.id,
            step=ProposalStep.REJECT,
            reason=f"Door {name}.",
            asked_at=now(),
        )
    )
    db.session.flush()
    forget_words(case, {name: Kind.NAME}, {"situation": f"Mevrouw {name} kreeg niets."})
    db.session.flush()
    written = [
        proposal.problem,
        str([one.reason for one in proposal.decisions]),
        str(db.session.query(ProposalVersion).one().texts),
        db.session.query(ProposalComment).one().text,
        db.session.query(SecondOpinion).one().reason,
    ]
    assert name not in str(written)
    assert all("[naam]" in one for one in written)
