"""What proposals tell in the story of a case: proposed, decided and why, changed, effect."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _

from app.clock import AMSTERDAM
from app.people.models import Person
from app.web.language import said
from cases.models.case import Case
from cases.story import Mark, Step
from learning.lifecycle.proposals import (
    CHANGED_STATES,
    DECIDED_STATES,
    STATE_LABELS,
    ProposalState,
    ProposalStep,
)
from learning.models.proposals import Proposal, ProposalDecision
from learning.permissions.patterns import can_read_published
from learning.permissions.proposals import sight_of
from learning.queries.figures import effect_of
from learning.queries.patterns import published_patterns_among, published_patterns_of
from learning.queries.proposals import submitted_proposals_among, submitted_proposals_of

# The steps by which somebody decided; what was asked back or came back is no decision yet.
DECISIONS = frozenset(
    {
        ProposalStep.ACCEPT,
        ProposalStep.REJECT,
        ProposalStep.DEFER,
        ProposalStep.FORWARD,
        ProposalStep.REFUSE_ELSEWHERE,
    }
)
ENDED = frozenset({ProposalState.REJECTED, ProposalState.REFUSED_ELSEWHERE})


def tell_proposals(case: Case, reader: Person) -> list[Step]:
    """The proposals from the published patterns of a case, in their order.

    The reporter hears of each; other readers of the case of those that they may see by themselves.
    While there is none, the step stands open, so that it shows what may still come.
    """
    patterns = [one for one in published_patterns_of(case) if can_read_published(one, reader)]
    if not patterns:
        return []
    own = case.reporter_id == reader.id
    proposals = [
        one for one in submitted_proposals_of(case) if own or sight_of(one, reader) is not None
    ]
    if not proposals:
        return [Step("proposal", _("Nog geen verbetervoorstel"), done=False)]
    return [step for one in proposals for step in _steps(one, reader)]


def _steps(proposal: Proposal, reader: Person) -> list[Step]:
    return [
        Step(
            "proposal",
            _("Verbetervoorstel: %(title)s", title=proposal.title),
            day=_day_of(proposal.decisions[0]) if proposal.decisions else None,
            text=_("Stand: %(state)s.", state=_(STATE_LABELS[proposal.state])),
            endpoint="proposals.proposal" if sight_of(proposal, reader) else "",
            key=proposal.public_id,
        ),
        *_decision(proposal),
        *_change(proposal),
    ]


def _decision(proposal: Proposal) -> list[Step]:
    made = [one for one in proposal.decisions if one.kind in DECISIONS]
    if not made or proposal.state not in DECIDED_STATES:
        return [Step("decision", _("Nog geen beslissing op het voorstel"), done=False)]
    last = made[-1]
    title = _("Beslissing: %(step)s", step=_(last.label).lower())
    return [Step("decision", title, day=_day_of(last), text=last.reason)]


def _change(proposal: Proposal) -> list[Step]:
    if proposal.state in ENDED:
        return []
    if proposal.state not in CHANGED_STATES:
        return [Step("change", _("Nog niet veranderd"), done=False)]
    changed = Step("change", _("Veranderd"), day=proposal.changed_on, text=proposal.what_changed)
    words = effect_of(proposal)
    if not words:
        return [changed, Step("change", _("Effect: nog niet gemeten"), done=False)]
    concluded = proposal.state is not ProposalState.IMPLEMENTED
    return [changed, Step("change", _("Effect: %(words)s", words=said(words)), done=concluded)]


def _day_of(decision: ProposalDecision) -> date:
    return decision.at.astimezone(AMSTERDAM).date()


def mark_proposals(cases: Sequence[Case], reader: Person) -> dict[tuple[int, str], Mark]:
    """Of each of one's own cases the proposal that came furthest; of others' cases nothing."""
    own = [case for case in cases if case.reporter_id == reader.id]
    read = {
        case_id
        for case_id, patterns in published_patterns_among(own).items()
        if any(can_read_published(one, reader) for one in patterns)
    }
    marks = {}
    for case_id, proposals in submitted_proposals_among(own).items():
        if case_id in read:
            for link, mark in _marks_of(max(proposals, key=_how_far)).items():
                marks[case_id, link] = mark
    return marks


def _how_far(proposal: Proposal) -> tuple[bool, bool]:
    return proposal.state in CHANGED_STATES, proposal.state in DECIDED_STATES


def _marks_of(proposal: Proposal) -> dict[str, Mark]:
    marks = {"proposal": Mark(_("ingediend"))}
    made = [one for one in proposal.decisions if one.kind in DECISIONS]
    if made and proposal.state in DECIDED_STATES:
        marks["decision"] = Mark(_(made[-1].label).lower())
    if proposal.state in CHANGED_STATES:
        marks["change"] = Mark(_("doorgevoerd"))
    return marks
