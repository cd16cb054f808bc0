"""What earlier publications of patterns told, and over which cases.

A publication is a decision (`PatternDecision` with the action PUBLISH), and keeps beside what it
changed which cases stood in the pattern and whether its band was counted over them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.clock import AMSTERDAM
from app.database import db
from app.disclosure import Fact
from app.quarters import Quarter
from cases.models.case import Case
from learning.models.curation import PatternDecision
from learning.models.patterns import Pattern, PatternMember
from learning.queries.facts import counting, reporter_key

PUBLISH = "publish"
STOOD, COUNTED = "stood", "counted"


@dataclass(frozen=True)
class DaysFact(Fact):
    """A case that came to stand in a published pattern: whose it was, and after how many days."""

    days: int = 0


def band_counted_over(pattern: Pattern) -> set[str] | None:
    """The cases over which the band of a pattern was counted last; None when it never was."""
    decisions = db.session.scalars(
        select(PatternDecision)
        .where(PatternDecision.pattern_id == pattern.id, PatternDecision.action == PUBLISH)
        .order_by(PatternDecision.id.desc())
    ).all()
    for decision in decisions:
        if decision.after.get(COUNTED):
            return set(decision.after[STOOD])
    return _told_of(pattern.id) if pattern.published_at is not None else None


def days_to_pattern(
    organisation_id: int, quarters: Sequence[Quarter]
) -> dict[Quarter, list[DaysFact]]:
    """The cases that first stood in a published pattern in these quarters.

    Counted in whole days from the first sharing of a case to that publication, by the quarter of
    the publication. A pattern across organisations does not count: of those together no figure is
    told.
    """
    found: dict[Quarter, list[DaysFact]] = {quarter: [] for quarter in quarters}
    moments = _first_publications(organisation_id)
    rows = db.session.execute(
        select(
            Case.public_id, Case.reporter_id, Case.reporter_pseudonym, Case.first_shared_at
        ).where(*counting(organisation_id))
    )
    for row in rows:
        at = moments.get(row.public_id)
        if at is not None and Quarter.of(at) in found:
            days = (_day(at) - _day(row.first_shared_at)).days
            reporter = reporter_key(row.reporter_id, row.reporter_pseudonym)
            found[Quarter.of(at)].append(DaysFact(reporter, days=max(0, days)))
    return found


def _first_publications(organisation_id: int) -> Mapping[str, datetime]:
    """Per case when a pattern in which it stood was published for the first time."""
    decisions = db.session.scalars(
        select(PatternDecision)
        .join(Pattern, Pattern.id == PatternDecision.pattern_id)
        .where(
            Pattern.organisation_id == organisation_id,
            Pattern.across.is_(False),
            PatternDecision.action == PUBLISH,
        )
        .order_by(PatternDecision.at, PatternDecision.id)
    ).all()
    found: dict[str, datetime] = {}
    for decision in decisions:
        stood = decision.after.get(STOOD)
        for key in _told_of(decision.pattern_id, decision.at) if stood is None else stood:
            found.setdefault(key, decision.at)
    return found


def _told_of(pattern_id: int, until: datetime | None = None) -> set[str]:
    """What stood in a pattern whose publication was kept without its cases."""
    query = (
        select(Case.public_id)
        .join(PatternMember, PatternMember.case_id == Case.id)
        .where(PatternMember.pattern_id == pattern_id, PatternMember.published.is_(True))
    )
    if until is not None:
        query = query.where(PatternMember.joined_at <= until)
    return set(db.session.scalars(query))


def _day(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()
