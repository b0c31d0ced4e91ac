"""Drafts, nominations, and what is found again in them."""

from sqlalchemy import JSON, BigInteger, Column, Date, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from storage.columns import BIG_ID, SORTED, Utc, Words
from storage.tables.schema import metadata

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
    Column("born", String),  # "1979-02-15" or "1979"; with the next two: what a look-alike is told by
    Column("place", Words),
    Column("territory_id", Integer),  # where those who nominate are
    UniqueConstraint("person_id", "draft"),
    Index(None, "person_id", "id"),
    Index(None, "unit_id", "id"),
    Index(None, "round_id", "subject_folded"),
    Index(None, "plan_id", "id"),
    Index(None, "desk_id", "stage", "rank", "moved_at"),
    Index(None, "reviewer_id"),
    Index(None, "person_id", "next_on"),
    Index(None, "origin_round_id"),
    Index(None, "round_id", "unit_id", "stage", "station", "desk_id", "field_id"),  # all that the board counts by
    sqlite_autoincrement=True,
)

nomination_keys = Table(  # under which a look-alike is found; see conversations/twins.py
    "nomination_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("nomination_id", ForeignKey("nominations.id"), primary_key=True),
    Index(None, "nomination_id"),
)

nomination_traces = Table(  # by which its photos and paragraphs are recognised; see conversations/traces.py
    "nomination_traces",
    metadata,
    Column("trace", BigInteger, primary_key=True, autoincrement=False),
    Column("nomination_id", ForeignKey("nominations.id"), primary_key=True),
    Column("sha256", String, primary_key=True),  # of the file; "" for a paragraph
    Index(None, "nomination_id"),
)

co_nominators = Table(
    "co_nominators",
    metadata,
    Column("nomination_id", ForeignKey("nominations.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("at", Utc, nullable=False),
)

files = Table(
    "files",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("mime", String, nullable=False),
    Column("size", BIG_ID, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("reading", JSON),  # of a workbook: what was read in it
    Column("print", BigInteger),  # of a photo: what stays when it is sent on or made smaller
)
