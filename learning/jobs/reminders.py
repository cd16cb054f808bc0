"""Reminding each morning of what waits for a decision, an answer or to be done."""

from datetime import time

from app.audit import Actor, Origin
from app.database import db, transaction
from app.jobs import Run
from app.people.models import Organisation
from app.people.queries import all_organisations
from learning.operations.reminders import send_reminders

SEND_REMINDERS = "send_reminders"
# Before the working day begins, so that the mail lies on top.
MORNING = time(7)


def remind(run: Run) -> None:
    """Remind in each organisation, one transaction each."""
    organisations = [one.id for one in all_organisations()]
    for number, organisation_id in enumerate(organisations):
        run.progress(100 * number // len(organisations))
        with transaction():
            organisation = db.session.get_one(Organisation, organisation_id)
            send_reminders(organisation, by=Actor(Origin.JOB))
