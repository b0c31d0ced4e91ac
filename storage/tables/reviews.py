"""What was decided and said about nominations."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table

from storage.columns import Utc, Words
from storage.tables.schema import metadata

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("nomination_id", ForeignKey("nominations.id"), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("unit_id", ForeignKey("units.id"), nullable=False),  # at whose desk
    Column("act", String, nullable=False),
    Column("reason", String),  # of the short list
    Column("note", Words),
    Column("remarks", JSON),  # question key -> what is wrong with its answer
    Column("was", JSON, nullable=False),  # what it takes to undo
    Column("at", Utc, nullable=False),
    Column("undone_at", Utc),
    Index(None, "nomination_id", "id"),
    Index(None, "person_id", "id"),
    Index(None, "unit_id"),
    sqlite_autoincrement=True,
)

comments = Table(
    "comments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("nomination_id", ForeignKey("nominations.id"), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("text", Words, nullable=False),
    Column("at", Utc, nullable=False),
    Index(None, "nomination_id", "id"),
    Index(None, "person_id"),
    sqlite_autoincrement=True,
)

recusals = Table(
    "recusals",
    metadata,
    Column("nomination_id", ForeignKey("nominations.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("why", Words, nullable=False),
    Column("at", Utc, nullable=False),
    Index(None, "person_id"),
)
