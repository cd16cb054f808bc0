"""Reminding by mail of what waits: neutral, at intervals, and no more once it is done."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from app import jobs
from app.clock import moved_to, now
from app.database import db, transaction
from app.people.models import Membership, Organisation
from learning.jobs import reminders
from learning.lifecycle.proposals import ProposalStep
from learning.models.proposals import AddresseeAnswer, Proposal, ProposalAction
from learning.operations.actions import add_action, finish_action
from learning.operations.addressees import Answer, note_answer
from learning.operations.decision_rules import Addressed, Decision
from learning.operations.decisions import decide_proposal
from learning.operations.second_opinion import ask_second
from tests.factories import as_actor
from tests.learning.proposals.desks import Desks, desks
from tests.learning.proposals.scene import TODAY
from tests.postbox import Postbox, deliver, postbox, text_of


@pytest.fixture
def mailed(app: Flask) -> Iterator[tuple[Desks, Postbox]]:
    """A proposal that waits from today on, and a mail server that keeps what it gets."""
    with postbox(app) as box, moved_to(TODAY):
        with desks(app) as (found, world):
            found.proposals = {"waiting": world.submitted("Titelkanarie").public_id}
        yield found, box


def morning(where: tuple[Desks, Postbox], days: int) -> list[str]:
    """Who gets a mail on the morning so many days later, in the order of their addresses."""
    desk, box = where
    with moved_to(TODAY + timedelta(days=days)):
        for _ in range(2):
            # The job may run twice.
            with desk.app.app_context():
                run = jobs.Run(0, "", {})
                run.progress = lambda *_args, **_more: None  # type: ignore[method-assign]
                reminders.remind(run)
        deliver(desk.app)
    got = sorted(box.recipients)
    box.recipients.clear()
    return got


def address(where: tuple[Desks, Postbox], role: str) -> str:
    """The address of somebody."""
    with where[0].writing("waiting") as (_, people):
        return people[role].email


def managers(where: tuple[Desks, Postbox]) -> list[str]:
    """The addresses of both managers."""
    return sorted(address(where, role) for role in ("manager", "second"))


def test_managers_are_reminded_at_each_interval_until_somebody_decides(
    mailed: tuple[Desks, Postbox],
) -> None:
    both = managers(mailed)
    assert [morning(mailed, days) for days in (1, 13)] == [[], []]
    assert morning(mailed, 14) == both
    assert [morning(mailed, days) for days in (15, 27)] == [[], []]
    assert morning(mailed, 28) == both
    with mailed[0].writing("waiting") as (proposal, people):
        step = Decision(ProposalStep.REJECT, reason="Nee.")
        decide_proposal(proposal, step, by=as_actor(people["manager"]))
    assert morning(mailed, 60) == []


def test_the_organisation_sets_the_interval(mailed: tuple[Desks, Postbox]) -> None:
    with mailed[0].app.app_context(), transaction():
        for one in db.session.query(Organisation):
            one.reminder_days = 5
    assert morning(mailed, 4) == []
    assert morning(mailed, 5) == managers(mailed)
    assert morning(mailed, 9) == []
    assert morning(mailed, 10) == managers(mailed)


def test_a_mail_tells_nothing_but_where_to_look(mailed: tuple[Desks, Postbox]) -> None:
    morning(mailed, 14)
    for mail in mailed[1].mails:
        words = f"{mail['Subject']} {text_of(mail)}"
        assert "kanarie" not in words
        assert "voorstel" not in words.lower()
        assert "/stand-van-zaken" in words
        assert mail["Subject"] == "Leerlus: er wacht iets op je"


def test_who_does_not_decide_any_more_is_not_reminded(mailed: tuple[Desks, Postbox]) -> None:
    left = address(mailed, "second")
    with mailed[0].app.app_context(), transaction():
        gone = db.session.query(Membership).filter_by(person_id=mailed[0].people["second"]).one()
        gone.ends_on = TODAY.date()
    assert left not in morning(mailed, 14)


def test_a_choice_that_waits_for_a_second_manager_is_told_at_once(
    mailed: tuple[Desks, Postbox],
) -> None:
    with mailed[0].writing("waiting") as (proposal, people):
        proposal.organisation.two_decide = True
        step = Decision(ProposalStep.REJECT, reason="Nee.")
        ask_second(proposal, step, by=as_actor(people["manager"]))
    assert morning(mailed, 0) == [address(mailed, "second")]
    assert morning(mailed, 14) == managers(mailed)


def test_a_late_answer_is_asked_for_until_it_came(mailed: tuple[Desks, Postbox]) -> None:
    both = managers(mailed)
    with mailed[0].writing("waiting") as (proposal, people):
        by = as_actor(people["manager"])
        decide_proposal(proposal, Decision(ProposalStep.ACCEPT, reason="Doen."), by=by)
        to = Addressed("VNG", TODAY.date() + timedelta(days=10))
        decide_proposal(proposal, Decision(ProposalStep.FORWARD, addressees=(to,)), by=by)
    assert morning(mailed, 10) == []
    assert morning(mailed, 11) == both
    assert morning(mailed, 24) == []
    assert morning(mailed, 25) == both
    with mailed[0].writing("waiting") as (proposal, people), moved_to(TODAY + timedelta(days=26)):
        given = Answer(AddresseeAnswer.REFUSED, "Niet van ons.", now().date())
        note_answer(proposal, proposal.addressees[0], given, by=as_actor(people["manager"]))
    assert morning(mailed, 60) == []


def hand_out(where: tuple[Desks, Postbox], due: int, role: str = "contributor") -> None:
    """An action that is due so many days from today."""
    with where[0].writing("waiting") as (proposal, people):
        add_action(
            proposal,
            text="Actiekanarie",
            holder=people[role],
            due_on=TODAY.date() + timedelta(days=due),
            by=as_actor(people["manager"]),
        )


def test_the_holder_hears_of_an_action_once_and_of_its_day_twice(
    mailed: tuple[Desks, Postbox],
) -> None:
    hand_out(mailed, 10)
    holder = [address(mailed, "contributor")]
    assert morning(mailed, 0) == holder
    assert [morning(mailed, days) for days in (1, 6)] == [[], []]
    assert morning(mailed, 7) == holder
    assert [morning(mailed, days) for days in (8, 10)] == [[], []]
    assert morning(mailed, 11) == holder
    assert [morning(mailed, days) for days in (12, 13)] == [[], []]
    assert all("kanarie" not in text_of(one) for one in mailed[1].mails)
    assert "/mijn-acties" in text_of(mailed[1].mails[0])


def test_what_is_done_is_not_asked_for(mailed: tuple[Desks, Postbox]) -> None:
    hand_out(mailed, 10)
    hand_out(mailed, 10, "manager")
    # Who takes something up alone needs no mail.
    assert morning(mailed, 0) == [address(mailed, "contributor")]
    with mailed[0].app.app_context(), transaction():
        for action in db.session.query(ProposalAction):
            finish_action(action, by=as_actor(action.holder))  # type: ignore[arg-type]
    assert [morning(mailed, days) for days in (7, 11)] == [[], []]


def test_the_job_returns_each_morning(app: Flask) -> None:
    assert jobs.registry.handlers[reminders.SEND_REMINDERS] is reminders.remind
    assert jobs.registry.repeating[reminders.SEND_REMINDERS] == reminders.MORNING
    with app.app_context(), moved_to(TODAY):
        jobs.plan_repeating()
        with moved_to(TODAY + timedelta(days=1)):
            jobs.drain()
        kept = db.session.query(jobs.Job).filter_by(kind=reminders.SEND_REMINDERS).all()
        assert {one.error for one in kept} == {""}
        assert len(kept) == 2
        assert db.session.query(Proposal).count() == 0
