"""A draft that no browser timed has no beginning."""

import sqlalchemy as sa
from alembic import op

import app.database

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEEPING = {"sqlite_autoincrement": True}


def upgrade() -> None:
    """Let a draft be without a beginning."""
    with op.batch_alter_table("case_drafts", table_kwargs=KEEPING) as table:
        table.alter_column("begun_at", existing_type=app.database.UtcDateTime(), nullable=True)


def downgrade() -> None:
    """Give a draft without a beginning the moment at which it was last saved."""
    op.execute(sa.text("UPDATE case_drafts SET begun_at = saved_at WHERE begun_at IS NULL"))
    with op.batch_alter_table("case_drafts", table_kwargs=KEEPING) as table:
        table.alter_column("begun_at", existing_type=app.database.UtcDateTime(), nullable=False)
