"""Looking each day at what rises and what goes together, where no run did that already."""

from datetime import timedelta

from app.clock import now
from app.jobs import Run
from app.people.queries import all_organisations
from learning.operations.noticing import note_signals
from learning.queries.signals import latest_run

NOTE_SIGNALS = "note_signals"
FRESH = timedelta(hours=20)
"""A run of last night has noted its signals itself."""


def note_daily(run: Run) -> None:
    """Note the signals of each organisation that no run looked at since yesterday.

    A week passes without a run where nobody shares anything; what rose does fall then.
    """
    organisations = [one.id for one in all_organisations()]
    for number, organisation_id in enumerate(organisations):
        run.progress(100 * number // len(organisations))
        last = latest_run(organisation_id)
        if last is None or last.at <= now() - FRESH:
            note_signals(organisation_id, now())
