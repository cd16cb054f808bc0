"""Work on the Doorbraak that nobody waits for."""

from datetime import time, timedelta

from app.audit import Actor, Origin
from app.clock import AMSTERDAM, now
from app.database import db, transaction
from app.jobs import Run
from cases.doorbraak.models.session import DoorbraakSession
from cases.doorbraak.operations.reminders import send_reminders
from cases.doorbraak.operations.spread import close_when_due
from cases.doorbraak.queries.rounds import sessions_to_close

KIND = "doorbraak_reminders"
EVERY = timedelta(minutes=30)
CLOSING = "doorbraak_closings"
CLOSING_EVERY = timedelta(minutes=5)
# Nobody is mailed at night. Looking each half hour keeps the morning a morning in summer and
# winter, and makes up for a morning on which the worker stood still.
FROM, UNTIL = time(7, 30), time(19, 0)


def remind(_run: Run) -> None:
    """Tell who still has something to do, in the hours of a working day."""
    if FROM <= now().astimezone(AMSTERDAM).time() < UNTIL:
        with transaction():
            send_reminders()


def close_steps(_run: Run) -> None:
    """Close the steps of sessions over days whose moment has come; twice does no harm."""
    found = sessions_to_close()
    db.session.rollback()
    for session_id in found:
        with transaction():
            session = db.session.get_one(DoorbraakSession, session_id)
            close_when_due(session, by=Actor(Origin.JOB))
