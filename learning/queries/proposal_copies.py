"""Where the words of a case may stand in proposals from its patterns, and in what belongs to them.

An analyst, a manager or whoever comments writes in own words; a name that a reporter has replaced
later may still stand there.
"""

from collections.abc import Iterator

from sqlalchemy import select

from app.database import Model, db
from cases.copies import Text
from cases.models.case import Case
from learning.models.deciding import SecondOpinion
from learning.models.patterns import PatternMember
from learning.models.proposals import (
    Proposal,
    ProposalAction,
    ProposalAddressee,
    ProposalDecision,
    proposal_patterns,
)
from learning.models.writing import ProposalComment, ProposalVersion

PROPOSAL_TEXTS = (
    "title",
    "problem",
    "evidence",
    "proposed_change",
    "expected_effect",
    "capacity_asked",
    "capacity_granted",
    "costs",
    "what_changed",
    "told_whom",
)
# What belongs to a proposal by its key, and the texts in it.
BESIDE: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (ProposalVersion, ("texts",)),
    (ProposalComment, ("text",)),
    (ProposalDecision, ("reason", "capacity")),
    (ProposalAction, ("text", "progress")),
    (SecondOpinion, ("reason", "details", "answer_reason")),
)
TABLES = (
    "proposals",
    "proposal_versions",
    "proposal_comments",
    "proposal_decisions",
    "proposal_addressees",
    "proposal_actions",
    "second_opinions",
)


def texts_of_proposals(case: Case) -> Iterator[Text]:
    """What was written of the proposals from the patterns with this case in them."""
    ids = _proposals_about(case)
    for proposal in db.session.scalars(select(Proposal).where(Proposal.id.in_(ids))):
        yield from ((proposal, name) for name in PROPOSAL_TEXTS)
    for kind, names in BESIDE:
        key = kind.__table__.c.proposal_id
        for row in db.session.scalars(select(kind).where(key.in_(ids))):
            yield from ((row, name) for name in names)
    forwarded = select(ProposalAddressee).join(
        ProposalDecision, ProposalDecision.id == ProposalAddressee.decision_id
    )
    for addressee in db.session.scalars(forwarded.where(ProposalDecision.proposal_id.in_(ids))):
        yield addressee, "answer_text"


def _proposals_about(case: Case) -> list[int]:
    """The keys of those proposals; one that went on in another keeps its patterns."""
    found_in = select(PatternMember.pattern_id).where(PatternMember.case_id == case.id)
    about = select(proposal_patterns.c.proposal_id).where(
        proposal_patterns.c.pattern_id.in_(found_in)
    )
    return list(db.session.scalars(about.distinct()))
