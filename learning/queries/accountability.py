"""What was published about the reviews, for who accounts for them. Pages count nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.disclosure import Shown
from learning.models.figures import REVIEWS, FigureTable
from learning.queries.figures import ONE_NUMBER, windows_that_show


@dataclass(frozen=True)
class ReviewFigure:
    """One figure over its window; without a value nothing may be shown, and no window is named."""

    table: FigureTable
    value: int | None = None
    window: str = ""


def newest_review_figures(organisation_id: int) -> list[ReviewFigure]:
    """Each figure over the newest window in which it shows, always all of them in one order."""
    return [_shown(organisation_id, table)[-1] for table in REVIEWS]


def earlier_review_figures(organisation_id: int) -> list[ReviewFigure]:
    """What was shown over windows before those, the newest first within each figure."""
    return [
        figure
        for table in REVIEWS
        for figure in reversed(_shown(organisation_id, table)[:-1])
        if figure.window
    ]


def _shown(organisation_id: int, table: FigureTable) -> Sequence[ReviewFigure]:
    found = [ReviewFigure(table)]
    for window, published in windows_that_show(organisation_id, table):
        figure = published.figure(ONE_NUMBER)
        if isinstance(figure, Shown):
            found.append(ReviewFigure(table, figure.value, window.label))
    return found
