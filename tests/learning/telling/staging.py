"""The organisation of these tests, saved, and short ways to look at it and act in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from flask import Flask
from sqlalchemy import select

from app.clock import now
from app.database import db, transaction
from app.people.models import Person
from app.people.roles import Role
from cases.models.case import Case
from cases.models.excerpts import Excerpt, ExcerptState, ExcerptUse
from learning.effect import Verdict
from learning.lifecycle.proposals import ProposalStep
from learning.models.figures import EffectVerdict
from learning.models.patterns import Pattern, PatternMember
from learning.models.proposals import Proposal
from tests.client import Browser
from tests.factories import make_person
from tests.learning.proposals.scene import TODAY, World, make_world

# A Sunday; the week turned on Tuesday the 17th, and turns on Tuesday the 24th.
SUNDAY = TODAY
TUESDAY = datetime(2026, 11, 24, 8, 0, 30, tzinfo=UTC)
CHANGED = date(2026, 11, 12)
WORDS = "De envelop lag maanden ongeopend op de mat van een leeg huis"


@dataclass
class Stage:
    """What was saved, by name: the keys of people, and the addresses of what there is."""

    app: Flask
    people: dict[str, int] = field(default_factory=dict)
    pattern: str = ""
    changed: str = ""
    case: str = ""
    organisation: str = ""

    def browser(self, name: str) -> Browser:
        return Browser(self.app, self.people[name])

    @contextmanager
    def acting(self) -> Iterator["Acting"]:
        """Write in the world: what is done in it is saved."""
        with self.app.app_context(), transaction():
            yield Acting(self)


class Acting(World):
    """The saved world inside a transaction, with the people and rows in hand."""

    def __init__(self, stage: Stage) -> None:
        people = {name: db.session.get_one(Person, one) for name, one in stage.people.items()}
        super().__init__(
            organisation=people["analyst"].memberships[0].organisation,
            analyst=people["analyst"],
            manager=people["manager"],
            contributor=people["contributor"],
            board=people["board"],
            professional=people["professional"],
            administrator=people["administrator"],
            elsewhere=people["elsewhere"],
            pattern=db.session.scalars(
                select(Pattern).where(Pattern.public_id == stage.pattern)
            ).one(),
        )
        self.reporter, self.other = people["reporter"], people["other reporter"]
        self.member = db.session.scalars(select(Case).where(Case.public_id == stage.case)).one()

    def member_row(self) -> PatternMember:
        """The place of the reporter's case in the pattern."""
        mine = select(PatternMember).where(PatternMember.case_id == self.member.id)
        return db.session.scalars(mine).one()

    def proposal(self, public_id: str) -> Proposal:
        return db.session.scalars(select(Proposal).where(Proposal.public_id == public_id)).one()

    def learned(self, proposal: Proposal) -> None:
        """The figures show a fall, and the analyst says so."""
        db.session.add(
            EffectVerdict(
                proposal_id=proposal.id,
                quarter="2026-3",
                verdict=Verdict.FALL_SHOWN,
                may_show=True,
                at=now(),
            )
        )
        db.session.flush()
        self.decide(proposal, ProposalStep.PROVE, reason="De cijfers laten het zien.")

    def excerpts(self) -> list[Excerpt]:
        """Every text that was asked for."""
        return list(db.session.scalars(select(Excerpt)))

    def example(self, text: str, state: ExcerptState = ExcerptState.RELEASED) -> str:
        """A text that the reporter released for the leerbrief."""
        made = Excerpt(
            case_id=self.member.id,
            use=ExcerptUse.NEWSLETTER,
            text=text,
            explanation="Voor de leerbrief.",
            state=state,
            offered_at=now(),
            decided_at=now(),
        )
        db.session.add(made)
        db.session.flush()
        return made.public_id


def stage(app: Flask) -> Stage:
    """A published pattern with a case of a reporter in it, and a change that came of it."""
    found = Stage(app)
    with app.app_context(), transaction():
        world = make_world()
        world.pattern.published_more_than = 10
        reporter = world.reporters[0]
        case = world.case(reporter, SUNDAY - timedelta(days=90), member=True)
        case.title, case.situation = "Post op de mat", WORDS
        changed = world.implemented(CHANGED, "Een brief die aankomt")
        names = ("analyst", "manager", "contributor", "board", "professional")
        for name in (*names, "administrator", "elsewhere"):
            found.people[name] = getattr(world, name).id
        found.people["reporter"] = reporter.id
        found.people["other reporter"] = world.reporters[1].id
        facilitator = make_person(world.organisation, Role.FACILITATOR, name="Fa Proef")
        found.people["facilitator"] = facilitator.id
        found.pattern, found.changed = world.pattern.public_id, changed.public_id
        found.case, found.organisation = case.public_id, world.organisation.public_id
    return found
