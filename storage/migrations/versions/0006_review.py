"""Review: at whose desk a nomination lies, what was decided, said and asked, places and extensions.

Frozen as it was on that day: it must not import storage/tables.py, which goes on changing.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

MOMENT = sa.DateTime(timezone=True)
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
schema = sa.MetaData(naming_convention=NAMES)
for known in ("nominations", "people", "units", "rounds"):
    sa.Table(known, schema, sa.Column("id", sa.Integer, primary_key=True))

sa.Table(
    "decisions",
    schema,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("nomination_id", sa.ForeignKey("nominations.id"), nullable=False),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("unit_id", sa.ForeignKey("units.id"), nullable=False),
    sa.Column("act", sa.String, nullable=False),
    sa.Column("reason", sa.String),
    sa.Column("note", sa.Text),
    sa.Column("remarks", sa.JSON),
    sa.Column("was", sa.JSON, nullable=False),
    sa.Column("at", MOMENT, nullable=False),
    sa.Column("undone_at", MOMENT),
    sa.Index(None, "nomination_id", "id"),
    sa.Index(None, "person_id", "id"),
    sa.Index(None, "unit_id"),
    sqlite_autoincrement=True,
)
sa.Table(
    "comments",
    schema,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("nomination_id", sa.ForeignKey("nominations.id"), nullable=False),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("at", MOMENT, nullable=False),
    sa.Index(None, "nomination_id", "id"),
    sa.Index(None, "person_id"),
    sqlite_autoincrement=True,
)
sa.Table(
    "recusals",
    schema,
    sa.Column("nomination_id", sa.ForeignKey("nominations.id"), primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("at", MOMENT, nullable=False),
    sa.Index(None, "person_id"),
)
sa.Table(
    "places",
    schema,
    sa.Column("round_id", sa.ForeignKey("rounds.id"), primary_key=True),
    sa.Column("unit_id", sa.ForeignKey("units.id"), primary_key=True),
    sa.Column("field_id", sa.String, primary_key=True),
    sa.Column("taken", sa.Integer, nullable=False),
    sa.Index(None, "unit_id"),
)
sa.Table(
    "held_places",
    schema,
    sa.Column("nomination_id", sa.ForeignKey("nominations.id"), primary_key=True),
    sa.Column("unit_id", sa.ForeignKey("units.id"), primary_key=True),
    sa.Column("field_id", sa.String, primary_key=True),
    sa.Column("most", sa.Integer, nullable=False),
    sa.Index(None, "unit_id"),
)
sa.Table(
    "extensions",
    schema,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("round_id", sa.ForeignKey("rounds.id"), nullable=False),
    sa.Column("unit_id", sa.ForeignKey("units.id"), nullable=False),
    sa.Column("until", sa.Date, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("at", MOMENT, nullable=False),
    sa.Index(None, "round_id", "unit_id"),
    sa.Index(None, "unit_id"),
    sa.Index(None, "person_id"),
    sqlite_autoincrement=True,
)
NEW = ("decisions", "comments", "recusals", "places", "held_places", "extensions")


def columns() -> tuple[sa.Column[Any], ...]:
    """The new columns, made anew for each use: a column belongs to one table."""
    return (
        sa.Column("station", sa.Integer, nullable=False, server_default="0"),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("before", sa.String),
        sa.Column("rank", sa.Integer),
        sa.Column("card_before", sa.JSON),
        sa.Column("moved_at", MOMENT),
        sa.Column("desk_id", sa.Integer),
        sa.Column("reviewer_id", sa.Integer),
    )


def upgrade() -> None:
    schema.create_all(op.get_bind(), [schema.tables[name] for name in NEW])
    with op.batch_alter_table("nominations") as batch:
        for column in columns():
            batch.add_column(column)
        batch.create_foreign_key("fk_nominations_desk_id_units", "units", ["desk_id"], ["id"])
        batch.create_foreign_key("fk_nominations_reviewer_id_people", "people", ["reviewer_id"], ["id"])
        batch.create_index(op.f("ix_nominations_desk_id_stage_rank_moved_at"), ["desk_id", "stage", "rank", "moved_at"])
        batch.create_index(op.f("ix_nominations_reviewer_id"), ["reviewer_id"])


def downgrade() -> None:
    with op.batch_alter_table("nominations") as batch:
        batch.drop_index(op.f("ix_nominations_reviewer_id"))
        batch.drop_index(op.f("ix_nominations_desk_id_stage_rank_moved_at"))
        batch.drop_constraint("fk_nominations_reviewer_id_people", type_="foreignkey")
        batch.drop_constraint("fk_nominations_desk_id_units", type_="foreignkey")
        for column in columns():
            batch.drop_column(column.name)
    schema.drop_all(op.get_bind(), [schema.tables[name] for name in reversed(NEW)])
