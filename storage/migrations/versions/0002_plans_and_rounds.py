"""Plans that admins publish, what they set for a round, and what was read in a workbook.

Frozen as it was on that day: it must not import storage/tables.py, which goes on changing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "plans",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("plan_id", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_plans_person_id_people")),
        sa.UniqueConstraint("plan_id", "version", name=op.f("uq_plans_plan_id_version")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_plans_person_id"), "plans", ["person_id"])
    op.add_column("rounds", sa.Column("rules", sa.JSON))
    op.add_column("rounds", sa.Column("answers", sa.JSON))
    op.add_column("nominations", sa.Column("plan_version", sa.Integer, nullable=False, server_default="1"))
    op.create_index(op.f("ix_nominations_plan_id_id"), "nominations", ["plan_id", "id"])
    op.add_column("files", sa.Column("reading", sa.JSON))


def downgrade() -> None:
    op.drop_column("files", "reading")
    op.drop_index(op.f("ix_nominations_plan_id_id"), "nominations")
    op.drop_column("nominations", "plan_version")
    op.drop_column("rounds", "answers")
    op.drop_column("rounds", "rules")
    op.drop_table("plans")
