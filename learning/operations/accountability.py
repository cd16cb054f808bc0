"""Publishing what reviews came to, and the days from case to pattern, once for each quarter.

Each figure is one number, of no team and no person. It passes the same gate as every other figure;
what does not pass in a quarter is tried over a half-year, then over a year.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from app.disclosure import (
    HIDDEN,
    TOTAL,
    F,
    Fact,
    Figure,
    Hidden,
    PublishedTable,
    publish_share,
    publish_total,
    roll_up,
)
from app.people.models import Organisation
from app.people.queries import smallest_group
from app.quarters import Quarter, quarters_between
from app.unowned import publish_median
from learning.models.figures import FigureTable
from learning.operations.figure_rows import store_table
from learning.queries.figures import ONE_NUMBER, stored_tables
from learning.queries.publications import DaysFact, days_to_pattern
from learning.queries.reviews import (
    KEPT,
    REACHED,
    STRUCTURAL,
    AgreementFact,
    ReviewFact,
    agreements_by_quarter,
    reviews_by_quarter,
    reviews_of,
)


def publish_reviews(organisation: Organisation, quarter: Quarter) -> None:
    """Store the figures about reviews of a quarter, and of the longer windows that end with it."""
    year = quarters_between(Quarter(quarter.year, 1), quarter)
    reviewed, ripe = reviews_by_quarter(reviews_of(organisation.id), year)
    agreements = agreements_by_quarter(organisation.id, year)
    k = smallest_group(organisation)
    for table, facts, figure in (
        (FigureTable.REVIEWED, reviewed, partial(_total, k=k)),
        (FigureTable.REVIEW_DAYS, reviewed, partial(_median_days, k=k)),
        (FigureTable.STRUCTURAL, reviewed, partial(publish_share, key=STRUCTURAL, k=k)),
        (FigureTable.REACHED_PROPOSAL, ripe, partial(publish_share, key=REACHED, k=k)),
    ):
        _publish(organisation, quarter, table, facts, figure)
    kept = partial(_share_of_agreements, k=k)
    _publish(organisation, quarter, FigureTable.KEPT_AGREEMENTS, agreements, kept)


def publish_days_to_pattern(organisation: Organisation, quarter: Quarter) -> None:
    """Store within how many days half of the cases came to stand in a published pattern."""
    year = quarters_between(Quarter(quarter.year, 1), quarter)
    facts = days_to_pattern(organisation.id, year)
    days = partial(_median_days, k=smallest_group(organisation))
    _publish(organisation, quarter, FigureTable.CASE_TO_PATTERN, facts, days)


def _total(facts: Sequence[ReviewFact], k: int) -> Figure:
    return publish_total(facts, k=k).figure(TOTAL)


def _median_days(facts: Sequence[ReviewFact | DaysFact], k: int) -> Figure:
    return publish_median([one.days for one in facts], facts, k=k)


def _share_of_agreements(facts: Sequence[AgreementFact], k: int) -> Figure:
    """An agreement tells of the reporter and of who holds it: the gate is passed for both."""
    by_holder = publish_share([Fact(one.holder, one.keys) for one in facts], KEPT, k=k)
    return HIDDEN if isinstance(by_holder, Hidden) else publish_share(facts, KEPT, k=k)


def _publish(
    organisation: Organisation,
    quarter: Quarter,
    table: FigureTable,
    facts: Mapping[Quarter, Sequence[F]],
    figure: Callable[[Sequence[F]], Figure],
) -> None:
    standing = stored_tables(organisation.id, table)
    published = roll_up(facts, lambda some: PublishedTable(((ONE_NUMBER, figure(some)),)), standing)
    for window, found in published.items():
        if window.last == quarter and window not in standing:
            store_table(organisation, table, window, found)
