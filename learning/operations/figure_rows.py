"""Writing what was published of one table and window: once, and never again."""

from app.clock import now
from app.database import db
from app.disclosure import PublishedTable, Shown
from app.people.models import Organisation
from app.quarters import Window
from learning.models.figures import FigureTable, PublishedFigure, quarter_code


def store_table(
    organisation: Organisation, table: FigureTable, window: Window, published: PublishedTable
) -> None:
    """Keep each cell with its number, or with nothing when it may not be shown."""
    for key, figure in published.cells:
        db.session.add(
            PublishedFigure(
                organisation_id=organisation.id,
                table_name=table,
                first_quarter=quarter_code(window.first),
                last_quarter=quarter_code(window.last),
                label=window.label,
                key=key,
                value=figure.value if isinstance(figure, Shown) else None,
                published_at=now(),
            )
        )
