"""To whom a proposal was forwarded: one more later, and what each of them answered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app.audit import Actor
from app.clock import today
from app.database import clean_text, db
from app.people.models import Organisation
from app.refusals import Invalid
from cases.screening import screen_texts
from learning.lifecycle.proposals import ProposalState, ProposalStep
from learning.models.proposals import (
    AddresseeAnswer,
    Proposal,
    ProposalAddressee,
    ProposalDecision,
)
from learning.operations.decision_rules import MOST_ADDRESSEES, Addressed, check_addressed
from learning.operations.decisions import hold_proposal, to_addressee
from learning.operations.proposals import note
from learning.operations.words import refuse_words_of_cases
from learning.queries.deciding import open_opinion


@dataclass(frozen=True)
class Answer:
    """What somebody answered, in words, on a day."""

    answer: AddresseeAnswer | None
    text: str = ""
    on: date | None = None


def add_addressee(
    proposal: Proposal, addressed: Addressed, *, by: Actor, stated: Collection[str] = ()
) -> ProposalAddressee:
    """Lay a proposal that was forwarded before one more; it stays where it stands."""
    hold_proposal(proposal)
    _require_forwarded(proposal)
    if len(proposal.addressees) >= MOST_ADDRESSEES:
        raise Invalid("Geleid door aan hooguit %(count)s tegelijk.", count=MOST_ADDRESSEES)
    check_addressed(addressed)
    texts = {"to_0_name": addressed.name, "to_0_reference": addressed.reference}
    _screen(proposal, texts, by, stated)
    row = to_addressee(addressed)
    _forwarding(proposal).addressees.append(row)
    db.session.flush()
    note(by, "add_addressee", proposal)
    return row


def note_answer(
    proposal: Proposal,
    addressee: ProposalAddressee,
    given: Answer,
    *,
    by: Actor,
    stated: Collection[str] = (),
) -> None:
    """Keep what an addressee answered; a slip of the pen is mended while the proposal stands there.

    Who does not take it over says why, so that "elders niet overgenomen" has a reason.
    """
    hold_proposal(proposal)
    _require_forwarded(proposal)
    if given.answer is None:
        raise Invalid("Kies wat het antwoord is.", "answer")
    if given.answer is AddresseeAnswer.REFUSED and not given.text.strip():
        raise Invalid("Schrijf op waarom de ander dit niet overneemt.", "text")
    if given.on is None or not addressee.sent_on <= given.on <= today():
        raise Invalid(
            "Vul de dag van het antwoord in. Die ligt na het versturen en niet in de toekomst.",
            "on",
        )
    _screen(proposal, {"text": given.text}, by, stated)
    addressee.answer, addressee.answered_on = given.answer, given.on
    addressee.answer_text = clean_text(given.text).strip()
    addressee.answered_by_id = by.person_id
    db.session.flush()
    note(by, "note_answer", proposal)


def reasons_of_refusal(proposal: Proposal) -> str:
    """What each addressee that did not take it over gave as reason, a line each."""
    return "\n".join(
        f"{one.name}: {one.answer_text}"
        for one in proposal.addressees
        if one.answer is AddresseeAnswer.REFUSED
    )


def _require_forwarded(proposal: Proposal) -> None:
    if proposal.state is not ProposalState.FORWARDED or open_opinion(proposal) is not None:
        raise Invalid("Dit voorstel is niet meer doorgeleid. Kijk op de pagina hoe het nu staat.")


def _forwarding(proposal: Proposal) -> ProposalDecision:
    return [one for one in proposal.decisions if one.kind is ProposalStep.FORWARD][-1]


def _screen(proposal: Proposal, texts: dict[str, str], by: Actor, stated: Collection[str]) -> None:
    host = db.session.get_one(Organisation, proposal.organisation_id)
    screen_texts(texts, organisation=host, by=by, stated=stated)
    refuse_words_of_cases(texts, proposal.patterns, by=by)
