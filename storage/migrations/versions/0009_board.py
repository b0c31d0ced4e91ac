"""The board: an index from which the nominations of a round are counted by unit, without going to the rows.

Frozen as it was on that day: it must not import storage/tables.py, which goes on changing.
"""

from alembic import op

revision = "0009"
down_revision = "0008"

COUNTED = ["round_id", "unit_id", "stage", "station", "desk_id", "field_id"]
NAME = "ix_nominations_round_id_unit_id_stage_station_desk_id_field_id"


def upgrade() -> None:
    op.create_index(op.f(NAME), "nominations", COUNTED)


def downgrade() -> None:
    op.drop_index(op.f(NAME), "nominations")
