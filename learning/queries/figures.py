"""What was published in figures and verdicts. Pages read these rows and count nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.database import db
from app.disclosure import HIDDEN, PublishedTable, Shown
from app.people.queries import smallest_group as smallest_group  # noqa: PLC0414 - asked for here
from app.quarters import Window
from cases.queries.lists import active_bouwstenen, domains_of
from cases.terms import Obstacle, OutcomeStatus, UsedRoom, choices
from learning.effect import Verdict
from learning.lifecycle.patterns import PUBLIC_STATES
from learning.lifecycle.proposals import ProposalState, ProposalStep
from learning.models.figures import (
    REVIEWS,
    EffectVerdict,
    FigureTable,
    PublishedFigure,
    quarter_of_code,
)
from learning.models.patterns import Pattern
from learning.models.proposals import Proposal, ProposalDecision

TOO_SMALL = "aantallen te klein om te tonen"
MEDIAN = "median"
ONE_NUMBER = "figure"


@dataclass(frozen=True)
class Cell:
    """A row of a table as a reader gets it: a word and a figure, or none that may be shown."""

    label: str
    value: int | None


@dataclass(frozen=True)
class ShownTable:
    """A table with at least one figure, over its window."""

    table: FigureTable
    window: str
    cells: Sequence[Cell]


def keys_of(table: FigureTable, organisation_id: int) -> list[tuple[str, str]]:
    """Every row that a table has, with its word on the screen, in the order of the list."""
    return _KEYS[table](organisation_id)


def _pattern_keys(organisation_id: int) -> list[tuple[str, str]]:
    rows = db.session.execute(
        select(Pattern.public_id, Pattern.published_title)
        .where(
            Pattern.organisation_id == organisation_id,
            # Of several organisations together no figure is published but the band of its page.
            Pattern.across.is_(False),
            Pattern.state.in_(list(PUBLIC_STATES)),
        )
        .order_by(Pattern.number)
    )
    return [(row.public_id, row.published_title) for row in rows]


_KEYS: dict[FigureTable, Callable[[int], list[tuple[str, str]]]] = {
    FigureTable.TOTAL: lambda _: [("total", "alle casussen")],
    FigureTable.PATTERN: _pattern_keys,
    FigureTable.BOUWSTEEN: lambda one: [(b.public_id, b.name) for b in active_bouwstenen(one)],
    FigureTable.DOMAIN: lambda one: [(d.public_id, d.name) for d in domains_of(one)],
    FigureTable.OBSTACLE: lambda _: choices(Obstacle),
    FigureTable.USED_ROOM: lambda _: choices(UsedRoom),
    FigureTable.OUTCOME: lambda _: choices(OutcomeStatus),
    FigureTable.MINUTES: lambda _: [(MEDIAN, "de helft deelt binnen zoveel minuten")],
    FigureTable.CASE_TO_PATTERN: lambda _: [(ONE_NUMBER, "van casus naar patroon, in dagen")],
    **dict.fromkeys(REVIEWS, lambda _: [(ONE_NUMBER, "alle teams samen")]),
}


def stored_tables(organisation_id: int, table: FigureTable) -> dict[Window, PublishedTable]:
    """Everything that was published of a table, by window."""
    rows = db.session.scalars(
        select(PublishedFigure)
        .where(
            PublishedFigure.organisation_id == organisation_id,
            PublishedFigure.table_name == table,
        )
        .order_by(PublishedFigure.key)
    )
    cells: dict[Window, list[PublishedFigure]] = {}
    for row in rows:
        first, last = quarter_of_code(row.first_quarter), quarter_of_code(row.last_quarter)
        cells.setdefault(Window(first, last, row.label), []).append(row)
    return {
        window: PublishedTable(
            tuple((one.key, HIDDEN if one.value is None else Shown(one.value)) for one in found)
        )
        for window, found in cells.items()
    }


def newest_table(organisation_id: int, table: FigureTable) -> ShownTable | None:
    """The newest window of a table that shows something; cells in the order of the list."""
    windows = windows_that_show(organisation_id, table)
    if not windows:
        return None
    window, published = windows[-1]
    figures = {key: one.value for key, one in published.cells if isinstance(one, Shown)}
    stored = {key for key, _ in published.cells}
    cells = [
        Cell(word, figures.get(key))
        for key, word in keys_of(table, organisation_id)
        if key in stored
    ]
    return ShownTable(table, window.label, cells)


def totals_that_show(organisation_id: int) -> list[Cell]:
    """The published totals of the organisation, a window each, oldest first."""
    return [
        Cell(window.label, figure.value)
        for window, table in windows_that_show(organisation_id, FigureTable.TOTAL)
        for _, figure in table.cells
        if isinstance(figure, Shown)
    ]


def windows_that_show(
    organisation_id: int, table: FigureTable
) -> list[tuple[Window, PublishedTable]]:
    """The windows of a table that show at least one figure, oldest first; they never overlap."""
    stored = stored_tables(organisation_id, table)
    showing = [(window, one) for window, one in stored.items() if not one.shows_nothing]
    return sorted(showing, key=lambda pair: pair[0].first)


def last_verdict(proposal: Proposal) -> EffectVerdict | None:
    """The newest verdict on the change that stands now; one on an earlier change is history."""
    implemented = db.session.scalar(
        select(func.max(ProposalDecision.at)).where(
            ProposalDecision.proposal_id == proposal.id,
            ProposalDecision.kind == ProposalStep.IMPLEMENT,
        )
    )
    if implemented is None:
        return None
    return db.session.scalar(
        select(EffectVerdict)
        .where(EffectVerdict.proposal_id == proposal.id, EffectVerdict.at >= implemented)
        .order_by(EffectVerdict.quarter.desc())
        .limit(1)
    )


def effect_of(proposal: Proposal) -> str:
    """What everybody may read of the effect.

    Once it is concluded that it cannot be measured, the last measurement has nothing to add.
    """
    if proposal.state is ProposalState.NOT_MEASURABLE:
        return ""
    return effect_in_words(last_verdict(proposal))


def effect_in_words(verdict: EffectVerdict | None) -> str:
    """What everybody may read of an effect; empty while nothing was measured."""
    if verdict is None:
        return ""
    if not verdict.may_show:
        return TOO_SMALL
    compared = verdict.verdict not in (Verdict.TOO_EARLY, Verdict.TOO_FEW)
    hidden = compared and verdict.before is None
    return f"{verdict.verdict.label}; {TOO_SMALL}" if hidden else verdict.verdict.label
