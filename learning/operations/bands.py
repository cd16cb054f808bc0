"""The number that a published pattern tells: counted anew only when enough people joined or left.

Who reads a band rise from 5 to 10 after one case knows how many there were, and that the case
counted was the last one that was shared. So each band is kept with the cases it was counted over,
and stands, whatever joins or leaves, until those that did are of more than k reporters.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from app.database import db
from app.disclosure import enough_joined, more_than
from cases.models.case import Case
from learning.models.curation import PatternDecision
from learning.queries.patterns import asked_of, reporter_of
from learning.queries.publications import COUNTED, STOOD


def tell_band(
    decision: PatternDecision, cases: Sequence[Case], before: Collection[str] | None
) -> None:
    """Count the band of a publication, or let the one that stands stand, and keep which it was.

    `before` are the public ids of the cases it was counted over last; None when it never was.
    """
    pattern = decision.pattern
    asked = asked_of(pattern, cases)
    counted = before is None or _many_moved(cases, before, asked)
    if counted:
        pattern.published_more_than = more_than(map(reporter_of, cases), asked)
    stood = sorted(case.public_id for case in cases)
    decision.after = {**decision.after, STOOD: stood, COUNTED: counted}


def _many_moved(cases: Sequence[Case], before: Collection[str], asked: int) -> bool:
    stand = {case.public_id for case in cases}
    gone = db.session.scalars(select(Case).where(Case.public_id.in_(set(before) - stand))).all()
    joined = [case for case in cases if case.public_id not in before]
    return any(enough_joined(map(reporter_of, moved), asked) for moved in (joined, gone))
