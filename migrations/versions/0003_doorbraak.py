"""The Doorbraak in full: forms, options, readers, guests, topics, evaluations; and mail."""

import sqlalchemy as sa
from alembic import op

import app.database

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

FIRST_STEPS = ("silent_writing", "perspectives", "breakthrough", "agreements")
ALL_STEPS = (
    "input",
    "questions",
    "silent_writing",
    "perspectives",
    "options",
    "breakthrough",
    "agreements",
    "lessons",
)
FIRST_FIGURES = (
    "total",
    "pattern",
    "bouwsteen",
    "domain",
    "obstacle",
    "used_room",
    "outcome",
    "minutes",
)
ALL_FIGURES = (
    *FIRST_FIGURES,
    "reviewed",
    "review_days",
    "kept_agreements",
    "structural",
    "reached_proposal",
)
# Tables of which a closed list grows, with the check that holds it.
CLOSED_LISTS = {
    "session_steps": "ck_session_steps_stepname",
    "published_figures": "ck_published_figures_figuretable",
}

# In the words that both engines share: a rebuild of a table on SQLite would lose its checks. Only a
# moment has two names: TIMESTAMP here, DATETIME on SQLite.
NEW_COLUMNS = (
    ("agenda_items", "reporter_attends BOOLEAN"),
    ("agreements", "reminded_at TIMESTAMP"),
    ("agreements", "reminded_late_at TIMESTAMP"),
    ("agreements", "moved_because VARCHAR(300) DEFAULT '' NOT NULL"),
    (
        "chosen_ways",
        "option_id INTEGER",
    ),
    ("chosen_ways", "version INTEGER DEFAULT 1 NOT NULL"),
    ("doorbraak_lessons", "pinching_rule VARCHAR(300) DEFAULT '' NOT NULL"),
    (
        "doorbraak_sessions",
        "form VARCHAR(24) DEFAULT 'short' NOT NULL CONSTRAINT ck_doorbraak_sessions_sessionform "
        "CHECK (form IN ('short', 'extended'))",
    ),
    (
        "doorbraak_sessions",
        "mode VARCHAR(24) DEFAULT 'together' NOT NULL CONSTRAINT ck_doorbraak_sessions_sessionmode "
        "CHECK (mode IN ('together', 'spread'))",
    ),
    ("doorbraak_sessions", "step_days INTEGER DEFAULT 2 NOT NULL"),
    ("doorbraak_sessions", "revision INTEGER DEFAULT 0 NOT NULL"),
    ("doorbraak_sessions", "invitations_sent INTEGER DEFAULT 0 NOT NULL"),
    (
        "doorbraak_sessions",
        "substitute_id INTEGER",
    ),
    ("organisations", "reading_days INTEGER DEFAULT 30 NOT NULL"),
    ("organisations", "guest_statement TEXT DEFAULT '' NOT NULL"),
    ("people", "guest BOOLEAN DEFAULT false NOT NULL"),
    ("perspectives", "legitimacy INTEGER DEFAULT 0 NOT NULL"),
    ("perspectives", "involvement INTEGER DEFAULT 0 NOT NULL"),
    (
        "perspectives",
        "returns INTEGER DEFAULT 0 NOT NULL CONSTRAINT ck_perspectives_weights_in_range "
        "CHECK (legitimacy BETWEEN 0 AND 10 AND involvement BETWEEN 0 AND 10 "
        "AND returns BETWEEN 0 AND 10)",
    ),
    (
        "perspectives",
        "written_by_id INTEGER",
    ),
    ("perspectives", "version INTEGER DEFAULT 1 NOT NULL"),
    ("session_participants", "body VARCHAR(200) DEFAULT '' NOT NULL"),
    ("session_participants", "invited_at TIMESTAMP"),
    ("session_participants", "reminded_at TIMESTAMP"),
    ("session_steps", "minutes INTEGER DEFAULT 5 NOT NULL"),
    ("session_steps", "skipped BOOLEAN DEFAULT false NOT NULL"),
    ("session_steps", "started_at TIMESTAMP"),
    ("session_steps", "closes_at TIMESTAMP"),
)


# Foreign keys of new columns, each emptied when what it points at goes.
NEW_KEYS = (
    ("chosen_ways", "option_id", "options"),
    ("doorbraak_sessions", "substitute_id", "people"),
    ("perspectives", "written_by_id", "people"),
)
KEEPING = {"sqlite_autoincrement": True}
CHECKS = {
    ("doorbraak_sessions", "form"): ("ck_doorbraak_sessions_sessionform",),
    ("doorbraak_sessions", "mode"): ("ck_doorbraak_sessions_sessionmode",),
    ("perspectives", "legitimacy"): ("ck_perspectives_weights_in_range",),
}


def upgrade() -> None:
    """Make what is new."""
    op.create_table(
        "outgoing_mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=False),
        sa.Column("calendar_method", sa.String(length=16), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("created_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("sent_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_outgoing_mails_organisation_id_organisations"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mails")),
        sa.UniqueConstraint("public_id", name=op.f("uq_outgoing_mails_public_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "session_evaluations",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=8), nullable=False),
        sa.Column(
            "helped",
            sa.Enum(
                "yes",
                "partly",
                "no",
                name="helped",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("learned", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_session_evaluations_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_evaluations")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("session_evaluations", schema=None) as batch_op:
        batch_op.create_index(
            "ix_session_evaluations_window", ["organisation_id", "quarter"], unique=False
        )

    op.create_table(
        "topics",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "provision",
                "procedure",
                "bouwsteen",
                name="topickind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("sort_key", sa.String(length=200), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_topics_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topics")),
        sa.UniqueConstraint("person_id", "kind", "key", name=op.f("uq_topics_person_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_topics_public_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("topics", schema=None) as batch_op:
        batch_op.create_index("ix_topics_kind_key", ["kind", "key"], unique=False)

    op.create_table(
        "guest_passes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("link_hash", sa.String(length=64), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("code_sent_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("promised_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("ended_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("created_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_guest_passes_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["doorbraak_sessions.id"],
            name=op.f("fk_guest_passes_session_id_doorbraak_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest_passes")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_guest_passes_link_hash")),
        sa.UniqueConstraint("public_id", name=op.f("uq_guest_passes_public_id")),
        sa.UniqueConstraint("session_id", "person_id", name=op.f("uq_guest_passes_session_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("guest_passes", schema=None) as batch_op:
        batch_op.create_index("ix_guest_passes_person", ["person_id"], unique=False)

    op.create_table(
        "session_evaluators",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_session_evaluators_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["doorbraak_sessions.id"],
            name=op.f("fk_session_evaluators_session_id_doorbraak_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_session_evaluators")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "named_readers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"],
            ["doorbraak_offers.id"],
            name=op.f("fk_named_readers_offer_id_doorbraak_offers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_named_readers_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_named_readers")),
        sa.UniqueConstraint("offer_id", "person_id", name=op.f("uq_named_readers_offer_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("named_readers", schema=None) as batch_op:
        batch_op.create_index("ix_named_readers_person", ["person_id"], unique=False)

    op.create_table(
        "case_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", app.database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["agenda_items.id"],
            name=op.f("fk_case_notes_item_id_agenda_items"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_notes")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("case_notes", schema=None) as batch_op:
        batch_op.create_index("ix_case_notes_item", ["item_id"], unique=False)

    op.create_table(
        "clarifying_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("asked_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["asker_id"],
            ["people.id"],
            name=op.f("fk_clarifying_questions_asker_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["agenda_items.id"],
            name=op.f("fk_clarifying_questions_item_id_agenda_items"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clarifying_questions")),
        sa.UniqueConstraint("public_id", name=op.f("uq_clarifying_questions_public_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("clarifying_questions", schema=None) as batch_op:
        batch_op.create_index("ix_clarifying_questions_item", ["item_id"], unique=False)

    op.create_table(
        "options",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("written_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["agenda_items.id"],
            name=op.f("fk_options_item_id_agenda_items"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_options")),
        sa.UniqueConstraint("public_id", name=op.f("uq_options_public_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("options", schema=None) as batch_op:
        batch_op.create_index("ix_options_item", ["item_id"], unique=False)

    op.create_table(
        "reading_consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "given",
                "refused",
                name="consentstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("decides", sa.Boolean(), nullable=False),
        sa.Column("asked_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("answered_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["agenda_items.id"],
            name=op.f("fk_reading_consents_item_id_agenda_items"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_reading_consents_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_consents")),
        sa.UniqueConstraint("item_id", "person_id", name=op.f("uq_reading_consents_item_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_reading_consents_public_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("reading_consents", schema=None) as batch_op:
        batch_op.create_index("ix_reading_consents_person", ["person_id"], unique=False)

    op.create_table(
        "option_arguments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "desired_effect",
                "core_values",
                "long_term",
                "legal_test",
                name="teststep",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("favours", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("written_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["option_id"],
            ["options.id"],
            name=op.f("fk_option_arguments_option_id_options"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_option_arguments")),
        sa.UniqueConstraint("public_id", name=op.f("uq_option_arguments_public_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("option_arguments", schema=None) as batch_op:
        batch_op.create_index("ix_option_arguments_option", ["option_id"], unique=False)

    moment = "DATETIME" if op.get_bind().dialect.name == "sqlite" else "TIMESTAMP"
    for table, column in NEW_COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column.replace('TIMESTAMP', moment)}")
    for table, column, target in NEW_KEYS:
        with op.batch_alter_table(table, table_kwargs=KEEPING) as batch:
            batch.create_foreign_key(
                op.f(f"fk_{table}_{column}_{target}"), target, [column], ["id"], ondelete="SET NULL"
            )
    _allow("session_steps", "name", ALL_STEPS)
    _allow("published_figures", "table_name", ALL_FIGURES)


def downgrade() -> None:
    """Take back what this revision made; steps that only it knows go first."""
    steps = sa.table("session_steps", sa.column("name", sa.String()))
    op.execute(steps.delete().where(steps.c.name.not_in(FIRST_STEPS)))
    op.execute("DELETE FROM people WHERE guest")
    _allow("session_steps", "name", FIRST_STEPS)
    figures = sa.table("published_figures", sa.column("table_name", sa.String()))
    op.execute(figures.delete().where(figures.c.table_name.not_in(FIRST_FIGURES)))
    _allow("published_figures", "table_name", FIRST_FIGURES)
    for table, column, target in NEW_KEYS:
        with op.batch_alter_table(table, table_kwargs=KEEPING) as batch:
            batch.drop_constraint(op.f(f"fk_{table}_{column}_{target}"), type_="foreignkey")
    for table, columns in _by_table().items():
        with op.batch_alter_table(table, table_kwargs=KEEPING) as batch:
            for column in columns:
                for check in CHECKS.get((table, column), ()):
                    batch.drop_constraint(op.f(check), type_="check")
                batch.drop_column(column)
    with op.batch_alter_table("option_arguments", schema=None) as batch_op:
        batch_op.drop_index("ix_option_arguments_option")

    op.drop_table("option_arguments")
    with op.batch_alter_table("reading_consents", schema=None) as batch_op:
        batch_op.drop_index("ix_reading_consents_person")

    op.drop_table("reading_consents")
    with op.batch_alter_table("options", schema=None) as batch_op:
        batch_op.drop_index("ix_options_item")

    op.drop_table("options")
    with op.batch_alter_table("case_notes", schema=None) as batch_op:
        batch_op.drop_index("ix_case_notes_item")

    op.drop_table("case_notes")
    with op.batch_alter_table("clarifying_questions", schema=None) as batch_op:
        batch_op.drop_index("ix_clarifying_questions_item")

    op.drop_table("clarifying_questions")
    with op.batch_alter_table("named_readers", schema=None) as batch_op:
        batch_op.drop_index("ix_named_readers_person")

    op.drop_table("named_readers")
    op.drop_table("session_evaluators")
    with op.batch_alter_table("guest_passes", schema=None) as batch_op:
        batch_op.drop_index("ix_guest_passes_person")

    op.drop_table("guest_passes")
    with op.batch_alter_table("topics", schema=None) as batch_op:
        batch_op.drop_index("ix_topics_kind_key")

    op.drop_table("topics")
    with op.batch_alter_table("session_evaluations", schema=None) as batch_op:
        batch_op.drop_index("ix_session_evaluations_window")

    op.drop_table("session_evaluations")
    op.drop_table("outgoing_mails")


def _allow(table: str, column: str, values: tuple[str, ...]) -> None:
    """Let a column hold these values: a rebuild on SQLite, another check elsewhere."""
    listed = ", ".join(f"'{value}'" for value in values)
    check = CLOSED_LISTS[table]
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table(table, recreate="always", table_kwargs=KEEPING) as batch:
            batch.drop_constraint(op.f(check), type_="check")
            batch.create_check_constraint(op.f(check), f"{column} IN ({listed})")
        return
    op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {check}")
    op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {check} CHECK ({column} IN ({listed}))")


def _by_table() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for table, column in NEW_COLUMNS:
        found.setdefault(table, []).append(column.split()[0])
    return found
