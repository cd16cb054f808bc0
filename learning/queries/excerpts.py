"""The fragments that a proposal quotes: what reporters released for it, and what was asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, or_, select

from app.database import db
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case
from cases.models.excerpts import Excerpt, ExcerptState, ExcerptUse
from learning.models.patterns import PatternMember
from learning.models.proposals import Proposal
from learning.queries.patterns import member_cases


@dataclass(frozen=True)
class Asked:
    """A case of the patterns of a proposal, and what came of each fragment asked of it."""

    case: Case
    states: list[ExcerptState]


def quoted_in(proposal: Proposal) -> Sequence[Excerpt]:
    """What a proposal quotes: released for it, or for any proposal, of cases in its patterns now.

    In the order of random ids, which tells nothing; show of them the text alone.
    """
    query = _of(proposal).where(Excerpt.state == ExcerptState.RELEASED)
    return db.session.scalars(query.order_by(Excerpt.public_id)).all()


def asked_for(proposal: Proposal) -> list[Asked]:
    """The cases of its patterns, the most typical first, each with what was asked: for analysts."""
    states: dict[int, list[ExcerptState]] = {}
    for one in db.session.scalars(_of(proposal).order_by(Excerpt.id)):
        states.setdefault(one.case_id, []).append(one.state)
    cases = {case.id: case for pattern in proposal.patterns for case in member_cases(pattern)}
    return [Asked(case, states.get(case.id, [])) for case in cases.values()]


def _of(proposal: Proposal) -> Select[Excerpt]:
    members = select(PatternMember.case_id).where(
        PatternMember.pattern_id.in_([one.id for one in proposal.patterns]),
        PatternMember.removed.is_(False),
    )
    return (
        select(Excerpt)
        .join(Case, Case.id == Excerpt.case_id)
        .where(
            Excerpt.use == ExcerptUse.PROPOSAL,
            or_(Excerpt.used_in == proposal.public_id, Excerpt.used_in == ""),
            Case.organisation_id == proposal.organisation_id,
            Case.state.in_(list(SHARED_STATES)),
            Case.id.in_(members),
        )
    )
