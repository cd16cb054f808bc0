"""Questions about patterns: which cases stand in them, and what others read."""

from collections.abc import Iterable, Sequence

from sqlalchemy import and_, or_, select

from app.database import db
from app.people.models import Person
from app.refusals import Refused
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case
from cases.models.excerpts import Excerpt, ExcerptUse
from cases.queries.excerpts import released
from learning.lifecycle.patterns import OPEN_STATES, PUBLIC_STATES, SETTLED_STATES
from learning.lifecycle.publication import asked_reporters
from learning.models.patterns import Pattern, PatternMember
from learning.permissions.patterns import visible_patterns


def member_rows(pattern: Pattern) -> Sequence[PatternMember]:
    """The shared cases of a pattern and those taken out of it, the most typical first."""
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
    return [row.case for row in member_rows(pattern) if not row.removed]


def heir_of(pattern: Pattern) -> Pattern | None:
    """The pattern in which a merged one goes on; None for one that stands by itself."""
    if pattern.merged_into_id is None:
        return None
    return db.session.get(Pattern, pattern.merged_into_id)


def reporter_count(cases: Iterable[Case]) -> int:
    """How many different people reported these cases; a pseudonym of an import is one of them."""
    return len({reporter_of(case) for case in cases})


def asked_of(pattern: Pattern, cases: Iterable[Case]) -> int:
    """How many reporters a pattern with these cases needs before others read of it.

    Of the organisations that take part the one that asks most decides.
    """
    told = list(cases)
    homes = [pattern.organisation, *(case.organisation for case in told)]
    sensitive = any(case.domain is not None and case.domain.sensitive for case in told)
    return asked_reporters(max(one.smallest_group for one in homes), sensitive)


def reporter_of(case: Case) -> str | int | None:
    """Who reported a case, as far as counting goes."""
    return case.reporter_pseudonym or case.reporter_id


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
            Pattern.across.is_(False),
            Pattern.state.in_(list(SETTLED_STATES)),
        )
        .order_by(Pattern.number)
    ).all()


def open_patterns(organisation_id: int) -> Sequence[Pattern]:
    """The patterns that are not put aside nor merged, candidates among them, by number."""
    return db.session.scalars(
        select(Pattern)
        .where(
            Pattern.organisation_id == organisation_id,
            Pattern.across.is_(False),
            Pattern.state.in_(list(OPEN_STATES)),
        )
        .order_by(Pattern.number)
    ).all()


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
