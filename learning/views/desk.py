"""Stand van zaken: the desk of the manager, which analyst and board read along with.

Figures come from what was published, never from a count made for the page. States, ages and times
between steps of proposals are live: those are no figures about cases.
"""

from collections.abc import Mapping, Sequence

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.people.permissions import has_role
from app.people.roles import Role
from app.web.access import access, here, me, roles
from app.web.dates import show_period
from learning.lifecycle.proposals import DOOR_LABELS, STATE_LABELS
from learning.models.figures import FigureTable
from learning.models.proposals import STRENGTH_LABELS, Proposal
from learning.queries.accountability import newest_review_figures
from learning.queries.deciding import waiting_for_second
from learning.queries.desk import (
    RETURN_LABELS,
    SUBMITTED_STATES,
    came_back,
    lessons,
    per_bouwsteen,
    strengths,
    way_of,
)
from learning.queries.figures import newest_table, totals_that_show
from learning.queries.outside import outside_waiting_for
from learning.queries.proposals import (
    awaiting_decision,
    count_by_state,
    days_since,
    late_things,
    proposals_seen_by,
)
from learning.queries.steps import paces
from learning.views.bars import (
    Bar,
    bars_of_bouwstenen,
    bars_of_cells,
    bars_of_counts,
    bars_of_paces,
    bars_of_shares,
    hidden_words,
)

blueprint = Blueprint("desk", __name__)
READERS = roles(Role.MANAGER, Role.ANALYST, Role.BOARD)
TITLES = {
    FigureTable.PATTERN: "Per patroon",
    FigureTable.DOMAIN: "Per domein",
    FigureTable.OBSTACLE: "Waar zat het probleem?",
    FigureTable.USED_ROOM: "Welke ruimte is gebruikt?",
    FigureTable.OUTCOME: "Is de ander geholpen?",
}
WAY_LABELS = {
    "published": "Gepubliceerde patronen",
    "submitted": "Ingediende verbetervoorstellen",
    "decided": "Met een beslissing",
    "changed": "Doorgevoerd",
    "learned": "Geleerd",
}


@blueprint.get("/stand-van-zaken")
@access(READERS)
def state_of_affairs() -> ResponseReturnValue:
    """What waits for a decision, what is late, came back and was learned; from case to change."""
    proposals = proposals_seen_by(me, here.id)
    submitted = [one for one in proposals if one.state in SUBMITTED_STATES]
    return render_template(
        "learning/desk/state_of_affairs.html",
        decides=has_role(me, here.id, Role.MANAGER),
        awaiting=awaiting_decision(me, here.id),
        seconds=waiting_for_second(me, here.id),
        outside=outside_waiting_for(me, here.id),
        late=late_things(submitted),
        returned=came_back(submitted),
        lessons=lessons(submitted),
        returns=RETURN_LABELS,
        doors=DOOR_LABELS,
        days_since=days_since,
        strength_labels=STRENGTH_LABELS,
        **_numbers(submitted),
        **_published(),
    )


def _numbers(submitted: Sequence[Proposal]) -> dict[str, object]:
    """What may be counted today: proposals, and the time between their steps."""
    return {
        "submitted": len(submitted),
        "states": bars_of_counts(count_by_state(submitted), STATE_LABELS),
        "strengths": bars_of_shares(strengths(submitted), STRENGTH_LABELS),
        "paces": bars_of_paces(paces(submitted)),
        "per_bouwsteen": bars_of_bouwstenen(per_bouwsteen(submitted, here.id)),
        "way": _way(way_of(submitted, here.id)),
    }


def _published() -> dict[str, object]:
    """What was published about cases, as it was published."""
    tables = [newest_table(here.id, one) for one in TITLES]
    bouwstenen = newest_table(here.id, FigureTable.BOUWSTEEN)
    return {
        "totals": bars_of_cells(totals_that_show(here.id)),
        "minutes": newest_table(here.id, FigureTable.MINUTES),
        "to_pattern": newest_table(here.id, FigureTable.CASE_TO_PATTERN),
        "reviews": newest_review_figures(here.id),
        "bouwstenen": bouwstenen,
        "bouwsteen_bars": bars_of_cells(bouwstenen.cells if bouwstenen else []),
        "tables": [(one, _(TITLES[one.table]), bars_of_cells(one.cells)) for one in tables if one],
    }


def _way(steps: Mapping[str, int]) -> list[Bar]:
    """From case to change: the published total, then texts and decisions that people made."""
    totals = totals_that_show(here.id)
    newest = totals[-1] if totals else None
    cases = newest.value if newest else None
    largest = max([*steps.values(), cases or 0, 1])
    label = _("Gedeelde casussen")
    return [
        Bar(
            f"{label}, {show_period(newest.label)}" if newest else label,
            hidden_words() if cases is None else str(cases),
            None if cases is None else 100 * cases // largest,
        ),
        *(
            Bar(_(WAY_LABELS[name]), str(number), 100 * number // largest)
            for name, number in steps.items()
        ),
    ]
