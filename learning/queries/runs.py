"""The runs that looked for patterns: the one that is going on, and those that were."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select

from app.database import db
from app.jobs import Job
from app.people.models import Organisation
from app.people.queries import all_organisations, people_with_role
from app.people.roles import Role
from app.refusals import Refused
from cases.models.case import Case, Reading
from learning.models.runs import DetectionRun
from learning.queries.comparison import compared
from learning.queries.weights import weights_in_use

SHOWN_RUNS = 50


def detection_job(public_id: str, organisation_id: int, *kinds: str) -> Job:
    """A run that was asked for in this organisation, or a refusal."""
    job = db.session.scalar(
        select(Job).where(
            Job.public_id == public_id,
            Job.organisation_id == organisation_id,
            Job.kind.in_(kinds),
        )
    )
    if job is None:
        raise Refused("job", public_id)
    return job


def last_runs(
    organisation_id: int, most: int = SHOWN_RUNS, *, across: bool = False
) -> Sequence[DetectionRun]:
    """The runs over the cases of an organisation, the last one first; those across apart."""
    return db.session.scalars(
        select(DetectionRun)
        .where(DetectionRun.organisation_id == organisation_id, DetectionRun.across.is_(across))
        .order_by(DetectionRun.at.desc(), DetectionRun.id.desc())
        .limit(most)
    ).all()


def changed_since(moment: datetime) -> ColumnElement[bool]:
    """A case that was shared or changed at this moment or later."""
    return or_(Case.changed_at >= moment, Case.shared_at >= moment)


def organisations_to_search() -> list[Organisation]:
    """Where somebody is analyst today, and shared cases came, changed or were read otherwise.

    Or where other weights are used than the last run worked with.
    """
    return [
        one
        for one in all_organisations()
        if people_with_role(one.id, Role.ANALYST) and (_has_news(one.id) or _weighs_anew(one.id))
    ]


def organisations_to_search_across() -> list[Organisation]:
    """Where somebody is analyst today, and cases that it shares with others came or changed."""
    return [
        one
        for one in all_organisations()
        if people_with_role(one.id, Role.ANALYST)
        and shares_with_others(one.id)
        and _has_news(one.id, across=True)
    ]


def _weighs_anew(organisation_id: int) -> bool:
    """Whether a run would work with other weights than the last one did."""
    last = last_runs(organisation_id, most=1)
    used = weights_in_use(organisation_id)
    return bool(last) and last[0].settings.get("weights") != (used.public_id if used else None)


def shares_with_others(organisation_id: int) -> bool:
    """Whether a run across has something to compare: cases of its own and of another."""
    query = select(Case.organisation_id).where(compared(organisation_id, across=True)).distinct()
    homes = set(db.session.scalars(query))
    return organisation_id in homes and len(homes) > 1


def _has_news(organisation_id: int, across: bool = False) -> bool:
    last = last_runs(organisation_id, most=1, across=across)
    query = (
        select(Case.id)
        .outerjoin(Reading, Reading.case_id == Case.id)
        .where(compared(organisation_id, across))
    )
    if last:
        query = query.where(or_(changed_since(last[0].at), Reading.at >= last[0].at))
    return db.session.scalar(query.limit(1)) is not None
