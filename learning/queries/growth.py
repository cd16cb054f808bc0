"""What is new in a pattern since an analyst last looked at it."""

from sqlalchemy import ColumnElement, and_, func, select

from app.database import db
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case
from learning.models.patterns import Pattern, PatternMember


def _is_new() -> ColumnElement[bool]:
    """A shared case that joined after the last look; before the first look nothing is new."""
    return and_(
        PatternMember.removed.is_(False),
        PatternMember.joined_at > Pattern.looked_at,
        Case.state.in_(list(SHARED_STATES)),
    )


def new_members(pattern: Pattern) -> list[Case]:
    """The shared cases that joined a pattern since an analyst last looked at it, newest first."""
    query = (
        select(Case)
        .join(PatternMember, PatternMember.case_id == Case.id)
        .join(Pattern, Pattern.id == PatternMember.pattern_id)
        .where(Pattern.id == pattern.id, _is_new())
        .order_by(PatternMember.joined_at.desc(), PatternMember.id.desc())
    )
    return list(db.session.scalars(query))


def new_counts(organisation_id: int) -> dict[int, int]:
    """Per pattern (by key) how many cases joined since the last look; exact, for the analyst."""
    rows = db.session.execute(
        select(PatternMember.pattern_id, func.count().label("cases"))
        .join(Pattern, Pattern.id == PatternMember.pattern_id)
        .join(Case, Case.id == PatternMember.case_id)
        .where(Pattern.organisation_id == organisation_id, _is_new())
        .group_by(PatternMember.pattern_id)
    )
    return {row.pattern_id: row.cases for row in rows}
