"""The true counts before and after a change: for the job that judges them, and for the analyst."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select

from app.clock import AMSTERDAM, today
from app.database import db
from app.disclosure import Fact
from app.quarters import Quarter, last_closed_quarter, quarters_between
from learning.effect import QuarterCount, split
from learning.lifecycle.proposals import MEASURED_STATES
from learning.models.figures import EffectVerdict, quarter_code
from learning.models.proposals import Proposal
from learning.queries.facts import case_ids_of, counted_cases

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


def periods_of(proposal: Proposal, last: Quarter) -> Periods:
    """Count until a closed quarter. The baseline begins after the last pattern was found.

    Cases that made somebody notice a pattern are many by selection, so they are no baseline.
    """
    if proposal.changed_on is None or not proposal.patterns:
        return Periods([], [])
    found = max(one.found_at for one in proposal.patterns).astimezone(AMSTERDAM).date()
    quarters = quarters_between(Quarter.of(found), last)
    if not quarters:
        return Periods([], [])
    subject = case_ids_of(proposal.patterns)
    facts: dict[Quarter, list[Fact]] = {quarter: [] for quarter in quarters}
    for case in counted_cases(proposal.organisation_id, quarters[0], last):
        keys = frozenset({SUBJECT}) if case.case_id in subject else frozenset()
        facts[case.quarter].append(Fact(case.reporter, keys))
    return Periods(*split(facts, proposed=found, changed=proposal.changed_on))


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
