"""Where the words of a case may stand in what goes back to those who reported."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, or_, select

from app.database import db
from cases.copies import Text
from cases.models.case import Case
from learning.models.patterns import PatternMember
from learning.models.proposals import proposal_patterns
from learning.models.telling import Newsletter, ReopenWish


def texts_of_telling(case: Case) -> Iterator[Text]:
    """The leerbrieven of the organisation, and what was asked and answered about its changes.

    A leerbrief is written by somebody who read every case. A wish tells of a case of whoever asked,
    or is answered by an analyst who read those in the same pattern.
    """
    letters = select(Newsletter).where(Newsletter.organisation_id == case.organisation_id)
    for letter in db.session.scalars(letters).all():
        yield from ((letter, name) for name in ("title", "opening", "items"))
    patterns = select(PatternMember.pattern_id).where(PatternMember.case_id == case.id)
    about = select(proposal_patterns.c.proposal_id).where(
        proposal_patterns.c.pattern_id.in_(patterns)
    )
    whose: list[ColumnElement[bool]] = [ReopenWish.proposal_id.in_(about)]
    if case.reporter_id is not None:
        whose.append(ReopenWish.person_id == case.reporter_id)
    for wish in db.session.scalars(select(ReopenWish).where(or_(*whose))).all():
        yield from ((wish, name) for name in ("text", "answer_text"))
