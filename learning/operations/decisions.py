"""Every step with a proposal: submitting, deciding, carrying out, concluding.

Each is kept as a row with its reason, so that the proposal tells its own story in order. Where an
organisation lets two people decide, `second_opinion` asks the second one first.
"""

from collections.abc import Collection

from sqlalchemy import select

from app.audit import Actor
from app.clock import now, today
from app.database import clean_text, db
from app.people.models import Organisation
from app.refusals import Invalid, Stale
from cases.screening import screen_texts
from learning.lifecycle.proposals import (
    SECONDED_STEPS,
    Door,
    ProposalState,
    ProposalStep,
    next_state,
    no_capacity,
)
from learning.models.proposals import Proposal, ProposalAddressee, ProposalDecision
from learning.operations.decision_rules import Addressed, Decision, check_decision
from learning.operations.learned import door_of
from learning.operations.merging_proposals import carry_over, refuse_words_carried
from learning.operations.patterns import address_pattern, reopen_pattern
from learning.operations.proposals import note
from learning.operations.telling_numbers import refuse_exact_numbers
from learning.operations.versions import check_submission, keep_version
from learning.operations.words import refuse_words_of_cases
from learning.queries.deciding import mark_of, open_opinion


def submit_proposal(proposal: Proposal, *, by: Actor, stated: Collection[str] = ()) -> None:
    """Lay a draft before the manager; from now on the organisation reads it, and a version stays.

    Others will read it than when it was written, so every text is looked at again.
    """
    check_submission(proposal, by=by, stated=stated)
    decide_proposal(proposal, Decision(ProposalStep.SUBMIT), by=by)
    keep_version(proposal, by=by)


def hold_proposal(proposal: Proposal, seen: str | None = None) -> None:
    """Keep others from deciding meanwhile, and look again at how it stands.

    `seen` is how it stood on the page of who decides (`mark_of`). When something was done since,
    that counts: this one raises Stale and nothing is overwritten.
    """
    db.session.execute(select(Proposal.id).where(Proposal.id == proposal.id).with_for_update())
    db.session.expire(proposal)
    if seen is not None and seen != mark_of(proposal):
        raise Stale


def check_step(
    proposal: Proposal, decision: Decision, *, by: Actor, stated: Collection[str] = ()
) -> ProposalState:
    """To which state a step leads, when it can be taken from here and says what it needs."""
    target = next_state(proposal.state, decision.step)
    check_decision(proposal, decision)
    host = db.session.get_one(Organisation, proposal.organisation_id)
    texts = _texts(decision)
    screen_texts(texts, organisation=host, by=by, stated=stated)
    refuse_words_of_cases(texts, proposal.patterns, by=by)
    # An analyst who concludes has the exact counts at hand, and everybody reads the conclusion.
    refuse_exact_numbers(texts, proposal.patterns, proposal.organisation_id)
    return target


def decide_proposal(
    proposal: Proposal,
    decision: Decision,
    *,
    by: Actor,
    stated: Collection[str] = (),
    seen: str | None = None,
    second_by_id: int | None = None,
) -> ProposalDecision:
    """Take a step that the table allows, with what it needs, and do what follows from it.

    Where two people decide, the four decisions are not taken without the second one; and while a
    choice waits for that second manager nothing else is done with the proposal.
    """
    hold_proposal(proposal, seen)
    target = check_step(proposal, decision, by=by, stated=stated)
    if decision.step is ProposalStep.MERGE and decision.into is not None:
        refuse_words_carried(proposal, decision.into)
    _refuse_alone(proposal, decision.step, second_by_id)
    door = door_of(proposal, decision.step)
    row = _keep(proposal, decision, door, by)
    row.second_by_id = second_by_id
    proposal.state, proposal.state_since = target, row.at
    _follow(proposal, row, decision, by)
    note(by, f"{decision.step}_proposal", proposal)
    return row


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


def to_addressee(one: Addressed) -> ProposalAddressee:
    """An addressee as it is kept; without a day it was sent today."""
    return ProposalAddressee(
        kind=one.kind,
        name=clean_text(one.name).strip(),
        reference=clean_text(one.reference).strip(),
        sent_on=one.sent_on or today(),
        answer_by=one.answer_by,
    )


def _texts(decision: Decision) -> dict[str, str]:
    """What others will read of a decision, by the field in which it was written."""
    addressed = {
        f"to_{place}_{name}": getattr(one, name)
        for place, one in enumerate(decision.addressees)
        for name in ("name", "reference")
    }
    own = {
        name: getattr(decision, name)
        for name in ("reason", "capacity", "link", "version", "told_whom")
    }
    return own | addressed


def _refuse_alone(proposal: Proposal, step: ProposalStep, second_by_id: int | None) -> None:
    if open_opinion(proposal) is not None:
        raise Invalid(
            "Een manager heeft al een keuze gemaakt. Die wacht op een tweede manager. Daarna kun "
            "je verder."
        )
    alone = second_by_id is None and step in SECONDED_STEPS
    if alone and db.session.get_one(Organisation, proposal.organisation_id).two_decide:
        raise Invalid("Bij jullie beslissen twee managers. Vraag eerst een tweede.")


def _keep(proposal: Proposal, decision: Decision, door: Door | None, by: Actor) -> ProposalDecision:
    row = ProposalDecision(
        kind=decision.step,
        reason=clean_text(decision.reason).strip(),
        capacity=clean_text(decision.capacity).strip(),
        until=decision.until,
        addressees=[to_addressee(one) for one in decision.addressees],
        changed_on=decision.changed_on,
        door=door,
        by_id=by.person_id,
        at=now(),
    )
    if no_capacity(row.capacity):
        row.capacity = ""
    proposal.decisions.append(row)
    db.session.flush()
    return row


def _follow(proposal: Proposal, row: ProposalDecision, decision: Decision, by: Actor) -> None:
    """What a step changes besides the state."""
    if row.kind is ProposalStep.SUBMIT:
        proposal.submitted_at = proposal.submitted_at or row.at
    elif row.kind is ProposalStep.ACCEPT:
        proposal.capacity_granted = row.capacity
    elif row.kind is ProposalStep.MERGE and decision.into is not None:
        carry_over(proposal, decision.into)
    elif row.kind is ProposalStep.IMPLEMENT:
        _change(proposal, row, decision, by)
    elif row.kind is ProposalStep.TAKE_UP_AGAIN:
        for pattern in proposal.patterns:
            reopen_pattern(pattern, by=by)
    proposal.deferred_until = row.until if row.kind is ProposalStep.DEFER else None


def _change(proposal: Proposal, row: ProposalDecision, decision: Decision, by: Actor) -> None:
    """What was changed since when, where it stands and who was told; the patterns are addressed."""
    proposal.changed_on, proposal.what_changed = row.changed_on, row.reason
    proposal.changed_link = clean_text(decision.link).strip()
    proposal.changed_version = clean_text(decision.version).strip()
    proposal.told_whom = clean_text(decision.told_whom).strip()
    for pattern in proposal.patterns:
        address_pattern(pattern, by=by)
