"""What is due when, and what people wish about their reminders."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table

from storage.columns import BIG_ID, Utc
from storage.tables.schema import metadata

timers = Table(
    "timers",
    metadata,
    Column("id", BIG_ID, primary_key=True),
    Column("key", String, nullable=False, unique=True),  # "file:12", "digest:7:2027-02-12": a cause has one row
    Column("kind", String, nullable=False),  # round | file | vote | draft | digest
    Column("subject_id", Integer, nullable=False),
    Column("person_id", ForeignKey("people.id")),  # NULL: whom it concerns is seen when it is due
    Column("due_at", Utc, nullable=False),
    Column("told", Date, nullable=False),  # the day up to which it was looked at
    Column("lease_until", Utc),
    Index(None, "kind", "due_at", "id"),
    Index(None, "person_id"),
    sqlite_autoincrement=True,
)

reminder_wishes = Table(
    "reminder_wishes",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("slot", String, nullable=False),  # early | noon | late
    Column("rhythm", String, nullable=False),  # daily | weekly | deadlines
    Column("picture", Boolean, nullable=False),  # of how far the person's units are, once a week
)

dismissals = Table(
    "dismissals",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("matter", String, primary_key=True),  # "closing:12", "milestone:12:bao-cao"
    Column("why", String, nullable=False),  # paper | not_mine
    Column("unit_id", ForeignKey("units.id")),  # for which it is done, where it was handed in on paper
    Column("at", Utc, nullable=False),
    Index(None, "unit_id", "matter"),
    Index(None, "matter"),
)
