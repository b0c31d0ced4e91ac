"""Look-alikes: the keys under which a nomination of the same subject is found, the traces of its photos and paragraphs,
and who stands behind one together.

Frozen as it was on that day: it must not import storage/tables.py, which goes on changing. What was filed before has
no keys and is found by nobody who types the name.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("nominations", sa.Column("born", sa.String))
    op.add_column("nominations", sa.Column("place", sa.Text))
    op.add_column("nominations", sa.Column("territory_id", sa.Integer))
    op.create_index(op.f("ix_rounds_plan_id_unit_id_opens"), "rounds", ["plan_id", "unit_id", "opens"])
    op.create_table(
        "nomination_keys",
        sa.Column("key", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("nomination_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("key", "nomination_id", name=op.f("pk_nomination_keys")),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nominations.id"], name=op.f("fk_nomination_keys_nomination_id_nominations")
        ),
    )
    op.create_table(
        "nomination_traces",
        sa.Column("trace", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("nomination_id", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("trace", "nomination_id", "sha256", name=op.f("pk_nomination_traces")),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nominations.id"], name=op.f("fk_nomination_traces_nomination_id_nominations")
        ),
    )
    for table in ("nomination_keys", "nomination_traces"):
        op.create_index(op.f(f"ix_{table}_nomination_id"), table, ["nomination_id"])
    op.add_column("files", sa.Column("print", sa.BigInteger))
    op.create_table(
        "co_nominators",
        sa.Column("nomination_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("unit_id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("nomination_id", "person_id", name=op.f("pk_co_nominators")),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nominations.id"], name=op.f("fk_co_nominators_nomination_id_nominations")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_co_nominators_person_id_people")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_co_nominators_unit_id_units")),
    )


def downgrade() -> None:
    op.drop_table("co_nominators")
    op.drop_column("files", "print")
    op.drop_table("nomination_traces")
    op.drop_table("nomination_keys")
    op.drop_index(op.f("ix_rounds_plan_id_unit_id_opens"), "rounds")
    for column in ("territory_id", "place", "born"):
        op.drop_column("nominations", column)
