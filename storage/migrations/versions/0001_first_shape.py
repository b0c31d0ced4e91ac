"""The first shape: units and people, doors and conversations, nominations, what comes in and goes out.

Frozen as it was on that day: it must not import storage/tables.py, which goes on changing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SORTED = sa.String().with_variant(sa.String(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)

schema = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

sa.Table(
    "units",
    schema,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("folded", SORTED, nullable=False),
    sa.Column("level", sa.String, nullable=False),
    sa.Column("parent_id", sa.ForeignKey("units.id")),
    sa.Column("path_ids", SORTED, nullable=False),
    sa.Column("valid_from", sa.Date),
    sa.Column("valid_to", sa.Date),
    sa.Column("successor_id", sa.ForeignKey("units.id")),
    sa.Index(None, "path_ids"),
    sa.Index(None, "parent_id", "folded"),
    sqlite_autoincrement=True,
)

sa.Table(
    "people",
    schema,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("call", sa.Text, nullable=False),
    sa.Column("unit_id", sa.ForeignKey("units.id"), nullable=False),
    sa.Column("locale", sa.String, nullable=False),
    sa.Column("external", sa.String, unique=True),
    sa.Column("created_at", MOMENT, nullable=False),
    sa.Index(None, "unit_id"),
    sqlite_autoincrement=True,
)

sa.Table(
    "roles",
    schema,
    sa.Column("person_id", sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("unit_id", sa.ForeignKey("units.id"), primary_key=True),
    sa.Column("role", sa.String, primary_key=True),
    sa.Index(None, "unit_id", "role"),
)

sa.Table(
    "contacts",
    schema,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("channel", sa.String, nullable=False),
    sa.Column("address", sa.String, nullable=False),
    sa.Column("person_id", sa.ForeignKey("people.id")),
    sa.Column("display_name", sa.Text, nullable=False),
    sa.Column("blocked_at", MOMENT),
    sa.UniqueConstraint("channel", "address"),
    sa.Index(None, "person_id"),
    sqlite_autoincrement=True,
)

sa.Table(
    "invites",
    schema,
    sa.Column("code_hash", sa.String, primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("expires_at", MOMENT, nullable=False),
    sa.Column("used_at", MOMENT),
    sa.Column("uses_left", sa.Integer),
    sa.Column("revoked_at", MOMENT),
    sa.Index(None, "person_id"),
)

sa.Table(
    "sessions",
    schema,
    sa.Column("token_hash", sa.String, primary_key=True),
    sa.Column("contact_id", sa.ForeignKey("contacts.id"), nullable=False),
    sa.Column("expires_at", MOMENT, nullable=False),
    sa.Index(None, "contact_id"),
    sa.Index(None, "expires_at"),
)

sa.Table(
    "rounds",
    schema,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("plan_id", sa.String, nullable=False),
    sa.Column("unit_id", sa.ForeignKey("units.id"), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("opens", sa.Date, nullable=False),
    sa.Column("closes", sa.Date, nullable=False),
    sa.Column("years", sa.JSON, nullable=False),
    sa.Index(None, "unit_id", "closes"),
    sqlite_autoincrement=True,
)

sa.Table(
    "conversations",
    schema,
    sa.Column("owner", sa.String, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("state", sa.JSON, nullable=False),
    sa.Column("updated_at", MOMENT, nullable=False),
)

sa.Table(
    "answers",
    schema,
    sa.Column("id", BIG_ID, primary_key=True),
    sa.Column("owner", sa.String, nullable=False),
    sa.Column("draft", sa.Integer, nullable=False),
    sa.Column("key", sa.String, nullable=False),
    sa.Column("value", sa.JSON, nullable=False),
    sa.Column("at", MOMENT, nullable=False),
    sa.Index(None, "owner", "draft", "id"),
    sqlite_autoincrement=True,
)

sa.Table(
    "nominations",
    schema,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("draft", sa.Integer, nullable=False),
    sa.Column("stage", sa.String, nullable=False),
    sa.Column("round_id", sa.ForeignKey("rounds.id"), nullable=False),
    sa.Column("plan_id", sa.String, nullable=False),
    sa.Column("field_id", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("subject_folded", SORTED, nullable=False),
    sa.Column("unit_id", sa.ForeignKey("units.id"), nullable=False),
    sa.Column("unit_name", sa.Text, nullable=False),
    sa.Column("answers", sa.JSON, nullable=False),
    sa.Column("card", sa.JSON, nullable=False),
    sa.Column("verdict", sa.JSON, nullable=False),
    sa.Column("at", MOMENT, nullable=False),
    sa.UniqueConstraint("person_id", "draft"),
    sa.Index(None, "person_id", "id"),
    sa.Index(None, "unit_id", "id"),
    sa.Index(None, "round_id", "subject_folded"),
    sqlite_autoincrement=True,
)

sa.Table(
    "files",
    schema,
    sa.Column("sha256", sa.String, primary_key=True),
    sa.Column("mime", sa.String, nullable=False),
    sa.Column("size", BIG_ID, nullable=False),
    sa.Column("created_at", MOMENT, nullable=False),
)

sa.Table(
    "inbox",
    schema,
    sa.Column("id", BIG_ID, primary_key=True),
    sa.Column("channel", sa.String, nullable=False),
    sa.Column("key", sa.String, nullable=False),
    sa.Column("contact_id", sa.ForeignKey("contacts.id"), nullable=False),
    sa.Column("event", sa.JSON, nullable=False),
    sa.Column("at", MOMENT, nullable=False),
    sa.Column("status", sa.String, nullable=False, server_default="done"),
    sa.Column("error", sa.Text),
    sa.UniqueConstraint("channel", "key"),
    sa.Index(
        "ix_inbox_failed",
        "id",
        sqlite_where=sa.text("status = 'failed'"),
        postgresql_where=sa.text("status = 'failed'"),
    ),
    sqlite_autoincrement=True,
)

sa.Table(
    "outbox",
    schema,
    sa.Column("id", BIG_ID, primary_key=True),
    sa.Column("contact_id", sa.ForeignKey("contacts.id"), nullable=False),
    sa.Column("owner", sa.String, nullable=False),
    sa.Column("ref", sa.Integer, nullable=False),
    sa.Column("verb", sa.String, nullable=False),
    sa.Column("payload", sa.JSON, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("not_before", MOMENT, nullable=False),
    sa.Column("lease_until", MOMENT),
    sa.Column("message_id", sa.Text),
    sa.Column("reason", sa.Text),
    sa.Column("created_at", MOMENT, nullable=False),
    sa.Index(None, "contact_id", "id"),
    sa.Index(None, "contact_id", "ref"),
    sa.Index(
        "ix_outbox_due",
        "not_before",
        "id",
        sqlite_where=sa.text("state = 'queued'"),
        postgresql_where=sa.text("state = 'queued'"),
    ),
    sa.Index(
        "ix_outbox_leased",
        "lease_until",
        sqlite_where=sa.text("state = 'sending'"),
        postgresql_where=sa.text("state = 'sending'"),
    ),
    sa.Index(
        "ix_outbox_open", "state", sqlite_where=sa.text("state <> 'sent'"), postgresql_where=sa.text("state <> 'sent'")
    ),
    sqlite_autoincrement=True,
)


def upgrade() -> None:
    schema.create_all(op.get_bind())


def downgrade() -> None:
    schema.drop_all(op.get_bind())
