"""What detection reads: the shared cases of an organisation as texts, and how patterns stand."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import lazyload

from app.database import db
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case, CaseBouwsteen, Reading, case_organisations
from cases.models.lists import Bouwsteen
from cases.terms import Audience, label
from learning.models.patterns import DecidedBy, Pattern, PatternMember

if TYPE_CHECKING:
    from cases.likeness import CaseText


def compared(organisation_id: int, across: bool = False) -> ColumnElement[bool]:
    """The row filter: the shared cases that a run of an organisation compares; never a draft.

    `across` are those with the network for audience: its own, and those of other organisations
    whose reporters named it when they shared.
    """
    shared = Case.state.in_(list(SHARED_STATES))
    own = Case.organisation_id == organisation_id
    if not across:
        return and_(shared, own)
    named = select(case_organisations.c.case_id).where(
        case_organisations.c.organisation_id == organisation_id
    )
    return and_(shared, Case.audience == Audience.NETWORK, or_(own, Case.id.in_(named)))


def may_stand_in(pattern: Pattern) -> ColumnElement[bool]:
    """The row filter: the cases that a pattern may hold now."""
    return compared(pattern.organisation_id, pattern.across)


def comparable_cases(organisation_id: int, across: bool = False) -> list["CaseText"]:
    """Every case that a run compares as text, in a fixed order; drafts are never read.

    Where the analyst has read procedure or obstacle otherwise than the reporter tagged it, the
    analyst's reading counts.
    """
    cases = db.session.scalars(
        select(Case)
        .where(compared(organisation_id, across))
        .order_by(Case.id)
        # Bouwstenen are read for all at once, below; who told it where is not compared.
        .options(lazyload(Case.tags), lazyload(Case.organisation), lazyload(Case.team))
    ).all()
    readings = {
        one.case_id: one
        for one in db.session.scalars(
            select(Reading)
            .join(Case, Case.id == Reading.case_id)
            .where(compared(organisation_id, across))
        )
    }
    tags = _tags(CaseBouwsteen.case_id.in_(_compared_ids(organisation_id, across)))
    return [_text(case, readings.get(case.id), tags[case.id]) for case in cases]


def _compared_ids(organisation_id: int, across: bool) -> Select[int]:
    return select(Case.id).where(compared(organisation_id, across))


def _tags(which: ColumnElement[bool]) -> dict[int, list[str]]:
    """Per case the names of its bouwstenen, whether they helped or pinched."""
    tags: dict[int, list[str]] = defaultdict(list)
    rows = db.session.execute(
        select(CaseBouwsteen.case_id, Bouwsteen.name)
        .join(Bouwsteen, Bouwsteen.id == CaseBouwsteen.bouwsteen_id)
        .where(which)
        .order_by(CaseBouwsteen.id)
    )
    for case_id, name in rows:
        tags[case_id].append(name)
    return tags


def _text(case: Case, reading: Reading | None, bouwstenen: Sequence[str]) -> "CaseText":
    from cases.likeness import CaseText  # noqa: PLC0415 - loads scipy, which is slow

    procedure = (reading.procedure if reading else None) or case.procedure
    obstacle = (reading.obstacle if reading else None) or case.obstacle
    return CaseText(
        key=case.public_id,
        title=case.title,
        situation=case.situation,
        standard_procedure=case.standard_procedure,
        deviation=case.deviation,
        consideration=case.consideration,
        outcome=case.outcome,
        in_the_way=case.in_the_way,
        procedure=procedure.current.name if procedure else "",
        law=case.law,
        domain=case.domain.name if case.domain else "",
        obstacle=label(obstacle),
        bouwstenen=tuple(bouwstenen),
        partners=tuple(case.partner_list),
    )


def field_values(cases: Sequence[Case]) -> list["CaseText"]:
    """These cases as detection reads them, for counting the fields that they share."""
    ids = [case.id for case in cases]
    found = db.session.scalars(select(Reading).where(Reading.case_id.in_(ids)))
    readings = {one.case_id: one for one in found}
    tags = _tags(CaseBouwsteen.case_id.in_(ids))
    return [_text(case, readings.get(case.id), tags[case.id]) for case in cases]


def shown_keys(organisation_id: int) -> dict[str, str]:
    """Per public id of a shared case the id that it came with, or else the public id itself."""
    rows = db.session.execute(
        select(Case.public_id, Case.external_id).where(
            Case.organisation_id == organisation_id, Case.state.in_(list(SHARED_STATES))
        )
    )
    return {public_id: external_id or public_id for public_id, external_id in rows}


def all_patterns(organisation_id: int, across: bool = False) -> Sequence[Pattern]:
    """Every pattern of an organisation in any state, by number; those across apart."""
    query = select(Pattern).where(
        Pattern.organisation_id == organisation_id, Pattern.across.is_(across)
    )
    return db.session.scalars(query.order_by(Pattern.number)).all()


def membership_keys(
    organisation_id: int, across: bool = False
) -> tuple[dict[int, set[str]], dict[int, set[str]], dict[int, set[str]]]:
    """Per pattern the public ids of its members, of who was put there, and of who was taken out.

    The last two are an analyst's decisions, and hold for ever. Unshared cases are no members.
    """
    members: dict[int, set[str]] = defaultdict(set)
    pinned: dict[int, set[str]] = defaultdict(set)
    barred: dict[int, set[str]] = defaultdict(set)
    rows = db.session.execute(
        select(
            PatternMember.pattern_id,
            Case.public_id,
            PatternMember.decided_by,
            PatternMember.removed,
        )
        .join(Case, Case.id == PatternMember.case_id)
        .join(Pattern, Pattern.id == PatternMember.pattern_id)
        .where(
            Pattern.organisation_id == organisation_id,
            Pattern.across.is_(across),
            compared(organisation_id, across),
        )
    )
    for pattern_id, key, decided_by, removed in rows:
        (barred if removed else members)[pattern_id].add(key)
        if not removed and decided_by is DecidedBy.ANALYST:
            pinned[pattern_id].add(key)
    return members, pinned, barred
