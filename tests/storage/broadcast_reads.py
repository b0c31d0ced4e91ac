"""The statements about announcements, as test_indexes.py asks each database whether they read a whole table."""

from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.audience import SIFTS, Audience, Sift
from conversations.model import BroadcastCorrected, BroadcastKept, BroadcastSteered, SilentReminded
from conversations.queries import AnnouncedTo, AudienceOf, BroadcastById, BroadcastsUnder, RollCall
from storage import announcements, audiences, broadcasts
from tests.storage.province import NOW, ZONE

Read = Callable[[AsyncConnection], Awaitable[Any]]
CHANGED = BroadcastKept(1, 1, Audience(1), "A", "", (), NOW, {})
VALUES = {
    "number": 1, "person": 1, "post": 1, "contact": 1, "now": NOW, "channels": ["web"], "verb": "send", "why": "",
}  # fmt: skip
WORKING = (
    broadcasts._nowhere,
    broadcasts._moved,
    broadcasts._brought,
    broadcasts._failed,
    broadcasts._unfinished,
    broadcasts._drop,
    broadcasts._again,
    broadcasts._receive,
    broadcasts._recipient,
    broadcasts._no_more,
    broadcasts._forget,
    broadcasts._lock,
    broadcasts._unit,
)


def _seen(sift: Sift) -> Read:
    audience = Audience(1, ("officer",), sift, 1, "kinh-te", 1, (2, 3))
    return lambda conn: audiences.seen(conn, [AudienceOf(audience, 1)])


async def _working(conn: AsyncConnection) -> None:
    """Every statement that works on a broadcast, also where there is none."""
    for statement in WORKING:
        await conn.execute(statement, VALUES)


async def _prepared(conn: AsyncConnection) -> None:
    statement, values = broadcasts.prepared(1, Audience(1, ("officer",)), 1)
    await conn.execute(statement, values | {"channels": ["web"]})


BROADCAST_READS: dict[str, Read] = {
    **{f"audiences.seen {sift}": _seen(sift) for sift in SIFTS},
    "broadcasts.working": _working,
    "broadcasts.prepared": _prepared,
    "broadcasts.change": lambda conn: broadcasts.keep(conn, CHANGED, 1, NOW),
    "broadcasts.steer": lambda conn: broadcasts.steer(conn, BroadcastSteered(1, 1, "cancel")),
    "broadcasts.remind": lambda conn: broadcasts.remind(conn, SilentReminded(1, 1), NOW),
    "broadcasts.mark_silent": lambda conn: broadcasts.mark_silent(conn, 1, NOW),
    "broadcasts.correct": lambda conn: broadcasts.correct(conn, BroadcastCorrected(1, 1, "B", ""), NOW),
    "broadcasts.mark_wrong": lambda conn: broadcasts.mark_wrong(conn, 1),
    "broadcasts.due": lambda conn: broadcasts.due(conn, NOW),
    "broadcasts.waiting": lambda conn: broadcasts.waiting(conn, 1, 10),
    "broadcasts.try_another_door": lambda conn: broadcasts.try_another_door(conn, 1, ["web"]),
    "broadcasts.finish": lambda conn: broadcasts.finish(conn, 1),
    "announcements.by_ids": lambda conn: announcements.by_ids(conn, [BroadcastById(1)], ZONE),
    "announcements.counts": lambda conn: announcements.counts(conn, 1),
    "announcements.under": lambda conn: announcements.under(conn, [BroadcastsUnder((1, 2))], ZONE),
    "announcements.rolls": lambda conn: announcements.rolls(conn, [RollCall(1)]),
    "announcements.announced": lambda conn: announcements.announced(conn, [AnnouncedTo(1), AnnouncedTo(1, 2)], ZONE),
    "announcements.ledger": lambda conn: announcements.ledger(conn, 1),
}
