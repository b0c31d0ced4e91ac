"""Announcements, and what becomes of each for everybody whom it is for."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, text

from storage.columns import BIG_ID, Utc, Words
from storage.tables.schema import metadata

broadcasts = Table(
    "broadcasts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, nullable=False),  # counts every change, so that nothing is done twice
    Column("state", String, nullable=False),  # scheduled | sending | paused | done | cancelled
    Column("person_id", ForeignKey("people.id"), nullable=False),  # who announces
    Column("unit_id", ForeignKey("units.id"), nullable=False),  # the top of the audience
    Column("audience", JSON, nullable=False),
    Column("text", Words, nullable=False),
    Column("text_en", Words, nullable=False),
    Column("papers", JSON, nullable=False),
    Column("answers", JSON, nullable=False),  # by which it was written, for changing it before it goes
    Column("at", Utc, nullable=False),  # when it goes
    Column("created_at", Utc, nullable=False),
    Column("corrected_at", Utc),
    Index(None, "unit_id", "id"),
    Index(None, "person_id"),
    Index(
        "ix_broadcasts_open",
        "at",
        sqlite_where=text("state IN ('scheduled', 'sending')"),
        postgresql_where=text("state IN ('scheduled', 'sending')"),
    ),
    sqlite_autoincrement=True,
)

recipients = Table(  # made when the announcement goes; whoever has no open door stands in it, too
    "recipients",
    metadata,
    Column("broadcast_id", ForeignKey("broadcasts.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("unit_id", ForeignKey("units.id"), nullable=False),  # where he was at home then
    Column("contact_id", ForeignKey("contacts.id")),  # the door at which he gets it
    Column("post_id", BIG_ID),  # the row of the outbox that brings it to him
    Column("todo", String),  # announce | remind | correct | amend: what is still to be put into the outbox for him
    Column("received_at", Utc),
    Column("reminded_at", Utc),
    Index(None, "person_id", "broadcast_id"),
    Index(None, "unit_id"),
    Index(None, "contact_id"),
    Index(
        "ix_recipients_todo",
        "broadcast_id",
        "person_id",
        sqlite_where=text("todo IS NOT NULL"),
        postgresql_where=text("todo IS NOT NULL"),
    ),
)
