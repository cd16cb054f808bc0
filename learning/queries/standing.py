"""What the order of the queue is made of, counted for all patterns of an organisation at once."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from app.clock import now
from app.database import db
from cases.doorbraak.models.review import Lesson
from cases.doorbraak.models.session import AgendaItem
from cases.doorbraak.terms import ItemResult, LessonKind
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case
from learning.models.patterns import PatternMember
from learning.ranking import WINDOW, Flow, Parts, trend_of

NO_CASES = Parts(0, teams=0)


def parts_of_patterns(organisation_id: int) -> dict[int, Parts]:
    """Per pattern with shared cases in it what its place in the queue is made of; exact."""
    taught, whole = _taught(organisation_id), _flow_of_all(organisation_id)
    found = {}
    for row in db.session.execute(_counted(organisation_id)):
        flow = Flow(row.recent or 0, row.before or 0)
        found[row.pattern_id] = Parts(
            cases=row.cases,
            taught=taught.get(row.pattern_id, 0),
            harm=float(row.harm) if row.harm is not None else None,
            teams=row.teams,
            origins=row.origins,
            trend=trend_of(flow, whole),
        )
    return found


def _counted(organisation_id: int) -> Select[int, int, float, int, int, int, int]:
    recent, before = _windows(now())
    # A team counts for cases of its own; what was imported comes from where the file says.
    own = case((Case.origin == "", Case.team_id))
    return (
        select(
            PatternMember.pattern_id,
            func.count().label("cases"),
            func.avg(Case.consequence).label("harm"),
            func.count(func.distinct(own)).label("teams"),
            func.count(func.distinct(func.nullif(Case.origin, ""))).label("origins"),
            _number(recent).label("recent"),
            _number(before).label("before"),
        )
        .join(Case, Case.id == PatternMember.case_id)
        .where(_shared(organisation_id), PatternMember.removed.is_(False))
        .group_by(PatternMember.pattern_id)
    )


def _shared(organisation_id: int) -> ColumnElement[bool]:
    return and_(
        Case.organisation_id == organisation_id,
        Case.state.in_(list(SHARED_STATES)),
    )


def _windows(moment: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The last window and the one before it; imported cases stand in neither."""
    counts = Case.imported.is_(False)
    start, first = moment - WINDOW, moment - 2 * WINDOW
    recent = and_(counts, Case.first_shared_at > start, Case.first_shared_at <= moment)
    return recent, and_(counts, Case.first_shared_at > first, Case.first_shared_at <= start)


def _number(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((which, 1), else_=0))


def _flow_of_all(organisation_id: int) -> Flow:
    recent, before = _windows(now())
    row = db.session.execute(
        select(_number(recent), _number(before)).where(_shared(organisation_id))
    ).one()
    return Flow(row[0] or 0, row[1] or 0)


def _taught(organisation_id: int) -> dict[int, int]:
    """Per pattern its cases whose review in a Doorbraak gave a structural lesson."""
    taught = (
        select(AgendaItem.case_id)
        .join(Lesson, Lesson.item_id == AgendaItem.id)
        .where(AgendaItem.result == ItemResult.REVIEWED, Lesson.kind == LessonKind.STRUCTURAL)
    )
    rows = db.session.execute(
        select(PatternMember.pattern_id, func.count().label("cases"))
        .join(Case, Case.id == PatternMember.case_id)
        .where(_shared(organisation_id), PatternMember.removed.is_(False), Case.id.in_(taught))
        .group_by(PatternMember.pattern_id)
    )
    return {row.pattern_id: row.cases for row in rows}
