"""The lane of announcements: what goes to many, slowly enough for the platform, and never in the way of a reply.

    queued <-> held (paused) -> sending -> sent | queued again, later | unknown | dead

Rows are added by `outbox.add` and settled by `outbox.settle`, like all others. What was taken by a process that died
becomes `unknown` by `outbox.expire_leases`: it is listed, and not sent a second time.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, delete, exists, func, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import outbox as posts
from storage.dialects import insert_into
from storage.outbox import Claimed
from storage.tables import broadcast_gates, contacts, outbox

_QUEUED: ColumnElement[str] = literal_column("'queued'")  # spelt out: see storage/outbox.py
_HELD: ColumnElement[str] = literal_column("'held'")
_OPEN: ColumnElement[bool] = outbox.c.state.in_([_QUEUED, _HELD])
_MINE = (
    exists()
    .where(contacts.c.id == outbox.c.contact_id, contacts.c.channel == bindparam("channel"))
    .correlate(outbox)  # looked up for each row of the index: joined, the contacts might be read first
)


_GATE = broadcast_gates.c.broadcast_id == outbox.c.broadcast_id
_SHUT = exists().where(_GATE).correlate(outbox)

_due = (
    select(outbox.c.id)
    .where(
        outbox.c.state == _QUEUED,
        outbox.c.lane == literal_column("'bulk'"),
        outbox.c.not_before <= bindparam("now"),
        _MINE,
        ~_SHUT,
    )
    .order_by(outbox.c.not_before, outbox.c.id)
    .limit(bindparam("limit"))
)
_taken = _due.with_for_update(skip_locked=True).cte("due")
_claim = (
    update(outbox)
    .where(outbox.c.id.in_(select(_taken.c.id)))
    .values(state="sending", attempts=outbox.c.attempts + 1, lease_until=bindparam("lease"))
    .returning(outbox.c.id)
)


def _of_broadcast(state: ColumnElement[str]) -> Any:
    return update(outbox).where(outbox.c.broadcast_id == bindparam("broadcast"), outbox.c.state == state)


_hold = _of_broadcast(_QUEUED).values(state="held")
_release = _of_broadcast(_HELD).values(state="queued")
_call_off = (
    update(outbox)
    .where(outbox.c.broadcast_id == bindparam("broadcast"), _OPEN)
    .values(state="dead", reason=bindparam("why"))
)
_reopen = delete(broadcast_gates).where(broadcast_gates.c.broadcast_id == bindparam("broadcast"))
_comes_back = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)), outbox.c.state == _QUEUED, _SHUT)
    .values(
        state=select(case((broadcast_gates.c.gate == "closed", "dead"), else_="held"))
        .where(_GATE)
        .correlate(outbox)
        .scalar_subquery()
    )
)
_tally = (
    select(outbox.c.broadcast_id, outbox.c.state, func.count().label("posts"))
    .where(outbox.c.broadcast_id.in_(bindparam("broadcasts", expanding=True)))
    .group_by(outbox.c.broadcast_id, outbox.c.state)
)
_before = (
    select(outbox.c.id)
    .where(
        outbox.c.contact_id == bindparam("contact"),
        outbox.c.ref == bindparam("ref"),
        outbox.c.id < bindparam("row"),
        outbox.c.verb == "send",
        outbox.c.state.in_(["queued", "held", "sending"]),
    )
    .limit(1)
)


async def waits(conn: AsyncConnection, channel: str, now: datetime) -> bool:
    """Say whether something is due; asked again and again, so that nothing need be written to find out."""
    return (await conn.execute(_due, {"channel": channel, "now": now, "limit": 1})).first() is not None


async def claim(conn: AsyncConnection, channel: str, now: datetime, limit: int, lease_until: datetime) -> list[Claimed]:
    """Take up to `limit` posts of a channel whose time has come, those waiting longest; in the order of adding."""
    wanted = {"channel": channel, "now": now, "limit": limit, "lease": lease_until}
    return await posts.claimed(conn, list((await conn.execute(_claim, wanted)).scalars()))


async def hold(conn: AsyncConnection, broadcast_id: int) -> int:
    """Pause an announcement; return how many posts wait now. The few that are being sent are not called back."""
    await _shut(conn, broadcast_id, "held")
    return (await conn.execute(_hold, {"broadcast": broadcast_id})).rowcount


async def release(conn: AsyncConnection, broadcast_id: int) -> int:
    """Go on with an announcement that was paused; return how many posts go on."""
    await conn.execute(_reopen, {"broadcast": broadcast_id})
    return (await conn.execute(_release, {"broadcast": broadcast_id})).rowcount


async def call_off(conn: AsyncConnection, broadcast_id: int, reason: str) -> int:
    """Let go what is not sent yet; return how many posts that were."""
    await _shut(conn, broadcast_id, "closed")
    return (await conn.execute(_call_off, {"broadcast": broadcast_id, "why": reason})).rowcount


async def come_back(conn: AsyncConnection, ids: Collection[int]) -> None:
    """Let posts that were queued again wait, or go, with their announcement where that was paused or called off."""
    if ids:
        await conn.execute(_comes_back, {"ids": sorted(ids)})


async def tally(conn: AsyncConnection, broadcast_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """Count the posts of announcements by state."""
    found: dict[int, dict[str, int]] = {broadcast_id: {} for broadcast_id in broadcast_ids}
    for row in await conn.execute(_tally, {"broadcasts": sorted(found)}):
        found[row.broadcast_id][row.state] = row.posts
    return found


async def follows(conn: AsyncConnection, contact_id: int, ref: int, row_id: int) -> bool:
    """Say whether the message that `row_id` amends is itself still to be sent."""
    asked = {"contact": contact_id, "ref": ref, "row": row_id}
    return (await conn.execute(_before, asked)).first() is not None


async def _shut(conn: AsyncConnection, broadcast_id: int, gate: str) -> None:
    insert = insert_into(conn.dialect.name, broadcast_gates).values(broadcast_id=broadcast_id, gate=gate)
    await conn.execute(insert.on_conflict_do_update(index_elements=["broadcast_id"], set_={"gate": gate}))
