"""Where the words of a case stand in the patterns that it was found in."""

from collections.abc import Iterator

from sqlalchemy import select

from app.database import db
from cases.copies import Text
from cases.models.case import Case
from learning.models.curation import PatternDecision
from learning.models.outside import OutsideItem
from learning.models.patterns import Pattern, PatternMember
from learning.queries.signals import latest_run

TEXTS = (
    "title",
    "summary",
    "explanation",
    "dismissed_reason",
    "published_title",
    "published_summary",
)
TEXTS_FOR_OUTSIDE = ("title", "addressee", "texts", "reason")


def texts_of_patterns(case: Case) -> Iterator[Text]:
    """What machine and analyst wrote of the patterns with this case in them, and of its fields."""
    found_in = select(PatternMember.pattern_id).where(PatternMember.case_id == case.id)
    for pattern in db.session.scalars(select(Pattern).where(Pattern.id.in_(found_in))).all():
        yield from ((pattern, name) for name in TEXTS)
    decided = select(PatternDecision).where(PatternDecision.pattern_id.in_(found_in))
    for decision in db.session.scalars(decided).all():
        yield from ((decision, name) for name in ("before", "after"))
    # Rules over fields name laws and partners as reporters wrote them; only the last run has any.
    run = latest_run(case.organisation_id)
    if run is not None:
        yield run, "rules"


def texts_for_outside(case: Case) -> Iterator[Text]:
    """What was written for readers outside about the patterns with this case in them."""
    found_in = select(PatternMember.pattern_id).where(PatternMember.case_id == case.id)
    about = select(OutsideItem).where(OutsideItem.pattern_id.in_(found_in))
    for item in db.session.scalars(about).all():
        yield from ((item, name) for name in TEXTS_FOR_OUTSIDE)
