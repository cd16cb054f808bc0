"""Patterns across organisations, as the analyst of one organisation sees them.

An analyst reads the cases of the own organisation alone. That there are cases of others is told,
and the total as a band once it is published; never a number, a name or a word of the others.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.people.models import Organisation, Person
from app.refusals import Refused
from cases.models.case import Case
from cases.permissions import readable_by
from learning.lifecycle.patterns import OPEN_STATES, SETTLED_STATES, PatternState
from learning.models.curation import PatternLink
from learning.models.patterns import Pattern, PatternMember
from learning.models.runs import DetectionRun
from learning.queries.comparison import all_patterns, may_stand_in
from learning.queries.patterns import member_cases
from learning.queries.runs import last_runs, shares_with_others

LEAST_ORGANISATIONS = 2


@dataclass(frozen=True)
class SharedPattern:
    """A pattern across organisations, and the reader's own cases in it.

    How many there are in all is told as published (`pattern.published_more_than`), never as it is
    now: who sees a band change knows the exact number. `own` are the patterns of the reader's
    organisation that were linked to it.
    """

    pattern: Pattern
    cases: list[Case]
    own: list[Pattern]


@dataclass(frozen=True)
class Network:
    """What there is across organisations for one of them; `elsewhere` others confirmed."""

    candidates: list[SharedPattern]
    settled: list[SharedPattern]
    elsewhere: list[SharedPattern]
    aside: list[SharedPattern]
    last_run: DetectionRun | None
    has_others: bool

    @property
    def shown_cases(self) -> list[str]:
        """The public ids of the cases of which the page shows the title."""
        lines = [*self.candidates, *self.settled, *self.elsewhere]
        return list(dict.fromkeys(case.public_id for one in lines for case in one.cases))


def network_of(organisation: Organisation, person: Person) -> Network:
    """The patterns across organisations that an organisation takes part in, by number.

    A candidate shows as long as another organisation has cases in it, and nobody has confirmed
    most of it already.
    """
    owned = all_patterns(organisation.id, across=True)
    return Network(
        candidates=[
            shared_pattern(one, organisation, person)
            for one in owned
            if one.state is PatternState.CANDIDATE and is_across(one) and not claimant(one)
        ],
        settled=[
            shared_pattern(one, organisation, person)
            for one in owned
            if one.state in SETTLED_STATES
        ],
        elsewhere=[
            shared_pattern(one, organisation, person) for one in _confirmed_elsewhere(organisation)
        ],
        aside=[
            shared_pattern(one, organisation, person)
            for one in owned
            if one.state not in OPEN_STATES
        ],
        last_run=next(iter(last_runs(organisation.id, most=1, across=True)), None),
        has_others=shares_with_others(organisation.id),
    )


def shared_pattern(pattern: Pattern, organisation: Organisation, person: Person) -> SharedPattern:
    """What the analyst of an organisation sees of a pattern across."""
    return SharedPattern(
        pattern,
        own_cases(pattern, organisation, person),
        linked_to(pattern, organisation.id),
    )


def own_cases(pattern: Pattern, organisation: Organisation, person: Person) -> list[Case]:
    """The cases of an organisation in a pattern, for who reads them there; typical ones first."""
    query = (
        select(Case)
        .join(PatternMember, PatternMember.case_id == Case.id)
        .where(
            PatternMember.pattern_id == pattern.id,
            PatternMember.removed.is_(False),
            Case.organisation_id == organisation.id,
            may_stand_in(pattern),
            readable_by(person),
        )
        .order_by(PatternMember.place.is_(None), PatternMember.place, PatternMember.id)
    )
    return list(db.session.scalars(query))


def own_case_in(
    pattern: Pattern, public_id: str, organisation: Organisation, person: Person
) -> Case:
    """One of the organisation's own cases in a pattern, or a refusal."""
    for one in own_cases(pattern, organisation, person):
        if one.public_id == public_id:
            return one
    raise Refused("case", public_id)


def is_across(pattern: Pattern) -> bool:
    """Whether its owner has cases in it now, and another organisation too."""
    homes = {case.organisation_id for case in member_cases(pattern)}
    return pattern.organisation_id in homes and len(homes) >= LEAST_ORGANISATIONS


def claimant(pattern: Pattern) -> Pattern | None:
    """The pattern of another organisation that holds half of these cases or more, confirmed."""
    cases = {case.id for case in member_cases(pattern)}
    found = Counter(confirmed_by_others(cases, pattern.organisation_id).values())
    most = found.most_common(1)
    if not most or 2 * most[0][1] < len(cases):
        return None
    return db.session.get(Pattern, most[0][0])


def confirmed_by_others(case_ids: Collection[int], organisation_id: int) -> dict[int, int]:
    """Per case that another organisation has in a confirmed pattern across: which pattern."""
    rows = db.session.execute(
        select(PatternMember.case_id, PatternMember.pattern_id)
        .join(Pattern, Pattern.id == PatternMember.pattern_id)
        .where(
            Pattern.across.is_(True),
            Pattern.organisation_id != organisation_id,
            Pattern.state.in_(list(SETTLED_STATES)),
            PatternMember.removed.is_(False),
        )
    )
    wanted = set(case_ids)
    return {row.case_id: row.pattern_id for row in rows if row.case_id in wanted}


def _confirmed_elsewhere(organisation: Organisation) -> Sequence[Pattern]:
    """What others confirmed with cases of this organisation in it."""
    holding = (
        select(PatternMember.pattern_id)
        .join(Case, Case.id == PatternMember.case_id)
        .where(PatternMember.removed.is_(False), Case.organisation_id == organisation.id)
    )
    return db.session.scalars(
        select(Pattern)
        .where(
            Pattern.across.is_(True),
            Pattern.organisation_id != organisation.id,
            Pattern.state.in_(list(SETTLED_STATES)),
            Pattern.id.in_(holding),
        )
        .order_by(Pattern.id)
    ).all()


def pattern_across(public_id: str, organisation: Organisation) -> Pattern:
    """A pattern across for an analyst of this organisation, or a refusal.

    Of others' patterns those that were confirmed, with cases of this organisation in it.
    """
    pattern = db.session.scalar(
        select(Pattern).where(Pattern.public_id == public_id, Pattern.across.is_(True))
    )
    if pattern is None:
        raise Refused("pattern", public_id)
    owned = pattern.organisation_id == organisation.id
    if not owned and pattern not in _confirmed_elsewhere(organisation):
        raise Refused("pattern", public_id)
    return pattern


def linked_to(shared: Pattern, organisation_id: int) -> list[Pattern]:
    """The own patterns of an organisation that were linked to a shared one, by number."""
    query = (
        select(Pattern)
        .join(PatternLink, PatternLink.pattern_id == Pattern.id)
        .where(
            PatternLink.shared_id == shared.id,
            Pattern.organisation_id == organisation_id,
            Pattern.state.in_(list(SETTLED_STATES)),
        )
        .order_by(Pattern.number)
    )
    return list(db.session.scalars(query))


def shared_above(pattern: Pattern) -> Sequence[Pattern]:
    """The confirmed patterns across organisations to which an own pattern was linked."""
    return db.session.scalars(
        select(Pattern)
        .join(PatternLink, PatternLink.shared_id == Pattern.id)
        .where(PatternLink.pattern_id == pattern.id, Pattern.state.in_(list(SETTLED_STATES)))
        .order_by(Pattern.id)
    ).all()
