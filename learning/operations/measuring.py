"""Judging the effect of changes: once for each closed quarter, and never again."""

from math import isfinite

from app.audit import Actor, record
from app.clock import now, today
from app.database import db
from app.people.models import Organisation
from app.quarters import Quarter, last_closed_quarter
from learning.effect import (
    Comparison,
    Verdict,
    counts_may_show,
    measure_effect,
    verdict_may_show,
)
from learning.models.figures import EffectVerdict, quarter_code
from learning.models.proposals import Proposal
from learning.queries.effects import SUBJECT, Periods, periods_of, proposals_to_measure
from learning.queries.figures import smallest_group


def measure_effects(organisation: Organisation, *, by: Actor) -> int:
    """Judge every change of which the newest closed quarter was not judged; give how many.

    The verdict is stored and changes no state: the analyst concludes, with a reason.
    """
    last = last_closed_quarter(today())
    found = proposals_to_measure(organisation.id, last)
    for proposal in found:
        _judge(proposal, periods_of(proposal, last), last, smallest_group(organisation))
        record(by, "measure_effect", "proposal", proposal, organisation=organisation.public_id)
    db.session.flush()
    return len(found)


def _judge(proposal: Proposal, periods: Periods, last: Quarter, k: int) -> None:
    effect = measure_effect(*periods.counts())
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
        _tell(verdict, effect.comparison)
    db.session.add(verdict)


def _tell(verdict: EffectVerdict, comparison: Comparison) -> None:
    """Keep the numbers that others may read; a ratio without end is no number."""
    verdict.before, verdict.after = comparison.before, comparison.after
    verdict.low = comparison.low
    verdict.ratio = comparison.ratio if isfinite(comparison.ratio) else None
    verdict.high = comparison.high if isfinite(comparison.high) else None
