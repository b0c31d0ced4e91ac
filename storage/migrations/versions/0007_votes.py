"""Votes of a council: on what, by whom, who has voted, and the ballots apart from those who gave them.

Frozen as it was on that day: it must not import storage/tables.py, which goes on changing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

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
    "votes",
    schema,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("unit_id", sa.ForeignKey("units.id"), nullable=False),
    sa.Column("round_id", sa.ForeignKey("rounds.id"), nullable=False),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("secret", sa.Boolean, nullable=False),
    sa.Column("quorum", sa.String, nullable=False),
    sa.Column("passing", sa.String, nullable=False),
    sa.Column("base", sa.String, nullable=False),
    sa.Column("closes_on", sa.Date, nullable=False),
    sa.Column("opened_at", MOMENT, nullable=False),
    sa.Column("closed_at", MOMENT),
    sa.Column("salt", sa.String),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("minutes", sa.Text),
    sa.Index(None, "unit_id", "closed_at", "id"),
    sa.Index(None, "round_id"),
    sa.Index(None, "person_id"),
    sqlite_autoincrement=True,
)
sa.Table(
    "vote_items",
    schema,
    sa.Column("vote_id", sa.ForeignKey("votes.id"), primary_key=True),
    sa.Column("nomination_id", sa.ForeignKey("nominations.id"), primary_key=True),
    sa.Index(None, "nomination_id", "vote_id"),
)
sa.Table(
    "vote_members",
    schema,
    sa.Column("vote_id", sa.ForeignKey("votes.id"), primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), primary_key=True),
    sa.Index(None, "person_id"),
)
sa.Table(
    "turnouts",
    schema,
    sa.Column("vote_id", sa.ForeignKey("votes.id"), primary_key=True),
    sa.Column("nomination_id", sa.ForeignKey("nominations.id"), primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), primary_key=True),
    sa.Index(None, "nomination_id"),
    sa.Index(None, "person_id"),
    sqlite_with_rowid=False,
)
sa.Table(
    "ballots",
    schema,
    sa.Column("vote_id", sa.ForeignKey("votes.id"), primary_key=True),
    sa.Column("nomination_id", sa.ForeignKey("nominations.id"), primary_key=True),
    sa.Column("mark", sa.String, primary_key=True),
    sa.Column("opinion", sa.String, nullable=False),
    sa.Column("person_id", sa.ForeignKey("people.id")),
    sa.Index(None, "nomination_id"),
    sa.Index(None, "person_id"),
    sqlite_with_rowid=False,
)
NEW = ("votes", "vote_items", "vote_members", "turnouts", "ballots")


def upgrade() -> None:
    schema.create_all(op.get_bind(), [schema.tables[name] for name in NEW])


def downgrade() -> None:
    schema.drop_all(op.get_bind(), [schema.tables[name] for name in reversed(NEW)])
