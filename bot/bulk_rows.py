"""A row of the bulk lane in the sender's hand, what its outcome makes of it, and the results that are not kept yet."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.channels.base import Blocked, Delivered, Later, Outcome, Refused, Unsure, bubble_from_json
from bot.journal_entries import of_post
from bot.posting import Row
from storage import bulk, contacts, journal, outbox
from storage.database import Transaction
from storage.outbox import Claimed, Settled

LONGEST_WAIT = 600.0
"""Seconds between attempts at most."""
PATIENCE = timedelta(hours=24)
"""How long a row is tried, however often: Telegram may be out of reach for hours, and nobody is to be missed for it."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row that is taken. `since` is when it was written."""

    row: Row
    since: datetime
    broadcast_id: int | None


def waiting(post: Claimed) -> Waiting:
    """Return a claimed post as it is sent."""
    if post.verb == "toast":
        raise ValueError(f"outbox row {post.id}: a toast is never queued")
    row = Row(
        post.id,
        post.contact_id,
        post.channel,
        post.address,
        post.verb,
        bubble_from_json(post.payload),
        attempts=post.attempts - 1,
        owner=post.owner,
        nomination_id=post.nomination_id,
    )
    return Waiting(row, post.created_at, post.broadcast_id)


def verdict(waiting: Waiting, outcome: Outcome, now: datetime) -> Settled:
    """Return what becomes of a row."""
    row = waiting.row
    match outcome:
        case Delivered(message_id=message_id):
            return Settled(row.id, "sent", message_id=message_id or None)
        case Later(seconds=seconds, reason=reason) if now - waiting.since < PATIENCE:
            wait = max(seconds, min(2.0 ** min(row.attempts, 10), LONGEST_WAIT))
            return Settled(row.id, "queued", not_before=now + timedelta(seconds=wait), reason=reason)
        case Unsure(reason=reason):
            return Settled(row.id, "unknown", reason=reason)
        case Later(reason=reason) | Blocked(reason=reason) | Refused(reason=reason):
            return Settled(row.id, "dead", reason=reason)


def put_back(waiting: Waiting, seconds: float, reason: str, now: datetime) -> Settled:
    """Return a row that was taken and not begun to those that wait."""
    return Settled(waiting.row.id, "queued", not_before=now + timedelta(seconds=seconds), reason=reason)


@dataclass(slots=True)
class Results:
    """What came back and is not kept yet."""

    settled: list[Settled] = field(default_factory=list)
    blocked: list[int] = field(default_factory=list)
    entries: list[journal.Entry] = field(default_factory=list)

    def add(self, waiting: Waiting, outcome: Outcome, now: datetime) -> None:
        """Add what became of a row."""
        row, settled = waiting.row, verdict(waiting, outcome, now)
        self.settled.append(settled)
        if isinstance(outcome, Blocked):
            self.blocked.append(row.contact_id)
        if entry := of_post(settled, row.owner, row.nomination_id, row.bubble.papers if row.verb == "send" else ()):
            self.entries.append(entry)

    def before(self, later: "Results") -> "Results":
        """Return both, these first."""
        return Results(
            self.settled + later.settled,
            self.blocked + later.blocked,
            self.entries + later.entries,
        )

    async def keep(self, conn: Transaction, now: datetime) -> None:
        """Write them down. What failed here and can be had at another door is seen to by bot/broadcasting.py."""
        await outbox.settle(conn, self.settled)
        await bulk.come_back(conn, [settled.id for settled in self.settled if settled.state == "queued"])
        await contacts.mark_blocked(conn, self.blocked, now)
        await outbox.give_up(conn, self.blocked, "blocked")
        await journal.append(conn, self.entries, now)
