"""Several successors of a unit, people found by name and by phone, codes issued together, codes that were wrong.

Frozen as it was on that day: it must not import storage/tables.py, which goes on changing.
"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_PEOPLE = sa.table("people", sa.column("id"), sa.column("name"), sa.column("folded"))


def upgrade() -> None:
    op.create_table(
        "unit_successors",
        sa.Column("unit_id", sa.Integer, nullable=False),
        sa.Column("successor_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "successor_id", name=op.f("pk_unit_successors")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_unit_successors_unit_id_units")),
        sa.ForeignKeyConstraint(["successor_id"], ["units.id"], name=op.f("fk_unit_successors_successor_id_units")),
    )
    op.create_index(op.f("ix_unit_successors_successor_id"), "unit_successors", ["successor_id"])
    op.execute("INSERT INTO unit_successors SELECT id, successor_id FROM units WHERE successor_id IS NOT NULL")
    with op.batch_alter_table("units", table_kwargs={"sqlite_autoincrement": True}) as units:
        units.drop_constraint(op.f("fk_units_successor_id_units"), type_="foreignkey")
        units.drop_column("successor_id")
    _of_people()
    op.add_column("invites", sa.Column("batch", sa.String))
    op.create_index(op.f("ix_invites_batch"), "invites", ["batch"])
    op.create_table(
        "wrong_codes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contact_id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wrong_codes")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_wrong_codes_contact_id_contacts")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_wrong_codes_contact_id_at"), "wrong_codes", ["contact_id", "at"])
    op.create_index(op.f("ix_wrong_codes_at"), "wrong_codes", ["at"])


def _of_people() -> None:
    folded = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.add_column("people", sa.Column("folded", folded))
    op.add_column("people", sa.Column("phone_hash", sa.String))
    op.add_column("people", sa.Column("phone_end", sa.String))
    conn = op.get_bind()
    for person in conn.execute(sa.select(_PEOPLE.c.id, _PEOPLE.c.name)).all():
        conn.execute(sa.update(_PEOPLE).where(_PEOPLE.c.id == person.id).values(folded=_fold(person.name)))
    with op.batch_alter_table("people", table_kwargs={"sqlite_autoincrement": True}) as people:
        people.alter_column("folded", existing_type=folded, nullable=False)
    op.create_index(op.f("ix_people_phone_hash"), "people", ["phone_hash"], unique=True)
    op.drop_index(op.f("ix_people_unit_id"), "people")
    op.create_index(op.f("ix_people_unit_id_folded"), "people", ["unit_id", "folded"])


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold()).replace("đ", "d")
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def downgrade() -> None:
    op.drop_table("wrong_codes")
    op.drop_index(op.f("ix_invites_batch"), "invites")
    op.drop_column("invites", "batch")
    op.drop_index(op.f("ix_people_unit_id_folded"), "people")
    op.create_index(op.f("ix_people_unit_id"), "people", ["unit_id"])
    op.drop_index(op.f("ix_people_phone_hash"), "people")
    for name in ("phone_end", "phone_hash", "folded"):
        op.drop_column("people", name)
    with op.batch_alter_table("units", table_kwargs={"sqlite_autoincrement": True}) as units:
        units.add_column(sa.Column("successor_id", sa.Integer))
        units.create_foreign_key(op.f("fk_units_successor_id_units"), "units", ["successor_id"], ["id"])
    op.execute(
        "UPDATE units SET successor_id = (SELECT min(successor_id) FROM unit_successors WHERE unit_id = units.id)"
    )
    op.drop_table("unit_successors")
