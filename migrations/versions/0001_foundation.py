"""The tables of the first version: people, audit trail, jobs, search, cases, learning."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

import app.database
from app import audit

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make what is new."""
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", app.database.UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(length=16), nullable=False),
        sa.Column(
            "origin",
            sa.Enum(
                "web",
                "command",
                "job",
                name="origin",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("address", sa.String(length=48), nullable=False),
        sa.Column("request", sa.String(length=32), nullable=False),
        sa.Column("organisation", sa.String(length=16), nullable=False),
        sa.Column("action", sa.String(length=48), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("record", sa.String(length=16), nullable=False),
        sa.Column("records", sa.Text(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "done",
                "refused",
                "failed",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
        sa.UniqueConstraint("seq", name=op.f("uq_audit_entries_seq")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "organisations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sort_key", sa.String(length=200), nullable=False),
        sa.Column("smallest_group", sa.Integer(), nullable=False),
        sa.Column("reaction_days", sa.Integer(), nullable=False),
        sa.Column("times_logging", sa.Boolean(), nullable=False),
        sa.Column("doorbraak_name", sa.String(length=60), nullable=False),
        sa.Column("house_rules", sa.Text(), nullable=False),
        sa.Column("house_rules_signed_by", sa.String(length=200), nullable=False),
        sa.Column("house_rules_signed_on", sa.Date(), nullable=True),
        sa.Column("created_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("public_id", name=op.f("uq_organisations_public_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisations_slug")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("sort_key", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("email", name=op.f("uq_people_email")),
        sa.UniqueConstraint("public_id", name=op.f("uq_people_public_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "search_documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.Column("facets", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column(
            "title", sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql"), nullable=False
        ),
        sa.Column(
            "body", sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql"), nullable=False
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_documents")),
        sa.UniqueConstraint("kind", "public_id", name=op.f("uq_search_documents_kind")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("search_documents", schema=None) as batch_op:
        batch_op.create_index(
            "ix_search_documents_body",
            ["body"],
            unique=False,
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        )
        batch_op.create_index(
            "ix_search_documents_title",
            ["title"],
            unique=False,
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        )

    op.create_table(
        "search_outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("at", app.database.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_outbox")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("search_outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_search_outbox_kind_public_id", ["kind", "public_id"], unique=False
        )

    op.create_table(
        "sign_in_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", app.database.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempts")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("sign_in_attempts", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_attempts_account", ["account", "at"], unique=False)
        batch_op.create_index("ix_sign_in_attempts_address", ["address", "at"], unique=False)

    op.create_table(
        "allowed_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=120), nullable=False),
        sa.Column("sort_key", sa.String(length=120), nullable=False),
        sa.Column("at", app.database.UtcDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_allowed_words_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allowed_words")),
        sa.UniqueConstraint(
            "organisation_id", "sort_key", name=op.f("uq_allowed_words_organisation_id")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_allowed_words_public_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "audit_identities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_audit_identities_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_identities")),
        sa.UniqueConstraint("person_id", name=op.f("uq_audit_identities_person_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_audit_identities_reference")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "bouwsteen_sets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_bouwsteen_sets_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bouwsteen_sets")),
        sa.UniqueConstraint(
            "organisation_id", "code", name=op.f("uq_bouwsteen_sets_organisation_id")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_bouwsteen_sets_public_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "domains",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("sort_key", sa.String(length=120), nullable=False),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_domains_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_domains")),
        sa.UniqueConstraint("organisation_id", "name", name=op.f("uq_domains_organisation_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_domains_public_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "doorbraak_teams",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("sort_key", sa.String(length=120), nullable=False),
        sa.Column("created_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_doorbraak_teams_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_doorbraak_teams")),
        sa.UniqueConstraint(
            "organisation_id", "name", name=op.f("uq_doorbraak_teams_organisation_id")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_doorbraak_teams_public_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "import_batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "uploaded",
                "taken",
                "undone",
                name="batchstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("uploaded_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("taken_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("undone_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_import_batches_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_import_batches_person_id_people"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batches")),
        sa.UniqueConstraint("public_id", name=op.f("uq_import_batches_public_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("import_batches", schema=None) as batch_op:
        batch_op.create_index("ix_import_batches_person", ["person_id"], unique=False)

    op.create_table(
        "import_headers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("header", sa.String(length=120), nullable=False),
        sa.Column("column", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_import_headers_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_headers")),
        sa.UniqueConstraint(
            "organisation_id", "header", name=op.f("uq_import_headers_organisation_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=48), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("unique_key", sa.String(length=96), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "running",
                "done",
                "failed",
                name="jobstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("due_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("lease_until", app.database.UtcDateTime(), nullable=True),
        sa.Column("lease_token", sa.String(length=32), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("message", sa.String(length=200), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("finished_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_jobs_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("public_id", name=op.f("uq_jobs_public_id")),
        sa.UniqueConstraint("unique_key", name=op.f("uq_jobs_unique_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.create_index("ix_jobs_state_due", ["state", "due_at"], unique=False)

    op.create_table(
        "logging_times",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("quarter_start", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_logging_times_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_logging_times")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("logging_times", schema=None) as batch_op:
        batch_op.create_index(
            "ix_logging_times_quarter", ["organisation_id", "quarter_start"], unique=False
        )

    op.create_table(
        "one_time_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("used_at", app.database.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_one_time_links_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_time_links_token_hash")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "patterns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "candidate",
                "confirmed",
                "published",
                "addressed",
                "dismissed",
                "merged",
                name="patternstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("possible", sa.Boolean(), nullable=False),
        sa.Column("curated", sa.Boolean(), nullable=False),
        sa.Column("network", sa.Boolean(), nullable=False),
        sa.Column("explanation", sa.JSON(), nullable=False),
        sa.Column("dismissed_reason", sa.Text(), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("found_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("confirmed_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("published_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("published_title", sa.String(length=200), nullable=False),
        sa.Column("published_summary", sa.Text(), nullable=False),
        sa.Column("published_more_than", sa.Integer(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["patterns.id"], name=op.f("fk_patterns_merged_into_id_patterns")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_patterns_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patterns")),
        sa.UniqueConstraint("organisation_id", "number", name=op.f("uq_patterns_organisation_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_patterns_public_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("patterns", schema=None) as batch_op:
        batch_op.create_index(
            "ix_patterns_organisation_state", ["organisation_id", "state"], unique=False
        )

    op.create_table(
        "procedures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sort_key", sa.String(length=200), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["merged_into_id"],
            ["procedures.id"],
            name=op.f("fk_procedures_merged_into_id_procedures"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_procedures_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedures")),
        sa.UniqueConstraint("organisation_id", "code", name="uq_procedures_code"),
        sa.UniqueConstraint("organisation_id", "name", name=op.f("uq_procedures_organisation_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_procedures_public_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "accepted",
                "rejected",
                "deferred",
                "forwarded",
                "in_progress",
                "implemented",
                "proven",
                "not_proven",
                "not_measurable",
                "refused_elsewhere",
                "merged",
                name="proposalstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("proposed_change", sa.Text(), nullable=False),
        sa.Column("expected_effect", sa.Text(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "work_instruction",
                "process",
                "it",
                "policy",
                "local_rules",
                "law",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "strength",
            sa.Enum(
                "strong",
                "medium",
                "weak",
                name="strength",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "priority",
            sa.Enum(
                "high",
                "normal",
                "low",
                name="priority",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("capacity_asked", sa.String(length=200), nullable=False),
        sa.Column("capacity_granted", sa.String(length=200), nullable=False),
        sa.Column("deferred_until", sa.Date(), nullable=True),
        sa.Column("changed_on", sa.Date(), nullable=True),
        sa.Column("what_changed", sa.Text(), nullable=False),
        sa.Column("created_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("submitted_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("state_since", app.database.UtcDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["people.id"],
            name=op.f("fk_proposals_author_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["proposals.id"], name=op.f("fk_proposals_merged_into_id_proposals")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_proposals_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["people.id"],
            name=op.f("fk_proposals_owner_id_people"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
        sa.UniqueConstraint("public_id", name=op.f("uq_proposals_public_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.create_index(
            "ix_proposals_organisation_state", ["organisation_id", "state"], unique=False
        )

    op.create_table(
        "published_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column(
            "table_name",
            sa.Enum(
                "total",
                "pattern",
                "bouwsteen",
                "domain",
                "obstacle",
                "used_room",
                "outcome",
                "minutes",
                name="figuretable",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("first_quarter", sa.String(length=6), nullable=False),
        sa.Column("last_quarter", sa.String(length=6), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("published_at", app.database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_published_figures_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_figures")),
        sa.UniqueConstraint(
            "organisation_id",
            "table_name",
            "first_quarter",
            "last_quarter",
            "key",
            name=op.f("uq_published_figures_organisation_id"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "teams",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("sort_key", sa.String(length=120), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_teams_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
        sa.UniqueConstraint("organisation_id", "name", name=op.f("uq_teams_organisation_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_teams_public_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "web_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("id_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("created_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("seen_at", app.database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_web_sessions_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_sessions")),
        sa.UniqueConstraint("id_hash", name=op.f("uq_web_sessions_id_hash")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("web_sessions", schema=None) as batch_op:
        batch_op.create_index("ix_web_sessions_person", ["person_id"], unique=False)

    op.create_table(
        "bouwstenen",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["set_id"], ["bouwsteen_sets.id"], name=op.f("fk_bouwstenen_set_id_bouwsteen_sets")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bouwstenen")),
        sa.UniqueConstraint("public_id", name=op.f("uq_bouwstenen_public_id")),
        sa.UniqueConstraint("set_id", "name", name=op.f("uq_bouwstenen_set_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("reporter_id", sa.Integer(), nullable=True),
        sa.Column("reporter_pseudonym", sa.String(length=64), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "shared",
                "in_review",
                "concluded",
                "erased",
                name="casestate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "audience",
            sa.Enum(
                "private",
                "team",
                "organisation",
                "network",
                name="audience",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "name_shown_to",
            sa.Enum(
                "nobody",
                "team",
                "team_and_session",
                name="nameshownto",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("submission_key", sa.String(length=64), nullable=True),
        sa.Column("external_id", sa.String(length=64), nullable=True),
        sa.Column("origin", sa.String(length=200), nullable=False),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("begun_at", app.database.UtcDateTime(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "pinches",
                "good_example",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "stage",
            sa.Enum(
                "solved",
                "seeking_room",
                "not_allowed",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("needed_by", sa.Date(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("standard_procedure", sa.Text(), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=True),
        sa.Column("law", sa.String(length=500), nullable=False),
        sa.Column("deviation", sa.Text(), nullable=False),
        sa.Column("consideration", sa.Text(), nullable=False),
        sa.Column(
            "used_room",
            sa.Enum(
                "hardship_clause",
                "policy_rule",
                "individualisation",
                "urgent_reasons",
                "proportionality",
                "discretion",
                "exception",
                "tolerated",
                "unknown",
                "none",
                name="usedroom",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("domain_id", sa.Integer(), nullable=True),
        sa.Column(
            "obstacle",
            sa.Enum(
                "legislation",
                "policy",
                "work_instruction",
                "it_system",
                "cooperation",
                "information",
                "capacity",
                "culture",
                name="obstacle",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("in_the_way", sa.Text(), nullable=False),
        sa.Column("partners", sa.Text(), nullable=False),
        sa.Column(
            "affected",
            sa.Enum(
                "resident",
                "family",
                "business",
                "group",
                name="affected",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column(
            "noticed_by",
            sa.Enum(
                "conversation",
                "complaint",
                "objection",
                "ombudsman",
                "colleague",
                "check",
                name="noticedby",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("consequence", sa.Integer(), nullable=True),
        sa.Column("gut_feeling", sa.Integer(), nullable=True),
        sa.Column(
            "who_else",
            sa.Enum(
                "only_this",
                "a_few",
                "dozens",
                "hundreds",
                "unknown",
                name="whoelse",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column(
            "first_time_right",
            sa.Enum(
                "yes",
                "no",
                "unknown",
                name="firsttimeright",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column(
            "effort",
            sa.Enum(
                "under_hour",
                "half_day",
                "day",
                "more",
                name="effort",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column(
            "outcome_status",
            sa.Enum(
                "unknown",
                "helped",
                "partly",
                "not_helped",
                name="outcomestatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("own_reference", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("changed_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("first_shared_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("shared_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("concluded_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("consequence BETWEEN 1 AND 5", name=op.f("ck_cases_consequence_range")),
        sa.CheckConstraint("gut_feeling BETWEEN 1 AND 5", name=op.f("ck_cases_gut_feeling_range")),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["import_batches.id"],
            name=op.f("fk_cases_batch_id_import_batches"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["domain_id"], ["domains.id"], name=op.f("fk_cases_domain_id_domains")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_cases_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedures.id"], name=op.f("fk_cases_procedure_id_procedures")
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["people.id"], name=op.f("fk_cases_reporter_id_people")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_cases_team_id_teams")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint(
            "organisation_id", "external_id", name=op.f("uq_cases_organisation_id")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_cases_public_id")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_cases_submission_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index("ix_cases_batch", ["batch_id"], unique=False)
        batch_op.create_index(
            "ix_cases_first_shared", ["organisation_id", "first_shared_at"], unique=False
        )
        batch_op.create_index(
            "ix_cases_organisation_state", ["organisation_id", "state"], unique=False
        )
        batch_op.create_index("ix_cases_reporter", ["reporter_id"], unique=False)
        batch_op.create_index("ix_cases_team", ["team_id"], unique=False)

    op.create_table(
        "detection_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("at", app.database.UtcDateTime(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("threshold", sa.Double(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("groups", sa.Integer(), nullable=False),
        sa.Column("joined", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("vanished", sa.Integer(), nullable=False),
        sa.Column("highest_number", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["job_id"], ["jobs.id"], name=op.f("fk_detection_runs_job_id_jobs"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_detection_runs_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_detection_runs")),
        sa.UniqueConstraint("public_id", name=op.f("uq_detection_runs_public_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("detection_runs", schema=None) as batch_op:
        batch_op.create_index(
            "ix_detection_runs_organisation", ["organisation_id", "at"], unique=False
        )

    op.create_table(
        "doorbraak_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("discipline", sa.String(length=120), nullable=False),
        sa.Column("facilitates", sa.Boolean(), nullable=False),
        sa.Column("joined_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_doorbraak_members_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_doorbraak_members_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id"],
            ["doorbraak_teams.id"],
            name=op.f("fk_doorbraak_members_team_id_doorbraak_teams"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_doorbraak_members")),
        sa.UniqueConstraint("public_id", name=op.f("uq_doorbraak_members_public_id")),
        sa.UniqueConstraint("team_id", "person_id", name=op.f("uq_doorbraak_members_team_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("doorbraak_members", schema=None) as batch_op:
        batch_op.create_index("ix_doorbraak_members_person", ["person_id"], unique=False)

    op.create_table(
        "doorbraak_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "preparing",
                "in_session",
                "concluded",
                "cancelled",
                name="sessionstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("starts_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("created_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("concluded_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_doorbraak_sessions_minutes_positive")),
        sa.ForeignKeyConstraint(
            ["team_id"],
            ["doorbraak_teams.id"],
            name=op.f("fk_doorbraak_sessions_team_id_doorbraak_teams"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_doorbraak_sessions")),
        sa.UniqueConstraint("public_id", name=op.f("uq_doorbraak_sessions_public_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("doorbraak_sessions", schema=None) as batch_op:
        batch_op.create_index("ix_doorbraak_sessions_team", ["team_id", "starts_at"], unique=False)

    op.create_table(
        "effect_verdicts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=6), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "too_early",
                "too_few",
                "not_shown",
                "fall_shown",
                "returned",
                name="verdict",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("may_show", sa.Boolean(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=True),
        sa.Column("after", sa.Integer(), nullable=True),
        sa.Column("ratio", sa.Float(), nullable=True),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("at", app.database.UtcDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_effect_verdicts_proposal_id_proposals"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_effect_verdicts")),
        sa.UniqueConstraint("proposal_id", "quarter", name=op.f("uq_effect_verdicts_proposal_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_effect_verdicts_public_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "memberships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "professional",
                "facilitator",
                "analyst",
                "manager",
                "contributor",
                "board",
                "administrator",
                "privacy_officer",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "active",
                "ended",
                name="membershipstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("granted_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"],
            ["people.id"],
            name=op.f("fk_memberships_confirmed_by_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["granted_by_id"],
            ["people.id"],
            name=op.f("fk_memberships_granted_by_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_memberships_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_memberships_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_memberships_team_id_teams")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
        sa.UniqueConstraint("public_id", name=op.f("uq_memberships_public_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.create_index(
            "ix_memberships_organisation_role", ["organisation_id", "role"], unique=False
        )
        batch_op.create_index("ix_memberships_person", ["person_id"], unique=False)

    op.create_table(
        "proposal_actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["holder_id"],
            ["people.id"],
            name=op.f("fk_proposal_actions_holder_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_proposal_actions_proposal_id_proposals"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_actions")),
        sa.UniqueConstraint("public_id", name=op.f("uq_proposal_actions_public_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("proposal_actions", schema=None) as batch_op:
        batch_op.create_index("ix_proposal_actions_holder", ["holder_id"], unique=False)
        batch_op.create_index("ix_proposal_actions_proposal", ["proposal_id"], unique=False)

    op.create_table(
        "proposal_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "submit",
                "accept",
                "reject",
                "defer",
                "ask_back",
                "bring_back",
                "forward",
                "refuse_elsewhere",
                "start",
                "implement",
                "prove",
                "not_prove",
                "not_measure",
                "take_up_again",
                "revise",
                "merge",
                name="proposalstep",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("capacity", sa.String(length=200), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("addressee", sa.String(length=200), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("changed_on", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", app.database.UtcDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["people.id"],
            name=op.f("fk_proposal_decisions_by_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_proposal_decisions_proposal_id_proposals"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_decisions")),
        sa.UniqueConstraint("public_id", name=op.f("uq_proposal_decisions_public_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("proposal_decisions", schema=None) as batch_op:
        batch_op.create_index("ix_proposal_decisions_proposal", ["proposal_id"], unique=False)

    op.create_table(
        "proposal_patterns",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("pattern_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pattern_id"],
            ["patterns.id"],
            name=op.f("fk_proposal_patterns_pattern_id_patterns"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_proposal_patterns_proposal_id_proposals"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("proposal_id", "pattern_id", name=op.f("pk_proposal_patterns")),
    )
    op.create_table(
        "appreciations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", app.database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
            name=op.f("fk_appreciations_case_id_cases"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_appreciations_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appreciations")),
        sa.UniqueConstraint("case_id", "person_id", name=op.f("uq_appreciations_case_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("appreciations", schema=None) as batch_op:
        batch_op.create_index("ix_appreciations_person", ["person_id"], unique=False)

    op.create_table(
        "case_bouwstenen",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("bouwsteen_id", sa.Integer(), nullable=False),
        sa.Column(
            "direction",
            sa.Enum(
                "helped",
                "pinched",
                name="direction",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["bouwsteen_id"],
            ["bouwstenen.id"],
            name=op.f("fk_case_bouwstenen_bouwsteen_id_bouwstenen"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
            name=op.f("fk_case_bouwstenen_case_id_cases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_bouwstenen")),
        sa.UniqueConstraint("case_id", "bouwsteen_id", name=op.f("uq_case_bouwstenen_case_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "case_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("submission_key", sa.String(length=64), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("begun_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("saved_at", app.database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_case_drafts_case_id_cases"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_case_drafts_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_drafts")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_case_drafts_submission_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("case_drafts", schema=None) as batch_op:
        batch_op.create_index("ix_case_drafts_person", ["person_id"], unique=False)

    op.create_table(
        "case_excerpts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("offered_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "use",
            sa.Enum(
                "published_pattern",
                "proposal",
                "newsletter",
                "outside",
                name="excerptuse",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("used_in", sa.String(length=64), nullable=False),
        sa.Column("explanation", sa.String(length=500), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "offered",
                "released",
                "refused",
                "revoked",
                name="excerptstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("offered_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("decided_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
            name=op.f("fk_case_excerpts_case_id_cases"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["offered_by_id"],
            ["people.id"],
            name=op.f("fk_case_excerpts_offered_by_id_people"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_excerpts")),
        sa.UniqueConstraint("public_id", name=op.f("uq_case_excerpts_public_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("case_excerpts", schema=None) as batch_op:
        batch_op.create_index("ix_case_excerpts_case", ["case_id"], unique=False)
        batch_op.create_index("ix_case_excerpts_used_in", ["use", "used_in"], unique=False)

    op.create_table(
        "case_grants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("name_shown", sa.Boolean(), nullable=False),
        sa.Column("until", app.database.UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.CheckConstraint(
            "reason IN ('session', 'offer', 'emergency')", name=op.f("ck_case_grants_reason")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_case_grants_case_id_cases"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_case_grants_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_grants")),
        sa.UniqueConstraint(
            "case_id", "person_id", "reason", "source", name=op.f("uq_case_grants_case_id")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_case_grants_public_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("case_grants", schema=None) as batch_op:
        batch_op.create_index("ix_case_grants_person", ["person_id"], unique=False)

    op.create_table(
        "case_organisations",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
            name=op.f("fk_case_organisations_case_id_cases"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_case_organisations_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("case_id", "organisation_id", name=op.f("pk_case_organisations")),
    )
    op.create_table(
        "case_provisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("written", sa.String(length=200), nullable=False),
        sa.Column("jci", sa.String(length=200), nullable=False),
        sa.Column("bwb", sa.String(length=20), nullable=False),
        sa.Column("article", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
            name=op.f("fk_case_provisions_case_id_cases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_provisions")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("case_provisions", schema=None) as batch_op:
        batch_op.create_index("ix_case_provisions_article", ["bwb", "article"], unique=False)
        batch_op.create_index("ix_case_provisions_case", ["case_id"], unique=False)

    op.create_table(
        "case_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("name_shown", sa.Boolean(), nullable=False),
        sa.Column("at", app.database.UtcDateTime(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answer_name_shown", sa.Boolean(), nullable=False),
        sa.Column("answered_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("read_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["people.id"],
            name=op.f("fk_case_questions_by_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
            name=op.f("fk_case_questions_case_id_cases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_questions")),
        sa.UniqueConstraint("public_id", name=op.f("uq_case_questions_public_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("case_questions", schema=None) as batch_op:
        batch_op.create_index("ix_case_questions_by", ["by_id"], unique=False)
        batch_op.create_index("ix_case_questions_case", ["case_id"], unique=False)

    op.create_table(
        "case_reactions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "thanks",
                "question",
                "also_here",
                name="reactionkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", app.database.UtcDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["people.id"],
            name=op.f("fk_case_reactions_by_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
            name=op.f("fk_case_reactions_case_id_cases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_reactions")),
        sa.UniqueConstraint("public_id", name=op.f("uq_case_reactions_public_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("case_reactions", schema=None) as batch_op:
        batch_op.create_index("ix_case_reactions_case", ["case_id"], unique=False)

    op.create_table(
        "case_readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column(
            "nature",
            sa.Enum(
                "execution_error",
                "room_in_standard",
                "tailoring",
                "rule_misfires",
                name="nature",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column(
            "obstacle",
            sa.Enum(
                "legislation",
                "policy",
                "work_instruction",
                "it_system",
                "cooperation",
                "information",
                "capacity",
                "culture",
                name="obstacle",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("procedure_id", sa.Integer(), nullable=True),
        sa.Column("bouwstenen", sa.Text(), nullable=False),
        sa.Column("at", app.database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["people.id"],
            name=op.f("fk_case_readings_by_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
            name=op.f("fk_case_readings_case_id_cases"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id"],
            ["procedures.id"],
            name=op.f("fk_case_readings_procedure_id_procedures"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_readings")),
        sa.UniqueConstraint("case_id", name=op.f("uq_case_readings_case_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "case_revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("at", app.database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
            name=op.f("fk_case_revisions_case_id_cases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_revisions")),
        sa.UniqueConstraint("case_id", "version", name=op.f("uq_case_revisions_case_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "case_weighings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("desired_effect", sa.Text(), nullable=False),
        sa.Column("core_values", sa.Text(), nullable=False),
        sa.Column("long_term", sa.Text(), nullable=False),
        sa.Column("legal_test", sa.Text(), nullable=False),
        sa.Column("legitimacy", sa.Text(), nullable=False),
        sa.Column("involvement", sa.Text(), nullable=False),
        sa.Column("returns", sa.Text(), nullable=False),
        sa.Column("changed_at", app.database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
            name=op.f("fk_case_weighings_case_id_cases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_weighings")),
        sa.UniqueConstraint("case_id", name=op.f("uq_case_weighings_case_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "doorbraak_offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "planned",
                "done",
                "taken_back",
                "handed_back",
                "ended",
                name="offerstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("offered_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("ended_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
            name=op.f("fk_doorbraak_offers_case_id_cases"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id"],
            ["doorbraak_teams.id"],
            name=op.f("fk_doorbraak_offers_team_id_doorbraak_teams"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_doorbraak_offers")),
        sa.UniqueConstraint("public_id", name=op.f("uq_doorbraak_offers_public_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("doorbraak_offers", schema=None) as batch_op:
        batch_op.create_index("ix_doorbraak_offers_team", ["team_id", "state"], unique=False)
        batch_op.create_index(
            "uq_doorbraak_offers_live",
            ["case_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('open', 'planned')"),
            postgresql_where=sa.text("state IN ('open', 'planned')"),
        )

    op.create_table(
        "findings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(
                "open",
                "kept",
                name="decision",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_findings_case_id_cases"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
        sa.UniqueConstraint("public_id", name=op.f("uq_findings_public_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("findings", schema=None) as batch_op:
        batch_op.create_index("ix_findings_case", ["case_id"], unique=False)

    op.create_table(
        "pattern_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pattern_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", app.database.UtcDateTime(), nullable=False),
        sa.Column(
            "decided_by",
            sa.Enum(
                "machine",
                "analyst",
                name="decidedby",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("merged_from_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
            name=op.f("fk_pattern_members_case_id_cases"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["merged_from_id"],
            ["patterns.id"],
            name=op.f("fk_pattern_members_merged_from_id_patterns"),
        ),
        sa.ForeignKeyConstraint(
            ["pattern_id"],
            ["patterns.id"],
            name=op.f("fk_pattern_members_pattern_id_patterns"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pattern_members")),
        sa.UniqueConstraint("pattern_id", "case_id", name=op.f("uq_pattern_members_pattern_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("pattern_members", schema=None) as batch_op:
        batch_op.create_index("ix_pattern_members_case", ["case_id"], unique=False)

    op.create_table(
        "recognitions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", app.database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
            name=op.f("fk_recognitions_case_id_cases"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_recognitions_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recognitions")),
        sa.UniqueConstraint("case_id", "person_id", name=op.f("uq_recognitions_case_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("recognitions", schema=None) as batch_op:
        batch_op.create_index("ix_recognitions_person", ["person_id"], unique=False)

    op.create_table(
        "session_participants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("discipline", sa.String(length=120), nullable=False),
        sa.Column("leads", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_session_participants_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_session_participants_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["doorbraak_sessions.id"],
            name=op.f("fk_session_participants_session_id_doorbraak_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_participants")),
        sa.UniqueConstraint(
            "session_id", "person_id", name=op.f("uq_session_participants_session_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("session_participants", schema=None) as batch_op:
        batch_op.create_index("ix_session_participants_person", ["person_id"], unique=False)

    op.create_table(
        "agenda_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column(
            "result",
            sa.Enum(
                "waiting",
                "reviewed",
                "not_reached",
                "taken_off",
                name="itemresult",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("opened_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_agenda_items_minutes_positive")),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
            name=op.f("fk_agenda_items_case_id_cases"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"],
            ["doorbraak_offers.id"],
            name=op.f("fk_agenda_items_offer_id_doorbraak_offers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["doorbraak_sessions.id"],
            name=op.f("fk_agenda_items_session_id_doorbraak_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
        sa.UniqueConstraint("public_id", name=op.f("uq_agenda_items_public_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.create_index("ix_agenda_items_case", ["case_id"], unique=False)
        batch_op.create_index("ix_agenda_items_session", ["session_id", "position"], unique=False)

    op.create_table(
        "agreements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=500), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("created_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["holder_id"],
            ["people.id"],
            name=op.f("fk_agreements_holder_id_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["agenda_items.id"],
            name=op.f("fk_agreements_item_id_agenda_items"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreements")),
        sa.UniqueConstraint("public_id", name=op.f("uq_agreements_public_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("agreements", schema=None) as batch_op:
        batch_op.create_index("ix_agreements_holder", ["holder_id", "done_at"], unique=False)
        batch_op.create_index("ix_agreements_item", ["item_id"], unique=False)

    op.create_table(
        "chosen_ways",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("dissent", sa.Text(), nullable=False),
        sa.Column("written_at", app.database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["agenda_items.id"],
            name=op.f("fk_chosen_ways_item_id_agenda_items"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chosen_ways")),
        sa.UniqueConstraint("item_id", name=op.f("uq_chosen_ways_item_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "doorbraak_lessons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "incidental",
                "structural",
                name="lessonkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("bouwsteen_id", sa.Integer(), nullable=True),
        sa.Column("also_for", sa.String(length=300), nullable=False),
        sa.Column("written_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["bouwsteen_id"],
            ["bouwstenen.id"],
            name=op.f("fk_doorbraak_lessons_bouwsteen_id_bouwstenen"),
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["agenda_items.id"],
            name=op.f("fk_doorbraak_lessons_item_id_agenda_items"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_doorbraak_lessons")),
        sa.UniqueConstraint("public_id", name=op.f("uq_doorbraak_lessons_public_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("doorbraak_lessons", schema=None) as batch_op:
        batch_op.create_index("ix_doorbraak_lessons_item", ["item_id"], unique=False)

    op.create_table(
        "perspectives",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sees", sa.Text(), nullable=False),
        sa.Column(
            "weighs_most",
            sa.Enum(
                "legitimacy",
                "involvement",
                "return",
                name="value",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("would_do", sa.Text(), nullable=False),
        sa.Column("must_change", sa.Text(), nullable=False),
        sa.Column("written_at", app.database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["agenda_items.id"],
            name=op.f("fk_perspectives_item_id_agenda_items"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_perspectives_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_perspectives")),
        sa.UniqueConstraint("item_id", "person_id", name=op.f("uq_perspectives_item_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "session_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "name",
            sa.Enum(
                "silent_writing",
                "perspectives",
                "breakthrough",
                "agreements",
                name="stepname",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["agenda_items.id"],
            name=op.f("fk_session_steps_item_id_agenda_items"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_steps")),
        sa.UniqueConstraint("item_id", "position", name=op.f("uq_session_steps_item_id")),
        sqlite_autoincrement=True,
    )

    audit.protect(op.get_bind())


def downgrade() -> None:
    """Take it away again."""
    audit.unprotect(op.get_bind())
    op.drop_table("session_steps")
    op.drop_table("perspectives")
    with op.batch_alter_table("doorbraak_lessons", schema=None) as batch_op:
        batch_op.drop_index("ix_doorbraak_lessons_item")

    op.drop_table("doorbraak_lessons")
    op.drop_table("chosen_ways")
    with op.batch_alter_table("agreements", schema=None) as batch_op:
        batch_op.drop_index("ix_agreements_item")
        batch_op.drop_index("ix_agreements_holder")

    op.drop_table("agreements")
    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.drop_index("ix_agenda_items_session")
        batch_op.drop_index("ix_agenda_items_case")

    op.drop_table("agenda_items")
    with op.batch_alter_table("session_participants", schema=None) as batch_op:
        batch_op.drop_index("ix_session_participants_person")

    op.drop_table("session_participants")
    with op.batch_alter_table("recognitions", schema=None) as batch_op:
        batch_op.drop_index("ix_recognitions_person")

    op.drop_table("recognitions")
    with op.batch_alter_table("pattern_members", schema=None) as batch_op:
        batch_op.drop_index("ix_pattern_members_case")

    op.drop_table("pattern_members")
    with op.batch_alter_table("findings", schema=None) as batch_op:
        batch_op.drop_index("ix_findings_case")

    op.drop_table("findings")
    with op.batch_alter_table("doorbraak_offers", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_doorbraak_offers_live",
            sqlite_where=sa.text("state IN ('open', 'planned')"),
            postgresql_where=sa.text("state IN ('open', 'planned')"),
        )
        batch_op.drop_index("ix_doorbraak_offers_team")

    op.drop_table("doorbraak_offers")
    op.drop_table("case_weighings")
    op.drop_table("case_revisions")
    op.drop_table("case_readings")
    with op.batch_alter_table("case_reactions", schema=None) as batch_op:
        batch_op.drop_index("ix_case_reactions_case")

    op.drop_table("case_reactions")
    with op.batch_alter_table("case_questions", schema=None) as batch_op:
        batch_op.drop_index("ix_case_questions_case")
        batch_op.drop_index("ix_case_questions_by")

    op.drop_table("case_questions")
    with op.batch_alter_table("case_provisions", schema=None) as batch_op:
        batch_op.drop_index("ix_case_provisions_case")
        batch_op.drop_index("ix_case_provisions_article")

    op.drop_table("case_provisions")
    op.drop_table("case_organisations")
    with op.batch_alter_table("case_grants", schema=None) as batch_op:
        batch_op.drop_index("ix_case_grants_person")

    op.drop_table("case_grants")
    with op.batch_alter_table("case_excerpts", schema=None) as batch_op:
        batch_op.drop_index("ix_case_excerpts_used_in")
        batch_op.drop_index("ix_case_excerpts_case")

    op.drop_table("case_excerpts")
    with op.batch_alter_table("case_drafts", schema=None) as batch_op:
        batch_op.drop_index("ix_case_drafts_person")

    op.drop_table("case_drafts")
    op.drop_table("case_bouwstenen")
    with op.batch_alter_table("appreciations", schema=None) as batch_op:
        batch_op.drop_index("ix_appreciations_person")

    op.drop_table("appreciations")
    op.drop_table("proposal_patterns")
    with op.batch_alter_table("proposal_decisions", schema=None) as batch_op:
        batch_op.drop_index("ix_proposal_decisions_proposal")

    op.drop_table("proposal_decisions")
    with op.batch_alter_table("proposal_actions", schema=None) as batch_op:
        batch_op.drop_index("ix_proposal_actions_proposal")
        batch_op.drop_index("ix_proposal_actions_holder")

    op.drop_table("proposal_actions")
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.drop_index("ix_memberships_person")
        batch_op.drop_index("ix_memberships_organisation_role")

    op.drop_table("memberships")
    op.drop_table("effect_verdicts")
    with op.batch_alter_table("doorbraak_sessions", schema=None) as batch_op:
        batch_op.drop_index("ix_doorbraak_sessions_team")

    op.drop_table("doorbraak_sessions")
    with op.batch_alter_table("doorbraak_members", schema=None) as batch_op:
        batch_op.drop_index("ix_doorbraak_members_person")

    op.drop_table("doorbraak_members")
    with op.batch_alter_table("detection_runs", schema=None) as batch_op:
        batch_op.drop_index("ix_detection_runs_organisation")

    op.drop_table("detection_runs")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index("ix_cases_team")
        batch_op.drop_index("ix_cases_reporter")
        batch_op.drop_index("ix_cases_organisation_state")
        batch_op.drop_index("ix_cases_first_shared")
        batch_op.drop_index("ix_cases_batch")

    op.drop_table("cases")
    op.drop_table("bouwstenen")
    with op.batch_alter_table("web_sessions", schema=None) as batch_op:
        batch_op.drop_index("ix_web_sessions_person")

    op.drop_table("web_sessions")
    op.drop_table("teams")
    op.drop_table("published_figures")
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.drop_index("ix_proposals_organisation_state")

    op.drop_table("proposals")
    op.drop_table("procedures")
    with op.batch_alter_table("patterns", schema=None) as batch_op:
        batch_op.drop_index("ix_patterns_organisation_state")

    op.drop_table("patterns")
    op.drop_table("one_time_links")
    with op.batch_alter_table("logging_times", schema=None) as batch_op:
        batch_op.drop_index("ix_logging_times_quarter")

    op.drop_table("logging_times")
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.drop_index("ix_jobs_state_due")

    op.drop_table("jobs")
    op.drop_table("import_headers")
    with op.batch_alter_table("import_batches", schema=None) as batch_op:
        batch_op.drop_index("ix_import_batches_person")

    op.drop_table("import_batches")
    op.drop_table("doorbraak_teams")
    op.drop_table("domains")
    op.drop_table("bouwsteen_sets")
    op.drop_table("audit_identities")
    op.drop_table("allowed_words")
    with op.batch_alter_table("sign_in_attempts", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_attempts_address")
        batch_op.drop_index("ix_sign_in_attempts_account")

    op.drop_table("sign_in_attempts")
    with op.batch_alter_table("search_outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_search_outbox_kind_public_id")

    op.drop_table("search_outbox")
    with op.batch_alter_table("search_documents", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_search_documents_title",
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        )
        batch_op.drop_index(
            "ix_search_documents_body",
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        )

    op.drop_table("search_documents")
    op.drop_table("people")
    op.drop_table("organisations")
    op.drop_table("audit_entries")
