"""The true counts before and after a change: for the job that judges them, and for the analyst."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import exists, select

from app.clock import AMSTERDAM, today
from app.database import db
from app.disclosure import K_SENSITIVE, Fact
from app.people.queries import smallest_group
from app.quarters import (
    PUBLICATION_MARGIN_DAYS,
    Quarter,
    last_closed_quarter,
    quarters_between,
)
from learning.effect import QuarterCount, split
from learning.lifecycle.proposals import MEASURED_STATES
from learning.models.figures import EffectVerdict, quarter_code
from learning.models.patterns import Pattern
from learning.models.proposals import Proposal
from learning.queries.facts import case_ids_of, counted_cases, sensitive_patterns
from learning.queries.patterns import heir_of

# The key of the cases that the proposal is about, in facts made for this comparison alone.
SUBJECT = "subject"


@dataclass(frozen=True)
class Periods:
    """The whole quarters before and after a change, each with all its counting cases."""

    before: list[list[Fact]]
    after: list[list[Fact]]

    def counts(self) -> tuple[list[QuarterCount], list[QuarterCount]]:
        """Cases of the patterns, and of the organisation, a quarter."""
        return [_count(one) for one in self.before], [_count(one) for one in self.after]

    def facts(self) -> tuple[list[Fact], list[Fact]]:
        """All cases of each period together."""
        return _joined(self.before), _joined(self.after)

    def cases(self) -> tuple[int, int]:
        """The exact numbers of cases of the patterns, for the analyst alone."""
        before, after = self.counts()
        return sum(one.cases for one in before), sum(one.cases for one in after)


def subjects_of(proposal: Proposal) -> list[Pattern]:
    """The patterns that a proposal is about now: one that was merged goes on in another."""
    found = {}
    for pattern in proposal.patterns:
        heir: Pattern | None = pattern
        while heir is not None:
            last, heir = heir, heir_of(heir)
        found[last.id] = last
    return list(found.values())


def smallest_group_for(proposal: Proposal) -> int:
    """The k for what is said of a proposal: more when a case of it is in a sensitive domain."""
    sensitive = set(sensitive_patterns(proposal.organisation_id))
    raised = any(one.public_id in sensitive for one in subjects_of(proposal))
    return max(smallest_group(proposal.organisation), K_SENSITIVE if raised else 0)


def noticed_on(proposal: Proposal) -> date | None:
    """The day on which the last of its patterns was found; from then on a baseline counts.

    Cases that made somebody notice a pattern are many by selection, so they are no baseline.
    """
    found = [one.found_at for one in (*proposal.patterns, *subjects_of(proposal))]
    return max(found).astimezone(AMSTERDAM).date() if found else None


def quarters_of(proposal: Proposal, last: Quarter) -> tuple[list[Quarter], list[Quarter]]:
    """The whole quarters before and after a change, until a closed one; the calendar alone."""
    noticed = noticed_on(proposal)
    if proposal.changed_on is None or noticed is None:
        return [], []
    quarters = {one: one for one in quarters_between(Quarter.of(noticed), last)}
    return split(quarters, proposed=noticed, changed=proposal.changed_on)


def first_verdict_on(proposal: Proposal) -> date | None:
    """The day from which two whole quarters since the change have closed and can be judged."""
    if proposal.changed_on is None:
        return None
    quarter = Quarter.of(proposal.changed_on)
    first = quarter if quarter.start == proposal.changed_on else quarter.next()
    return first.next().next().start + timedelta(days=PUBLICATION_MARGIN_DAYS)


def periods_of(proposal: Proposal, last: Quarter) -> Periods:
    """All counting cases of those quarters, those of its patterns marked."""
    before, after = quarters_of(proposal, last)
    if not before and not after:
        return Periods([], [])
    subject = case_ids_of(subjects_of(proposal))
    facts: dict[Quarter, list[Fact]] = {quarter: [] for quarter in (*before, *after)}
    for case in counted_cases(proposal.organisation_id, min(facts), last):
        if case.quarter in facts:
            keys = frozenset({SUBJECT}) if case.case_id in subject else frozenset()
            facts[case.quarter].append(Fact(case.reporter, keys))
    return Periods([facts[one] for one in before], [facts[one] for one in after])


def exact_counts(proposal: Proposal) -> tuple[int, int] | None:
    """The cases before and after a change until the last closed quarter, for the analyst."""
    if proposal.changed_on is None:
        return None
    return periods_of(proposal, last_closed_quarter(today())).cases()


def proposals_to_measure(organisation_id: int, last: Quarter) -> Sequence[Proposal]:
    """Changes on which nothing was said yet with this quarter closed."""
    said = exists().where(
        EffectVerdict.proposal_id == Proposal.id, EffectVerdict.quarter == quarter_code(last)
    )
    return db.session.scalars(
        select(Proposal).where(
            Proposal.organisation_id == organisation_id,
            Proposal.state.in_(list(MEASURED_STATES)),
            Proposal.changed_on.is_not(None),
            ~said,
        )
    ).all()


def _count(facts: list[Fact]) -> QuarterCount:
    return QuarterCount(sum(SUBJECT in fact.keys for fact in facts), len(facts))


def _joined(quarters: list[list[Fact]]) -> list[Fact]:
    return [fact for quarter in quarters for fact in quarter]
