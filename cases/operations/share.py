"""Sharing a case and what follows: narrowing, concluding, re-opening, withdrawing, removing."""

from sqlalchemy import delete, select

from app.audit import Actor, record
from app.clock import now
from app.database import clean_text, db
from app.people.models import Organisation
from app.personal_data.findings import Kind
from app.personal_data.scan import replacement
from app.refusals import Invalid
from cases.lifecycle import SHARED_STATES, CaseState, CaseStep, next_state
from cases.models.case import Case, CaseGrant
from cases.models.history import CaseFinding, CaseRevision, Decision
from cases.operations.log import (
    TEXT_FIELDS,
    announce,
    find_personal_data,
    findings_of,
    kept_words,
)
from cases.operations.screening import refuse_personal_data
from cases.terms import Audience, NameShownTo, OutcomeStatus


def share_case(
    case: Case,
    *,
    audience: Audience,
    name_shown_to: NameShownTo,
    by: Actor,
    network: list[Organisation] | None = None,
) -> None:
    """Open a draft to its audience. A case with open findings stays with its reporter."""
    if audience is Audience.PRIVATE:
        raise Invalid("Kies met wie je deze casus deelt.", "audience")
    if audience is Audience.TEAM and case.team_id is None:
        raise Invalid("Je hoort niet bij een team. Deel met je organisatie.", "audience")
    if open_findings(case):
        raise Invalid("In de tekst staan nog gegevens van personen. Haal ze eerst weg.")
    case.state = next_state(case.state, CaseStep.SHARE)
    case.audience, case.name_shown_to = audience, name_shown_to
    _name_network(case, network or [])
    case.shared_at = now()
    case.first_shared_at = case.first_shared_at or case.shared_at
    announce(case)
    _note(by, "share_case", case)


def change_audience(
    case: Case,
    *,
    audience: Audience,
    name_shown_to: NameShownTo,
    by: Actor,
    network: list[Organisation] | None = None,
) -> None:
    """Widen or narrow who reads a shared case; it holds at once."""
    if case.state not in SHARED_STATES or audience is Audience.PRIVATE:
        raise Invalid("Trek de casus in als niemand hem meer mag lezen.", "audience")
    case.audience, case.name_shown_to = audience, name_shown_to
    _name_network(case, network or [])
    announce(case)
    _note(by, "change_audience", case)


def _name_network(case: Case, organisations: list[Organisation]) -> None:
    """Only the organisations named now read along; one that joins later needs a new yes."""
    named = organisations if case.audience is Audience.NETWORK else []
    case.network = [one for one in named if one.id != case.organisation_id]


def conclude_case(case: Case, *, outcome: str, outcome_status: OutcomeStatus, by: Actor) -> None:
    """Tell how it ended; the reporter's own reference has done its work and goes."""
    state = next_state(case.state, CaseStep.CONCLUDE)
    refuse_personal_data(outcome, "outcome", kept_words(case))
    case.state = state
    case.outcome, case.outcome_status = clean_text(outcome).strip(), outcome_status
    case.concluded_at, case.changed_at = now(), now()
    case.own_reference = None
    find_personal_data(case)
    announce(case)
    _note(by, "conclude_case", case)


def reopen_case(case: Case, *, by: Actor) -> None:
    """Take a concluded case up again."""
    case.state = next_state(case.state, CaseStep.REOPEN)
    case.concluded_at = None
    announce(case)
    _note(by, "reopen_case", case)


def withdraw_case(case: Case, *, by: Actor) -> None:
    """Take a case back: from now on its reporter alone reads it; every grant ends."""
    case.state = next_state(case.state, CaseStep.WITHDRAW)
    case.audience = Audience.PRIVATE
    case.network = []
    db.session.execute(delete(CaseGrant).where(CaseGrant.case_id == case.id))
    announce(case)
    _note(by, "withdraw_case", case)


def delete_draft(case: Case, *, by: Actor) -> None:
    """Remove a draft for good, as its reporter; a case that was ever shared can be withdrawn."""
    if case.state is not CaseState.DRAFT:
        raise Invalid("Trek de casus eerst in. Daarna kun je hem verwijderen.")
    announce(case)
    _note(by, "delete_draft", case)
    db.session.delete(case)


def replace_findings(case: Case, *, by: Actor) -> None:
    """Replace every open finding by its placeholder, here and in every earlier version."""
    found = {excerpt(case, one): Kind(one.kind) for one in open_findings(case)}
    for revision in db.session.scalars(select(CaseRevision).where(CaseRevision.case_id == case.id)):
        revision.texts = {name: _without(text, found) for name, text in revision.texts.items()}
    for name in TEXT_FIELDS:
        setattr(case, name, _without(getattr(case, name) or "", found))
    case.version += 1
    case.changed_at = now()
    find_personal_data(case)
    announce(case)
    _note(by, "replace_personal_data", case)


def _without(text: str, found: dict[str, Kind]) -> str:
    """The text without these words, the longest first, since one may stand in another."""
    for words in sorted(found, key=len, reverse=True):
        text = text.replace(words, replacement(found[words]))
    return text


def keep_findings(case: Case, *, by: Actor) -> None:
    """State that the open findings are no personal data."""
    for finding in open_findings(case):
        finding.decision = Decision.KEPT
    _note(by, "keep_findings", case)


def open_findings(case: Case) -> list[CaseFinding]:
    """What still waits for the writer's word."""
    return [one for one in findings_of(case) if one.decision is Decision.OPEN]


def excerpt(case: Case, finding: CaseFinding) -> str:
    """The words that a finding is about."""
    return (getattr(case, finding.field) or "")[finding.start : finding.end]


def _note(by: Actor, action: str, case: Case) -> None:
    record(by, action, "case", case, organisation=case.organisation.public_id)
