"""Announcements, and what becomes of each for everybody whom it is for.

Frozen as it was on that day: it must not import storage/tables.py, which goes on changing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

MOMENT = sa.DateTime(timezone=True)
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = sa.text("state IN ('scheduled', 'sending')")
TODO = sa.text("todo IS NOT NULL")
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
schema = sa.MetaData(naming_convention=NAMES)
for known in ("people", "units", "contacts"):
    sa.Table(known, schema, sa.Column("id", sa.Integer, primary_key=True))

broadcasts = sa.Table(
    "broadcasts",
    schema,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("unit_id", sa.ForeignKey("units.id"), nullable=False),
    sa.Column("audience", sa.JSON, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("text_en", sa.Text, nullable=False),
    sa.Column("papers", sa.JSON, nullable=False),
    sa.Column("answers", sa.JSON, nullable=False),
    sa.Column("at", MOMENT, nullable=False),
    sa.Column("created_at", MOMENT, nullable=False),
    sa.Column("corrected_at", MOMENT),
    sa.Index(None, "unit_id", "id"),
    sa.Index(None, "person_id"),
    sa.Index("ix_broadcasts_open", "at", sqlite_where=OPEN, postgresql_where=OPEN),
    sqlite_autoincrement=True,
)
recipients = sa.Table(
    "recipients",
    schema,
    sa.Column("broadcast_id", sa.ForeignKey("broadcasts.id"), primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("unit_id", sa.ForeignKey("units.id"), nullable=False),
    sa.Column("contact_id", sa.ForeignKey("contacts.id")),
    sa.Column("post_id", BIG_ID),
    sa.Column("todo", sa.String),
    sa.Column("received_at", MOMENT),
    sa.Column("reminded_at", MOMENT),
    sa.Index(None, "person_id", "broadcast_id"),
    sa.Index(None, "unit_id"),
    sa.Index(None, "contact_id"),
    sa.Index("ix_recipients_todo", "broadcast_id", "person_id", sqlite_where=TODO, postgresql_where=TODO),
)


def upgrade() -> None:
    schema.create_all(op.get_bind(), [broadcasts, recipients], checkfirst=False)


def downgrade() -> None:
    schema.drop_all(op.get_bind(), [broadcasts, recipients], checkfirst=False)
