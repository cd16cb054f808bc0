"""What stands on the map of an organisation: its shared cases with their places, and patterns."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from app.database import db
from app.jobs import FINISHED, Job
from app.people.models import Person
from app.refusals import Refused
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case, CaseBouwsteen
from cases.models.lists import Bouwsteen, Domain
from cases.permissions import readable_by
from learning.layout.areas import area_of, lying_beside
from learning.layout.picture import Shape
from learning.layout.places import Place, Places
from learning.lifecycle.patterns import SETTLED_STATES, PatternState
from learning.models.patterns import Pattern, PatternMember
from learning.models.runs import CasePlace

# More dots than this nobody can tell apart, and each of them is noted as read.
MOST_DRAWN = 1000
LAST = 1_000_000
LIVING_STATES = SETTLED_STATES | {PatternState.CANDIDATE}


@dataclass(frozen=True)
class Narrowing:
    """What of the map somebody wants to see; without any of these all of it."""

    bouwsteen: Bouwsteen | None = None
    domain: Domain | None = None
    pattern: str = ""


@dataclass(frozen=True)
class MappedCase:
    """A case on the map, and the patterns in which it stands, the surest first."""

    public_id: str
    title: str
    place: Place
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True)
class MappedPattern:
    """A pattern on the map: its cases there, exact, and the patterns beside it, nearest first."""

    pattern: Pattern
    cases: int
    beside: list[Pattern]


@dataclass(frozen=True)
class PatternMap:
    """The map as somebody asked to see it: patterns by number, the most typical cases first.

    `alone` of the cases stand in no pattern. `only` is the pattern that it was narrowed to.
    `left_out` cases are too many to draw, `unplaced` shared ones have no place yet.
    """

    patterns: list[MappedPattern]
    cases: list[MappedCase]
    alone: int
    only: Pattern | None
    left_out: int
    unplaced: int


def map_of(organisation_id: int, person: Person, narrowing: Narrowing) -> PatternMap:
    """The map of an organisation: the shared cases that this person may read, and their patterns.

    Narrowed to a pattern it shows that one, the two beside it, and the loose cases that lie
    nearest to it. Raises `Refused` for a pattern that is not on the map.
    """
    cases = _mapped_cases(organisation_id, person, narrowing)
    patterns = _mapped_patterns(cases)
    only = None
    if narrowing.pattern:
        chosen = _chosen(patterns, narrowing.pattern)
        only, (patterns, cases) = chosen.pattern, _around(chosen, patterns, cases)
    return PatternMap(
        patterns=patterns,
        cases=cases[:MOST_DRAWN],
        alone=sum(not case.patterns for case in cases),
        only=only,
        left_out=max(0, len(cases) - MOST_DRAWN),
        unplaced=_unplaced(organisation_id),
    )


def _mapped_cases(organisation_id: int, person: Person, narrowing: Narrowing) -> list[MappedCase]:
    memberships = _memberships(organisation_id)
    query = (
        _shared(organisation_id, Case.id, Case.public_id, Case.title, CasePlace.x, CasePlace.y)
        .join(CasePlace, CasePlace.case_id == Case.id)
        .where(CasePlace.organisation_id == organisation_id, readable_by(person))
    )
    if narrowing.domain:
        query = query.where(Case.domain_id == narrowing.domain.id)
    if narrowing.bouwsteen:
        tagged = select(CaseBouwsteen.case_id)
        query = query.where(
            Case.id.in_(tagged.where(CaseBouwsteen.bouwsteen_id == narrowing.bouwsteen.id))
        )
    found = [
        (row.id, MappedCase(row.public_id, row.title, (row.x, row.y), memberships.patterns[row.id]))
        for row in db.session.execute(query.order_by(Case.id))
    ]
    found.sort(key=lambda one: (not one[1].patterns, memberships.rank[one[0]]))
    return [case for _, case in found]


def _shared(organisation_id: int, *columns: object) -> Select[tuple[object, ...]]:
    return select(*columns).where(  # type: ignore[call-overload, no-any-return]
        Case.organisation_id == organisation_id, Case.state.in_(list(SHARED_STATES))
    )


@dataclass(frozen=True)
class _Memberships:
    """Per id of a case the living patterns in which it stands, and how typical it is there."""

    patterns: defaultdict[int, tuple[Pattern, ...]]
    rank: defaultdict[int, int]


def _memberships(organisation_id: int) -> _Memberships:
    rows = db.session.execute(
        select(PatternMember.case_id, PatternMember.place, Pattern)
        .join(Pattern, Pattern.id == PatternMember.pattern_id)
        .where(
            Pattern.organisation_id == organisation_id,
            Pattern.across.is_(False),
            Pattern.state.in_(list(LIVING_STATES)),
            PatternMember.removed.is_(False),
        )
    )
    found = _Memberships(defaultdict(tuple), defaultdict(lambda: LAST))
    for case_id, place, pattern in rows:
        found.patterns[case_id] = tuple(sorted((*found.patterns[case_id], pattern), key=_sureness))
        typical = LAST if place is None else place
        found.rank[case_id] = min(found.rank[case_id], typical)
    return found


def _sureness(pattern: Pattern) -> tuple[bool, bool, int]:
    return pattern.state not in SETTLED_STATES, pattern.possible, pattern.number


def shape_of(pattern: Pattern) -> Shape:
    """How a pattern and its cases are drawn."""
    if pattern.state in SETTLED_STATES:
        return Shape.SETTLED
    return Shape.POSSIBLE if pattern.possible else Shape.CANDIDATE


def _mapped_patterns(cases: Sequence[MappedCase]) -> list[MappedPattern]:
    places, by_id = _places_by_pattern(cases)
    beside = lying_beside({one: area_of(found).middle for one, found in places.items()})
    lines = [
        MappedPattern(by_id[one], len(places[one]), [by_id[other] for other in beside[one]])
        for one in places
    ]
    return sorted(lines, key=lambda line: line.pattern.number)


def _places_by_pattern(
    cases: Sequence[MappedCase],
) -> tuple[dict[int, list[Place]], dict[int, Pattern]]:
    places: dict[int, list[Place]] = defaultdict(list)
    by_id: dict[int, Pattern] = {}
    for case in cases:
        for pattern in case.patterns:
            places[pattern.id].append(case.place)
            by_id[pattern.id] = pattern
    return places, by_id


def _chosen(patterns: Sequence[MappedPattern], public_id: str) -> MappedPattern:
    for one in patterns:
        if one.pattern.public_id == public_id:
            return one
    raise Refused("pattern", public_id)


def _around(
    chosen: MappedPattern, patterns: Sequence[MappedPattern], cases: Sequence[MappedCase]
) -> tuple[list[MappedPattern], list[MappedCase]]:
    """A pattern with what borders on it: the patterns beside it, and loose cases nearest to it."""
    shown = {chosen.pattern.id, *(one.id for one in chosen.beside)}
    places, _ = _places_by_pattern(cases)
    middles = {one: area_of(found).middle for one, found in places.items()}

    def borders(case: MappedCase) -> bool:
        if case.patterns:
            return any(one.id in shown for one in case.patterns)
        nearest = lying_beside(middles | {0: case.place}, count=1)[0]
        return nearest == [chosen.pattern.id]

    kept = [one for one in patterns if one.pattern.id in shown]
    return kept, [case for case in cases if borders(case)]


def _unplaced(organisation_id: int) -> int:
    placed = select(CasePlace.case_id).where(CasePlace.organisation_id == organisation_id)
    query = _shared(organisation_id, func.count()).where(Case.id.not_in(placed))
    return int(str(db.session.scalar(query)))


def last_places(organisation_id: int) -> Places:
    """Where the shared cases of an organisation stood when the map was last drawn, by public id."""
    rows = db.session.execute(
        _shared(organisation_id, Case.public_id, CasePlace.x, CasePlace.y)
        .join(CasePlace, CasePlace.case_id == Case.id)
        .where(CasePlace.organisation_id == organisation_id)
        .order_by(Case.id)
    )
    return {row.public_id: (row.x, row.y) for row in rows}


def groups_to_map(organisation_id: int) -> list[list[str]]:
    """The public ids of the cases of each living pattern, by pattern number."""
    rows = db.session.execute(
        select(Pattern.number, Case.public_id)
        .join(PatternMember, PatternMember.pattern_id == Pattern.id)
        .join(Case, Case.id == PatternMember.case_id)
        .where(
            Pattern.organisation_id == organisation_id,
            Pattern.across.is_(False),
            Pattern.state.in_(list(LIVING_STATES)),
            PatternMember.removed.is_(False),
            Case.organisation_id == organisation_id,
            Case.state.in_(list(SHARED_STATES)),
        )
        .order_by(Pattern.number, Case.id)
    )
    groups: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        groups[row.number].append(row.public_id)
    return list(groups.values())


def drawing_job(organisation_id: int, kind: str) -> Job | None:
    """The drawing of this organisation's map that waits or goes on, if there is one."""
    return db.session.scalar(
        select(Job)
        .where(
            Job.organisation_id == organisation_id,
            Job.kind == kind,
            Job.state.not_in(list(FINISHED)),
        )
        .order_by(Job.id.desc())
        .limit(1)
    )
