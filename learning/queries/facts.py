"""The cases that count in figures and effects: shared, not imported, by their first sharing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.sql.elements import ColumnElement

from app.database import db
from app.disclosure import Fact
from app.quarters import Quarter
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case, CaseBouwsteen
from cases.models.lists import Bouwsteen, Domain
from cases.models.settings import LoggingTime
from learning.lifecycle.patterns import PUBLIC_STATES
from learning.models.figures import FigureTable
from learning.models.patterns import Pattern, PatternMember

# Cases whose reporter is gone count as those of one reporter, so that they never make a crowd.
GONE = "gone"


@dataclass(frozen=True)
class CountedCase:
    """A case as the tables see it: who reported it, when it counts, and under which keys."""

    case_id: int
    reporter: str
    quarter: Quarter
    keys: dict[FigureTable, frozenset[str]] = field(default_factory=dict)

    def fact(self, table: FigureTable) -> Fact:
        """The case in one table."""
        return Fact(self.reporter, self.keys.get(table, frozenset()))


def counting(organisation_id: int) -> tuple[ColumnElement[bool], ...]:
    """The row filter: which cases of an organisation count."""
    return (
        Case.organisation_id == organisation_id,
        Case.imported.is_(False),
        Case.state.in_(list(SHARED_STATES)),
        Case.first_shared_at.is_not(None),
    )


def first_counting_quarter(organisation_id: int) -> Quarter | None:
    """The quarter of the first case that counts."""
    first = db.session.scalar(
        select(func.min(Case.first_shared_at)).where(*counting(organisation_id))
    )
    return Quarter.of(first) if first is not None else None


def counted_cases(organisation_id: int, first: Quarter, last: Quarter) -> list[CountedCase]:
    """The cases first shared in these quarters, with their keys of today."""
    rows = db.session.execute(
        select(
            Case.id,
            Case.reporter_id,
            Case.reporter_pseudonym,
            Case.first_shared_at,
            Case.obstacle,
            Case.used_room,
            Case.outcome_status,
            Domain.public_id.label("domain"),
        )
        .outerjoin(Domain, Domain.id == Case.domain_id)
        .where(
            *counting(organisation_id),
            Case.first_shared_at.between(first.first_moment, last.last_moment),
        )
        .order_by(Case.id)
    ).all()
    patterns, bouwstenen = _patterns_by_case(organisation_id), _bouwstenen_by_case(organisation_id)
    return [
        CountedCase(
            row.id,
            reporter_key(row.reporter_id, row.reporter_pseudonym),
            Quarter.of(row.first_shared_at),
            {
                FigureTable.PATTERN: frozenset(patterns[row.id]),
                FigureTable.BOUWSTEEN: frozenset(bouwstenen[row.id]),
                FigureTable.DOMAIN: _one(row.domain),
                FigureTable.OBSTACLE: _one(row.obstacle),
                FigureTable.USED_ROOM: _one(row.used_room),
                FigureTable.OUTCOME: _one(row.outcome_status),
            },
        )
        for row in rows
    ]


def logging_minutes(organisation_id: int, quarter: Quarter) -> Sequence[int]:
    """How many minutes each timed case of a quarter took; nothing says whose they were."""
    return db.session.scalars(
        select(LoggingTime.minutes).where(
            LoggingTime.organisation_id == organisation_id,
            LoggingTime.quarter_start == quarter.start,
        )
    ).all()


def sensitive_patterns(organisation_id: int) -> Sequence[str]:
    """The public ids of the patterns that hold a case of a domain marked as sensitive."""
    return db.session.scalars(
        select(Pattern.public_id)
        .join(PatternMember, PatternMember.pattern_id == Pattern.id)
        .join(Case, Case.id == PatternMember.case_id)
        .join(Domain, Domain.id == Case.domain_id)
        .where(
            Pattern.organisation_id == organisation_id,
            PatternMember.removed.is_(False),
            Domain.sensitive.is_(True),
        )
        .distinct()
    ).all()


def reporter_key(reporter_id: int | None, pseudonym: str | None) -> str:
    """Who reported a case, as far as counting goes: an account, or the pseudonym of an import."""
    if reporter_id is not None:
        return f"person {reporter_id}"
    return f"pseudonym {pseudonym}" if pseudonym else GONE


def case_ids_of(patterns: Iterable[Pattern]) -> set[int]:
    """The cases that are in one of these patterns now."""
    found: Sequence[int] = db.session.scalars(
        select(PatternMember.case_id).where(
            PatternMember.pattern_id.in_([pattern.id for pattern in patterns]),
            PatternMember.removed.is_(False),
        )
    ).all()
    return set(found)


def _one(value: str | None) -> frozenset[str]:
    return frozenset({str(value)}) if value is not None else frozenset()


def _patterns_by_case(organisation_id: int) -> defaultdict[int, set[str]]:
    return _grouped(
        db.session.execute(
            select(PatternMember.case_id, Pattern.public_id)
            .join(Pattern, Pattern.id == PatternMember.pattern_id)
            .where(
                Pattern.organisation_id == organisation_id,
                Pattern.across.is_(False),
                Pattern.state.in_(list(PUBLIC_STATES)),
                PatternMember.removed.is_(False),
            )
        )
    )


def _bouwstenen_by_case(organisation_id: int) -> defaultdict[int, set[str]]:
    return _grouped(
        db.session.execute(
            select(CaseBouwsteen.case_id, Bouwsteen.public_id)
            .join(Bouwsteen, Bouwsteen.id == CaseBouwsteen.bouwsteen_id)
            .join(Case, Case.id == CaseBouwsteen.case_id)
            .where(Case.organisation_id == organisation_id)
        )
    )


def _grouped(rows: Iterable[Any]) -> defaultdict[int, set[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    for case_id, key in rows:
        found[case_id].add(key)
    return found
