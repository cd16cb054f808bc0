"""The organisation in which the tests of proposals play, and short ways to act in it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from app.clock import moved_to, now
from app.database import db
from app.people.models import Organisation, Person
from app.people.roles import Role
from cases.models.case import Case
from cases.terms import Audience, Obstacle
from learning.lifecycle.patterns import PatternState
from learning.lifecycle.proposals import ProposalStep
from learning.models.patterns import DecidedBy, Pattern, PatternMember
from learning.models.proposals import Level, Proposal, Strength
from learning.operations.decision_rules import Decision
from learning.operations.decisions import decide_proposal, submit_proposal
from learning.operations.proposals import ProposalDetails, write_proposal
from tests.factories import as_actor, case_like, make_case, make_organisation, make_person

TODAY = datetime(2026, 11, 22, 9, tzinfo=UTC)


@dataclass
class World:
    """What a test stands on."""

    organisation: Organisation
    analyst: Person
    manager: Person
    contributor: Person
    board: Person
    professional: Person
    administrator: Person
    elsewhere: Person
    pattern: Pattern
    reporters: list[Person] = field(default_factory=list)
    turn: int = 0

    def draft(self, title: str = "Een brief die aankomt", **changes: object) -> Proposal:
        """A draft from the pattern."""
        details: dict[str, object] = {
            "title": title,
            "problem": "Brieven komen terug bij wie geen adres heeft.",
            "proposed_change": "Stuur een bericht naar de telefoon.",
            "level": Level.PROCESS,
            "strength": Strength.MEDIUM,
            "capacity_asked": "een dag per week",
            **changes,
        }
        return write_proposal(
            ProposalDetails(**details),  # type: ignore[arg-type]
            patterns=[self.pattern],
            organisation=self.organisation,
            author=self.analyst,
            owner=self.contributor,
            by=as_actor(self.analyst),
        )

    def submitted(self, title: str = "Een brief die aankomt") -> Proposal:
        """A proposal that waits for the manager."""
        proposal = self.draft(title)
        submit_proposal(proposal, by=as_actor(self.analyst))
        return proposal

    def decide(self, proposal: Proposal, step: ProposalStep, **rest: object) -> None:
        """A step by whoever may take it."""
        decide_proposal(
            proposal,
            Decision(step, **rest),  # type: ignore[arg-type]
            by=as_actor(self.manager),
        )

    def implemented(self, changed_on: date, title: str = "Een brief die aankomt") -> Proposal:
        """A proposal that was carried out."""
        proposal = self.submitted(title)
        self.decide(proposal, ProposalStep.ACCEPT, capacity="een dag per week")
        self.decide(proposal, ProposalStep.START)
        self.decide(
            proposal,
            ProposalStep.IMPLEMENT,
            reason="Er gaat nu een bericht uit.",
            changed_on=changed_on,
        )
        return proposal

    def case(self, reporter: Person, when: datetime, *, member: bool) -> Case:
        """A case shared at a moment, in the pattern or not."""
        with moved_to(when):
            case = make_case(
                reporter,
                self.organisation,
                audience=Audience.ORGANISATION,
                obstacle=Obstacle.IT_SYSTEM if member else Obstacle.POLICY,
            )
            if member:
                self.add(case)
        return case

    def add(self, case: Case) -> None:
        """Put a case in the pattern, as part of what was published."""
        row = PatternMember(
            pattern_id=self.pattern.id,
            case_id=case.id,
            joined_at=now(),
            decided_by=DecidedBy.ANALYST,
            published=True,
        )
        db.session.add(row)
        db.session.flush()

    def fill(self, quarters: dict[datetime, tuple[int, int]]) -> None:
        """Cases in the pattern and outside it from a moment on, each reporter in turn.

        The first of each kind is logged and shared as people do, the others are like it: these
        tests are about how many there are and when.
        """
        first: dict[bool, Case] = {}
        for start, (members, others) in quarters.items():
            for number in range(members + others):
                reporter = self.reporters[self.turn % len(self.reporters)]
                self.turn += 1
                moment, member = start + timedelta(hours=number), number < members
                if member in first:
                    case = case_like(first[member], reporter, moment)
                    if member:
                        with moved_to(moment):
                            self.add(case)
                else:
                    first[member] = self.case(reporter, moment, member=member)


def make_world() -> World:
    """Each role once, another organisation, thirteen reporters and a published pattern."""
    organisation = make_organisation()
    elsewhere = make_organisation("Gemeente Verderop", "verderop")
    pattern = Pattern(
        organisation_id=organisation.id,
        number=1,
        title="Post bereikt mensen niet",
        state=PatternState.PUBLISHED,
        found_at=datetime(2025, 9, 1, tzinfo=UTC),
        published_at=datetime(2025, 9, 10, tzinfo=UTC),
        published_title="Post bereikt mensen niet",
        published_summary="Wie geen adres heeft, krijgt geen bericht.",
    )
    db.session.add(pattern)
    db.session.flush()
    return World(
        organisation,
        analyst=make_person(organisation, Role.ANALYST, name="Ada Proef"),
        manager=make_person(organisation, Role.MANAGER, name="Mo Proef"),
        contributor=make_person(organisation, Role.CONTRIBUTOR, name="Co Proef"),
        board=make_person(organisation, Role.BOARD, name="Bo Proef"),
        professional=make_person(organisation, Role.PROFESSIONAL, name="Pim Proef"),
        administrator=make_person(organisation, Role.ADMINISTRATOR, name="Fé Proef"),
        elsewhere=make_person(elsewhere, Role.MANAGER, name="El Proef"),
        pattern=pattern,
        reporters=[make_person(organisation, name=f"Inbrenger {n}") for n in range(13)],
    )
