"""What is to be sent, and what became of it. Nothing is sent from here, and no transaction spans a network call.

    queued -> sending -> sent | queued again, later | unknown (it may have arrived: not repeated) | dead
    queued <-> held, while an announcement is paused (storage/bulk.py)

A row is `sending` under a lease. When the sender died, the lease runs out and nobody knows whether it arrived.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnClause, Integer, bindparam, case, exists, func, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Utc
from storage.dialects import insert_in_order
from storage.tables import contacts, outbox

Verb = Literal["send", "amend", "toast", "echo"]
Lane = Literal["reply", "bulk"]
State = Literal["queued", "held", "sending", "sent", "unknown", "dead"]


class NewPost(NamedTuple):
    """Something to be sent: at once, or from `not_before` on.

    `nomination_id` names the nomination that it concerns, `broadcast_id` the announcement that it is part of. What is
    in the lane "bulk" waits for the bulk sender, which keeps to the platform's limits; no reply waits behind it.
    With `state` "sending" and a lease whoever adds it also sends it, which saves a transaction; "sent" is for
    doors that fetch their messages from the feed.
    """

    contact_id: int
    owner: str
    ref: int
    verb: Verb
    payload: Any
    state: Literal["queued", "sending", "sent"] = "queued"
    not_before: datetime | None = None
    lease_until: datetime | None = None
    nomination_id: int | None = None
    lane: Lane = "reply"
    broadcast_id: int | None = None


class Claimed(NamedTuple):
    """A post that is now the claimer's to send."""

    id: int
    contact_id: int
    channel: str
    address: str
    owner: str
    ref: int
    verb: Verb
    payload: Any
    attempts: int
    nomination_id: int | None
    created_at: datetime
    broadcast_id: int | None


class Settled(NamedTuple):
    """What became of a post: "sent" (with the platform's `message_id`), "queued" again at `not_before`, …"""

    id: int
    state: Literal["sent", "queued", "unknown", "dead"]
    message_id: str | None = None
    not_before: datetime | None = None
    reason: str | None = None


class Said(NamedTuple):
    """What was said in a post, and the nomination that it concerns."""

    payload: Any
    nomination_id: int | None


class FeedRow(NamedTuple):
    """A post as a door that fetches its messages sees it."""

    id: int
    ref: int
    verb: Verb
    payload: Any
    created_at: datetime


# Partial indexes are only used where the statement spells their condition out, so states are not parameters.
def _spelt(state: str) -> ColumnClause[str]:
    return literal_column(f"'{state}'")


_QUEUED, _SENDING, _SENT, _UNKNOWN, _DEAD = map(_spelt, ("queued", "sending", "sent", "unknown", "dead"))
_REPLY: ColumnClause[str] = literal_column("'reply'")

_lock_contacts = (
    select(contacts.c.id)
    .where(contacts.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(contacts.c.id)
    .with_for_update(key_share=True)
)
_take = {"state": _SENDING, "attempts": outbox.c.attempts + 1, "lease_until": bindparam("lease")}
_start = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)), outbox.c.state == _QUEUED)
    .values(_take)
    .returning(outbox.c.id)
)
_due = (
    select(outbox.c.id)
    .where(outbox.c.state == _QUEUED, outbox.c.lane == _REPLY, outbox.c.not_before <= bindparam("now"))
    .order_by(outbox.c.not_before, outbox.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)  # SQLite leaves it out: BEGIN IMMEDIATE lets one claimer in at a time
    .cte("due")  # evaluated once; as a mere subquery PostgreSQL may run it again and claim more than the limit
)
_claim = update(outbox).where(outbox.c.id.in_(select(_due.c.id))).values(_take).returning(outbox.c.id)
_claimed = (
    select(*(contacts.c[name] if name in ("channel", "address") else outbox.c[name] for name in Claimed._fields))
    .join(contacts, contacts.c.id == outbox.c.contact_id)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(outbox.c.id)
)
_settle = (
    update(outbox)  # a late result still counts where the lease had run out: what happened is better than "unknown"
    .where(outbox.c.id == bindparam("row"), outbox.c.state.in_([_SENDING, _UNKNOWN]))
    .values(
        state=bindparam("to"),
        message_id=func.coalesce(bindparam("message"), outbox.c.message_id),
        not_before=func.coalesce(bindparam("at", type_=Utc()), outbox.c.not_before),
        reason=bindparam("why"),
        lease_until=None,
    )
)
_later = outbox.alias("later")
_amended_since = exists().where(
    _later.c.contact_id == outbox.c.contact_id,
    _later.c.ref == outbox.c.ref,
    _later.c.verb == "amend",
    _later.c.id > outbox.c.id,
)
_expire = (
    update(outbox)
    .where(outbox.c.state == _SENDING, outbox.c.lease_until <= bindparam("now"))
    .values(  # amending twice does no harm, unless the message was amended again since
        state=case(((outbox.c.verb == "amend") & ~_amended_since, _QUEUED), else_=_UNKNOWN),
        reason=bindparam("why"),
        lease_until=None,
    )
    .returning(outbox.c.id)
)
_give_up = (
    update(outbox)
    .where(
        outbox.c.contact_id.in_(bindparam("contacts", expanding=True)),
        outbox.c.state == _QUEUED,
        outbox.c.lane == _REPLY,  # an announcement is tried here, and then at the person's other door
    )
    .values(state=_DEAD, reason=bindparam("why"))
)
_feed = (
    select(*(outbox.c[name] for name in FeedRow._fields))
    .where(outbox.c.contact_id == bindparam("contact"), outbox.c.id > bindparam("after"))
    .order_by(outbox.c.id)
    .limit(bindparam("limit"))
)
_tail = (
    select(outbox.c.id)
    .where(outbox.c.contact_id == bindparam("contact"))
    .order_by(outbox.c.id.desc())
    .offset(bindparam("length", type_=Integer))
    .limit(1)
)
_said = select(outbox.c.payload, outbox.c.nomination_id).where(
    outbox.c.id == bindparam("row"), outbox.c.contact_id == bindparam("contact"), outbox.c.verb != "toast"
)
_message_ids = (
    select(outbox.c.contact_id, outbox.c.ref, outbox.c.message_id)
    .where(  # not by pairs: SQLite would read the whole table for those
        outbox.c.contact_id.in_(bindparam("contacts", expanding=True)),
        outbox.c.ref.in_(bindparam("refs", expanding=True)),
        outbox.c.message_id.is_not(None),
    )
    .order_by(outbox.c.id)
)
_counts = select(outbox.c.state, func.count().label("posts")).where(outbox.c.state != _SENT).group_by(outbox.c.state)


async def add(conn: AsyncConnection, rows: Sequence[NewPost], now: datetime) -> list[int]:
    """Add posts; return their ids in order. Within a contact, ids become visible in order too: the feed skips none."""
    if not rows:
        return []
    if conn.dialect.name == "postgresql":  # without it, a smaller id could be committed after a bigger one
        await conn.execute(_lock_contacts, {"ids": {row.contact_id for row in rows}})
    values = [
        row._asdict()
        | {"not_before": row.not_before or now, "created_at": now, "attempts": int(row.state == "sending")}
        for row in rows
    ]
    return await insert_in_order(conn, outbox, values)


async def start(conn: AsyncConnection, ids: Collection[int], lease_until: datetime) -> list[int]:
    """Take these posts to send them now; return those that nobody else has taken meanwhile."""
    if not ids:
        return []
    return sorted((await conn.execute(_start, {"ids": sorted(ids), "lease": lease_until})).scalars())


async def claim_due(conn: AsyncConnection, now: datetime, limit: int, lease_until: datetime) -> list[Claimed]:
    """Take up to `limit` replies whose time has come, those waiting longest; returned in the order they were added."""
    taken = await conn.execute(_claim, {"now": now, "limit": limit, "lease": lease_until})
    return await claimed(conn, list(taken.scalars()))


async def claimed(conn: AsyncConnection, ids: Collection[int]) -> list[Claimed]:
    """Return posts that were just taken, in the order they were added."""
    return [Claimed(*row) for row in await conn.execute(_claimed, {"ids": ids})] if ids else []


async def settle(conn: AsyncConnection, results: Sequence[Settled]) -> None:
    """Keep what became of posts that were being sent."""
    if results:
        await conn.execute(_settle, [_result(result) for result in sorted(results)])


async def expire_leases(conn: AsyncConnection, now: datetime) -> list[int]:
    """Make `unknown` what a sender took and never reported on (an amendment is queued again); return their ids."""
    expired = await conn.execute(_expire, {"now": now, "why": "the sender stopped before it could say what happened"})
    return sorted(expired.scalars())


async def give_up(conn: AsyncConnection, contact_ids: Collection[int], reason: str) -> None:
    """Let the replies that still wait for these contacts go: nothing arrives there any more."""
    if contact_ids:
        await conn.execute(_give_up, {"contacts": set(contact_ids), "why": reason})


async def feed(conn: AsyncConnection, contact_id: int, after: int, limit: int) -> list[FeedRow]:
    """Return what was added for a contact after row `after`, oldest first."""
    rows = await conn.execute(_feed, {"contact": contact_id, "after": after, "limit": limit})
    return [FeedRow(*row) for row in rows]


async def tail(conn: AsyncConnection, contact_id: int, length: int) -> int:
    """Return the row after which a contact's newest `length` posts come; 0 where there are no more than that."""
    found = (await conn.execute(_tail, {"contact": contact_id, "length": length})).scalar_one_or_none()
    return found or 0


async def said(conn: AsyncConnection, contact_id: int, row_id: int) -> Said | None:
    """Return what a post says, where it is one of this contact's; else None."""
    found = (await conn.execute(_said, {"row": row_id, "contact": contact_id})).one_or_none()
    return Said(*found) if found else None


async def message_ids(conn: AsyncConnection, refs: Collection[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """Return the platform's id of the newest message for each (contact, ref); those that never arrived are absent."""
    if not refs:
        return {}
    wanted = set(refs)
    asked = {"contacts": {contact_id for contact_id, _ in wanted}, "refs": {ref for _, ref in wanted}}
    found = await conn.execute(_message_ids, asked)
    return {(row.contact_id, row.ref): row.message_id for row in found if (row.contact_id, row.ref) in wanted}


async def counts(conn: AsyncConnection) -> dict[str, int]:
    """Count the posts of every state but "sent", for the metrics."""
    return {row.state: row.posts for row in await conn.execute(_counts)}


def _result(result: Settled) -> dict[str, Any]:
    return {
        "row": result.id,
        "to": result.state,
        "message": result.message_id,
        "at": result.not_before,
        "why": result.reason,
    }
