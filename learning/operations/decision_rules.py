"""What has to be said with a step before it can be taken: its reason, its days, its addressees."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from app.clock import today
from app.refusals import Invalid
from learning.lifecycle.proposals import JOINABLE_STATES, ProposalState, ProposalStep, no_capacity
from learning.models.proposals import AddresseeAnswer, AddresseeKind, Proposal

LONGEST_LINK = 500
MOST_ADDRESSEES = 6

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
    link: str = ""
    version: str = ""
    told_whom: str = ""
    into: Proposal | None = None


def check_decision(proposal: Proposal, decision: Decision) -> None:
    """Refuse a step that lacks what it needs, beside the field that it is about."""
    _check_reason(decision)
    check = _CHECKS.get(decision.step)
    if check is not None:
        check(proposal, decision)


def check_addressed(one: Addressed, place: int = 0) -> None:
    """Refuse an addressee without a name, or without a sensible day for an answer."""
    if not one.name.strip():
        raise Invalid("Vul in aan wie je dit doorgeleidt.", f"to_{place}_name")
    if one.sent_on is not None and one.sent_on > today():
        raise Invalid("Deze dag ligt in de toekomst.", f"to_{place}_sent_on")
    if one.answer_by is None:
        raise Invalid("Vul in wanneer je antwoord verwacht.", f"to_{place}_answer_by")
    if one.answer_by < (one.sent_on or today()):
        raise Invalid(
            "Deze dag ligt voor de dag waarop je het verstuurde.", f"to_{place}_answer_by"
        )


def check_link(link: str) -> None:
    """A link leads to a page on the web and names nobody on the way; nothing else is a link."""
    if not link.strip():
        return
    try:
        parts = urlsplit(link.strip())
        plain = parts.scheme in ("http", "https") and bool(parts.hostname)
        # Words before an @ look like the name of a site and are not.
        plain = plain and "@" not in parts.netloc
    except ValueError:
        plain = False
    if not plain or any(mark.isspace() or not mark.isprintable() for mark in link.strip()):
        raise Invalid("Vul een webadres in dat begint met https://.", "link")
    if len(link) > LONGEST_LINK:
        raise Invalid("Gebruik hooguit %(count)s tekens.", "link", count=LONGEST_LINK)


def _check_reason(decision: Decision) -> None:
    message = REASONED.get(decision.step, "")
    if decision.step is ProposalStep.ACCEPT and no_capacity(decision.capacity):
        message = "Schrijf op waarom hier geen capaciteit voor nodig is, of vul de capaciteit in."
    if message and not decision.reason.strip():
        raise Invalid(message, "reason")


def _check_deferring(_proposal: Proposal, decision: Decision) -> None:
    if decision.until is None or decision.until <= today():
        raise Invalid("Vul een dag in de toekomst in.", "until")


def _check_implementing(_proposal: Proposal, decision: Decision) -> None:
    if decision.changed_on is None or decision.changed_on > today():
        raise Invalid("Vul de dag in waarop dit is veranderd, niet in de toekomst.", "changed_on")
    check_link(decision.link)


def _check_forwarding(_proposal: Proposal, decision: Decision) -> None:
    if not decision.addressees:
        raise Invalid("Vul in aan wie je dit doorgeleidt.", "to_0_name")
    if len(decision.addressees) > MOST_ADDRESSEES:
        raise Invalid("Geleid door aan hooguit %(count)s tegelijk.", count=MOST_ADDRESSEES)
    for place, one in enumerate(decision.addressees):
        check_addressed(one, place)


def _check_refused_elsewhere(proposal: Proposal, _decision: Decision) -> None:
    """Somebody who takes it up is not passed over."""
    if any(one.answer is AddresseeAnswer.TAKEN_UP for one in proposal.addressees):
        raise Invalid("Een van hen pakt het op. Leg vast dat de uitvoering begint.")


def _check_merging(proposal: Proposal, decision: Decision) -> None:
    into = decision.into
    if into is None or into.id == proposal.id or into.organisation_id != proposal.organisation_id:
        raise Invalid("Kies het voorstel waar dit in opgaat.", "into")
    if into.state is ProposalState.MERGED:
        raise Invalid("Dat voorstel is zelf samengevoegd. Kies een ander.", "into")
    if into.state not in JOINABLE_STATES:
        raise Invalid("Met dat voorstel is al afgerond wat er kon. Kies een ander.", "into")
    # What is submitted may not vanish from sight into a draft.
    if proposal.submitted_at is not None and into.submitted_at is None:
        raise Invalid("Kies een voorstel dat al is ingediend.", "into")


_CHECKS: dict[ProposalStep, Callable[[Proposal, Decision], None]] = {
    ProposalStep.DEFER: _check_deferring,
    ProposalStep.IMPLEMENT: _check_implementing,
    ProposalStep.FORWARD: _check_forwarding,
    ProposalStep.REFUSE_ELSEWHERE: _check_refused_elsewhere,
    ProposalStep.MERGE: _check_merging,
}
