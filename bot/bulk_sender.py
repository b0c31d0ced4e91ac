"""The bulk lane of the outbox -> a door's second client -> sent | again later | unknown | dead.

One process sends with a token at a time, under a lease that another takes over when this one dies. It takes only the
handful of rows that it sends in the next moment: those are what nobody knows about after a `kill -9`, they become
`unknown`, and nothing is sent twice. A row begins only when the door's pace lets it go; replies do not pass here.
When the platform is in trouble everything rests, not one row only.
"""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.bulk_call import BulkCall
from bot.bulk_rows import Results, Waiting, put_back, waiting
from bot.channels.base import Later, Outcome, Post, Unsure
from bot.clock import Clock
from bot.metrics import Metrics
from storage import bulk, sending_leases
from storage.database import Database, Transaction
from storage.errors import Busy

AHEAD, FEW = 6, 3
"""Rows taken ahead of their turn, and how few are left when more are taken: a tenth of a second of work."""
MOST_CALLS = 60
"""Posts under way at once: with thirty a second each may take two seconds."""
PAUSE = 0.1
"""Seconds for which results are gathered before they are kept."""
LOOK = 1.0
"""Seconds after which it looks by itself: another process may have queued something, or died."""
PATIENCE = 2.0
"""Seconds of rest for which rows that are taken are not put back."""
LAST_WORDS = 6.0
"""Seconds that the end of the process waits for calls under way."""
TROUBLES, LONGEST_REST = 3, 60.0
"""Failures in a row after which everything rests, and for how many seconds at most."""
_log = logging.getLogger(__name__)


class BulkDoor(Protocol):
    """A door's client for many. `account` names whose limits it keeps to."""

    name: str
    account: str

    def wait(self, chat: str) -> float:
        """Return the seconds until something may go to this address."""

    def reserve(self, chat: str) -> None:
        """The next call goes to this address, now."""

    def resting(self) -> float:
        """Return the seconds for which nothing may go anywhere."""

    def rest(self, seconds: float) -> None:
        """Send nothing for so long."""

    async def send(self, post: Post) -> Outcome:
        """Make the calls of a post. Never raises for what the platform does."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Who sends, and for how long it takes rows and the token; when that runs out they are anybody's."""

    holder: str
    row: timedelta = timedelta(seconds=120)
    token: timedelta = timedelta(seconds=20)


class BulkSender:
    """Sends what is committed in the lane "bulk"."""

    def __init__(
        self,
        database: Database,
        door: BulkDoor,
        clock: Clock,
        call: BulkCall,
        terms: Terms,
        metrics: Metrics,
    ) -> None:
        self._database = database
        self._door = door
        self._clock = clock
        self._call = call
        self._terms = terms
        self._metrics = metrics
        self._hand: list[Waiting] = []
        self._under_way: dict[asyncio.Task[None], str] = {}
        self._results = Results()
        self._mine_until: datetime | None = None
        self._troubles = 0
        self._hungry, self._stirred = asyncio.Event(), asyncio.Event()

    def wake(self) -> None:
        """Something was queued; without this it is noticed within a second."""
        self._hungry.set()

    async def run(self) -> None:
        """Send until cancelled; first what was left by whoever sent before."""
        self._hungry.set()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._keep_fed())
            group.create_task(self._begin_in_turn())

    async def drain(self) -> None:
        """Finish what is under way, put the rest back and let another process send; after `run` is cancelled."""
        self._put_back(0, "the process ended")
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=LAST_WORDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        async with self._database.write() as conn:
            now = self._clock.now()
            await self._results.keep(conn, now)
            await sending_leases.give_back(conn, self._door.account, self._terms.holder, now)
        self._results = Results()

    # --- with the outbox ----------------------------------------------------------------------------------------

    async def _keep_fed(self) -> None:
        while True:
            await _event(self._hungry, LOOK)
            if len(self._hand) > FEW:
                await asyncio.sleep(PAUSE)
            try:
                await self._round()
            except Busy:
                await asyncio.sleep(PAUSE)
                self._hungry.set()

    async def _round(self) -> None:
        """One transaction: keep what came back, be the one who sends, take what is next."""
        room = min(AHEAD - len(self._hand), MOST_CALLS - len(self._under_way))
        if self._door.resting() or (room > 0 and not await self._something_waits()):
            room = 0
        if room <= 0 and not (self._results.settled or self._hand):
            return
        results, self._results = self._results, Results()
        try:
            async with self._database.write() as conn:
                await results.keep(conn, self._clock.now())
                claimed = await self._take(conn, room)
        except Busy:
            self._results = results.before(self._results)
            raise
        self._hand += claimed
        self._stirred.set()

    async def _something_waits(self) -> bool:
        async with self._database.read() as conn:
            return await bulk.waits(conn, self._door.name, self._clock.now())

    async def _take(self, conn: Transaction, room: int) -> list[Waiting]:
        now = self._clock.now()
        until = now + self._terms.token
        mine = await sending_leases.take(conn, self._door.account, self._terms.holder, now, until)
        self._mine_until = until if mine else None
        if not mine or room <= 0:
            return []
        return [waiting(post) for post in await bulk.claim(conn, self._door.name, now, room, now + self._terms.row)]

    # --- with the door ------------------------------------------------------------------------------------------

    async def _begin_in_turn(self) -> None:
        while True:
            self._stirred.clear()
            seconds = self._begin_next()
            if seconds:
                await _event(self._stirred, seconds)

    def _begin_next(self) -> float:
        """Begin the row whose turn it is; else return the seconds until there may be one."""
        now = self._clock.now()
        if self._hand and (self._mine_until is None or self._mine_until <= now):
            self._put_back(0, "another process sends")
        if self._door.resting() > PATIENCE:
            self._put_back(self._door.resting(), "the platform wants a rest")
        if len(self._under_way) >= MOST_CALLS:
            return LOOK
        busy = set(self._under_way.values())
        free = [held for held in self._hand if held.row.address not in busy]
        if not free:
            return LOOK
        waits = [self._door.wait(held.row.address) for held in free]
        if (shortest := min(waits)) > 0:
            return shortest
        self._begin(free[waits.index(shortest)])
        return 0

    def _begin(self, held: Waiting) -> None:
        self._hand.remove(held)
        self._door.reserve(held.row.address)
        task = asyncio.create_task(self._send(held))
        self._under_way[task] = held.row.address
        task.add_done_callback(self._over)
        if len(self._hand) <= FEW:
            self._hungry.set()

    def _over(self, task: asyncio.Task[None]) -> None:
        del self._under_way[task]
        self._hungry.set()
        self._stirred.set()

    async def _send(self, held: Waiting) -> None:
        try:
            outcome = await self._call.make(held)
        except asyncio.CancelledError:
            self._results.add(held, Unsure("the process ended"), self._clock.now())
            raise
        self._results.add(held, outcome, self._clock.now())
        self._metrics.sent(held.row.channel, type(outcome).__name__)
        if not isinstance(outcome, Later):
            self._troubles = 0
            return
        self._troubles += 1
        if self._troubles >= TROUBLES:
            self._door.rest(min(max(outcome.seconds, 2.0 ** min(self._troubles, 10)), LONGEST_REST))
        self._put_back(outcome.seconds, "behind a message that has to wait", held.row.address)

    def _put_back(self, seconds: float, reason: str, address: str = "") -> None:
        """Let rows that are taken and not begun wait again: all, or those of one address."""
        now = self._clock.now()
        back = [held for held in self._hand if not address or held.row.address == address]
        self._hand = [held for held in self._hand if held not in back]
        self._results.settled += [put_back(held, seconds, reason, now) for held in back]
        if back:
            self._hungry.set()


async def _event(event: asyncio.Event, seconds: float) -> None:
    """Wait until it is set, but no longer than that; it is clear afterwards."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        pass
    event.clear()
