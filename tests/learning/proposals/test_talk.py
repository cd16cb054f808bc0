"""What others say of a proposal and who stands behind it: roles, and a crowd without a face."""

from datetime import timedelta

import pytest

from app.clock import moved_to, now
from app.database import db
from app.people.models import Person
from app.refusals import Invalid, Refused
from learning.lifecycle.proposals import ProposalStep
from learning.models.proposals import Proposal
from learning.models.writing import ProposalComment, ProposalSupport
from learning.operations.talk import (
    comment_on,
    remove_comment,
    stop_supporting,
    support_proposal,
)
from learning.permissions.talk import own_comment
from learning.queries.talk import comments_of, support_of
from tests.factories import as_actor
from tests.learning.proposals.scene import World

NEXT_WEEK = timedelta(days=8)


def said(world: World, proposal: Proposal, who: Person, text: str) -> ProposalComment:
    return comment_on(proposal, person=who, text=text, by=as_actor(who))


def sign(proposal: Proposal, *people: Person) -> None:
    for who in people:
        support_proposal(proposal, person=who, by=as_actor(who))


def crowd(proposal: Proposal, reader: Person) -> int | None:
    with moved_to(now() + NEXT_WEEK):
        return support_of(proposal, reader).crowd


def test_a_comment_carries_a_role_and_only_who_reads_in_full_writes_one(world: World) -> None:
    proposal = world.submitted()
    for who in (world.manager, world.contributor, world.board, world.analyst):
        said(world, proposal, who, "Goed idee.")
    told = [(one.role.value, one.organisation.name) for one in comments_of(proposal)]
    assert told == [
        (role, "Gemeente Proefstad") for role in ("manager", "contributor", "board", "analyst")
    ]
    for who in (world.professional, world.elsewhere, world.administrator):
        with pytest.raises(Refused):
            said(world, proposal, who, "Goed idee.")


def test_nobody_talks_about_a_draft_or_about_what_went_on_elsewhere(world: World) -> None:
    draft, merged, other = world.draft(), world.submitted("Een"), world.submitted("Ander")
    world.decide(merged, ProposalStep.MERGE, into=other)
    for proposal in (draft, merged):
        with pytest.raises(Refused):
            said(world, proposal, world.analyst, "Goed idee.")
        with pytest.raises(Refused):
            sign(proposal, world.contributor)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "Bel 06-12345678.",
        "Er zijn 17 casussen.",
        "Dat zeggen zes inbrengers.",
        "x" * 2_001,
    ],
)
def test_a_comment_holds_nothing_that_tells_who_reported(world: World, text: str) -> None:
    proposal = world.submitted()
    with pytest.raises(Invalid) as refused:
        said(world, proposal, world.manager, text)
    assert refused.value.field == "text"
    assert comments_of(proposal) == []


def test_words_of_a_case_are_stopped_for_who_reads_it_and_are_no_riddle_for_others(
    world: World,
) -> None:
    proposal = world.submitted()
    case = world.case(world.reporters[0], now(), member=True)
    case.situation = "Toen stond hij daar met een envelop die nooit was geopend."
    copied = "Iemand stond daar met een envelop die nooit was geopend, zei men."
    with pytest.raises(Invalid):
        said(world, proposal, world.analyst, copied)
    # A manager reads no case. A refusal would tell that these words stand in one.
    assert said(world, proposal, world.manager, copied)


def test_a_comment_is_taken_back_by_its_writer_alone(world: World) -> None:
    proposal = world.submitted()
    comment = said(world, proposal, world.manager, "Goed idee.")
    for other in (world.analyst, world.board, world.elsewhere):
        with pytest.raises(Refused):
            own_comment(comment.public_id, other)
    remove_comment(own_comment(comment.public_id, world.manager), by=as_actor(world.manager))
    db.session.flush()
    assert comments_of(proposal) == []


def test_who_reads_in_full_signs_by_role_and_professionals_as_a_crowd(world: World) -> None:
    proposal = world.submitted()
    sign(proposal, world.contributor, world.board, *world.reporters[:6])
    with moved_to(now() + NEXT_WEEK):
        support = support_of(proposal, world.manager)
    assert [(one.role.value, one.people) for one in support.signed] == [
        ("board", 1),
        ("contributor", 1),
    ]
    assert support.crowd == 5


def test_five_are_no_crowd_and_the_reader_is_never_counted(world: World) -> None:
    proposal = world.submitted()
    sign(proposal, *world.reporters[:5])
    assert crowd(proposal, world.manager) is None
    sign(proposal, world.reporters[5])
    assert crowd(proposal, world.manager) == 5
    # Of the six, each knows of five others, and learns nothing by signing or not.
    signer = world.reporters[5]
    assert crowd(proposal, signer) is None
    stop_supporting(proposal, person=signer, by=as_actor(signer))
    assert crowd(proposal, signer) is None


def test_an_organisation_that_asks_for_more_gets_more(world: World) -> None:
    proposal = world.submitted()
    world.organisation.smallest_group = 10
    sign(proposal, *world.reporters[:10])
    assert crowd(proposal, world.manager) is None
    sign(proposal, world.reporters[10])
    assert crowd(proposal, world.manager) == 10


def test_the_crowd_changes_once_a_week_so_that_no_moment_tells_who(world: World) -> None:
    proposal = world.submitted()
    # On a Sunday; the week begins on Monday.
    sign(proposal, *world.reporters[:6])
    assert support_of(proposal, world.manager).crowd is None
    with moved_to(now() + timedelta(hours=10)):
        assert support_of(proposal, world.manager).crowd is None
    with moved_to(now() + timedelta(hours=16)):
        assert support_of(proposal, world.manager).crowd == 5


def test_signing_twice_is_once_and_is_undone_by_one_press(world: World) -> None:
    proposal = world.submitted()
    sign(proposal, world.professional, world.professional)
    assert db.session.query(ProposalSupport).count() == 1
    assert support_of(proposal, world.professional).own
    stop_supporting(proposal, person=world.professional, by=as_actor(world.professional))
    assert not support_of(proposal, world.professional).own


def test_the_writer_and_strangers_do_not_sign(world: World) -> None:
    proposal = world.submitted()
    for who in (world.analyst, world.elsewhere, world.administrator):
        with pytest.raises(Refused):
            sign(proposal, who)
