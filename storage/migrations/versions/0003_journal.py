"""The journal, to which rows are only ever added: the database itself refuses everything else.

Frozen as it was on that day: it must not import storage/tables.py, which goes on changing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REFUSED = "the journal is append-only"

REFUSES = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
# INSERT OR REPLACE takes the old row out without asking the second.
SQLITE = (
    f"CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal {REFUSES}",
    f"CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal {REFUSES}",
    f"""CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal
        WHEN EXISTS (SELECT 1 FROM journal WHERE id = NEW.id) {REFUSES}""",  # noqa: S608 - nothing in it is from outside
)
FUNCTION = f"RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
CALLS = "EXECUTE FUNCTION journal_refuses()"
POSTGRES = (
    f"CREATE FUNCTION journal_refuses() {FUNCTION}",
    f"CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON journal FOR EACH ROW {CALLS}",
    f"CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal FOR EACH STATEMENT {CALLS}",
)


def upgrade() -> None:
    op.create_table(
        "journal",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("act", sa.String, nullable=False),
        sa.Column("nomination_id", sa.Integer),
        sa.Column("draft", sa.Integer),
        sa.Column("unit_id", sa.Integer),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.Column("before_hash", sa.String, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
    )
    _index("ix_journal_nomination_id_id", ["nomination_id", "id"], "nomination_id IS NOT NULL")
    _index("ix_journal_owner_draft_id", ["owner", "draft", "id"], "draft IS NOT NULL")
    head = op.create_table(
        "journal_head",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("last", BIG_ID, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_head")),
    )
    op.bulk_insert(head, [{"id": 1, "last": 0, "hash": "0" * 64}])
    for statement in POSTGRES if _postgres() else SQLITE:
        op.execute(statement)
    op.add_column("outbox", sa.Column("nomination_id", sa.Integer))


def downgrade() -> None:
    op.drop_column("outbox", "nomination_id")
    op.drop_table("journal_head")
    op.drop_table("journal")  # its triggers go with it
    if _postgres():
        op.execute("DROP FUNCTION journal_refuses()")


def _postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _index(name: str, columns: list[str], where: str) -> None:
    op.create_index(op.f(name), "journal", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
