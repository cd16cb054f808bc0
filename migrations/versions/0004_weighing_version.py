"""A worksheet for weighing counts its changes, so that one window does not overwrite another."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Count from one."""
    # In the words that both engines share: a rebuild of a table on SQLite would lose its checks.
    op.execute(sa.text("ALTER TABLE case_weighings ADD COLUMN version INTEGER DEFAULT 1 NOT NULL"))


def downgrade() -> None:
    """Forget the count."""
    with op.batch_alter_table(
        "case_weighings", table_kwargs={"sqlite_autoincrement": True}
    ) as table:
        table.drop_column("version")
