"""Two lanes of the outbox, so that no reply waits behind an announcement, and who sends in bulk with which token.

Frozen as it was on that day: it must not import storage/tables.py, which goes on changing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

REPLIES = "state = 'queued' AND lane = 'reply'"
BULK = "state = 'queued' AND lane = 'bulk'"
BEFORE = "state = 'queued'"


def upgrade() -> None:
    op.add_column("outbox", sa.Column("lane", sa.String, nullable=False, server_default="reply"))
    op.add_column("outbox", sa.Column("broadcast_id", sa.Integer))
    op.drop_index(op.f("ix_outbox_due"), "outbox")
    _index("ix_outbox_due", ["not_before", "id"], REPLIES)
    _index("ix_outbox_bulk_due", ["not_before", "id", "contact_id"], BULK)
    _index("ix_outbox_broadcast_id_state", ["broadcast_id", "state"], "broadcast_id IS NOT NULL")
    op.create_table(
        "sending_leases",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("holder", sa.String, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_sending_leases")),
    )
    op.create_table(
        "broadcast_gates",
        sa.Column("broadcast_id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("gate", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("broadcast_id", name=op.f("pk_broadcast_gates")),
    )


def downgrade() -> None:
    op.drop_table("broadcast_gates")
    op.drop_table("sending_leases")
    for name in ("ix_outbox_broadcast_id_state", "ix_outbox_bulk_due", "ix_outbox_due"):
        op.drop_index(op.f(name), "outbox")
    _index("ix_outbox_due", ["not_before", "id"], BEFORE)
    op.drop_column("outbox", "broadcast_id")
    op.drop_column("outbox", "lane")


def _index(name: str, columns: list[str], where: str) -> None:
    op.create_index(op.f(name), "outbox", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
