"""Writing a proposal."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields

from app.audit import Actor, record
from app.clock import now
from app.database import clean_text, db
from app.people.models import Organisation, Person
from app.people.permissions import has_role
from app.refusals import Invalid
from cases.models.lists import Bouwsteen
from cases.screening import screen_texts
from learning.lifecycle.patterns import SETTLED_STATES
from learning.lifecycle.proposals import WRITING_STATES, ProposalState
from learning.models.patterns import Pattern
from learning.models.proposals import Level, Priority, Proposal, Strength
from learning.operations.telling_numbers import refuse_exact_numbers
from learning.operations.words import refuse_words_of_cases
from learning.permissions.proposals import OWNER_ROLES

TEXT_FIELDS = (
    "title",
    "problem",
    "evidence",
    "proposed_change",
    "expected_effect",
    "capacity_asked",
    "costs",
)
LEAST_FALL, MOST_FALL = 5, 100


@dataclass(frozen=True)
class ProposalDetails:
    """What the form says of a proposal."""

    title: str
    problem: str
    proposed_change: str
    level: Level
    strength: Strength
    priority: Priority = Priority.NORMAL
    evidence: str = ""
    expected_effect: str = ""
    expected_fall: int | None = None
    capacity_asked: str = ""
    costs: str = ""


def write_proposal(
    details: ProposalDetails,
    *,
    patterns: Sequence[Pattern],
    organisation: Organisation,
    author: Person,
    by: Actor,
    owner: Person | None = None,
    bouwstenen: Sequence[Bouwsteen] = (),
    stated: Collection[str] = (),
) -> Proposal:
    """Begin a proposal from one or more patterns that an analyst has confirmed."""
    _check(details, patterns, organisation.id, owner)
    _screen(details, organisation, by, stated)
    proposal = Proposal(
        organisation_id=organisation.id,
        author_id=author.id,
        state=ProposalState.DRAFT,
        created_at=now(),
        state_since=now(),
    )
    _fill(proposal, details, patterns, owner)
    proposal.bouwstenen = list(bouwstenen)
    db.session.add(proposal)
    db.session.flush()
    note(by, "write_proposal", proposal)
    return proposal


def edit_proposal(
    proposal: Proposal,
    details: ProposalDetails,
    *,
    patterns: Sequence[Pattern],
    by: Actor,
    owner: Person | None = None,
    bouwstenen: Sequence[Bouwsteen] = (),
    stated: Collection[str] = (),
) -> None:
    """Change a draft; what was submitted changes only after it has been asked back."""
    if proposal.state not in WRITING_STATES:
        raise Invalid("Dit voorstel is ingediend. Je kunt het nu niet meer wijzigen.")
    _check(details, patterns, proposal.organisation_id, owner)
    host = db.session.get_one(Organisation, proposal.organisation_id)
    _screen(details, host, by, stated)
    _fill(proposal, details, patterns, owner)
    proposal.bouwstenen = list(bouwstenen)
    note(by, "edit_proposal", proposal)


def _check(
    details: ProposalDetails, patterns: Sequence[Pattern], organisation: int, owner: Person | None
) -> None:
    """Refuse what is not complete, and every text that others could know a person from."""
    for name, message in (
        ("title", "Vul een titel in."),
        ("problem", "Schrijf op wat er misgaat."),
        ("proposed_change", "Schrijf op wat er moet veranderen."),
    ):
        if not getattr(details, name).strip():
            raise Invalid(message, name)
    if not patterns:
        raise Invalid("Kies het patroon waaruit dit voorstel komt.", "patterns")
    for pattern in patterns:
        own = pattern.organisation_id == organisation and not pattern.across
        if not own or pattern.state not in SETTLED_STATES:
            raise Invalid("Kies een patroon dat je hebt bevestigd.", "patterns")
    if owner is not None and not has_role(owner, organisation, *OWNER_ROLES):
        raise Invalid("Kies een manager of een uitvoerder als eigenaar.", "owner")
    fall = details.expected_fall
    if fall is not None and not LEAST_FALL <= fall <= MOST_FALL:
        raise Invalid("Vul een heel getal in van 5 tot en met 100, of niets.", "expected_fall")
    refuse_copied_texts(details, patterns)
    texts = {name: getattr(details, name) for name in TEXT_FIELDS}
    refuse_exact_numbers(texts, patterns, organisation)


def _screen(
    details: ProposalDetails, host: Organisation, by: Actor, stated: Collection[str]
) -> None:
    """Stop words by which a person is known as soon as they are written.

    An analyst is not the only one: colleagues read a draft, and a manager what was asked back. So
    nothing is left to stop when a proposal is submitted as it was written.
    """
    texts = {name: getattr(details, name) for name in TEXT_FIELDS}
    screen_texts(texts, organisation=host, by=by, stated=stated)


def refuse_copied_texts(written: ProposalDetails | Proposal, patterns: Sequence[Pattern]) -> None:
    """Stop words of a case: a manager reads no case.

    A released excerpt is the one way to quote a case, and has its own place.
    """
    refuse_words_of_cases({name: getattr(written, name) for name in TEXT_FIELDS}, patterns)


def _fill(
    proposal: Proposal, details: ProposalDetails, patterns: Sequence[Pattern], owner: Person | None
) -> None:
    for one in fields(details):
        value = getattr(details, one.name)
        text = one.name in TEXT_FIELDS
        setattr(proposal, one.name, clean_text(value).strip() if text else value)
    proposal.patterns = list(patterns)
    proposal.owner = owner


def note(by: Actor, action: str, proposal: Proposal) -> None:
    """Tell the audit trail what is done with a proposal."""
    record(by, action, "proposal", proposal, organisation=proposal.organisation.public_id)
