"""An organisation in which something of every kind happened with a proposal, on known days."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from flask import Flask

from app.clock import moved_to, now
from app.database import db, transaction
from app.people.models import Person
from learning.effect import Verdict
from learning.lifecycle.proposals import ProposalStep as Step
from learning.models.figures import EffectVerdict
from learning.models.proposals import AddresseeKind, Proposal, ProposalAction
from learning.operations.actions import add_action, finish_action
from learning.operations.decision_rules import Addressed
from learning.operations.decisions import bring_back_deferred
from tests.client import Browser, Page
from tests.factories import MACHINE, as_actor
from tests.learning.proposals.scene import TODAY, World, make_world

ROLES = ("analyst", "manager", "contributor", "board", "professional", "administrator", "elsewhere")
READERS = ("analyst", "manager", "board")
OTHERS = ("contributor", "professional", "administrator", "elsewhere")
REPORTER = "Kanariena Zangvogel"
CASE_WORDS = ("Brief kwam terug", "omdat er geen adres was", REPORTER)
"""What stands in cases and on their reporters, and so may stand on no page of these."""


@dataclass
class Played:
    """What was saved, by name: the keys of people, and the addresses of proposals."""

    app: Flask
    people: dict[str, int] = field(default_factory=dict)
    proposals: dict[str, str] = field(default_factory=dict)

    def get(self, role: str, path: str, *, follow: bool = False) -> Page:
        return Browser(self.app, self.people[role]).get(path, follow=follow)


@contextmanager
def world_of(app: Flask) -> Iterator[World]:
    """A world to act in, in one transaction on the day of today."""
    with app.app_context(), moved_to(TODAY), transaction():
        yield make_world()


def saved(app: Flask, world: World, **proposals: Proposal) -> Played:
    """What a test holds on to when the transaction is over."""
    return Played(
        app,
        {name: getattr(world, name).id for name in ROLES},
        {name: one.public_id for name, one in proposals.items()},
    )


def on(year: int, month: int, day: int) -> datetime:
    """Noon of a day."""
    return datetime(year, month, day, 11, tzinfo=UTC)


def play(world: World) -> dict[str, Proposal]:
    """One proposal for each way that it can go; the pattern is published on 10 September 2025."""
    world.reporters[0].name = REPORTER
    world.fill({on(2026, 8, 4): (8, 18)})
    made = {
        "learned": learned(world),
        "rejected": rejected(world),
        "busy": busy(world),
        "forwarded": forwarded(world),
        "returned": deferred_and_back(world),
    }
    with moved_to(on(2026, 10, 6)):
        made["waiting"] = world.submitted("Wachtkanarie")
    db.session.flush()
    return made


def learned(world: World) -> Proposal:
    """Submitted after 21 days, accepted after 10, changed after 30, concluded after 252."""
    with moved_to(on(2025, 10, 1)):
        proposal = world.submitted("Leerkanarie")
    with moved_to(on(2025, 10, 11)):
        world.decide(proposal, Step.ACCEPT, capacity="een dag per week", reason="Goed plan.")
        world.decide(proposal, Step.START)
    with moved_to(on(2025, 11, 12)):
        world.decide(
            proposal,
            Step.IMPLEMENT,
            reason="Er gaat nu een bericht uit.",
            changed_on=date(2025, 11, 10),
        )
    with moved_to(on(2026, 7, 20)):
        say(proposal, "2026-2", Verdict.FALL_SHOWN)
        world.decide(proposal, Step.PROVE, reason="De post komt nu aan.")
    return proposal


def rejected(world: World) -> Proposal:
    """Submitted after 122 days, rejected after 20."""
    with moved_to(on(2026, 1, 10)):
        proposal = world.submitted("Neekanarie")
    with moved_to(on(2026, 1, 30)):
        world.decide(proposal, Step.REJECT, reason="Dit mag niet van de wet.")
    return proposal


def busy(world: World) -> Proposal:
    """Submitted after 298 days, accepted without capacity after 5; one action done, one late."""
    with moved_to(on(2026, 7, 5)):
        proposal = world.submitted("Bezigkanarie")
    with moved_to(on(2026, 7, 10)):
        world.decide(proposal, Step.ACCEPT, reason="Dit past binnen het gewone werk.")
        world.decide(proposal, Step.START)
    with moved_to(on(2026, 8, 3)):
        done = hand_out(world, proposal, "Tekst schrijven", world.contributor)
        hand_out(world, proposal, "Systeem aanpassen", world.manager)
        finish_action(done, by=as_actor(world.contributor))
    return proposal


def hand_out(world: World, proposal: Proposal, text: str, holder: Person) -> ProposalAction:
    """An action that has to be done by September."""
    return add_action(
        proposal,
        text=text,
        holder=holder,
        due_on=date(2026, 9, 1),
        by=as_actor(world.manager),
    )


def forwarded(world: World) -> Proposal:
    """Submitted after 325 days, accepted after 31, and then to the board, which does not answer."""
    with moved_to(on(2026, 8, 1)):
        proposal = world.submitted("Doorkanarie")
    with moved_to(on(2026, 9, 1)):
        world.decide(proposal, Step.ACCEPT, capacity="twee dagen", reason="Samen verder.")
    with moved_to(on(2026, 9, 5)):
        to = Addressed("Het dagelijks bestuur", date(2026, 10, 1), AddresseeKind.COLLEGE)
        world.decide(proposal, Step.FORWARD, addressees=(to,), reason="Dit is niet aan ons.")
    return proposal


def deferred_and_back(world: World) -> Proposal:
    """Submitted after 308 days, deferred, and there again since 10 October."""
    with moved_to(on(2026, 7, 15)):
        proposal = world.submitted("Terugkanarie")
    with moved_to(on(2026, 8, 1)):
        world.decide(proposal, Step.DEFER, reason="Eerst de begroting.", until=date(2026, 10, 10))
    with moved_to(on(2026, 10, 10)):
        bring_back_deferred(by=MACHINE)
    return proposal


def say(proposal: Proposal, quarter: str, verdict: Verdict, *, may_show: bool = True) -> None:
    """A verdict as the job keeps it, without numbers."""
    db.session.add(
        EffectVerdict(
            proposal_id=proposal.id, quarter=quarter, verdict=verdict, may_show=may_show, at=now()
        )
    )
    db.session.flush()
