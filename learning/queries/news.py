"""What is new for a reporter: which of their cases something happened to, and their proposals.

A reporter hears of the proposals from the published patterns of their cases, whatever became of
those proposals: what was merged goes on in another, and what was split off has its own way.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Select, select

from app.clock import AMSTERDAM
from app.database import db
from app.people.models import Person
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession
from cases.doorbraak.models.team import Offer
from cases.lifecycle import CaseState
from cases.models.case import Case
from cases.models.history import Reaction
from learning.lifecycle.patterns import PUBLIC_STATES
from learning.lifecycle.proposals import CHANGED_STATES, ProposalState, ProposalStep
from learning.models.figures import EffectVerdict
from learning.models.patterns import Pattern, PatternMember
from learning.models.proposals import Proposal, ProposalDecision
from learning.models.telling import ReopenWish

MOST_CASES = 50
# A chain of merges ends: each goes on in one that still stood.
MOST_MERGES = 20


def proposals_told_of(cases: Iterable[Case]) -> dict[int, list[Proposal]]:
    """Per case the submitted proposals that tell of it, in the order of submitting.

    Those from the published patterns that the case was a part of when they were published; with
    each the one that it was merged into and the one that it was split from.
    """
    rows = db.session.execute(
        select(PatternMember.case_id, Proposal)
        .join(Proposal.patterns)
        .join(PatternMember, PatternMember.pattern_id == Pattern.id)
        .where(
            PatternMember.case_id.in_([case.id for case in cases]),
            PatternMember.removed.is_(False),
            PatternMember.published.is_(True),
            Pattern.state.in_(list(PUBLIC_STATES)),
        )
    ).unique()
    found: dict[int, dict[int, Proposal]] = {}
    for case_id, proposal in rows:
        for one in _with_kin(proposal):
            if one.submitted_at is not None:
                found.setdefault(case_id, {})[one.id] = one
    return {case_id: sorted(told.values(), key=_order) for case_id, told in found.items()}


def _order(proposal: Proposal) -> tuple[datetime, int]:
    assert proposal.submitted_at is not None
    return proposal.submitted_at, proposal.id


def _with_kin(proposal: Proposal) -> list[Proposal]:
    found = [proposal, *([proposal.split_from] if proposal.split_from else [])]
    while (heir := found[0].merged_into) is not None and len(found) < MOST_MERGES:
        found.insert(0, heir)
    return found


def last_heir(proposal: Proposal) -> Proposal:
    """The proposal in which a merged one goes on in the end; one that was not merged is its own."""
    steps = 0
    while proposal.state is ProposalState.MERGED and proposal.merged_into and steps < MOST_MERGES:
        proposal, steps = proposal.merged_into, steps + 1
    return proposal


def cases_with_news(person: Person, since: datetime) -> Sequence[Case]:
    """A person's own cases to which something happened since then, what changed last on top."""
    touched = (
        _reacted(person, since)
        | _reviewed(person, since)
        | _published(person, since)
        | _proposed(person, since)
    )
    return db.session.scalars(
        select(Case)
        .where(
            Case.id.in_(touched),
            Case.reporter_id == person.id,
            Case.state.not_in([CaseState.DRAFT, CaseState.ERASED]),
        )
        .order_by(Case.changed_at.desc(), Case.id.desc())
        .limit(MOST_CASES)
    ).all()


def reviewed_since(cases: Sequence[Case], since: datetime) -> set[int]:
    """Which of these cases were in a session that ended since then, however long it took."""
    rows = db.session.scalars(
        select(AgendaItem.case_id)
        .join(DoorbraakSession, DoorbraakSession.id == AgendaItem.session_id)
        .where(
            AgendaItem.case_id.in_([case.id for case in cases]),
            DoorbraakSession.concluded_at >= since,
        )
    )
    return set(rows)


def _reacted(person: Person, since: datetime) -> set[int]:
    query = select(Reaction.case_id).join(Case, Case.id == Reaction.case_id)
    return set(db.session.scalars(query.where(Case.reporter_id == person.id, Reaction.at >= since)))


def _reviewed(person: Person, since: datetime) -> set[int]:
    sessions = (
        select(AgendaItem.case_id)
        .join(Case, Case.id == AgendaItem.case_id)
        .join(DoorbraakSession, DoorbraakSession.id == AgendaItem.session_id)
        .where(Case.reporter_id == person.id, DoorbraakSession.concluded_at >= since)
    )
    offers = (
        select(Offer.case_id)
        .join(Case, Case.id == Offer.case_id)
        .where(Case.reporter_id == person.id, Offer.ended_at >= since)
    )
    return set(db.session.scalars(sessions)) | set(db.session.scalars(offers))


def _published(person: Person, since: datetime) -> set[int]:
    query = _in_public_patterns(person).where(Pattern.published_at >= since)
    return set(db.session.scalars(query))


def _in_public_patterns(person: Person) -> Select[int]:
    return (
        select(PatternMember.case_id)
        .join(Case, Case.id == PatternMember.case_id)
        .join(Pattern, Pattern.id == PatternMember.pattern_id)
        .where(
            Case.reporter_id == person.id,
            PatternMember.published.is_(True),
            PatternMember.removed.is_(False),
            Pattern.state.in_(list(PUBLIC_STATES)),
        )
    )


def _proposed(person: Person, since: datetime) -> set[int]:
    """The cases of which a proposal took a step or got a verdict, or a wish got its answer."""
    cases = db.session.scalars(select(Case).where(Case.id.in_(_in_public_patterns(person)))).all()
    told = proposals_told_of(cases)
    every = {one.id for proposals in told.values() for one in proposals}
    moved = _judged(every, since) | _answered(every, person, since)
    return {
        case_id
        for case_id, proposals in told.items()
        if any(one.id in moved or _stepped(one, since) for one in proposals)
    }


def _stepped(proposal: Proposal, since: datetime) -> bool:
    day = since.astimezone(AMSTERDAM).date()
    return any(
        step.at >= since or any(to.answered_on and to.answered_on >= day for to in step.addressees)
        for step in proposal.decisions
    )


def _judged(proposal_ids: set[int], since: datetime) -> set[int]:
    query = select(EffectVerdict.proposal_id).where(EffectVerdict.at >= since)
    return set(db.session.scalars(query.where(EffectVerdict.proposal_id.in_(proposal_ids))))


def _answered(proposal_ids: set[int], person: Person, since: datetime) -> set[int]:
    query = select(ReopenWish.proposal_id).where(
        ReopenWish.person_id == person.id, ReopenWish.answered_at >= since
    )
    return set(db.session.scalars(query.where(ReopenWish.proposal_id.in_(proposal_ids))))


def changes_since(organisation_id: int, since: datetime) -> list[Proposal]:
    """What was changed in an organisation, or shown to help, since then; the newest on top.

    Facts about proposals alone: the same for everybody who works there.
    """
    told = (ProposalStep.IMPLEMENT, ProposalStep.PROVE)
    new: dict[int, Proposal] = {}
    rows = db.session.scalars(
        select(Proposal)
        .join(ProposalDecision, ProposalDecision.proposal_id == Proposal.id)
        .where(
            Proposal.organisation_id == organisation_id,
            Proposal.state.in_(list(CHANGED_STATES)),
            ProposalDecision.kind.in_(told),
            ProposalDecision.at >= since,
        )
        .order_by(ProposalDecision.at.desc(), Proposal.id.desc())
    )
    for one in rows:
        new.setdefault(one.id, one)
    return list(new.values())
