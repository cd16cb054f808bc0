"""What counts in the figures about reviews: the organisation's own cases, whichever team saw them.

A case counts once, in the quarter in which it was first reviewed. The tables of cases count by the
first sharing; here that would leave nearly every review out for ever, because a quarter is
published two weeks after it closes and most of what was shared in it is reviewed later. The two
sets of figures stay apart: no table of reviews is a part of a table of shared cases, so nothing can
be subtracted. Imported cases and cases that are shared no longer do not count here either.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from app.clock import AMSTERDAM
from app.database import db
from app.disclosure import Fact
from app.quarters import Quarter
from cases.doorbraak.models.review import Agreement, Lesson
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession
from cases.doorbraak.models.team import Offer
from cases.doorbraak.terms import ItemResult, LessonKind
from cases.models.case import Case
from learning.lifecycle.patterns import PUBLIC_STATES
from learning.lifecycle.proposals import ProposalState
from learning.models.patterns import Pattern, PatternMember
from learning.models.proposals import Proposal
from learning.queries.facts import counting, reporter_key

KEPT, STRUCTURAL, REACHED = "kept", "structural", "reached"
QUARTERS_TO_PROPOSAL = 2
"""How long after its review it is asked of each case whether it reached a proposal."""


@dataclass(frozen=True)
class ReviewFact(Fact):
    """A reviewed case: whose it was, what is true of it, and in how many days it was reviewed."""

    days: int = 0


@dataclass(frozen=True)
class AgreementFact(Fact):
    """An agreement from a review: whose case it was, who holds it, and whether it was kept."""

    holder: str = ""


@dataclass(frozen=True)
class Review:
    """The first review of a case."""

    case_id: int
    reporter: str
    quarter: Quarter
    days: int
    structural: bool
    proposed_at: datetime | None

    def fact(self) -> ReviewFact:
        """The case in the figures of the quarter in which it was reviewed."""
        keys = frozenset({STRUCTURAL}) if self.structural else frozenset()
        return ReviewFact(self.reporter, keys, self.days)

    @property
    def ripe(self) -> Quarter:
        """The quarter at the end of which it is asked whether the case reached a proposal."""
        found = self.quarter
        for _ in range(QUARTERS_TO_PROPOSAL):
            found = found.next()
        return found

    def late_fact(self) -> ReviewFact:
        """The case in the figures of that later quarter."""
        reached = self.proposed_at is not None and self.proposed_at <= self.ripe.last_moment
        return ReviewFact(self.reporter, frozenset({REACHED} if reached else ()))


ByQuarter = Mapping[Quarter, Sequence[ReviewFact]]


def reviews_of(organisation_id: int) -> list[Review]:
    """The first review of each case that counts, oldest first."""
    rows = db.session.execute(
        select(
            Case.id,
            Case.reporter_id,
            Case.reporter_pseudonym,
            AgendaItem.id.label("item_id"),
            Offer.offered_at,
            DoorbraakSession.concluded_at,
        )
        .join(AgendaItem, AgendaItem.case_id == Case.id)
        .join(Offer, Offer.id == AgendaItem.offer_id)
        .join(DoorbraakSession, DoorbraakSession.id == AgendaItem.session_id)
        .where(
            *counting(organisation_id),
            AgendaItem.result == ItemResult.REVIEWED,
            DoorbraakSession.concluded_at.is_not(None),
        )
        .order_by(DoorbraakSession.concluded_at, AgendaItem.id)
    ).all()
    first = {row.id: row for row in reversed(rows)}
    structural, proposed = _structural_items(), _proposed_at(organisation_id)
    return [
        Review(
            row.id,
            reporter_key(row.reporter_id, row.reporter_pseudonym),
            Quarter.of(row.concluded_at),
            (_day(row.concluded_at) - _day(row.offered_at)).days,
            row.item_id in structural,
            proposed.get(row.id),
        )
        for row in rows
        if first[row.id] is row
    ]


def _day(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()


def _structural_items() -> set[int]:
    query = select(Lesson.item_id).where(Lesson.kind == LessonKind.STRUCTURAL)
    return set(db.session.scalars(query))


def _proposed_at(organisation_id: int) -> dict[int, datetime]:
    """Per case when the first proposal was submitted from a published pattern that tells of it."""
    rows = db.session.execute(
        select(PatternMember.case_id, func.min(Proposal.submitted_at).label("at"))
        .select_from(Proposal)
        .join(Proposal.patterns)
        .join(PatternMember, PatternMember.pattern_id == Pattern.id)
        .where(
            Pattern.organisation_id == organisation_id,
            Pattern.state.in_(list(PUBLIC_STATES)),
            PatternMember.removed.is_(False),
            PatternMember.published.is_(True),
            Proposal.submitted_at.is_not(None),
            Proposal.state != ProposalState.MERGED,
        )
        .group_by(PatternMember.case_id)
    )
    return {row.case_id: row.at for row in rows}


def agreements_by_quarter(
    organisation_id: int, quarters: Sequence[Quarter]
) -> dict[Quarter, list[AgreementFact]]:
    """The agreements that were due in each of these quarters, and whether they were done in time.

    An agreement counts by the day on which it was due, wherever that was moved to: by the moment
    of publication it is known of each of them whether it was kept.
    """
    rows = db.session.execute(
        select(
            Case.reporter_id,
            Case.reporter_pseudonym,
            Agreement.holder_id,
            Agreement.due_on,
            Agreement.done_at,
        )
        .join(AgendaItem, AgendaItem.id == Agreement.item_id)
        .join(Case, Case.id == AgendaItem.case_id)
        .where(
            *counting(organisation_id),
            AgendaItem.result == ItemResult.REVIEWED,
            Agreement.due_on.between(quarters[0].start, quarters[-1].end),
        )
        .order_by(Agreement.id)
    )
    found: dict[Quarter, list[AgreementFact]] = {quarter: [] for quarter in quarters}
    for row in rows:
        in_time = row.done_at is not None and _day(row.done_at) <= row.due_on
        reporter = reporter_key(row.reporter_id, row.reporter_pseudonym)
        keys = frozenset({KEPT} if in_time else ())
        fact = AgreementFact(reporter, keys, f"person {row.holder_id}")
        found[Quarter.of(row.due_on)].append(fact)
    return found


def reviews_by_quarter(
    reviews: Sequence[Review], quarters: Sequence[Quarter]
) -> tuple[ByQuarter, ByQuarter]:
    """The facts of these quarters: as they were reviewed, and as it was asked what came of it."""
    now_reviewed: defaultdict[Quarter, list[ReviewFact]] = defaultdict(list)
    now_ripe: defaultdict[Quarter, list[ReviewFact]] = defaultdict(list)
    for one in reviews:
        now_reviewed[one.quarter].append(one.fact())
        now_ripe[one.ripe].append(one.late_fact())
    return {q: now_reviewed[q] for q in quarters}, {q: now_ripe[q] for q in quarters}
