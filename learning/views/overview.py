"""Where things stand: the manager's page, what was changed, and the page of the board.

Figures come from what was published, never from a count made for the page. States and ages of
proposals are live: those are no figures about cases.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.people.roles import Role
from app.web.access import SIGNED_IN, access, here, me, roles
from app.web.dates import show_period
from app.web.language import said
from learning.lifecycle.proposals import (
    CHANGED_STATES,
    DECIDED_STATES,
    STATE_LABELS,
    ProposalState,
)
from learning.models.figures import FigureTable
from learning.models.proposals import STRENGTH_LABELS, Proposal, Strength
from learning.permissions.proposals import sight_of
from learning.queries.accountability import newest_review_figures
from learning.queries.figures import (
    Cell,
    effect_of,
    newest_table,
    totals_that_show,
)
from learning.queries.proposals import (
    awaiting_decision,
    changed_proposals,
    count_by_state,
    days_since,
    late_things,
    proposals_seen_by,
    published_pattern_count,
)

Code = TypeVar("Code")
blueprint = Blueprint("overview", __name__)
TITLES = {
    FigureTable.PATTERN: "Per patroon",
    FigureTable.BOUWSTEEN: "Per bouwsteen",
    FigureTable.DOMAIN: "Per domein",
    FigureTable.OBSTACLE: "Waar zat het probleem?",
    FigureTable.USED_ROOM: "Welke ruimte is gebruikt?",
    FigureTable.OUTCOME: "Is de ander geholpen?",
}
LEARNED = frozenset({ProposalState.PROVEN})
SUBMITTED_STATES = frozenset(ProposalState) - {ProposalState.DRAFT, ProposalState.MERGED}


@dataclass(frozen=True)
class Bar:
    """A row of a table with a bar; without a percentage the value says why."""

    label: str
    value: str
    percent: int | None
    note: str = ""


@blueprint.get("/stand-van-zaken")
@access(roles(Role.MANAGER, Role.ANALYST, Role.BOARD))
def state_of_affairs() -> ResponseReturnValue:
    """What waits for a decision, what is late, what was learned; from case to change."""
    proposals = proposals_seen_by(me, here.id)
    submitted = [one for one in proposals if one.state in SUBMITTED_STATES]
    tables = [newest_table(here.id, one) for one in TITLES]
    return render_template(
        "learning/overview/state_of_affairs.html",
        awaiting=awaiting_decision(me, here.id),
        late=late_things(proposals),
        states=_bars_of_counts(count_by_state(submitted), STATE_LABELS),
        strengths=_bars_of_counts(_strengths(submitted), STRENGTH_LABELS),
        changed=_changes(proposals),
        way=_way(submitted),
        totals=_bars(totals_that_show(here.id)),
        minutes=newest_table(here.id, FigureTable.MINUTES),
        reviews=newest_review_figures(here.id),
        tables=[(one, _(TITLES[one.table]), _bars(one.cells)) for one in tables if one],
        days_since=days_since,
        strength_labels=STRENGTH_LABELS,
    )


@blueprint.get("/dit-is-veranderd")
@access(SIGNED_IN)
def what_changed() -> ResponseReturnValue:
    """What was changed, in plain words and without figures, for everybody of the organisation."""
    found = changed_proposals(here.id) if g.organisation else []
    return render_template(
        "learning/overview/what_changed.html",
        changes=[
            {
                "proposal": one,
                "effect": effect_of(one),
                "readable": sight_of(one, me) is not None,
            }
            for one in found
        ],
        states=STATE_LABELS,
    )


@blueprint.get("/bestuur")
@access(roles(Role.BOARD))
def board() -> ResponseReturnValue:
    """The board's page: what was decided and what was learned, in words."""
    proposals = proposals_seen_by(me, here.id, DECIDED_STATES)
    return render_template(
        "learning/overview/board.html",
        decided=proposals,
        changed=_changes(proposals),
        awaiting=awaiting_decision(me, here.id),
        reviews=newest_review_figures(here.id),
        days_since=days_since,
        states=STATE_LABELS,
    )


def _changes(proposals: Sequence[Proposal]) -> list[tuple[Proposal, str]]:
    """Changes that were made, with what may be said of their effect: learned ones on top."""
    changed = [one for one in proposals if one.state in CHANGED_STATES]
    changed.sort(key=lambda one: one.state not in LEARNED)
    return [(one, effect_of(one)) for one in changed]


def _strengths(proposals: Sequence[Proposal]) -> dict[Strength, int]:
    found = [one.strength for one in proposals]
    return {one: found.count(one) for one in Strength if one in found}


def _way(submitted: list[Proposal]) -> list[Bar]:
    """From case to change: the published total, then texts and decisions that people made."""
    totals = totals_that_show(here.id)
    newest = totals[-1] if totals else None
    steps = [
        (_("Gepubliceerde patronen"), published_pattern_count(here.id)),
        (_("Ingediende verbetervoorstellen"), len(submitted)),
        (_("Met een beslissing"), sum(one.state in DECIDED_STATES for one in submitted)),
        (_("Doorgevoerd"), sum(one.state in CHANGED_STATES for one in submitted)),
        (_("Effect aangetoond"), sum(one.state in LEARNED for one in submitted)),
    ]
    cases = newest.value if newest else None
    largest = max([number for _name, number in steps] + [cases or 0, 1])
    label = _("Gedeelde casussen")
    return [
        Bar(
            f"{label}, {show_period(newest.label)}" if newest else label,
            _hidden() if cases is None else str(cases),
            None if cases is None else 100 * cases // largest,
        ),
        *(Bar(name, str(number), 100 * number // largest) for name, number in steps),
    ]


def _bars(cells: Sequence[Cell]) -> list[Bar]:
    """Published figures as bars; a hidden one has no length, and zero looks the same."""
    largest = max((one.value or 0 for one in cells), default=0) or 1
    return [
        Bar(
            show_period(said(one.label)),
            _hidden() if one.value is None else str(one.value),
            None if one.value is None else 100 * one.value // largest,
        )
        for one in cells
    ]


def _bars_of_counts(counts: Mapping[Code, int], labels: Mapping[Code, str]) -> list[Bar]:
    largest = max(counts.values(), default=0) or 1
    return [
        Bar(_(labels[one]), str(number), 100 * number // largest) for one, number in counts.items()
    ]


def _hidden() -> str:
    return str(_("te weinig om te tonen"))
