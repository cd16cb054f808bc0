"""Runs the revisions, each in a transaction of its own, on either engine.

On SQLite foreign keys are off while a table is rebuilt (with them on, a rebuild silently removes
all child rows), and checked before the commit.
"""

from alembic import context
from flask import current_app
from sqlalchemy import text

from app.database import db

config = context.config


def run() -> None:
    """Bring the database to the wanted revision."""
    engine = db.engine.execution_options(migrating=True)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            compare_type=True,
            transaction_per_migration=True,
            on_version_apply=check,
            **{
                key: value
                for key, value in current_app.extensions["migrate"].configure_args.items()
                if key not in ("render_as_batch", "compare_type")
            },
        )
        with context.begin_transaction():
            context.run_migrations()
    if db.engine.dialect.name == "sqlite":
        db.engine.dispose()


def check(**_: object) -> None:
    """Refuse a revision that leaves a child without its parent."""
    connection = context.get_bind()
    if connection.dialect.name == "sqlite":
        orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
        if orphans:
            raise RuntimeError(f"foreign keys broken: {orphans[:5]}")


run()
