"""From pattern to proven improvement: writing, deciding, practice, outside, telling."""

import sqlalchemy as sa
from alembic import op

import app.database

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEEPING = {"sqlite_autoincrement": True}
FIRST_FIGURES = (
    "total",
    "pattern",
    "bouwsteen",
    "domain",
    "obstacle",
    "used_room",
    "outcome",
    "minutes",
    "reviewed",
    "review_days",
    "kept_agreements",
    "structural",
    "reached_proposal",
)
ALL_FIGURES = (*FIRST_FIGURES, "case_to_pattern")
# In the words that both engines share: a rebuild of a table on SQLite would lose its checks. Only a
# moment has two names: TIMESTAMP here, DATETIME on SQLite.
NEW_COLUMNS = (
    ("organisations", "two_decide BOOLEAN DEFAULT false NOT NULL"),
    ("organisations", "reminder_days INTEGER DEFAULT 14 NOT NULL"),
    ("organisations", "public_page BOOLEAN DEFAULT false NOT NULL"),
    ("proposal_actions", "progress VARCHAR(500) DEFAULT '' NOT NULL"),
    ("proposal_actions", "progress_at TIMESTAMP"),
    ("proposal_actions", "reminded_on DATE"),
    (
        "proposal_decisions",
        "door VARCHAR(24) CONSTRAINT ck_proposal_decisions_door "
        "CHECK (door IN ('figures', 'practice'))",
    ),
    ("proposal_decisions", "second_by_id INTEGER"),
    ("proposals", "split_from_id INTEGER"),
    ("proposals", "expected_fall INTEGER"),
    ("proposals", "costs VARCHAR(500) DEFAULT '' NOT NULL"),
    ("proposals", "changed_link VARCHAR(500) DEFAULT '' NOT NULL"),
    ("proposals", "changed_version VARCHAR(100) DEFAULT '' NOT NULL"),
    ("proposals", "told_whom TEXT DEFAULT '' NOT NULL"),
    ("proposals", "reminded_on DATE"),
)
# Foreign keys of new columns; a person who goes leaves them empty.
NEW_KEYS = (
    ("proposal_decisions", "second_by_id", "people", "SET NULL"),
    ("proposals", "split_from_id", "proposals", None),
)
NEW_TABLES = (
    "mail_wishes",
    "newsletters",
    "outside_items",
    "practice_rounds",
    "proposal_comments",
    "proposal_supports",
    "proposal_versions",
    "reopen_wishes",
    "second_opinions",
    "practice_asked",
    "practice_counts",
    "proposal_addressees",
    "proposal_bouwstenen",
)
# What a decision kept of the one addressee that it could have.
ADDRESSEE = ("addressee", "reference", "answer_by")
DECISIONS = sa.table(
    "proposal_decisions",
    sa.column("id", sa.Integer()),
    sa.column("addressee", sa.String()),
    sa.column("reference", sa.String()),
    sa.column("answer_by", sa.Date()),
    sa.column("at", app.database.UtcDateTime()),
)
ADDRESSEES = sa.table(
    "proposal_addressees",
    sa.column("id", sa.Integer()),
    sa.column("decision_id", sa.Integer()),
    sa.column("kind", sa.String()),
    sa.column("name", sa.String()),
    sa.column("reference", sa.String()),
    sa.column("sent_on", sa.Date()),
    sa.column("answer_by", sa.Date()),
    sa.column("answer_text", sa.Text()),
    sa.column("public_id", sa.String()),
)


def upgrade() -> None:
    """Make what is new, and give each addressee a row of its own."""
    op.create_table(
        "mail_wishes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("weekly", sa.Boolean(), nullable=False),
        sa.Column("newsletter", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_mail_wishes_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_wishes")),
        sa.UniqueConstraint("person_id", name=op.f("uq_mail_wishes_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "newsletters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=6), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("opening", sa.Text(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "published",
                name="newsletterstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edited_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("published_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["edited_by_id"],
            ["people.id"],
            name=op.f("fk_newsletters_edited_by_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_newsletters_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_newsletters")),
        sa.UniqueConstraint(
            "organisation_id", "quarter", name=op.f("uq_newsletters_organisation_id")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_newsletters_public_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "outside_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "briefing",
                "lesson_point",
                "public",
                name="outsidekind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("pattern_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "offered",
                "approved",
                "refused",
                "withdrawn",
                name="outsidestate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("addressee", sa.String(length=200), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("more_than", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("prepared_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("state_since", app.database.UtcDateTime(), nullable=False),
        sa.Column("approved_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["people.id"],
            name=op.f("fk_outside_items_decided_by_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_outside_items_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["pattern_id"],
            ["patterns.id"],
            name=op.f("fk_outside_items_pattern_id_patterns"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["prepared_by_id"],
            ["people.id"],
            name=op.f("fk_outside_items_prepared_by_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_outside_items_proposal_id_proposals"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_items")),
        sa.UniqueConstraint("public_id", name=op.f("uq_outside_items_public_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_outside_items_organisation", "outside_items", ["organisation_id", "state"], unique=False
    )

    op.create_table(
        "practice_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("closed_at", app.database.UtcDateTime(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "confirmed",
                "not_confirmed",
                "too_few",
                name="practiceoutcome",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("share", sa.Integer(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_practice_rounds_proposal_id_proposals"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_rounds")),
        sa.UniqueConstraint(
            "proposal_id", "changed_on", "months", name=op.f("uq_practice_rounds_proposal_id")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_practice_rounds_public_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "proposal_comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
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
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", app.database.UtcDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["people.id"],
            name=op.f("fk_proposal_comments_author_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_proposal_comments_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_proposal_comments_proposal_id_proposals"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_comments")),
        sa.UniqueConstraint("public_id", name=op.f("uq_proposal_comments_public_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_proposal_comments_proposal", "proposal_comments", ["proposal_id"], unique=False
    )

    op.create_table(
        "proposal_supports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
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
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("at", app.database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_proposal_supports_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_proposal_supports_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_proposal_supports_proposal_id_proposals"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_supports")),
        sa.UniqueConstraint(
            "proposal_id", "person_id", name=op.f("uq_proposal_supports_proposal_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "proposal_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", app.database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["people.id"],
            name=op.f("fk_proposal_versions_by_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_proposal_versions_proposal_id_proposals"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_versions")),
        sa.UniqueConstraint("proposal_id", "number", name=op.f("uq_proposal_versions_proposal_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "reopen_wishes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", app.database.UtcDateTime(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "reopened",
                "not_now",
                name="wishanswer",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("answer_text", sa.Text(), nullable=False),
        sa.Column("answered_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"],
            ["people.id"],
            name=op.f("fk_reopen_wishes_answered_by_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_reopen_wishes_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_reopen_wishes_proposal_id_proposals"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reopen_wishes")),
        sa.UniqueConstraint("public_id", name=op.f("uq_reopen_wishes_public_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reopen_wishes_person", "reopen_wishes", ["person_id"], unique=False)
    op.create_index("ix_reopen_wishes_proposal", "reopen_wishes", ["proposal_id"], unique=False)

    op.create_table(
        "second_opinions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column(
            "step",
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
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", app.database.UtcDateTime(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "agreed",
                "refused",
                "withdrawn",
                name="secondanswer",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("answer_reason", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", app.database.UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"],
            ["people.id"],
            name=op.f("fk_second_opinions_answered_by_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"],
            ["people.id"],
            name=op.f("fk_second_opinions_asked_by_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_second_opinions_proposal_id_proposals"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_opinions")),
        sa.UniqueConstraint("public_id", name=op.f("uq_second_opinions_public_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_second_opinions_proposal", "second_opinions", ["proposal_id"], unique=False)

    op.create_table(
        "practice_asked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_practice_asked_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["practice_rounds.id"],
            name=op.f("fk_practice_asked_round_id_practice_rounds"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_asked")),
        sa.UniqueConstraint("round_id", "person_id", name=op.f("uq_practice_asked_round_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_practice_asked_person", "practice_asked", ["person_id"], unique=False)

    op.create_table(
        "practice_counts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "solved",
                "less",
                "still",
                "unknown",
                name="practiceanswer",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["practice_rounds.id"],
            name=op.f("fk_practice_counts_round_id_practice_rounds"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_counts")),
        sa.UniqueConstraint("round_id", "answer", name=op.f("uq_practice_counts_round_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "proposal_addressees",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "mt",
                "college",
                "council",
                "ministry",
                "vng",
                "partner",
                "other",
                name="addresseekind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "taken_up",
                "refused",
                name="addresseeanswer",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("answer_text", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"],
            ["people.id"],
            name=op.f("fk_proposal_addressees_answered_by_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["proposal_decisions.id"],
            name=op.f("fk_proposal_addressees_decision_id_proposal_decisions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_addressees")),
        sa.UniqueConstraint("public_id", name=op.f("uq_proposal_addressees_public_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_proposal_addressees_decision", "proposal_addressees", ["decision_id"], unique=False
    )

    op.create_table(
        "proposal_bouwstenen",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("bouwsteen_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bouwsteen_id"],
            ["bouwstenen.id"],
            name=op.f("fk_proposal_bouwstenen_bouwsteen_id_bouwstenen"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_proposal_bouwstenen_proposal_id_proposals"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("proposal_id", "bouwsteen_id", name=op.f("pk_proposal_bouwstenen")),
    )
    moment = "DATETIME" if op.get_bind().dialect.name == "sqlite" else "TIMESTAMP"
    for table, column in NEW_COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column.replace('TIMESTAMP', moment)}")
    for table, column, target, ondelete in NEW_KEYS:
        with op.batch_alter_table(table, table_kwargs=KEEPING) as batch:
            batch.create_foreign_key(
                op.f(f"fk_{table}_{column}_{target}"), target, [column], ["id"], ondelete=ondelete
            )
    _move_addressees()
    with op.batch_alter_table("proposal_decisions", table_kwargs=KEEPING) as batch:
        for column in ADDRESSEE:
            batch.drop_column(column)
    _allow_figures(ALL_FIGURES)


def downgrade() -> None:
    """Take back what this revision made; of several addressees the first one stays."""
    figures = sa.table("published_figures", sa.column("table_name", sa.String()))
    op.execute(figures.delete().where(figures.c.table_name.not_in(FIRST_FIGURES)))
    _allow_figures(FIRST_FIGURES)
    for column in (
        "addressee VARCHAR(200) DEFAULT '' NOT NULL",
        "reference VARCHAR(200) DEFAULT '' NOT NULL",
        "answer_by DATE",
    ):
        op.execute(f"ALTER TABLE proposal_decisions ADD COLUMN {column}")
    _move_addressees_back()
    for table, column, target, _ in NEW_KEYS:
        with op.batch_alter_table(table, table_kwargs=KEEPING) as batch:
            batch.drop_constraint(op.f(f"fk_{table}_{column}_{target}"), type_="foreignkey")
    for table, columns in _by_table().items():
        with op.batch_alter_table(table, table_kwargs=KEEPING) as batch:
            if "door" in columns:
                batch.drop_constraint(op.f("ck_proposal_decisions_door"), type_="check")
            for column in columns:
                batch.drop_column(column)
    for table in reversed(NEW_TABLES):
        op.drop_table(table)


def _move_addressees() -> None:
    connection = op.get_bind()
    forwarded = sa.select(DECISIONS).where(DECISIONS.c.addressee != "")
    for row in connection.execute(forwarded).all():
        connection.execute(
            ADDRESSEES.insert().values(
                decision_id=row.id,
                kind="other",
                name=row.addressee,
                reference=row.reference,
                sent_on=row.at.date(),
                answer_by=row.answer_by or row.at.date(),
                answer_text="",
                public_id=app.database.new_public_id(),
            )
        )


def _move_addressees_back() -> None:
    connection = op.get_bind()
    latest_first = sa.select(ADDRESSEES).order_by(ADDRESSEES.c.id.desc())
    for row in connection.execute(latest_first).all():
        connection.execute(
            DECISIONS.update()
            .where(DECISIONS.c.id == row.decision_id)
            .values(addressee=row.name, reference=row.reference, answer_by=row.answer_by)
        )


def _allow_figures(values: tuple[str, ...]) -> None:
    """Let a figure be of these tables: a rebuild on SQLite, another check elsewhere."""
    listed = ", ".join(f"'{value}'" for value in values)
    table, check = "published_figures", "ck_published_figures_figuretable"
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table(table, recreate="always", table_kwargs=KEEPING) as batch:
            batch.drop_constraint(op.f(check), type_="check")
            batch.create_check_constraint(op.f(check), f"table_name IN ({listed})")
        return
    op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {check}")
    op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {check} CHECK (table_name IN ({listed}))")


def _by_table() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for table, column in NEW_COLUMNS:
        found.setdefault(table, []).append(column.split()[0])
    return found
