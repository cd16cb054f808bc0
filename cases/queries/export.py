"""The cases that a person may read, as the columns of a file."""

from collections.abc import Sequence

from app.database import db
from app.people.models import Person
from app.quarters import Quarter
from app.sheets.cells import Written
from cases.columns import COLUMNS, QUARTER
from cases.models.case import Case
from cases.permissions import can_see_name, can_see_team, visible_cases
from cases.queries.cases import CaseFilter, narrowed_cases
from cases.terms import Direction, label

HEADERS = (*COLUMNS, QUARTER)


def exportable_cases(person: Person) -> Sequence[Case]:
    """Every case that this person may read, the oldest first."""
    return db.session.scalars(visible_cases(person).order_by(Case.id)).all()


def listed_for_export(person: Person, chosen: CaseFilter) -> Sequence[Case]:
    """What a list shows of the shared cases, all pages of it, newest first."""
    query = narrowed_cases(person, chosen)
    return db.session.scalars(query.order_by(Case.first_shared_at.desc(), Case.id.desc())).all()


def export_row(case: Case, reader: Person) -> list[Written]:
    """A case as this reader may see it: team, date and name stay empty where a page hides them."""
    see_team = can_see_team(case, reader)
    shown: dict[str, Written] = {
        "id": case.external_id or case.public_id,
        "date": case.happened_on if see_team else None,
        "title": case.title,
        "situation": case.situation,
        "standard_procedure": case.standard_procedure,
        "deviation": case.deviation,
        "consideration": case.consideration,
        "outcome": case.outcome,
        "procedure": case.procedure.current.name if case.procedure else "",
        "law": case.law,
        "domain": case.domain.name if case.domain else "",
        "obstacle": label(case.obstacle),
        "bouwstenen": [_tag(tag.bouwsteen.name, tag.direction) for tag in case.tags],
        "organisation": case.origin or case.organisation.name,
        "team": case.team.name if case.team and see_team else "",
        "gut_feeling": case.gut_feeling,
        "reporter": _name(case, reader),
        QUARTER: Quarter.of(case.first_shared_at).label if case.first_shared_at else "",
    }
    return [shown[header] for header in HEADERS]


def _tag(name: str, direction: Direction) -> str:
    return name if direction is Direction.PINCHED else f"{name} ({label(direction)})"


def _name(case: Case, reader: Person) -> str:
    return case.reporter.name if case.reporter and can_see_name(case, reader) else ""
