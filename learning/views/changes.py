"""What was changed, in plain words, for everybody of the organisation; without a count of cases."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from app.web.access import SIGNED_IN, access, here, me
from learning.lifecycle.proposals import DOOR_LABELS, STATE_LABELS
from learning.permissions.proposals import sight_of
from learning.permissions.telling import can_ask_again
from learning.queries.changes import Improvement, improvements, improvements_elsewhere

blueprint = Blueprint("changes", __name__)


@blueprint.get("/dit-is-veranderd")
@access(SIGNED_IN)
def what_changed() -> ResponseReturnValue:
    """The improvements, the newest on top, and those of the network for who reads its patterns."""
    host = here.id if g.organisation else 0
    return render_template(
        "learning/telling/what_changed.html",
        changes=[_line(one) for one in (improvements(host) if host else [])],
        elsewhere=improvements_elsewhere(me, host),
        states=STATE_LABELS,
        doors=DOOR_LABELS,
    )


def _line(told: Improvement) -> dict[str, object]:
    return {
        "told": told,
        "readable": sight_of(told.proposal, me) is not None,
        "may_ask": can_ask_again(told.proposal, me),
    }
