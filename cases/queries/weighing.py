"""The worksheet beside a case, and the text for the file that follows from it."""

from sqlalchemy import select

from app.database import db
from cases.models.case import Case
from cases.models.weighing import CaseWeighing
from cases.motivation import FIELDS, motivation
from cases.terms import label


def weighing_of(case: Case) -> CaseWeighing | None:
    """The reporter's worksheet; the caller has checked that the reporter asks."""
    return db.session.scalar(select(CaseWeighing).where(CaseWeighing.case_id == case.id))


def weighed(case: Case) -> dict[str, str]:
    """What was answered, by the name of the step; empty texts when nothing was."""
    found = weighing_of(case)
    return {name: getattr(found, name) if found else "" for name in FIELDS}


def weighing_version(case: Case) -> int:
    """How often the worksheet was changed; 0 when there is none."""
    found = weighing_of(case)
    return found.version if found else 0


def motivation_of(case: Case) -> str:
    """The text for the file, from the worksheet and the case itself."""
    return motivation(
        weighed(case),
        standard=case.standard_procedure,
        deviation=case.deviation,
        room=label(case.used_room).lower() if case.used_room else "",
        law=case.law,
    )
