"""Announcements under way: written, sent to everybody once, held up, put right. Nothing is rendered or sent here.

    scheduled -> sending <-> paused -> done        cancelled, from any of the first three

A broadcast that is worked on is locked by its row, so two processes never put anything into the outbox twice; what one
transaction puts there it also crosses off (`todo`), so a crash in between changes nothing.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Insert,
    Integer,
    bindparam,
    case,
    exists,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.announcement import Errand
from conversations.audience import Audience, audience_from_json
from conversations.model import (
    BroadcastCorrected,
    BroadcastKept,
    BroadcastSteered,
    Locale,
    SilentReminded,
    Steering,
)
from conversations.queries import BroadcastState
from storage import bulk
from storage.audiences import door_of, named
from storage.dialects import insert_in_order
from storage.tables import broadcasts, contacts, outbox, people, recipients

FROM: dict[Steering, tuple[tuple[BroadcastState, ...], BroadcastState]] = {
    "pause": (("sending",), "paused"),
    "resume": (("paused",), "sending"),
    "cancel": (("scheduled", "sending", "paused"), "cancelled"),
}
_PENDING: ColumnElement[str] = literal_column("'queued'")
_HELD: ColumnElement[str] = literal_column("'held'")
_DEAD: ColumnElement[str] = literal_column("'dead'")


class Waiting(NamedTuple):
    """Somebody for whom something is still to be put into the outbox, and at which door."""

    person_id: int
    contact_id: int
    channel: str
    address: str
    locale: Locale
    todo: Errand
    received: bool


class Due(NamedTuple):
    """A broadcast whose time has come."""

    id: int
    state: BroadcastState


_one = broadcasts.c.id == bindparam("number")
_unit = select(broadcasts.c.unit_id).where(_one)
_change = (
    update(broadcasts)
    .where(
        _one,
        broadcasts.c.version == bindparam("seen"),
        broadcasts.c.state.in_(bindparam("before", expanding=True)),
    )
    .returning(broadcasts.c.id)
)
_due = (
    select(broadcasts.c.id)
    .where(broadcasts.c.state.in_([literal_column("'scheduled'"), literal_column("'sending'")]),
           broadcasts.c.at <= bindparam("now"))
    .order_by(broadcasts.c.at, broadcasts.c.id)
)  # fmt: skip
_lock = select(broadcasts.c.id, broadcasts.c.state, broadcasts.c.person_id, broadcasts.c.audience).where(
    _one, broadcasts.c.state.in_(("scheduled", "sending")), broadcasts.c.at <= bindparam("now")
)
_of = recipients.c.broadcast_id == bindparam("number")
_posts = outbox.c.broadcast_id == bindparam("number")
_forget = update(recipients).where(_of, recipients.c.todo.is_not(None)).values(todo=None)
_nowhere = update(recipients).where(_of, recipients.c.contact_id.is_(None)).values(todo=None)
_closed = select(contacts.c.blocked_at).where(contacts.c.id == recipients.c.contact_id).scalar_subquery()
_moved = (  # who has closed the door since it went out, and has another, is reminded there
    update(recipients)
    .where(_of, recipients.c.todo.is_not(None), _closed.is_not(None))
    .values(contact_id=func.coalesce(door_of(recipients.c.person_id), recipients.c.contact_id))
)
_waiting = (
    select(
        recipients.c.person_id, recipients.c.contact_id, contacts.c.channel, contacts.c.address, people.c.locale,
        recipients.c.todo, recipients.c.received_at.is_not(None).label("received"),
    )
    .join(contacts, contacts.c.id == recipients.c.contact_id)
    .join(people, people.c.id == recipients.c.person_id)
    .where(_of, recipients.c.todo.is_not(None))
    .order_by(recipients.c.person_id)
    .limit(bindparam("most", type_=Integer))
)  # fmt: skip
_brought = (
    update(recipients)
    .where(_of, recipients.c.person_id == bindparam("person"))
    .values(todo=None, post_id=func.coalesce(bindparam("post", type_=recipients.c.post_id.type), recipients.c.post_id))
)
_tried = exists().where(outbox.c.contact_id == contacts.c.id, outbox.c.broadcast_id == recipients.c.broadcast_id)
_failed = select(outbox.c.id).where(_posts, outbox.c.state == _DEAD)
_unfinished = select(outbox.c.id).where(_posts, outbox.c.state.in_(("queued", "held", "sending"))).limit(1)
_sent_to = select(outbox.c.id).where(_posts, outbox.c.state.in_(("sent", "unknown", "sending")))
_drop = (
    update(outbox)
    .where(_posts, or_(outbox.c.state == _PENDING, outbox.c.state == _HELD))
    .values(state=_DEAD, reason=bindparam("why"))
    .returning(outbox.c.id, outbox.c.owner, outbox.c.verb)
)
_again = (
    update(recipients)
    .where(_of, recipients.c.person_id == bindparam("person"))
    .values(
        todo=case(
            (literal(True) & (bindparam("verb") == "amend"), "correct"),
            (recipients.c.post_id == bindparam("post"), "announce"),
            else_="remind",
        )
    )
)
_receive = (
    update(recipients)
    .where(_of, recipients.c.person_id == bindparam("person"), recipients.c.received_at.is_(None))
    .values(
        received_at=bindparam("now"),
        todo=case((recipients.c.todo == "remind", None), else_=recipients.c.todo),
    )
    .returning(recipients.c.contact_id)
)
_recipient = select(recipients.c.person_id).where(_of, recipients.c.person_id == bindparam("person"))
_no_more = (  # a reminder that waits for somebody who has answered meanwhile
    update(outbox)
    .where(
        outbox.c.contact_id == bindparam("contact"),
        _posts,
        or_(outbox.c.state == _PENDING, outbox.c.state == _HELD),
        outbox.c.verb == "send",
        outbox.c.id.not_in(select(recipients.c.post_id).where(_of, recipients.c.post_id.is_not(None),
                                                              recipients.c.person_id == bindparam("person"))),
    )
    .values(state=_DEAD, reason="received meanwhile")
)  # fmt: skip


async def keep(conn: AsyncConnection, deed: BroadcastKept, person_id: int, now: datetime) -> bool:
    """Plan an announcement, or change one that has not begun to go; False where it is not any more as it was seen."""
    values = {
        "state": "scheduled",
        "unit_id": deed.audience.unit_id,
        "audience": deed.audience.to_json(),
        "text": deed.text,
        "text_en": deed.text_en,
        "papers": [{"kind": paper.kind, "name": paper.name, "ref": paper.ref} for paper in deed.papers],
        "answers": dict(deed.answers),
        "at": deed.at,
    }
    if deed.broadcast_id:
        return await _changed(conn, deed.broadcast_id, deed.version, ("scheduled",), values)
    await insert_in_order(conn, broadcasts, [values | {"version": 1, "person_id": person_id, "created_at": now}])
    return True


async def steer(conn: AsyncConnection, deed: BroadcastSteered) -> bool:
    """Hold it up, let it go on, or let nothing more of it go out; what is on its way arrives."""
    before, after = FROM[deed.act]
    if not await _changed(conn, deed.broadcast_id, deed.version, before, {"state": after}):
        return False
    match deed.act:
        case "pause":
            await bulk.hold(conn, deed.broadcast_id)
        case "resume":
            await bulk.release(conn, deed.broadcast_id)
        case "cancel":
            await bulk.call_off(conn, deed.broadcast_id, "cancelled")
            await conn.execute(_forget, {"number": deed.broadcast_id})
    return True


async def remind(conn: AsyncConnection, deed: SilentReminded, now: datetime) -> bool:
    """Let it go out once more to those who got it and have not said so."""
    if not await _changed(conn, deed.broadcast_id, deed.version, ("sending", "done"), {"state": "sending"}):
        return False
    await mark_silent(conn, deed.broadcast_id, now)
    return True


async def mark_silent(conn: AsyncConnection, broadcast_id: int, now: datetime) -> None:
    """Note who is to be reminded."""
    reached = recipients.c.post_id.in_(_sent_to)
    silent = (_of, recipients.c.received_at.is_(None), recipients.c.todo.is_(None), reached)
    marked = update(recipients).where(*silent).values(todo="remind", reminded_at=now)
    await conn.execute(marked, {"number": broadcast_id})


async def correct(conn: AsyncConnection, deed: BroadcastCorrected, now: datetime) -> bool:
    """Put it right: for those who got it, and in what has not gone out yet."""
    values = {"text": deed.text, "text_en": deed.text_en, "corrected_at": now}
    state = case((broadcasts.c.state == "done", "sending"), else_=broadcasts.c.state)
    before: tuple[BroadcastState, ...] = ("sending", "paused", "done")
    if not await _changed(conn, deed.broadcast_id, deed.version, before, values | {"state": state}):
        return False
    await mark_wrong(conn, deed.broadcast_id)
    return True


async def mark_wrong(conn: AsyncConnection, broadcast_id: int) -> None:
    """Note who got the wrong text; what says it and has not gone out is not sent, and made anew."""
    of = {"number": broadcast_id}
    stale = (await conn.execute(_drop, of | {"why": "corrected"})).all()
    got = (_of, recipients.c.todo.is_(None), recipients.c.post_id.in_(_sent_to))
    await conn.execute(update(recipients).where(*got).values(todo="correct"), of)
    if stale:
        rows = [of | {"person": int(row.owner[2:]), "post": row.id, "verb": row.verb} for row in stale]
        await conn.execute(_again, rows)


async def receive(conn: AsyncConnection, broadcast_id: int, person_id: int, now: datetime) -> bool:
    """Keep that somebody got it; False where it was not for him. Nobody is reminded after that."""
    who = {"number": broadcast_id, "person": person_id}
    contact = (await conn.execute(_receive, who | {"now": now})).scalar_one_or_none()
    if contact is not None:
        await conn.execute(_no_more, who | {"contact": contact})
        return True
    return (await conn.execute(_recipient, who)).one_or_none() is not None


async def unit_of(conn: AsyncConnection, broadcast_id: int) -> int | None:
    """Return the top of an announcement's audience."""
    found: int | None = (await conn.execute(_unit, {"number": broadcast_id})).scalar_one_or_none()
    return found


async def due(conn: AsyncConnection, now: datetime) -> list[int]:
    """Return the broadcasts whose time has come and that are not done."""
    return list((await conn.execute(_due, {"now": now})).scalars())


async def begin(conn: AsyncConnection, broadcast_id: int, channels: Collection[str], now: datetime) -> bool:
    """Take hold of a broadcast until the end of the transaction, and find out whom it is for where that is not done
    yet; False where somebody else holds it, or it is not to be sent any more.
    """
    lock = _lock.with_for_update(skip_locked=True)
    row = (await conn.execute(lock, {"number": broadcast_id, "now": now})).one_or_none()
    if row is None:
        return False
    if row.state == "scheduled":
        statement, values = prepared(broadcast_id, audience_from_json(row.audience), row.person_id)
        await conn.execute(statement, values | {"channels": list(channels)})
        await conn.execute(_nowhere, {"number": broadcast_id})
        started = update(broadcasts).where(_one).values(state="sending")
        await conn.execute(started, {"number": broadcast_id})
    else:
        await conn.execute(_moved, {"number": broadcast_id, "channels": list(channels)})
    return True


def prepared(broadcast_id: int, audience: Audience, by: int) -> tuple[Insert, dict[str, Any]]:
    """Return the INSERT that finds out whom it is for, and at which of the doors `channels`; and its parameters."""
    chosen, values = named(audience, by)
    ids = chosen.subquery()
    rows = select(literal(broadcast_id, type_=Integer), ids.c.id, ids.c.unit_id, door_of(ids.c.id), literal("announce"))
    return insert(recipients).from_select(["broadcast_id", "person_id", "unit_id", "contact_id", "todo"], rows), values


async def waiting(conn: AsyncConnection, broadcast_id: int, most: int) -> list[Waiting]:
    """Return the next for whom something is to be put into the outbox."""
    rows = await conn.execute(_waiting, {"number": broadcast_id, "most": most})
    return [Waiting(*row) for row in rows]


async def brought(conn: AsyncConnection, broadcast_id: int, posts: Sequence[tuple[Waiting, int]]) -> None:
    """Cross off what is in the outbox now."""
    rows = [
        {"number": broadcast_id, "person": one.person_id, "post": post if one.todo == "announce" else None}
        for one, post in posts
    ]
    if rows:
        await conn.execute(_brought, rows)


async def try_another_door(conn: AsyncConnection, broadcast_id: int, channels: Collection[str]) -> int:
    """Let those whom it did not reach get it at another door, where they have one; return how many."""
    other: ColumnElement[int] = door_of(recipients.c.person_id, ~_tried)
    failed = (_of, recipients.c.todo.is_(None), recipients.c.post_id.in_(_failed), other.is_not(None))
    moved = update(recipients).where(*failed).values(contact_id=other, todo="announce")
    done = await conn.execute(moved, {"number": broadcast_id, "channels": list(channels)})
    return done.rowcount


async def finish(conn: AsyncConnection, broadcast_id: int) -> bool:
    """Call it done where nothing of it is on its way any more."""
    of = {"number": broadcast_id}
    if (await conn.execute(_unfinished, of)).one_or_none() is not None:
        return False
    ended = update(broadcasts).where(_one).values(state="done")
    await conn.execute(ended, of)
    return True


async def _changed(
    conn: AsyncConnection, number: int, seen: int, before: tuple[BroadcastState, ...], values: dict[str, Any]
) -> bool:
    change = _change.values(values | {"version": broadcasts.c.version + 1})
    found = await conn.execute(change, {"number": number, "seen": seen, "before": before})
    return found.one_or_none() is not None
