"""The schema: every table, and an index for every list that is read. No statement stands here.

JSON columns hold whole documents that no statement looks into, so they are JSON and not JSONB: that one would
forget the order of the keys and refuse a NUL that somebody typed.
"""

from sqlalchemy import (
    JSON,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage import schema
from storage.columns import BIG_ID, SORTED, Utc, Words
from storage.nurture_tables import follow_ups, gallery, gallery_words, tours, visits
from storage.vote_tables import ballots, turnouts, vote_items, vote_members, votes

metadata = schema.metadata

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
    Column("successor_id", ForeignKey("units.id")),
    Index(None, "path_ids"),
    Index(None, "parent_id", "folded"),
    sqlite_autoincrement=True,
)

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Words, nullable=False),
    Column("call", Words, nullable=False),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("locale", String, nullable=False),
    Column("external", String, unique=True),  # who it is in the list this person was imported from
    Column("created_at", Utc, nullable=False),
    Index(None, "unit_id"),
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
    Index(None, "person_id"),
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

rounds = Table(
    "rounds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("plan_id", String, nullable=False),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("name", Words, nullable=False),
    Column("year", Integer, nullable=False),
    Column("opens", Date, nullable=False),
    Column("closes", Date, nullable=False),
    Column("years", JSON, nullable=False),
    Column("rules", JSON),  # what the admin set beside the plan
    Column("answers", JSON),  # by which he set it
    Index(None, "unit_id", "closes"),
    sqlite_autoincrement=True,
)

conversations = Table(
    "conversations",
    metadata,
    Column("owner", String, primary_key=True),  # "p:12" a person, "c:7" a contact behind which nobody is known yet
    Column("version", Integer, nullable=False),
    Column("state", JSON, nullable=False),
    Column("updated_at", Utc, nullable=False),
)

answers = Table(
    "answers",
    metadata,
    Column("id", BIG_ID, primary_key=True),
    Column("owner", String, nullable=False),
    Column("draft", Integer, nullable=False),
    Column("key", String, nullable=False),
    Column("value", JSON, nullable=False),
    Column("at", Utc, nullable=False),
    Index(None, "owner", "draft", "id"),
    sqlite_autoincrement=True,
)

nominations = Table(
    "nominations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("draft", Integer, nullable=False),
    Column("stage", String, nullable=False),
    Column("round_id", ForeignKey("rounds.id"), nullable=False),
    Column("plan_id", String, nullable=False),
    Column("plan_version", Integer, nullable=False, server_default="1"),
    Column("field_id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("subject", Words, nullable=False),
    Column("subject_folded", SORTED, nullable=False),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("unit_name", Words, nullable=False),  # as it was called on that day
    Column("answers", JSON, nullable=False),
    Column("card", JSON, nullable=False),
    Column("verdict", JSON, nullable=False),
    Column("at", Utc, nullable=False),
    Column("desk_id", ForeignKey("units.id")),  # the unit that has it now
    Column("station", Integer, nullable=False, server_default="0"),  # how far it is on the round's route
    Column("version", Integer, nullable=False, server_default="1"),  # counts every change, so that nobody acts blindly
    Column("before", String),  # where it was returned from
    Column("reviewer_id", ForeignKey("people.id")),  # who returned it, and gets it back
    Column("rank", Integer),  # its place among those that wait for a place
    Column("card_before", JSON),  # as it was when it was returned
    Column("moved_at", Utc),
    Column("next_on", Date),  # when its subject is visited next
    Column("origin_round_id", ForeignKey("rounds.id")),  # where it was nominated first, before it was nurtured
    UniqueConstraint("person_id", "draft"),
    Index(None, "person_id", "id"),
    Index(None, "unit_id", "id"),
    Index(None, "round_id", "subject_folded"),
    Index(None, "plan_id", "id"),
    Index(None, "desk_id", "stage", "rank", "moved_at"),
    Index(None, "reviewer_id"),
    Index(None, "person_id", "next_on"),
    Index(None, "origin_round_id"),
    sqlite_autoincrement=True,
)

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

places = Table(
    "places",
    metadata,
    Column("round_id", ForeignKey("rounds.id"), primary_key=True),
    Column("unit_id", ForeignKey("units.id"), primary_key=True),
    Column("field_id", String, primary_key=True),  # "": of all fields together
    Column("taken", Integer, nullable=False),
    Index(None, "unit_id"),
)

extensions = Table(
    "extensions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round_id", ForeignKey("rounds.id"), nullable=False),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("until", Date, nullable=False),
    Column("why", Words, nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("at", Utc, nullable=False),
    Index(None, "round_id", "unit_id"),
    Index(None, "unit_id"),
    Index(None, "person_id"),
    sqlite_autoincrement=True,
)

files = Table(
    "files",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("mime", String, nullable=False),
    Column("size", BIG_ID, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("reading", JSON),  # of a workbook: what was read in it
)

plans = Table(
    "plans",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("plan_id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("document", JSON, nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("at", Utc, nullable=False),
    UniqueConstraint("plan_id", "version"),
    Index(None, "person_id"),
    sqlite_autoincrement=True,
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", BIG_ID, primary_key=True),
    Column("channel", String, nullable=False),
    Column("key", String, nullable=False),  # what makes a second delivery recognisable
    Column("contact_id", ForeignKey("contacts.id"), nullable=False),
    Column("event", JSON, nullable=False),
    Column("at", Utc, nullable=False),
    Column("status", String, nullable=False, server_default="done"),  # done | failed
    Column("error", Words),
    UniqueConstraint("channel", "key"),
    Index("ix_inbox_failed", "id", sqlite_where=text("status = 'failed'"), postgresql_where=text("status = 'failed'")),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", BIG_ID, primary_key=True),
    Column("contact_id", ForeignKey("contacts.id"), nullable=False),
    Column("owner", String, nullable=False),
    Column("ref", Integer, nullable=False),
    Column("verb", String, nullable=False),  # send | amend | toast | echo
    Column("payload", JSON, nullable=False),
    Column("state", String, nullable=False),  # queued | sending | sent | unknown | dead
    Column("attempts", Integer, nullable=False),
    Column("not_before", Utc, nullable=False),
    Column("lease_until", Utc),
    Column("message_id", Text),
    Column("reason", Words),
    Column("created_at", Utc, nullable=False),
    Index(None, "contact_id", "id"),
    Index(None, "contact_id", "ref"),
    # Nearly all rows are `sent`. Those that still need somebody are few, and their indexes stay small.
    Index(
        "ix_outbox_due",
        "not_before",
        "id",
        sqlite_where=text("state = 'queued'"),
        postgresql_where=text("state = 'queued'"),
    ),
    Index(
        "ix_outbox_leased",
        "lease_until",
        sqlite_where=text("state = 'sending'"),
        postgresql_where=text("state = 'sending'"),
    ),
    Index("ix_outbox_open", "state", sqlite_where=text("state <> 'sent'"), postgresql_where=text("state <> 'sent'")),
    sqlite_autoincrement=True,
)

OF_VOTES = (votes, vote_items, vote_members, turnouts, ballots)
OF_NURTURE = (visits, follow_ups, gallery, gallery_words, tours)
"""They stand in files of their own, and are named here so that the schema is whole wherever this one is read."""
