"""Curation of patterns: decisions that can be undone, what a run proposes, weights, a map."""

import sqlalchemy as sa
from alembic import op

import app.database

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEEPING = {"sqlite_autoincrement": True}
NEW_COLUMNS = {
    "detection_runs": ("suggested", "seconds", "steps", "rules", "across"),
    "jobs": ("stop_asked_at",),
    "organisations": ("kind",),
    "patterns": ("across", "notices", "dismissed_kind", "looked_at"),
}


def upgrade() -> None:
    """Make what is new."""
    op.create_table(
        "fitted_weights",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("at", app.database.UtcDateTime(), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("pairs", sa.Integer(), nullable=False),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_fitted_weights_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fitted_weights")),
        sa.UniqueConstraint("public_id", name=op.f("uq_fitted_weights_public_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_fitted_weights_organisation", "fitted_weights", ["organisation_id", "at"], unique=False
    )
    op.create_table(
        "pattern_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pattern_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", app.database.UtcDateTime(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("undone_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["people.id"],
            name=op.f("fk_pattern_decisions_by_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["patterns.id"],
            name=op.f("fk_pattern_decisions_other_id_patterns"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["pattern_id"],
            ["patterns.id"],
            name=op.f("fk_pattern_decisions_pattern_id_patterns"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["undoes_id"],
            ["pattern_decisions.id"],
            name=op.f("fk_pattern_decisions_undoes_id_pattern_decisions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"],
            ["people.id"],
            name=op.f("fk_pattern_decisions_undone_by_id_people"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pattern_decisions")),
        sa.UniqueConstraint("public_id", name=op.f("uq_pattern_decisions_public_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_pattern_decisions_pattern", "pattern_decisions", ["pattern_id", "at"], unique=False
    )
    op.create_index("ix_pattern_decisions_other", "pattern_decisions", ["other_id"], unique=False)
    op.create_table(
        "pattern_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pattern_id", sa.Integer(), nullable=False),
        sa.Column("shared_id", sa.Integer(), nullable=False),
        sa.Column("at", app.database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pattern_id"],
            ["patterns.id"],
            name=op.f("fk_pattern_links_pattern_id_patterns"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["shared_id"],
            ["patterns.id"],
            name=op.f("fk_pattern_links_shared_id_patterns"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pattern_links")),
        sa.UniqueConstraint("pattern_id", "shared_id", name=op.f("uq_pattern_links_pattern_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pattern_suggestions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pattern_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "split",
                "merge",
                name="suggestionkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("found_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("decided_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["patterns.id"],
            name=op.f("fk_pattern_suggestions_other_id_patterns"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["pattern_id"],
            ["patterns.id"],
            name=op.f("fk_pattern_suggestions_pattern_id_patterns"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pattern_suggestions")),
        sa.UniqueConstraint("public_id", name=op.f("uq_pattern_suggestions_public_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_pattern_suggestions_pattern", "pattern_suggestions", ["pattern_id"], unique=False
    )
    op.create_table(
        "case_places",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("organisation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("x", sa.Double(), nullable=False),
        sa.Column("y", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_case_places_case_id_cases"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_case_places_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("case_id", "organisation_id", name=op.f("pk_case_places")),
    )
    op.create_table(
        "case_vectors",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("values", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
            name=op.f("fk_case_vectors_case_id_cases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_vectors")),
    )
    op.create_table(
        "suggested_cases",
        sa.Column("suggestion_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
            name=op.f("fk_suggested_cases_case_id_cases"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["suggestion_id"],
            ["pattern_suggestions.id"],
            name=op.f("fk_suggested_cases_suggestion_id_pattern_suggestions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("suggestion_id", "case_id", name=op.f("pk_suggested_cases")),
    )
    for table, column in (
        (
            "detection_runs",
            sa.Column("suggested", sa.Integer(), server_default="0", nullable=False),
        ),
        ("detection_runs", sa.Column("seconds", sa.Double(), server_default="0", nullable=False)),
        ("detection_runs", sa.Column("steps", sa.JSON(), server_default="[]", nullable=False)),
        ("detection_runs", sa.Column("rules", sa.JSON(), server_default="[]", nullable=False)),
        (
            "detection_runs",
            sa.Column("across", sa.Boolean(), server_default=sa.false(), nullable=False),
        ),
        ("jobs", sa.Column("stop_asked_at", app.database.UtcDateTime(), nullable=True)),
        ("patterns", sa.Column("across", sa.Boolean(), server_default=sa.false(), nullable=False)),
        ("patterns", sa.Column("notices", sa.JSON(), server_default="{}", nullable=False)),
        ("patterns", sa.Column("looked_at", app.database.UtcDateTime(), nullable=True)),
    ):
        op.add_column(table, column)
    # In the words that both engines share: a rebuild of a table on SQLite would lose its checks.
    op.execute(
        "ALTER TABLE patterns ADD COLUMN dismissed_kind VARCHAR(24) "
        "CONSTRAINT ck_patterns_dismissedkind "
        "CHECK (dismissed_kind IN ('not_together', 'known', 'not_ours', 'other'))"
    )
    op.execute(
        "ALTER TABLE organisations ADD COLUMN kind VARCHAR(24) DEFAULT 'municipality' NOT NULL "
        "CONSTRAINT ck_organisations_organisationkind "
        "CHECK (kind IN ('municipality', 'zbo', 'ministry', 'other'))"
    )


def downgrade() -> None:
    """Take back what this revision made."""
    for table, columns in NEW_COLUMNS.items():
        with op.batch_alter_table(table, table_kwargs=KEEPING) as batch:
            if "dismissed_kind" in columns:
                batch.drop_constraint(op.f("ck_patterns_dismissedkind"), type_="check")
            if table == "organisations":
                batch.drop_constraint(op.f("ck_organisations_organisationkind"), type_="check")
            for column in columns:
                batch.drop_column(column)
    op.drop_table("suggested_cases")
    op.drop_table("case_vectors")
    op.drop_table("case_places")
    op.drop_index("ix_pattern_suggestions_pattern", table_name="pattern_suggestions")
    op.drop_table("pattern_suggestions")
    op.drop_table("pattern_links")
    op.drop_index("ix_pattern_decisions_other", table_name="pattern_decisions")
    op.drop_index("ix_pattern_decisions_pattern", table_name="pattern_decisions")
    op.drop_table("pattern_decisions")
    op.drop_index("ix_fitted_weights_organisation", table_name="fitted_weights")
    op.drop_table("fitted_weights")
