"""Sharing a case and what follows: narrowing, concluding, re-opening, withdrawing, removing."""

from collections.abc import Collection

from sqlalchemy import delete

from app.audit import Actor, record
from app.clock import now
from app.database import clean_text, db
from app.people.models import Organisation
from app.refusals import Invalid
from cases.lifecycle import SHARED_STATES, CaseState, CaseStep, next_state
from cases.models.case import Case, CaseGrant
from cases.offering import offer_to, offerings_for
from cases.operations.announce import announce
from cases.operations.excerpts import revoke_excerpts
from cases.operations.findings import find_personal_data, open_findings, screened_places
from cases.operations.timing import note_time
from cases.terms import Audience, FirstTimeRight, NameShownTo, OutcomeStatus, WhoElse


def share_case(
    case: Case,
    *,
    audience: Audience,
    name_shown_to: NameShownTo,
    by: Actor,
    network: list[Organisation] | None = None,
    offered_to: str = "",
) -> None:
    """Open a draft to its audience. A case with open findings stays with its reporter.

    `offered_to` is the key of an offering: then the case is offered in the same transaction.
    """
    if audience is Audience.PRIVATE:
        raise Invalid("Kies met wie je deze casus deelt.", "audience")
    _refuse_choices(case, audience, offered_to)
    # The list of allowed words may have changed since the case was saved, and the scan too.
    find_personal_data(case)
    _refuse_open_findings(case)
    case.state = next_state(case.state, CaseStep.SHARE)
    case.shared_at = now()
    case.first_shared_at = case.first_shared_at or case.shared_at
    note_time(case)
    _open_to(case, audience, name_shown_to, network or [])
    _note(by, "share_case", case)
    offer_to(case, offered_to, by=by)


def change_audience(
    case: Case,
    *,
    audience: Audience,
    name_shown_to: NameShownTo,
    by: Actor,
    network: list[Organisation] | None = None,
    offered_to: str = "",
) -> None:
    """Widen or narrow who reads a shared case; it holds at once."""
    if case.state not in SHARED_STATES or audience is Audience.PRIVATE:
        raise Invalid("Trek de casus in als niemand hem meer mag lezen.", "audience")
    _refuse_choices(case, audience, offered_to)
    if offered_to or _widens(case, audience, network or []):
        _refuse_open_findings(case)
    _open_to(case, audience, name_shown_to, network or [])
    _note(by, "change_audience", case)
    offer_to(case, offered_to, by=by)


def _refuse_open_findings(case: Case) -> None:
    if open_findings(case):
        raise Invalid("In de tekst staan nog gegevens van personen. Haal ze eerst weg.")


def _widens(case: Case, audience: Audience, network: list[Organisation]) -> bool:
    """Whether anybody reads the case that does not read it now; narrowing is always possible."""
    by_width = list(Audience)
    if by_width.index(audience) > by_width.index(case.audience):
        return True
    named = {one.id for one in case.network} | {case.organisation_id}
    return audience is Audience.NETWORK and any(one.id not in named for one in network)


def _refuse_choices(case: Case, audience: Audience, offered_to: str) -> None:
    """Stop before anything is written: a team that is not there cannot read or review."""
    if audience is Audience.TEAM and case.team_id is None:
        raise Invalid("Je hoort niet bij een team. Deel met je organisatie.", "audience")
    if offered_to and offered_to not in {one.key for one in offerings_for(case)}:
        raise Invalid("Dit team kan je casus nu niet bekijken. Kies opnieuw.", "offered_to")


def _open_to(
    case: Case, audience: Audience, name_shown_to: NameShownTo, network: list[Organisation]
) -> None:
    case.audience, case.name_shown_to = audience, name_shown_to
    _name_network(case, network)
    announce(case)


def _name_network(case: Case, organisations: list[Organisation]) -> None:
    """Only the organisations named now read along; one that joins later needs a new yes."""
    named = organisations if case.audience is Audience.NETWORK else []
    case.network = [one for one in named if one.id != case.organisation_id]


def conclude_case(
    case: Case,
    *,
    outcome: str,
    outcome_status: OutcomeStatus,
    by: Actor,
    who_else: WhoElse | None = None,
    first_time_right: FirstTimeRight | None = None,
    stated: Collection[str] = (),
) -> None:
    """Tell how it ended; the reporter's own reference has done its work and goes.

    What is not said of `who_else` and `first_time_right` stays as it was.
    """
    state = next_state(case.state, CaseStep.CONCLUDE)
    outcome = clean_text(outcome).strip()
    kept = screened_places(case, {"outcome": outcome}, by=by, stated=stated)
    case.state = state
    case.outcome, case.outcome_status = outcome, outcome_status
    case.who_else = who_else or case.who_else
    case.first_time_right = first_time_right or case.first_time_right
    case.concluded_at, case.changed_at = now(), now()
    case.own_reference = None
    find_personal_data(case, kept)
    announce(case)
    _note(by, "conclude_case", case)


def reopen_case(case: Case, *, by: Actor) -> None:
    """Take a concluded case up again."""
    case.state = next_state(case.state, CaseStep.REOPEN)
    case.concluded_at = None
    announce(case)
    _note(by, "reopen_case", case)


def withdraw_case(case: Case, *, by: Actor) -> None:
    """Take a case back: from now on its reporter alone reads it; grants and excerpts end."""
    case.state = next_state(case.state, CaseStep.WITHDRAW)
    case.audience = Audience.PRIVATE
    case.network = []
    db.session.execute(delete(CaseGrant).where(CaseGrant.case_id == case.id))
    revoke_excerpts(case, by=by)
    announce(case)
    _note(by, "withdraw_case", case)


def delete_draft(case: Case, *, by: Actor) -> None:
    """Remove a draft for good, as its reporter; a case that was ever shared can be withdrawn."""
    if case.state is not CaseState.DRAFT:
        raise Invalid("Trek de casus eerst in. Daarna kun je hem verwijderen.")
    announce(case)
    _note(by, "delete_draft", case)
    db.session.delete(case)


def _note(by: Actor, action: str, case: Case) -> None:
    record(by, action, "case", case, organisation=case.organisation.public_id)
