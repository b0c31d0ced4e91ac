"""What came in, what goes out, and the record of both."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, text

from storage.columns import BIG_ID, Utc, Words
from storage.tables.schema import metadata

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
    Column("state", String, nullable=False),  # queued | held | sending | sent | unknown | dead
    Column("attempts", Integer, nullable=False),
    Column("not_before", Utc, nullable=False),
    Column("lease_until", Utc),
    Column("message_id", Text),
    Column("reason", Words),
    Column("created_at", Utc, nullable=False),
    Column("nomination_id", Integer),  # which it concerns, so that the journal can say what became of it
    Column("lane", String, nullable=False, server_default="reply"),  # reply | bulk: who sends it
    Column("broadcast_id", Integer),  # the announcement that it is part of
    Index(None, "contact_id", "id"),
    Index(None, "contact_id", "ref"),
    # Nearly all rows are `sent`. Those that still need somebody are few, and their indexes stay small.
    # Ten thousand rows of an announcement stand in no index in which a reply is looked for.
    Index(
        "ix_outbox_due",
        "not_before",
        "id",
        sqlite_where=text("state = 'queued' AND lane = 'reply'"),
        postgresql_where=text("state = 'queued' AND lane = 'reply'"),
    ),
    Index(
        "ix_outbox_bulk_due",
        "not_before",
        "id",
        "contact_id",
        sqlite_where=text("state = 'queued' AND lane = 'bulk'"),
        postgresql_where=text("state = 'queued' AND lane = 'bulk'"),
    ),
    Index(
        "ix_outbox_broadcast_id_state",
        "broadcast_id",
        "state",
        sqlite_where=text("broadcast_id IS NOT NULL"),
        postgresql_where=text("broadcast_id IS NOT NULL"),
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

sending_leases = Table(  # who sends in bulk with a token: two processes would send twice as fast as is allowed
    "sending_leases",
    metadata,
    Column("name", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("until", Utc, nullable=False),
)

broadcast_gates = Table(  # announcements that are paused or called off: what of them comes back is not sent after all
    "broadcast_gates",
    metadata,
    Column("broadcast_id", Integer, primary_key=True, autoincrement=False),
    Column("gate", String, nullable=False),  # held | closed
)

# No foreign keys: what happened stays written, whatever becomes of those it speaks of.
journal = Table(
    "journal",
    metadata,
    Column("id", BIG_ID, primary_key=True, autoincrement=False),  # 1, 2, 3 …: a gap is a row that was taken out
    Column("at", Utc, nullable=False),
    Column("person_id", Integer),  # who did it; of a message, whom it was for; NULL: nobody that is known
    Column("owner", String, nullable=False),  # the conversation, as in `answers`; "" where there was none
    Column("act", String, nullable=False),
    Column("nomination_id", Integer),
    Column("draft", Integer),
    Column("unit_id", Integer),
    Column("detail", JSON, nullable=False),
    Column("before_hash", String, nullable=False),
    Column("hash", String, nullable=False),
    # Most rows speak of a draft or of a nomination, none of all: the indexes hold only what is looked for.
    Index(
        "ix_journal_nomination_id_id",
        "nomination_id",
        "id",
        sqlite_where=text("nomination_id IS NOT NULL"),
        postgresql_where=text("nomination_id IS NOT NULL"),
    ),
    Index(
        "ix_journal_owner_draft_id",
        "owner",
        "draft",
        "id",
        sqlite_where=text("draft IS NOT NULL"),
        postgresql_where=text("draft IS NOT NULL"),
    ),
)

journal_head = Table(  # one row: the end of the chain, which whoever adds to it locks
    "journal_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("last", BIG_ID, nullable=False),
    Column("hash", String, nullable=False),
)
