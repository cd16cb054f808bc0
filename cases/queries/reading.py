"""The analyst's reading of cases (duiding), and which cases wait for one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal, select
from sqlalchemy import case as whenever

from app.database import db
from app.people.models import Person
from cases.models.case import Case, CaseBouwsteen, Reading
from cases.models.lists import Bouwsteen
from cases.queries.cases import listed_cases


@dataclass(frozen=True)
class Progress:
    """How many of the shared cases have a duiding. Exact, so for the analyst alone."""

    done: int
    total: int

    @property
    def waiting(self) -> int:
        """How many have none yet."""
        return self.total - self.done

    @property
    def percent(self) -> int:
        """How far it is, in whole percents."""
        return 100 * self.done // self.total if self.total else 100


def reading_of(case: Case) -> Reading | None:
    """The duiding beside the reporter's tags, when there is one."""
    return db.session.scalar(select(Reading).where(Reading.case_id == case.id))


def reading_mark(reading: Reading | None) -> str:
    """What tells one version of a duiding from the next, for a form that stays open for a while."""
    return reading.at.isoformat() if reading is not None else ""


def reading_tags(case: Case) -> Sequence[Bouwsteen]:
    """The bouwstenen that the analyst saw in it."""
    reading = reading_of(case)
    if reading is None or not reading.bouwstenen:
        return []
    wanted = reading.bouwstenen.splitlines()
    query = select(Bouwsteen).where(Bouwsteen.public_id.in_(wanted)).order_by(Bouwsteen.position)
    return db.session.scalars(query).all()


def cases_to_read(
    person: Person, organisation_id: int, skipped: Sequence[str] = ()
) -> Select[Case]:
    """The shared cases without a duiding, in the order in which to read them.

    First the ones whose reporter chose no bouwsteen (that is how the form keeps "weet ik niet,
    laat de leeranalist kiezen"), then the ones that were shared first. What the analyst skipped
    comes last, what was skipped first before the rest.
    """
    chosen = exists().where(CaseBouwsteen.case_id == Case.id)
    return (
        _of(person, organisation_id)
        .where(~_is_read())
        .order_by(
            _place_among(skipped), whenever((chosen, 1), else_=0), Case.first_shared_at, Case.id
        )
    )


def _place_among(skipped: Sequence[str]) -> ColumnElement[Any]:
    places = {public_id: place for place, public_id in enumerate(skipped, start=1)}
    return whenever(places, value=Case.public_id, else_=0) if places else literal(0)


def cases_read(person: Person, organisation_id: int) -> Select[Case]:
    """The shared cases with a duiding, the newest duiding first."""
    return (
        _of(person, organisation_id)
        .join(Reading, Reading.case_id == Case.id)
        .order_by(Reading.at.desc(), Reading.id.desc())
    )


def next_to_read(person: Person, organisation_id: int, skipped: Sequence[str]) -> Case | None:
    """The case to read now, when one is left."""
    return db.session.scalar(cases_to_read(person, organisation_id, skipped).limit(1))


def reading_progress(person: Person, organisation_id: int) -> Progress:
    """How far the reading is."""
    mine = _of(person, organisation_id)
    total = db.session.scalar(select(func.count()).select_from(mine.subquery())) or 0
    done = mine.where(_is_read())
    return Progress(
        db.session.scalar(select(func.count()).select_from(done.subquery())) or 0, total
    )


def readings_of(cases: Sequence[Case]) -> dict[int, Reading]:
    """The duiding by the key of the case, for a list."""
    query = select(Reading).where(Reading.case_id.in_([one.id for one in cases]))
    return {one.case_id: one for one in db.session.scalars(query)}


def _of(person: Person, organisation_id: int) -> Select[Case]:
    return listed_cases(person).where(Case.organisation_id == organisation_id)


def _is_read() -> ColumnElement[bool]:
    return exists().where(Reading.case_id == Case.id)
