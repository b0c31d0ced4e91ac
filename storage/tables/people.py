"""Units, people, and the doors they come in at."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from storage.columns import BIG_ID, SORTED, Utc, Words
from storage.tables.schema import metadata

units = Table(
    "units",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Words, nullable=False),
    Column("folded", SORTED, nullable=False),
    Column("level", String, nullable=False),
    Column("parent_id", ForeignKey("units.id")),
    Column("path_ids", SORTED, nullable=False),  # "/1/5/": the units above and this one
    Column("valid_from", Date),
    Column("valid_to", Date),  # the first day on which it is no more
    Index(None, "path_ids"),
    Index(None, "parent_id", "folded"),
    sqlite_autoincrement=True,
)

unit_successors = Table(  # of several one, of one several
    "unit_successors",
    metadata,
    Column("unit_id", ForeignKey("units.id"), primary_key=True),
    Column("successor_id", ForeignKey("units.id"), primary_key=True),
    Index(None, "successor_id"),
)

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Words, nullable=False),
    Column("folded", SORTED, nullable=False),
    Column("call", Words, nullable=False),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("locale", String, nullable=False),
    Column("external", String, unique=True),  # who it is in the list this person was imported from
    Column("created_at", Utc, nullable=False),
    Column("phone_hash", String),  # of the number itself only the last digits are kept, to tell two apart
    Column("phone_end", String),
    Index(None, "unit_id", "folded"),  # names are searched in it without going to the rows
    Index(None, "phone_hash", unique=True),
    sqlite_autoincrement=True,
)

roles = Table(
    "roles",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("unit_id", ForeignKey("units.id"), primary_key=True),
    Column("role", String, primary_key=True),
    Index(None, "unit_id", "role"),
)

contacts = Table(
    "contacts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", String, nullable=False),
    Column("address", String, nullable=False),
    Column("person_id", ForeignKey("people.id")),
    Column("display_name", Words, nullable=False),
    Column("blocked_at", Utc),
    UniqueConstraint("channel", "address"),
    Index(None, "person_id"),
    sqlite_autoincrement=True,
)

invites = Table(
    "invites",
    metadata,
    Column("code_hash", String, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),  # for a demo code: whom to copy
    Column("kind", String, nullable=False),  # person | demo:officer | demo:leader | …
    Column("expires_at", Utc, nullable=False),
    Column("used_at", Utc),
    Column("uses_left", Integer),  # NULL: as often as one likes
    Column("revoked_at", Utc),
    Column("batch", String),  # of those issued together, which one sheet lists
    Index(None, "person_id"),
    Index(None, "batch"),
)

wrong_codes = Table(
    "wrong_codes",
    metadata,
    Column("id", BIG_ID, primary_key=True),
    Column("contact_id", ForeignKey("contacts.id"), nullable=False),
    Column("at", Utc, nullable=False),
    Index(None, "contact_id", "at"),
    Index(None, "at"),
    sqlite_autoincrement=True,
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String, primary_key=True),
    Column("contact_id", ForeignKey("contacts.id"), nullable=False),
    Column("expires_at", Utc, nullable=False),
    Index(None, "contact_id"),
    Index(None, "expires_at"),
)
