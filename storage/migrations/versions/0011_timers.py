"""Reminders: what is due when, and what people wish about it. What waits already is looked at once, at the first beat.

Frozen as it was on that day: it must not import storage/tables, which goes on changing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

MOMENT = sa.DateTime(timezone=True)
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
schema = sa.MetaData(naming_convention=NAMES)
for known in ("people", "units"):
    sa.Table(known, schema, sa.Column("id", sa.Integer, primary_key=True))

sa.Table(
    "timers",
    schema,
    sa.Column("id", BIG_ID, primary_key=True),
    sa.Column("key", sa.String, nullable=False, unique=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("subject_id", sa.Integer, nullable=False),
    sa.Column("person_id", sa.ForeignKey("people.id")),
    sa.Column("due_at", MOMENT, nullable=False),
    sa.Column("told", sa.Date, nullable=False),
    sa.Column("lease_until", MOMENT),
    sa.Index(None, "kind", "due_at", "id"),
    sa.Index(None, "person_id"),
    sqlite_autoincrement=True,
)
sa.Table(
    "reminder_wishes",
    schema,
    sa.Column("person_id", sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("slot", sa.String, nullable=False),
    sa.Column("rhythm", sa.String, nullable=False),
    sa.Column("picture", sa.Boolean, nullable=False),
)
sa.Table(
    "dismissals",
    schema,
    sa.Column("person_id", sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("matter", sa.String, primary_key=True),
    sa.Column("why", sa.String, nullable=False),
    sa.Column("unit_id", sa.ForeignKey("units.id")),
    sa.Column("at", MOMENT, nullable=False),
    sa.Index(None, "unit_id", "matter"),
    sa.Index(None, "matter"),
)
NEW = ("timers", "reminder_wishes", "dismissals")
LIVE = "stage IN ('submitted', 'forwarded', 'returned', 'nurturing', 'recognised', 'propagated')"
SOURCES = {"round": "rounds", "vote": "votes WHERE closed_at IS NULL", "file": f"nominations WHERE {LIVE}"}
LONG_AGO = "2026-01-01"


def upgrade() -> None:
    schema.create_all(op.get_bind(), [schema.tables[name] for name in NEW])
    moment = f"{LONG_AGO} 00:00:00" + ("" if op.get_bind().dialect.name == "sqlite" else "+00")
    for kind, source in SOURCES.items():
        op.execute(
            "INSERT INTO timers (key, kind, subject_id, due_at, told)"  # noqa: S608 - all of it stands here
            f" SELECT '{kind}:' || id, '{kind}', id, '{moment}', '{LONG_AGO}' FROM {source}"
        )


def downgrade() -> None:
    schema.drop_all(op.get_bind(), [schema.tables[name] for name in reversed(NEW)])
