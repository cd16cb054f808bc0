"""What happens to an agreement after the session: its day can move, with a reason."""

from collections.abc import Collection
from datetime import date

from app.audit import Actor, record
from app.clock import today
from app.database import clean_text, db
from app.refusals import Invalid
from cases.doorbraak.models.review import Agreement
from cases.screening import refuse_personal_data

LONGEST_REASON = 300


def move_agreement(
    agreement: Agreement,
    *,
    due_on: date,
    reason: str,
    by: Actor,
    stated: Collection[str] = (),
) -> None:
    """Give an open agreement another day, and tell its holder why."""
    if agreement.done_at is not None:
        raise Invalid("Deze afspraak is al gedaan.")
    if due_on < today():
        raise Invalid("Kies een dag die nog komt.", "due_on")
    reason = clean_text(reason).strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Invalid(
            "Schrijf in hooguit %(count)s tekens waarom de dag verandert.",
            "reason",
            count=LONGEST_REASON,
        )
    case = agreement.item.case
    refuse_personal_data(reason, "reason", stated, organisation=case.organisation, by=by)
    agreement.due_on, agreement.moved_because = due_on, reason
    # The holder is told anew: nearly due and late count from the new day.
    agreement.reminded_at = agreement.reminded_late_at = None
    db.session.flush()
    record(by, "move_agreement", "agreement", agreement, organisation=case.organisation.public_id)
