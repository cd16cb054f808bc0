"""One finding of a case."""

from sqlalchemy import select

from app.database import db
from cases.models.case import Case
from cases.models.history import CaseFinding


def finding_of(case: Case, public_id: str) -> CaseFinding | None:
    """A finding of this case, when it is still one."""
    query = select(CaseFinding).where(CaseFinding.case_id == case.id)
    return db.session.scalar(query.where(CaseFinding.public_id == public_id))
