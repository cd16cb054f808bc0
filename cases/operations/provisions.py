"""The provisions of a case, derived from the text in its field for law."""

from collections.abc import Iterator

from sqlalchemy import delete

from app.database import db
from cases.models.case import Case
from cases.models.provisions import CaseProvision
from cases.provisions.notation import provisions_of_field

LONGEST = 200


def sync_provisions(case: Case) -> None:
    """Derive the provisions anew; the text itself stays as it is written."""
    db.session.execute(delete(CaseProvision).where(CaseProvision.case_id == case.id))
    db.session.add_all(provision_rows(case))


def provision_rows(case: Case) -> Iterator[CaseProvision]:
    """The rows for a case that has none yet. A place that is written twice the same counts once."""
    seen = set()
    for found in provisions_of_field(case.law or ""):
        law = found.law.id if found.law else ""
        written = found.written[:LONGEST]
        if (law, found.article, written) in seen:
            continue
        seen.add((law, found.article, written))
        yield CaseProvision(
            case_id=case.id,
            position=len(seen),
            written=written,
            jci=found.jci,
            bwb=law,
            article=found.article if law else "",
        )
