"""Bringing an earlier version of a case back."""

from sqlalchemy import select

from app.audit import Actor
from app.database import db
from app.refusals import Refused
from cases.models.case import Case
from cases.models.history import CaseRevision
from cases.operations.log import PLAIN_FIELDS, CaseDetails, edit_case


def restore_revision(case: Case, number: int, *, version: int, by: Actor) -> None:
    """Give a case the texts of an earlier version, as an edit: what it said stays a version too.

    What is chosen from lists is no part of a version and stays as it is now.
    """
    revision = db.session.scalar(
        select(CaseRevision).where(CaseRevision.case_id == case.id, CaseRevision.version == number)
    )
    if revision is None:
        raise Refused("case", case.public_id)
    values = {name: getattr(case, name) for name in PLAIN_FIELDS}
    texts = {name: text for name, text in revision.texts.items() if name in values}
    partners = str(revision.texts.get("partners", case.partners))
    details = CaseDetails(
        **{**values, **texts},
        procedure=case.procedure.name if case.procedure else "",
        domain=case.domain.name if case.domain else "",
        partners=partners.splitlines(),
        bouwstenen={tag.bouwsteen.public_id: tag.direction for tag in case.tags},
    )
    edit_case(case, details, version=version, by=by)
