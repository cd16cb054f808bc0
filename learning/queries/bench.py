"""The bench of the analyst: the patterns of an organisation in lists, with exact numbers."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from app.database import db
from cases.doorbraak.models.review import Lesson
from cases.doorbraak.models.session import AgendaItem
from cases.doorbraak.terms import ItemResult, LessonKind
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case
from learning.lifecycle.patterns import SETTLED_STATES, PatternState
from learning.models.patterns import Pattern, PatternMember
from learning.models.runs import DetectionRun

# In the rank a case with a structural lesson from a Doorbraak counts as so many: several people of
# several disciplines looked at it together and found that it is no accident.
LESSON_WEIGHT = 3
LIVING_STATES = SETTLED_STATES | {PatternState.CANDIDATE}


@dataclass(frozen=True)
class Line:
    """A pattern on the bench, with exact numbers: for the analyst alone.

    `taught` of its cases have a structural lesson from a Doorbraak.
    """

    pattern: Pattern
    cases: int
    taught: int = 0

    @property
    def rank(self) -> int:
        """How high it stands: its cases, those with a structural lesson counted three times."""
        return self.cases + (LESSON_WEIGHT - 1) * self.taught


@dataclass(frozen=True)
class Bench:
    """All patterns of an organisation, in the lists in which the analyst works through them."""

    candidates: list[Line]
    possible: list[Line]
    settled: list[Line]
    aside: list[Line]
    last_run: DetectionRun | None


def bench_of(organisation_id: int) -> Bench:
    """The bench of an organisation; candidates of the highest rank first, others by number."""
    patterns = db.session.scalars(
        select(Pattern).where(Pattern.organisation_id == organisation_id).order_by(Pattern.number)
    ).all()
    counts, taught = member_counts(organisation_id), taught_counts(organisation_id)
    lines = [Line(one, counts.get(one.id, 0), taught.get(one.id, 0)) for one in patterns]
    found = [one for one in lines if one.pattern.state is PatternState.CANDIDATE]
    found.sort(key=lambda one: (-one.rank, one.pattern.number))
    return Bench(
        candidates=[one for one in found if not one.pattern.possible],
        possible=[one for one in found if one.pattern.possible],
        settled=[one for one in lines if one.pattern.state in SETTLED_STATES],
        aside=[one for one in lines if one.pattern.state not in LIVING_STATES],
        last_run=db.session.scalar(
            select(DetectionRun)
            .where(DetectionRun.organisation_id == organisation_id)
            .order_by(DetectionRun.at.desc(), DetectionRun.id.desc())
            .limit(1)
        ),
    )


def member_counts(organisation_id: int) -> dict[int, int]:
    """Per pattern of an organisation how many shared cases stand in it; exact."""
    return _counted(organisation_id)


def taught_counts(organisation_id: int) -> dict[int, int]:
    """The same, of the cases whose review in a Doorbraak gave a structural lesson."""
    taught = (
        select(AgendaItem.case_id)
        .join(Lesson, Lesson.item_id == AgendaItem.id)
        .where(AgendaItem.result == ItemResult.REVIEWED, Lesson.kind == LessonKind.STRUCTURAL)
    )
    return _counted(organisation_id, Case.id.in_(taught))


def _counted(organisation_id: int, *also: ColumnElement[bool]) -> dict[int, int]:
    rows = db.session.execute(
        select(PatternMember.pattern_id, func.count().label("cases"))
        .join(Case, Case.id == PatternMember.case_id)
        .where(
            Case.organisation_id == organisation_id,
            Case.state.in_(list(SHARED_STATES)),
            PatternMember.removed.is_(False),
            *also,
        )
        .group_by(PatternMember.pattern_id)
    )
    return {row.pattern_id: row.cases for row in rows}
