"""Outbox -> door -> sent | again later | unknown | dead.

A row is marked `sending` and committed before the platform is called, and settled after; both for many rows at once.
Its papers are made in between, outside of any transaction; where one cannot be made the text goes out and says so.
What a crash leaves `sending` is not sent again: nobody knows whether it arrived, and a reply twice is worse than a
reply that comes with the person's next tap. Within an address everything goes in order, one after the other.
"""

import asyncio
import logging
from collections import OrderedDict, deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.albums import Holding
from bot.channels.base import (
    Blocked,
    Channel,
    Delivered,
    Later,
    Outcome,
    Post,
    Refused,
    Unsure,
    bubble_from_json,
)  # fmt: skip
from bot.clock import Clock
from bot.faults import trace
from bot.journal_entries import of_lost_posts, of_post
from bot.metrics import Metrics
from bot.papers.making import Make
from bot.posting import Row
from storage import contacts, journal, outbox
from storage.database import Database
from storage.errors import Busy

LEASE = timedelta(seconds=90)
"""Longer than any call to a platform may take."""
MOST_ATTEMPTS = 8
MOST_AT_ONCE = 200
BEHIND = "behind a message that has to wait"
PAUSE = 0.02
"""Seconds for which results are gathered before they are kept, so that a call does not cost a commit of its own."""
REPLACED = "a newer message took its place"
REMEMBERED = 20_000
"""Message ids kept in memory, so that an edit needs no look-up; older ones are looked up."""
_log = logging.getLogger(__name__)

Lane = tuple[str, str]


class Sender:
    """Sends what is committed."""

    def __init__(
        self, database: Database, channels: Mapping[str, Channel], clock: Clock, metrics: Metrics, make: Make
    ) -> None:
        self._database = database
        self._channels = channels
        self._clock = clock
        self._metrics = metrics
        self._make = make
        self._offered: list[Row] = []
        self._replaced: list[Row] = []
        self._holding = Holding(self._send_soon, self._replaced.append)
        self._settled: list[outbox.Settled] = []
        self._journal: list[journal.Entry] = []
        self._blocked: set[int] = set()
        self._news = asyncio.Event()
        self._bell: asyncio.TimerHandle | None = None
        self._lanes: dict[Lane, deque[Row]] = {}
        self._resting: dict[Lane, datetime] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._gate = asyncio.Semaphore(MOST_AT_ONCE)
        self._turn = asyncio.Lock()
        self._ids: OrderedDict[tuple[int, int], str] = OrderedDict()

    def offer(self, rows: Sequence[Row]) -> None:
        """Take rows that were just committed; those of doors that pull, or of no door of ours, are there already."""
        for row in rows:
            door = self._channels.get(row.channel)
            if door is not None and not door.can.pulls:
                self._holding.take(row)

    def _send_soon(self, row: Row) -> None:
        self._offered.append(row)
        self._news.set()

    async def run(self) -> None:
        """Send until cancelled."""
        while True:
            await self._news.wait()
            self._news.clear()
            try:
                await self._round()
            except Busy:
                self._news.set()
                await asyncio.sleep(0.2)

    async def sweep(self) -> None:
        """Take what is due (retries, what another process left); called by the heartbeat."""
        now = self._clock.now()
        async with self._database.write() as conn:
            expired = await outbox.expire_leases(conn, now)
            claimed = await outbox.claim_due(conn, now, MOST_AT_ONCE, now + LEASE)
            await journal.append(conn, [of_lost_posts(expired)] if expired else [], now)
        if expired:
            _log.warning("%d messages may or may not have arrived: the sender stopped in between", len(expired))
        self._dispatch([_row(post) for post in claimed])

    async def drain(self) -> None:
        """Finish what is under way, at the end of the process."""
        self._holding.flush()
        await self._round()
        while self._tasks or self._settled or self._offered:
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await self._round()

    async def _round(self) -> None:
        """One transaction: settle what came back, take what was offered. Then send. One round at a time."""
        async with self._turn:
            if self._settled or self._offered or self._replaced:
                await self._settle_and_start()

    async def _settle_and_start(self) -> None:
        settled, self._settled = self._settled, []
        entries, self._journal = self._journal, []
        offered, self._offered = self._offered, []
        replaced = [row.id for row in self._replaced]
        self._replaced.clear()
        blocked, self._blocked = self._blocked, set()
        try:
            async with self._database.write() as conn:
                await outbox.settle(conn, settled)
                await contacts.mark_blocked(conn, blocked, self._clock.now())
                await outbox.give_up(conn, blocked, "blocked")
                started = await outbox.start(conn, [*(row.id for row in offered), *replaced], self._clock.now() + LEASE)
                await outbox.settle(conn, [outbox.Settled(id_, "dead", reason=REPLACED) for id_ in replaced])
                await journal.append(conn, entries, self._clock.now())
        except Busy:
            self._settled, self._offered = settled + self._settled, offered + self._offered
            self._blocked |= blocked
            self._journal = entries + self._journal
            raise
        mine = set(started)
        self._dispatch([row for row in offered if row.id in mine])

    def _dispatch(self, rows: Sequence[Row]) -> None:
        now = self._clock.now()
        for row in rows:
            lane = (row.channel, row.address)
            rest = (self._resting.get(lane, now) - now).total_seconds()
            if rest > 0:
                self._settle(row, Later(rest, BEHIND), counted=False)
                continue
            self._resting.pop(lane, None)
            if lane in self._lanes:
                self._lanes[lane].append(row)
                continue
            self._lanes[lane] = deque([row])
            task = asyncio.create_task(self._drive(lane))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _drive(self, lane: Lane) -> None:
        """Send one address's rows in order; after a refusal for now the rest waits behind it."""
        rows = self._lanes[lane]
        try:
            while rows:
                row = rows.popleft()
                async with self._gate:
                    outcome = await self._send(row)
                self._settle(row, outcome)
                if isinstance(outcome, Later):
                    self._resting[lane] = self._clock.now() + timedelta(seconds=outcome.seconds)
                    for waiting in rows:
                        self._settle(waiting, Later(outcome.seconds, BEHIND), counted=False)
                    rows.clear()
        finally:
            del self._lanes[lane]

    async def _send(self, row: Row) -> Outcome:
        if row.verb != "amend":
            return await self._call(row, await self._post(row))
        message_id = await self._message_id(row)
        outcome: Outcome = Refused("it is not known that the message to amend arrived")
        if message_id:
            outcome = await self._call(row, Post(row.id, row.address, row.verb, row.bubble, message_id))
        if isinstance(outcome, Refused) and row.bubble.keys and not row.attempts:
            # The open question, changed: without it the person would tick and see nothing happen. Its papers came once.
            return await self._call(row, Post(row.id, row.address, "send", row.bubble))
        return outcome

    async def _post(self, row: Row) -> Post:
        """Return what is to be sent, its papers made now."""
        post = Post(row.id, row.address, row.verb, row.bubble)
        if not row.bubble.papers:
            return post
        made = {paper.name: await self._make(paper) for paper in row.bubble.papers}
        lacking = [name for name, enclosure in made.items() if enclosure is None]
        enclosures = tuple(enclosure for enclosure in made.values() if enclosure is not None)
        return replace(post, bubble=row.bubble.without(lacking), papers=enclosures)

    async def _call(self, row: Row, post: Post) -> Outcome:
        try:
            return await self._channels[row.channel].send(post)
        except Exception as error:  # noqa: BLE001 - a door must not raise; if it does, the others go on
            _log.error("A door raised instead of giving an outcome: %s", trace(error))
            return Unsure(type(error).__name__)

    async def _message_id(self, row: Row) -> str:
        wanted = (row.contact_id, row.bubble.ref)
        if wanted not in self._ids:
            async with self._database.read() as conn:
                self._ids |= await outbox.message_ids(conn, [wanted])
        return self._ids.get(wanted, "")

    def _settle(self, row: Row, outcome: Outcome, *, counted: bool = True) -> None:
        settled = self._verdict(row, outcome)
        self._settled.append(settled)
        papers = row.bubble.papers if row.verb == "send" else ()
        if entry := of_post(settled, row.owner, row.nomination_id, papers):
            self._journal.append(entry)
        if counted:
            self._metrics.sent(row.channel, type(outcome).__name__)
        if isinstance(outcome, Delivered) and outcome.message_id and row.bubble.ref:
            self._ids[row.contact_id, row.bubble.ref] = outcome.message_id
            if len(self._ids) > REMEMBERED:
                self._ids.popitem(last=False)
        if isinstance(outcome, Blocked):
            self._blocked.add(row.contact_id)
        if self._bell is None:
            self._bell = asyncio.get_running_loop().call_later(PAUSE, self._ring)

    def _ring(self) -> None:
        self._bell = None
        self._news.set()

    def _verdict(self, row: Row, outcome: Outcome) -> outbox.Settled:
        match outcome:
            case Delivered(message_id=message_id):
                return outbox.Settled(row.id, "sent", message_id=message_id or None)
            case Later(seconds=seconds, reason=reason) if row.attempts + 1 < MOST_ATTEMPTS:
                wait = timedelta(seconds=max(seconds, 2.0**row.attempts))
                return outbox.Settled(row.id, "queued", not_before=self._clock.now() + wait, reason=reason)
            case Unsure(reason=reason):
                return outbox.Settled(row.id, "unknown", reason=reason)
            case Later(reason=reason) | Blocked(reason=reason) | Refused(reason=reason):
                return outbox.Settled(row.id, "dead", reason=reason)


def _row(post: outbox.Claimed) -> Row:
    if post.verb == "toast":
        raise ValueError(f"outbox row {post.id}: a toast is never queued")
    bubble = bubble_from_json(post.payload)
    attempts = post.attempts - 1
    who = (post.contact_id, post.channel, post.address)
    return Row(post.id, *who, post.verb, bubble, attempts=attempts, owner=post.owner, nomination_id=post.nomination_id)
