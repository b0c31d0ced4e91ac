"""The tables of a council's votes. A secret ballot bears no person; what that takes is told in votes.py."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table

from storage.columns import Utc, Words
from storage.tables.schema import metadata

votes = Table(
    "votes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("round_id", ForeignKey("rounds.id"), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),  # who opened it
    Column("secret", Boolean, nullable=False),
    Column("quorum", String, nullable=False),  # "2/3"
    Column("passing", String, nullable=False),
    Column("base", String, nullable=False),
    Column("closes_on", Date, nullable=False),
    Column("opened_at", Utc, nullable=False),
    Column("closed_at", Utc),
    Column("salt", String),  # by which a ballot is found again; gone when the vote is closed
    Column("version", Integer, nullable=False),  # counts every change and ballot
    Column("minutes", Words),
    Index(None, "unit_id", "closed_at", "id"),
    Index(None, "round_id"),
    Index(None, "person_id"),
    sqlite_autoincrement=True,
)

vote_items = Table(
    "vote_items",
    metadata,
    Column("vote_id", ForeignKey("votes.id"), primary_key=True),
    Column("nomination_id", ForeignKey("nominations.id"), primary_key=True),
    Index(None, "nomination_id", "vote_id"),
)

vote_members = Table(
    "vote_members",
    metadata,
    Column("vote_id", ForeignKey("votes.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Index(None, "person_id"),
)

turnouts = Table(  # who has voted; how, stands apart
    "turnouts",
    metadata,
    Column("vote_id", ForeignKey("votes.id"), primary_key=True),
    Column("nomination_id", ForeignKey("nominations.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Index(None, "nomination_id"),
    Index(None, "person_id"),
    sqlite_with_rowid=False,  # no order in which they came
)

ballots = Table(
    "ballots",
    metadata,
    Column("vote_id", ForeignKey("votes.id"), primary_key=True),
    Column("nomination_id", ForeignKey("nominations.id"), primary_key=True),
    Column("mark", String, primary_key=True),  # leads to the person only as long as the vote's salt is kept
    Column("opinion", String, nullable=False),
    Column("person_id", ForeignKey("people.id")),  # only in an open vote
    Index(None, "nomination_id"),
    Index(None, "person_id"),
    sqlite_with_rowid=False,
)
