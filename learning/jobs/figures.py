"""Daily work: publishing closed quarters, judging effects, bringing back what was deferred."""

from app.audit import Actor, Origin
from app.database import transaction
from app.jobs import Run
from app.people.queries import all_organisations
from learning.operations.decisions import bring_back_deferred
from learning.operations.figures import publish_quarter, unpublished_quarters
from learning.operations.measuring import measure_effects

PUBLISH_FIGURES = "publish_figures"
BRING_BACK_DEFERRED = "bring_back_deferred"


def publish_figures(run: Run) -> None:
    """Publish and judge what has closed, an organisation and a quarter in one transaction."""
    by = Actor(Origin.JOB)
    organisations = all_organisations()
    for number, organisation in enumerate(organisations):
        run.progress(100 * number // len(organisations))
        for quarter in unpublished_quarters(organisation.id):
            with transaction():
                publish_quarter(organisation, quarter, by=by)
        with transaction():
            measure_effects(organisation, by=by)


def bring_back(_run: Run) -> None:
    """Lay before the manager again what was deferred to today."""
    with transaction():
        bring_back_deferred(by=Actor(Origin.JOB))
