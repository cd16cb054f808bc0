"""Questions about patterns: why their cases stand together, and what others read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from app.database import db
from app.jobs import Job
from app.people.models import Person
from app.refusals import Refused
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case
from cases.models.excerpts import Excerpt, ExcerptUse
from cases.queries.excerpts import released
from learning.lifecycle.patterns import PUBLIC_STATES, SETTLED_STATES
from learning.models.patterns import DecidedBy, Pattern, PatternMember
from learning.permissions.patterns import visible_patterns
from learning.queries.comparison import field_values

FIELD_LABELS = {
    "procedure": "procedure",
    "law": "wet of regel",
    "domain": "domein",
    "obstacle": "knelpunt",
    "partners": "partner",
    "bouwstenen": "bouwsteen",
}


@dataclass(frozen=True)
class Shared:
    """A field that stands out: `count` of the `size` member cases that fill it have this value."""

    field: str
    value: str
    count: int
    size: int


@dataclass(frozen=True)
class Member:
    """A case in a pattern, and what is known of its place there."""

    case: Case
    pinned: bool
    doubtful: bool
    exemplar: bool


@dataclass(frozen=True)
class Explanation:
    """Why cases stand together: words, shared fields, and members with the doubtful ones first."""

    terms: list[str]
    shared: list[Shared]
    members: list[Member]
    removed: list[Case]
    reporters: int


def _member_rows(pattern: Pattern) -> Sequence[PatternMember]:
    return db.session.scalars(
        select(PatternMember)
        .join(Case, Case.id == PatternMember.case_id)
        .where(
            PatternMember.pattern_id == pattern.id,
            Case.state.in_(list(SHARED_STATES)),
        )
        .order_by(PatternMember.place.is_(None), PatternMember.place, PatternMember.id)
    ).all()


def member_cases(pattern: Pattern) -> list[Case]:
    """The shared cases that stand in a pattern now, the most typical first."""
    return [row.case for row in _member_rows(pattern) if not row.removed]


def reporter_count(cases: Iterable[Case]) -> int:
    """How many different people reported these cases; a pseudonym of an import is one of them."""
    return len({case.reporter_pseudonym or case.reporter_id for case in cases})


def explanation_of(pattern: Pattern) -> Explanation:
    """Why the cases of a pattern stand together, counted over the members of this moment.

    Doubtful is the last third by likeness, and who joined after the group was found.
    """
    rows = _member_rows(pattern)
    inside = [row for row in rows if not row.removed]
    exemplars = set(pattern.explanation.get("exemplars", []))
    sure = len(inside) - len(inside) // 3
    members = [
        Member(
            case=row.case,
            pinned=row.decided_by is DecidedBy.ANALYST,
            doubtful=row.decided_by is DecidedBy.MACHINE
            and (row.place is None or row.place >= sure),
            exemplar=row.case.public_id in exemplars,
        )
        for row in inside
    ]
    cases = [row.case for row in inside]
    return Explanation(
        terms=list(pattern.explanation.get("terms", [])),
        shared=_shared_fields(pattern, cases),
        members=sorted(members, key=lambda one: not one.doubtful),
        removed=[row.case for row in rows if row.removed],
        reporters=reporter_count(cases),
    )


def _shared_fields(pattern: Pattern, cases: Sequence[Case]) -> list[Shared]:
    """The fields that stood out when the group was found, counted anew; surest first."""
    texts = field_values(cases)
    lines = []
    for signal in pattern.explanation.get("signals", []):
        told = [{one.casefold() for one in text.values(signal["field"])} for text in texts]
        count = sum(str(signal["value"]).casefold() in one for one in told)
        if count > 1:
            name = FIELD_LABELS[signal["field"]]
            lines.append(Shared(name, signal["value"], count, sum(map(bool, told))))
    return lines


def patterns_read_by(person: Person) -> Sequence[Pattern]:
    """The published patterns that a person may read, newest publication first."""
    query = visible_patterns(person).order_by(Pattern.published_at.desc(), Pattern.id.desc())
    return db.session.scalars(query).all()


def excerpts_in(pattern: Pattern) -> Sequence[Excerpt]:
    """What a published page quotes: released for this page, of cases that stand in it now."""
    members = select(PatternMember.case_id).where(
        PatternMember.pattern_id == pattern.id, PatternMember.removed.is_(False)
    )
    query = released(ExcerptUse.PUBLISHED_PATTERN, pattern.public_id).where(
        Case.organisation_id == pattern.organisation_id, Case.id.in_(members)
    )
    return db.session.scalars(query).all()


def published_patterns_of(case: Case) -> Sequence[Pattern]:
    """The patterns of which a case was part when they were published, by number."""
    return published_patterns_among([case]).get(case.id, [])


def published_patterns_among(cases: Iterable[Case]) -> dict[int, list[Pattern]]:
    """Per case the patterns of which it was part when they were published, by number."""
    rows = db.session.execute(
        select(PatternMember.case_id, Pattern)
        .join(Pattern, PatternMember.pattern_id == Pattern.id)
        .where(
            PatternMember.case_id.in_([case.id for case in cases]),
            PatternMember.removed.is_(False),
            PatternMember.published.is_(True),
            Pattern.state.in_(list(PUBLIC_STATES)),
        )
        .order_by(Pattern.number)
    )
    found: dict[int, list[Pattern]] = {}
    for case_id, pattern in rows:
        found.setdefault(case_id, []).append(pattern)
    return found


def settled_patterns(organisation_id: int) -> Sequence[Pattern]:
    """The patterns that an analyst has confirmed, by number: those to write a proposal from."""
    return db.session.scalars(
        select(Pattern)
        .where(
            Pattern.organisation_id == organisation_id,
            Pattern.state.in_(list(SETTLED_STATES)),
        )
        .order_by(Pattern.number)
    ).all()


def detection_job(public_id: str, organisation_id: int, kind: str) -> Job:
    """A run that was asked for in this organisation, or a refusal."""
    job = db.session.scalar(
        select(Job).where(
            Job.public_id == public_id,
            Job.organisation_id == organisation_id,
            Job.kind == kind,
        )
    )
    if job is None:
        raise Refused("job", public_id)
    return job


def case_named(text: str, organisation_id: int) -> Case | None:
    """The shared case that an analyst means by its address, its id or the id it came with."""
    key = text.strip().rstrip("/").split("?")[0].rpartition("/")[2]
    return db.session.scalar(
        select(Case).where(
            Case.organisation_id == organisation_id,
            Case.state.in_(list(SHARED_STATES)),
            or_(Case.public_id == key, and_(Case.external_id == key, Case.external_id != "")),
        )
    )


def member_case(pattern: Pattern, public_id: str) -> Case:
    """A shared case that stands in a pattern or was taken out of it, or a refusal."""
    case = db.session.scalar(
        select(Case)
        .join(PatternMember, PatternMember.case_id == Case.id)
        .where(
            PatternMember.pattern_id == pattern.id,
            Case.public_id == public_id,
            Case.state.in_(list(SHARED_STATES)),
        )
    )
    if case is None:
        raise Refused("case", public_id)
    return case
