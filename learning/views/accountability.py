"""Accounting for the Doorbraak: what the reviews of all teams together came to."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.people.roles import Role
from app.web.access import access, here, roles
from learning.queries.accountability import earlier_review_figures, newest_review_figures

blueprint = Blueprint("accountability", __name__)


@blueprint.get("/doorbraak/verantwoording")
@access(roles(Role.FACILITATOR, Role.ANALYST, Role.MANAGER, Role.BOARD))
def accountability() -> ResponseReturnValue:
    """The figures of the newest closed periods, and those of before."""
    return render_template(
        "learning/overview/accountability.html",
        newest=newest_review_figures(here.id),
        earlier=earlier_review_figures(here.id),
    )
