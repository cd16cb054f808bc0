"""Deciding with two: one manager chooses, a second one agrees or not, and only then it is so.

Until then the proposal stands where it stood, and nobody but managers and analysts knows of the
choice.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from app.audit import Actor
from app.clock import now
from app.database import clean_text, db
from app.people.models import Organisation
from app.refusals import Invalid, Refused, Stale
from cases.screening import screen_texts
from learning.lifecycle.proposals import SECONDED_STEPS, ProposalStep
from learning.models.deciding import SecondAnswer, SecondOpinion
from learning.models.proposals import AddresseeKind, Proposal, ProposalDecision
from learning.operations.decision_rules import Addressed, Decision
from learning.operations.decisions import check_step, decide_proposal, hold_proposal
from learning.operations.nudging import DESK, nudge
from learning.operations.proposals import note
from learning.operations.words import refuse_words_of_cases
from learning.queries.deciding import open_opinion, other_managers

ALONE = (
    "Bij jullie beslissen twee managers, en je bent nu de enige. Vraag de functioneel beheerder "
    "om een tweede manager of een vervanger."
)


def asks_second(proposal: Proposal, step: ProposalStep) -> bool:
    """Whether this step waits for a second manager in this organisation."""
    host = db.session.get_one(Organisation, proposal.organisation_id)
    return host.two_decide and step in SECONDED_STEPS


def take_step(
    proposal: Proposal,
    decision: Decision,
    *,
    by: Actor,
    seen: str,
    stated: Collection[str] = (),
) -> SecondOpinion | None:
    """Take a step, or lay it before a second manager and give what waits for that one."""
    if asks_second(proposal, decision.step):
        return ask_second(proposal, decision, by=by, seen=seen, stated=stated)
    decide_proposal(proposal, decision, by=by, stated=stated, seen=seen)
    return None


def ask_second(
    proposal: Proposal,
    decision: Decision,
    *,
    by: Actor,
    seen: str | None = None,
    stated: Collection[str] = (),
) -> SecondOpinion:
    """Keep the choice of one manager, whole, until a second one has looked at it."""
    hold_proposal(proposal, seen)
    check_step(proposal, decision, by=by, stated=stated)
    if open_opinion(proposal) is not None:
        raise Invalid("Een manager heeft al een keuze gemaakt. Die wacht op een tweede manager.")
    others = other_managers(proposal.organisation_id, by.person_id)
    if not others:
        raise Invalid(ALONE)
    opinion = SecondOpinion(
        proposal=proposal,
        step=decision.step,
        reason=clean_text(decision.reason).strip(),
        details=_details(decision, stated),
        asked_by_id=by.person_id,
        asked_at=now(),
    )
    db.session.add(opinion)
    db.session.flush()
    for one in others:
        nudge(one, DESK)
    note(by, "ask_second", proposal)
    return opinion


def agree(opinion: SecondOpinion, *, by: Actor) -> ProposalDecision:
    """The second manager agrees: the step is taken, in the name of both."""
    proposal = _held(opinion)
    _refuse_own(opinion, by)
    decision, stated = decision_of(opinion), opinion.details.get("stated", [])
    check_step(proposal, decision, by=by, stated=stated)
    _answer(opinion, SecondAnswer.AGREED, "", by)
    row = decide_proposal(proposal, decision, by=by, stated=stated, second_by_id=by.person_id)
    row.by_id = opinion.asked_by_id
    db.session.flush()
    note(by, "agree_second", proposal)
    return row


def disagree(
    opinion: SecondOpinion, *, reason: str, by: Actor, stated: Collection[str] = ()
) -> None:
    """The second manager does not agree and says why; the proposal waits for a decision again."""
    proposal = _held(opinion)
    _refuse_own(opinion, by)
    reason = clean_text(reason).strip()
    if not reason:
        raise Invalid("Schrijf op waarom je het er niet mee eens bent.", "reason")
    host = db.session.get_one(Organisation, proposal.organisation_id)
    screen_texts({"reason": reason}, organisation=host, by=by, stated=stated)
    refuse_words_of_cases({"reason": reason}, proposal.patterns, by=by)
    _answer(opinion, SecondAnswer.REFUSED, reason, by)
    if opinion.asked_by is not None:
        nudge(opinion.asked_by, DESK)
    note(by, "refuse_second", proposal)


def withdraw(opinion: SecondOpinion, *, by: Actor) -> None:
    """Who chose takes the choice back before a second manager answered."""
    proposal = _held(opinion)
    if opinion.asked_by_id is None or opinion.asked_by_id != by.person_id:
        raise Refused("proposal", proposal.public_id)
    _answer(opinion, SecondAnswer.WITHDRAWN, "", by)
    note(by, "withdraw_second", proposal)


def decision_of(opinion: SecondOpinion) -> Decision:
    """The step that waits, with all that was said with it."""
    told = opinion.details
    return Decision(
        opinion.step,
        reason=opinion.reason,
        capacity=told.get("capacity", ""),
        until=_day(told.get("until")),
        addressees=tuple(
            Addressed(
                one["name"],
                _day(one["answer_by"]),
                AddresseeKind(one["kind"]),
                reference=one["reference"],
                sent_on=_day(one["sent_on"]),
            )
            for one in told.get("addressees", ())
        ),
    )


def _details(decision: Decision, stated: Collection[str]) -> dict[str, Any]:
    return {
        "capacity": clean_text(decision.capacity).strip(),
        "until": _plain(decision.until),
        "addressees": [
            {
                "kind": one.kind.value,
                "name": clean_text(one.name).strip(),
                "reference": clean_text(one.reference).strip(),
                "sent_on": _plain(one.sent_on),
                "answer_by": _plain(one.answer_by),
            }
            for one in decision.addressees
        ],
        # What the first one stated to be no personal data needs no second statement.
        "stated": list(stated),
    }


def _held(opinion: SecondOpinion) -> Proposal:
    """The proposal, held; Stale when the choice was answered or taken back meanwhile."""
    hold_proposal(opinion.proposal)
    db.session.refresh(opinion)
    if opinion.answer is not None:
        raise Stale
    return opinion.proposal


def _refuse_own(opinion: SecondOpinion, by: Actor) -> None:
    if by.person_id is None or opinion.asked_by_id == by.person_id:
        raise Refused("proposal", opinion.proposal.public_id)


def _answer(opinion: SecondOpinion, answer: SecondAnswer, reason: str, by: Actor) -> None:
    opinion.answer, opinion.answer_reason = answer, reason
    opinion.answered_by_id, opinion.answered_at = by.person_id, now()
    db.session.flush()


def _plain(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
