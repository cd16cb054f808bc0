"""Publishing figures: once for each closed quarter, and never again."""

from collections.abc import Sequence

from sqlalchemy import select

from app.audit import Actor, record
from app.clock import today
from app.database import db
from app.disclosure import (
    K_SENSITIVE,
    Fact,
    PublishedTable,
    publish_table,
    publish_total,
)
from app.disclosure import roll_up as published_windows
from app.people.models import Organisation
from app.people.queries import smallest_group
from app.quarters import Quarter, Window, last_closed_quarter, quarters_between
from app.unowned import publish_median
from cases.queries.lists import domains_of
from learning.models.figures import (
    COUNTED,
    FigureTable,
    PublishedFigure,
    quarter_code,
)
from learning.operations.accountability import publish_days_to_pattern, publish_reviews
from learning.operations.figure_rows import store_table
from learning.queries.facts import (
    CountedCase,
    counted_cases,
    first_counting_quarter,
    logging_minutes,
    sensitive_patterns,
)
from learning.queries.figures import MEDIAN, keys_of, stored_tables


def publish_closed_quarters(organisation: Organisation, *, by: Actor) -> int:
    """Publish each closed quarter that was not published yet, oldest first; give how many."""
    due = unpublished_quarters(organisation.id)
    for quarter in due:
        publish_quarter(organisation, quarter, by=by)
    return len(due)


def unpublished_quarters(organisation_id: int) -> list[Quarter]:
    """The quarters that have closed since the first case and have no published total."""
    first = first_counting_quarter(organisation_id)
    if first is None:
        return []
    known = set(
        db.session.scalars(
            select(PublishedFigure.last_quarter).where(
                PublishedFigure.organisation_id == organisation_id,
                PublishedFigure.table_name == FigureTable.TOTAL,
                PublishedFigure.first_quarter == PublishedFigure.last_quarter,
            )
        )
    )
    closed = quarters_between(first, last_closed_quarter(today()))
    return [quarter for quarter in closed if quarter_code(quarter) not in known]


def publish_quarter(organisation: Organisation, quarter: Quarter, *, by: Actor) -> None:
    """Store every table of a quarter, and of the longer windows that end with it.

    What was stored before stands as it is, whatever happened to the cases since, so that two
    figures can never be subtracted.
    """
    year = quarters_between(Quarter(quarter.year, 1), quarter)
    cases = counted_cases(organisation.id, year[0], quarter)
    for table in COUNTED:
        standing = stored_tables(organisation.id, table)
        published = published_windows(
            {one: _facts(cases, one, table) for one in year},
            lambda facts, table=table: _publish(organisation, table, facts),  # type: ignore[misc]
            standing,
        )
        for window, found in published.items():
            if window.last == quarter and window not in standing:
                store_table(organisation, table, window, found)
    _publish_minutes(organisation, quarter, cases)
    publish_reviews(organisation, quarter)
    publish_days_to_pattern(organisation, quarter)
    db.session.flush()
    record(by, "publish_figures", "organisation", organisation, organisation=organisation.public_id)


def _publish_minutes(
    organisation: Organisation, quarter: Quarter, cases: list[CountedCase]
) -> None:
    """Within how many minutes half of the cases were logged and shared, where that is timed."""
    minutes = logging_minutes(organisation.id, quarter)
    if not minutes:
        return
    facts = _facts(cases, quarter, FigureTable.TOTAL)
    median = publish_median(minutes, facts, k=smallest_group(organisation))
    table = PublishedTable(((MEDIAN, median),))
    store_table(organisation, FigureTable.MINUTES, Window.quarter(quarter), table)


def _facts(cases: list[CountedCase], quarter: Quarter, table: FigureTable) -> list[Fact]:
    return [case.fact(table) for case in cases if case.quarter == quarter]


def _publish(
    organisation: Organisation, table: FigureTable, facts: Sequence[Fact]
) -> PublishedTable:
    k = smallest_group(organisation)
    if table is FigureTable.TOTAL:
        return publish_total(facts, k=k)
    keys = [key for key, _ in keys_of(table, organisation.id)]
    return publish_table(facts, keys, k=k, thresholds=_thresholds(organisation, table))


def _thresholds(organisation: Organisation, table: FigureTable) -> dict[str, int]:
    """A domain that the organisation marked as sensitive asks for more, and so does a pattern."""
    if table is FigureTable.DOMAIN:
        return {one.public_id: K_SENSITIVE for one in domains_of(organisation.id) if one.sensitive}
    if table is FigureTable.PATTERN:
        return dict.fromkeys(sensitive_patterns(organisation.id), K_SENSITIVE)
    return {}
