"""The exact counts behind an effect, of this moment: for the analyst alone, on analyst pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import exists, func, select

from app.clock import AMSTERDAM, today
from app.database import db
from app.quarters import Quarter, last_closed_quarter
from cases.models.case import Case
from learning.effect import Effect, QuarterCount, measure_effect, rate_of
from learning.lifecycle.practice import months_after
from learning.models.patterns import PatternMember
from learning.models.proposals import Proposal
from learning.power import HALF, Power, powers_of
from learning.queries.effects import periods_of, quarters_of, subjects_of
from learning.queries.facts import case_ids_of, counting

MONTHS_BEFORE = 12


@dataclass(frozen=True)
class Stretch:
    """A whole quarter or a month: its first day, its counts, and the period that it lies in."""

    start: date
    count: QuarterCount
    after: bool | None


@dataclass(frozen=True)
class ExactEffect:
    """What the analyst sees: every quarter and month, the comparison, and what it could show.

    `low`, `rate` and `high` are cases per shared case of each period. `unplaced` is how many cases
    since the change stand in no pattern at all: one of these may belong here.
    """

    quarters: Sequence[Stretch]
    months: Sequence[Stretch]
    effect: Effect
    powers: Sequence[Power]
    rates: dict[bool, tuple[float, float, float]]
    unplaced: int


def exact_effect(proposal: Proposal) -> ExactEffect | None:
    """Everything that can be counted of a change now; None while nothing has changed."""
    if proposal.changed_on is None or not proposal.patterns:
        return None
    last = last_closed_quarter(today())
    before, after = quarters_of(proposal, last)
    counts = periods_of(proposal, last).counts()
    effect = measure_effect(*counts)
    phi = effect.comparison.phi if effect.comparison else 1.0
    periods = {False: counts[0], True: counts[1]}
    return ExactEffect(
        quarters=[*_quarters(before, counts[0], False), *_quarters(after, counts[1], True)],
        months=_months(proposal, proposal.changed_on, before, after),
        effect=effect,
        powers=powers_of(*counts, len(after), falls_of(proposal)),
        rates={key: rate_of(one, phi) for key, one in periods.items() if _shared(one)},
        unplaced=_unplaced(proposal, proposal.changed_on),
    )


def _quarters(
    quarters: Sequence[Quarter], counts: Sequence[QuarterCount], after: bool
) -> list[Stretch]:
    pairs = zip(quarters, counts, strict=True)
    return [Stretch(one.start, count, after) for one, count in pairs]


def falls_of(proposal: Proposal) -> list[float]:
    """The falls of which the power is told: a halving, and the one that was expected."""
    expected = proposal.expected_fall
    return [HALF] if expected in (None, 0, 50) else [HALF, expected / 100]


def _shared(period: Sequence[QuarterCount]) -> int:
    return sum(one.exposure for one in period)


def _months(
    proposal: Proposal, changed_on: date, before: Sequence[Quarter], after: Sequence[Quarter]
) -> list[Stretch]:
    """Twelve whole months before the one of the change, that one, and all since."""
    first = months_after(changed_on.replace(day=1), -MONTHS_BEFORE)
    subject = case_ids_of(subjects_of(proposal))
    seen: dict[date, list[bool]] = {}
    month = first
    while month <= today():
        seen[month] = []
        month = months_after(month, 1)
    for case_id, shared_at in db.session.execute(
        select(Case.id, Case.first_shared_at).where(
            *counting(proposal.organisation_id), Case.first_shared_at >= _midnight(first)
        )
    ):
        assert shared_at is not None
        seen[shared_at.astimezone(AMSTERDAM).date().replace(day=1)].append(case_id in subject)
    periods = dict.fromkeys(before, False) | dict.fromkeys(after, True)
    return [
        Stretch(one, QuarterCount(sum(found), len(found)), periods.get(Quarter.of(one)))
        for one, found in seen.items()
    ]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), AMSTERDAM).astimezone(UTC)


def _unplaced(proposal: Proposal, changed_on: date) -> int:
    placed = exists().where(PatternMember.case_id == Case.id, PatternMember.removed.is_(False))
    query = select(func.count()).where(
        *counting(proposal.organisation_id),
        Case.first_shared_at >= _midnight(changed_on),
        ~placed,
    )
    return db.session.scalar(query) or 0
