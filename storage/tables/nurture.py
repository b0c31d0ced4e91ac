"""The tables of those who are nurtured or followed, and of the gallery; apart from tables.py for its length."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table

from storage.columns import SORTED, Utc, Words
from storage.tables.schema import metadata

visits = Table(
    "visits",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("nomination_id", ForeignKey("nominations.id"), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("news", Words, nullable=False),
    Column("obstacle", Words, nullable=False),
    Column("missing", Integer, nullable=False),
    Column("at", Utc, nullable=False),
    Index(None, "nomination_id", "id"),
    Index(None, "person_id"),
    sqlite_autoincrement=True,
)

follow_ups = Table(
    "follow_ups",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("nomination_id", ForeignKey("nominations.id"), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("works", String, nullable=False),  # well | less | gone
    Column("households", Integer, nullable=False),  # that began to do the same since the time before
    Column("units", Integer, nullable=False),
    Column("help", Words, nullable=False),
    Column("at", Utc, nullable=False),
    Index(None, "nomination_id", "id"),
    Index(None, "person_id"),
    sqlite_autoincrement=True,
)

gallery = Table(
    "gallery",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("nomination_id", ForeignKey("nominations.id"), nullable=False, unique=True),
    Column("agreed", Boolean, nullable=False),  # its subject, to be shown to everybody
    Column("person_id", ForeignKey("people.id"), nullable=False),  # who was told so
    Column("at", Utc, nullable=False),
    Index(None, "person_id"),
    sqlite_autoincrement=True,
)

gallery_words = Table(
    "gallery_words",
    metadata,
    Column("word", SORTED, primary_key=True),  # folded; "" stands in every entry that is shown
    Column("entry_id", ForeignKey("gallery.id"), primary_key=True),
    Index(None, "entry_id"),
)

tours = Table(
    "tours",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("nomination_id", ForeignKey("nominations.id"), nullable=False),
    Column("person_id", ForeignKey("people.id")),  # NULL: somebody who did not say who he is
    Column("message", Words, nullable=False),
    Column("phone", Words, nullable=False),
    Column("at", Utc, nullable=False),
    Index(None, "nomination_id", "at"),
    Index(None, "person_id"),
    sqlite_autoincrement=True,
)
