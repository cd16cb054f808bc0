"""Judging the effect of changes: once for each closed quarter, and never again.

The verdict is computed on true counts. The numbers that others read beside it are not: they are
computed from figures that were published before, so that a verdict adds words and no number.
"""

from math import isfinite

from app.audit import Actor, record
from app.clock import now, today
from app.database import db
from app.people.models import Organisation
from app.quarters import Quarter, last_closed_quarter
from learning.effect import Verdict, compare, counts_may_show, measure_effect, verdict_may_show
from learning.models.figures import EffectVerdict, quarter_code
from learning.models.proposals import Proposal
from learning.queries.effects import (
    SUBJECT,
    Periods,
    periods_of,
    proposals_to_measure,
    smallest_group_for,
)
from learning.queries.published_effect import published_periods


def measure_effects(organisation: Organisation, *, by: Actor) -> int:
    """Judge every change of which the newest closed quarter was not judged; give how many.

    The verdict is stored and changes no state: the analyst concludes, with a reason.
    """
    last = last_closed_quarter(today())
    found = proposals_to_measure(organisation.id, last)
    for proposal in found:
        _judge(proposal, periods_of(proposal, last), last)
        record(by, "measure_effect", "proposal", proposal, organisation=organisation.public_id)
    db.session.flush()
    return len(found)


def _judge(proposal: Proposal, periods: Periods, last: Quarter) -> None:
    effect, k = measure_effect(*periods.counts()), smallest_group_for(proposal)
    before, after = periods.facts()
    # That it is too early follows from the calendar alone and says nothing of any case.
    early = effect.verdict is Verdict.TOO_EARLY
    verdict = EffectVerdict(
        proposal_id=proposal.id,
        quarter=quarter_code(last),
        verdict=effect.verdict,
        may_show=early or verdict_may_show(before, SUBJECT, k=k),
        at=now(),
    )
    if effect.comparison is not None and counts_may_show(before, after, SUBJECT, k=k):
        _tell(verdict, proposal, last)
    db.session.add(verdict)


def _tell(verdict: EffectVerdict, proposal: Proposal, last: Quarter) -> None:
    """Keep the numbers that others may read; a ratio without end is no number."""
    published = published_periods(proposal, last)
    found = compare(*published.counts()) if published is not None else None
    if found is None:
        return
    verdict.before, verdict.after = found.before, found.after
    verdict.low = found.low
    verdict.ratio = found.ratio if isfinite(found.ratio) else None
    verdict.high = found.high if isfinite(found.high) else None
