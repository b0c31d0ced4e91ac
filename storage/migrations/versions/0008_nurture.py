"""Nurturing and following up: when somebody is visited next, what was found at the visits, and the gallery.

Frozen as it was on that day: it must not import storage/tables.py, which goes on changing.
"""

from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

MOMENT = sa.DateTime(timezone=True)
SORTED = sa.String().with_variant(sa.String(collation="C"), "postgresql")
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
schema = sa.MetaData(naming_convention=NAMES)
for known in ("nominations", "people"):
    sa.Table(known, schema, sa.Column("id", sa.Integer, primary_key=True))

sa.Table(
    "visits",
    schema,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("nomination_id", sa.ForeignKey("nominations.id"), nullable=False),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("news", sa.Text, nullable=False),
    sa.Column("obstacle", sa.Text, nullable=False),
    sa.Column("missing", sa.Integer, nullable=False),
    sa.Column("at", MOMENT, nullable=False),
    sa.Index(None, "nomination_id", "id"),
    sa.Index(None, "person_id"),
    sqlite_autoincrement=True,
)
sa.Table(
    "follow_ups",
    schema,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("nomination_id", sa.ForeignKey("nominations.id"), nullable=False),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("works", sa.String, nullable=False),
    sa.Column("households", sa.Integer, nullable=False),
    sa.Column("units", sa.Integer, nullable=False),
    sa.Column("help", sa.Text, nullable=False),
    sa.Column("at", MOMENT, nullable=False),
    sa.Index(None, "nomination_id", "id"),
    sa.Index(None, "person_id"),
    sqlite_autoincrement=True,
)
sa.Table(
    "gallery",
    schema,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("nomination_id", sa.ForeignKey("nominations.id"), nullable=False, unique=True),
    sa.Column("agreed", sa.Boolean, nullable=False),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("at", MOMENT, nullable=False),
    sa.Index(None, "person_id"),
    sqlite_autoincrement=True,
)
sa.Table(
    "gallery_words",
    schema,
    sa.Column("word", SORTED, primary_key=True),
    sa.Column("entry_id", sa.ForeignKey("gallery.id"), primary_key=True),
    sa.Index(None, "entry_id"),
)
sa.Table(
    "tours",
    schema,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("nomination_id", sa.ForeignKey("nominations.id"), nullable=False),
    sa.Column("person_id", sa.ForeignKey("people.id")),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("phone", sa.Text, nullable=False),
    sa.Column("at", MOMENT, nullable=False),
    sa.Index(None, "nomination_id", "at"),
    sa.Index(None, "person_id"),
    sqlite_autoincrement=True,
)
NEW = ("visits", "follow_ups", "gallery", "gallery_words", "tours")
VISITED = ("nurturing", "recognised")
"""Whoever was in one of these stages already has had no visit yet: it is due."""
THAT_DAY = date(2026, 11, 25)


def columns() -> tuple[sa.Column[Any], ...]:
    """The new columns, made anew for each use: a column belongs to one table."""
    return (sa.Column("next_on", sa.Date), sa.Column("origin_round_id", sa.Integer))


def upgrade() -> None:
    schema.create_all(op.get_bind(), [schema.tables[name] for name in NEW])
    with op.batch_alter_table("nominations") as batch:
        for column in columns():
            batch.add_column(column)
        batch.create_foreign_key("fk_nominations_origin_round_id_rounds", "rounds", ["origin_round_id"], ["id"])
        batch.create_index(op.f("ix_nominations_person_id_next_on"), ["person_id", "next_on"])
        batch.create_index(op.f("ix_nominations_origin_round_id"), ["origin_round_id"])
    table = sa.table("nominations", sa.column("stage", sa.String), sa.column("next_on", sa.Date))
    op.execute(table.update().where(table.c.stage.in_(VISITED)).values(next_on=THAT_DAY))


def downgrade() -> None:
    with op.batch_alter_table("nominations") as batch:
        batch.drop_index(op.f("ix_nominations_origin_round_id"))
        batch.drop_index(op.f("ix_nominations_person_id_next_on"))
        batch.drop_constraint("fk_nominations_origin_round_id_rounds", type_="foreignkey")
        for column in columns():
            batch.drop_column(column.name)
    schema.drop_all(op.get_bind(), [schema.tables[name] for name in reversed(NEW)])
