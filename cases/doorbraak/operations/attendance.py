"""The reporter says whether they come to the review of their case, and with their name or not."""

from app.audit import Actor, record
from app.database import db
from app.refusals import Invalid
from cases.doorbraak.lifecycle import LIVE_STATES
from cases.doorbraak.models.session import AgendaItem
from cases.doorbraak.operations.invitations import invite_reporter, withdraw_invitation
from cases.doorbraak.operations.revision import changed
from cases.doorbraak.permissions import participates
from cases.doorbraak.terms import ItemResult
from cases.models.case import Case
from cases.operations.share import change_audience
from cases.terms import NameShownTo


def answer_attendance(
    item: AgendaItem, *, comes: bool | None, name_shown_to: NameShownTo, by: Actor
) -> None:
    """Keep the reporter's answer; both can be changed until the session is over.

    Who sits in the session anyway is not asked whether they come. The name is the same choice as
    when the case was shared, so that nothing is widened that the reporter did not see.
    """
    if item.session.state not in LIVE_STATES or item.result is not ItemResult.WAITING:
        raise Invalid("De sessie is voorbij. Je antwoord kan niet meer veranderen.")
    reporter = item.case.reporter
    asked = reporter is not None and not participates(item.session, reporter)
    if asked and comes is None:
        raise Invalid("Kies of je erbij komt.", "comes")
    if item.case.name_shown_to is not name_shown_to:
        _show_name(item.case, name_shown_to, by=by)
    if asked:
        _settle(item, comes is True)
    changed(item.session)
    db.session.flush()
    record(
        by,
        "answer_attendance",
        "case",
        item.case,
        organisation=item.case.organisation.public_id,
        records=(item.session.public_id,),
    )


def _settle(item: AgendaItem, comes: bool) -> None:
    """A yes brings the session into the calendar, a no after a yes takes it out."""
    before, reporter = item.reporter_attends, item.case.reporter
    assert reporter is not None
    item.reporter_attends = comes
    if comes and not before:
        invite_reporter(item, reporter)
    elif before and not comes:
        withdraw_invitation(item.session, reporter)


def _show_name(case: Case, shown_to: NameShownTo, *, by: Actor) -> None:
    change_audience(
        case,
        audience=case.audience,
        name_shown_to=shown_to,
        network=list(case.network),
        by=by,
    )
