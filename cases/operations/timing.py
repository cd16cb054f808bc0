"""How long logging takes: minutes without a person, a case or a moment."""

from sqlalchemy import select

from app.clock import now
from app.database import db
from app.quarters import Quarter
from cases.models.case import Case
from cases.models.history import CaseDraft
from cases.models.settings import LoggingTime

# Who leaves a text for a week and shares it then says nothing about the form.
LONGEST = 8 * 60


def note_start(case: Case, submission_key: str | None) -> None:
    """When a case is made: remember when its writing began, where the organisation times logging.

    Only a draft that the form kept by itself knows that; without one nothing is measured.
    """
    if not case.organisation.times_logging:
        return
    case.begun_at = db.session.scalar(
        select(CaseDraft.begun_at).where(
            CaseDraft.submission_key == (submission_key or ""),
            CaseDraft.person_id == case.reporter_id,
        )
    )


def note_time(case: Case) -> None:
    """At the first sharing: keep the minutes, and forget when the writing began."""
    begun, case.begun_at = case.begun_at, None
    if begun is None or case.first_shared_at is None or not case.organisation.times_logging:
        return
    minutes = round((case.first_shared_at - begun).total_seconds() / 60)
    if minutes > LONGEST:
        return
    db.session.add(
        LoggingTime(
            organisation_id=case.organisation_id,
            quarter_start=Quarter.of(now()).start,
            minutes=max(1, minutes),
        )
    )
