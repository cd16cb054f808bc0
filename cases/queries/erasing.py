"""Whether replaced text has left the files too, and not only the pages."""

from sqlalchemy import exists, select

from app.database import db
from app.jobs import Job, JobState
from app.personal_data.findings import Kind
from app.personal_data.scan import replacement
from cases.models.case import Case

SCRUB = "scrub"


def has_replaced_text(texts: dict[str, str]) -> bool:
    """Whether a placeholder stands in one of the texts."""
    placeholders = [replacement(kind) for kind in Kind]
    return any(one in text for text in texts.values() for one in placeholders)


def is_wiped(case: Case) -> bool:
    """Whether the files were cleared after the last change of this case: begun and ended since."""
    cleared = exists().where(
        Job.kind == SCRUB, Job.state == JobState.DONE, Job.due_at >= case.changed_at
    )
    return bool(db.session.scalar(select(cleared)))
