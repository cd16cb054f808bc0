"""The analyst's reading of a case."""

from collections.abc import Sequence

from sqlalchemy import select

from app.database import db
from cases.models.case import Case, Reading
from cases.models.lists import Bouwsteen


def reading_of(case: Case) -> Reading | None:
    """The duiding beside the reporter's tags, when there is one."""
    return db.session.scalar(select(Reading).where(Reading.case_id == case.id))


def reading_tags(case: Case) -> Sequence[Bouwsteen]:
    """The bouwstenen that the analyst saw in it."""
    reading = reading_of(case)
    if reading is None or not reading.bouwstenen:
        return []
    wanted = reading.bouwstenen.splitlines()
    query = select(Bouwsteen).where(Bouwsteen.public_id.in_(wanted)).order_by(Bouwsteen.position)
    return db.session.scalars(query).all()
