"""Daily work: asking practice whether it still pinches, and judging what was answered."""

from app.audit import Actor, Origin
from app.database import transaction
from app.jobs import Run
from app.people.queries import all_organisations
from learning.operations.practice import close_rounds, open_rounds

ASK_PRACTICE = "ask_practice"


def ask_practice(run: Run) -> None:
    """Close the rounds whose last day has passed and begin new ones, an organisation at a time."""
    by = Actor(Origin.JOB)
    organisations = all_organisations()
    for number, organisation in enumerate(organisations):
        run.progress(100 * number // len(organisations))
        with transaction():
            close_rounds(organisation, by=by)
        with transaction():
            open_rounds(organisation, by=by)
