"""Every step with a proposal: submitting, deciding, carrying out, concluding.

Each is kept as a row with its reason, so that the proposal tells its own story in order.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.audit import Actor
from app.clock import now, today
from app.database import clean_text, db
from app.people.models import Organisation
from app.refusals import Invalid
from cases.screening import screen_texts
from learning.lifecycle.proposals import Door, ProposalState, ProposalStep, next_state
from learning.models.proposals import (
    AddresseeKind,
    Proposal,
    ProposalAddressee,
    ProposalDecision,
)
from learning.operations.learned import door_of
from learning.operations.patterns import address_pattern, reopen_pattern
from learning.operations.proposals import note, refuse_copied_texts

REASONED = {
    ProposalStep.REJECT: "Schrijf op waarom je dit niet overneemt.",
    ProposalStep.DEFER: "Schrijf op waarom je dit uitstelt.",
    ProposalStep.ASK_BACK: "Schrijf op wat je wilt weten.",
    ProposalStep.REFUSE_ELSEWHERE: "Schrijf op waarom de ander dit niet overneemt.",
    ProposalStep.IMPLEMENT: "Schrijf op wat er is veranderd.",
    ProposalStep.PROVE: "Schrijf op waaruit het effect blijkt.",
    ProposalStep.NOT_PROVE: "Schrijf op waarom het effect niet is aangetoond.",
    ProposalStep.NOT_MEASURE: "Schrijf op waarom dit niet te meten is.",
    ProposalStep.TAKE_UP_AGAIN: "Schrijf op waaraan je ziet dat het terugkomt.",
    ProposalStep.REVISE: "Schrijf op welke nieuwe informatie er is.",
}


@dataclass(frozen=True)
class Addressed:
    """To whom a proposal goes on, and when an answer is expected."""

    name: str
    answer_by: date | None
    kind: AddresseeKind = AddresseeKind.OTHER
    reference: str = ""
    sent_on: date | None = None


@dataclass(frozen=True)
class Decision:
    """A step and what goes with it; which parts are needed depends on the step.

    `reason` also holds the question (ask back), what changed (implement) and the conclusion.
    """

    step: ProposalStep
    reason: str = ""
    capacity: str = ""
    until: date | None = None
    addressees: tuple[Addressed, ...] = ()
    changed_on: date | None = None
    into: Proposal | None = None


def submit_proposal(proposal: Proposal, *, by: Actor) -> None:
    """Lay a draft before the manager; from now on the organisation reads it."""
    refuse_copied_texts(proposal, proposal.patterns)
    decide_proposal(proposal, Decision(ProposalStep.SUBMIT), by=by)


def decide_proposal(
    proposal: Proposal, decision: Decision, *, by: Actor, stated: Collection[str] = ()
) -> ProposalDecision:
    """Take a step that the table allows, with what it needs, and do what follows from it."""
    target = next_state(proposal.state, decision.step)
    _check_reason(decision)
    _check_dates(decision)
    _check_addressee(decision)
    _check_merge(proposal, decision)
    door = door_of(proposal, decision.step)
    host = db.session.get_one(Organisation, proposal.organisation_id)
    screen_texts(_texts(decision), organisation=host, by=by, stated=stated)
    row = _keep(proposal, decision, door, by)
    proposal.state, proposal.state_since = target, row.at
    _follow(proposal, row, decision, by)
    note(by, f"{decision.step}_proposal", proposal)
    return row


def _texts(decision: Decision) -> dict[str, str]:
    """What others will read of a decision."""
    addressed = {
        f"{name}-{place}": getattr(one, name)
        for place, one in enumerate(decision.addressees)
        for name in ("name", "reference")
    }
    return {"reason": decision.reason, "capacity": decision.capacity, **addressed}


def bring_back_deferred(*, by: Actor) -> int:
    """Lay deferred proposals before the manager again on their date; give how many."""
    due = db.session.scalars(
        select(Proposal).where(
            Proposal.state == ProposalState.DEFERRED, Proposal.deferred_until <= today()
        )
    ).all()
    for proposal in due:
        decide_proposal(proposal, Decision(ProposalStep.BRING_BACK), by=by)
    return len(due)


def _check_reason(decision: Decision) -> None:
    message = REASONED.get(decision.step, "")
    if decision.step is ProposalStep.ACCEPT and not decision.capacity.strip():
        message = "Schrijf op waarom hier geen capaciteit voor nodig is, of vul de capaciteit in."
    if message and not decision.reason.strip():
        raise Invalid(message, "reason")


def _check_dates(decision: Decision) -> None:
    step, until, changed_on = decision.step, decision.until, decision.changed_on
    if step is ProposalStep.DEFER and (until is None or until <= today()):
        raise Invalid("Vul een dag in de toekomst in.", "until")
    if step is ProposalStep.IMPLEMENT and (changed_on is None or changed_on > today()):
        raise Invalid("Vul de dag in waarop dit is veranderd, niet in de toekomst.", "changed_on")


def _check_addressee(decision: Decision) -> None:
    if decision.step is not ProposalStep.FORWARD:
        return
    if not decision.addressees or not all(one.name.strip() for one in decision.addressees):
        raise Invalid("Vul in aan wie je dit doorgeleidt.", "addressee")
    if any(one.answer_by is None for one in decision.addressees):
        raise Invalid("Vul in wanneer je antwoord verwacht.", "answer_by")


def _check_merge(proposal: Proposal, decision: Decision) -> None:
    if decision.step is not ProposalStep.MERGE:
        return
    into = decision.into
    if into is None or into.id == proposal.id or into.organisation_id != proposal.organisation_id:
        raise Invalid("Kies het voorstel waar dit in opgaat.", "into")
    if into.state is ProposalState.MERGED:
        raise Invalid("Dat voorstel is zelf samengevoegd. Kies een ander.", "into")
    # What is submitted may not vanish from sight into a draft.
    if proposal.submitted_at is not None and into.submitted_at is None:
        raise Invalid("Kies een voorstel dat al is ingediend.", "into")


def _keep(proposal: Proposal, decision: Decision, door: Door | None, by: Actor) -> ProposalDecision:
    row = ProposalDecision(
        kind=decision.step,
        reason=clean_text(decision.reason).strip(),
        capacity=clean_text(decision.capacity).strip(),
        until=decision.until,
        addressees=[_addressee(one) for one in decision.addressees],
        changed_on=decision.changed_on,
        door=door,
        by_id=by.person_id,
        at=now(),
    )
    proposal.decisions.append(row)
    db.session.flush()
    return row


def _addressee(one: Addressed) -> ProposalAddressee:
    return ProposalAddressee(
        kind=one.kind,
        name=clean_text(one.name).strip(),
        reference=clean_text(one.reference).strip(),
        sent_on=one.sent_on or today(),
        answer_by=one.answer_by,
    )


def _follow(proposal: Proposal, row: ProposalDecision, decision: Decision, by: Actor) -> None:
    """What a step changes besides the state."""
    if row.kind is ProposalStep.SUBMIT:
        proposal.submitted_at = proposal.submitted_at or row.at
    elif row.kind is ProposalStep.ACCEPT:
        proposal.capacity_granted = row.capacity
    elif row.kind is ProposalStep.MERGE:
        proposal.merged_into = decision.into
    elif row.kind is ProposalStep.IMPLEMENT:
        proposal.changed_on, proposal.what_changed = row.changed_on, row.reason
        for pattern in proposal.patterns:
            address_pattern(pattern, by=by)
    elif row.kind is ProposalStep.TAKE_UP_AGAIN:
        for pattern in proposal.patterns:
            reopen_pattern(pattern, by=by)
    proposal.deferred_until = row.until if row.kind is ProposalStep.DEFER else None
