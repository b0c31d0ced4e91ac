"""handle(): the one way in. Whatever comes in at any door waits here for the next transaction, which many share.

While one transaction is under way the next batch gathers by itself: alone a message waits for nobody, under load the
cost of a commit is shared. `take` returns when what it was given is committed, and only then may a door tell its
platform. What is sent is sent afterwards, by sender.py.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence

from bot.channels.base import Handled, Inbound
from bot.clock import Clock
from bot.faults import trace
from bot.metrics import Metrics
from bot.posting import Row
from bot.transaction import Parts, Worked, work
from conversations.model import SentFiles
from storage.errors import Busy, Conflict

MOST_IN_A_BATCH = 256
TRIES = 6
FIRST_PAUSE = 0.02
"""Seconds; doubled at every try. Together about 1.2 s beside what the database itself waits."""
_log = logging.getLogger(__name__)

Outlet = Callable[[list[Row]], None]
"""Is told the rows of every committed batch: the sender, the feeds."""
Waiting = tuple[Inbound, "asyncio.Future[Handled]"]


class Pipeline:
    """Gathers what comes in into batches and works each in one transaction."""

    def __init__(self, parts: Parts, clock: Clock, metrics: Metrics, outlets: Sequence[Outlet]) -> None:
        self._parts = parts
        self._clock = clock
        self._metrics = metrics
        self._outlets = outlets
        self._waiting: deque[Waiting] = deque()
        self._news = asyncio.Event()

    async def take(self, inbounds: Sequence[Inbound]) -> list[Handled]:
        """Handle `inbounds` in order; return when all are committed. Raises Busy where the database stays locked."""
        loop = asyncio.get_running_loop()
        waiting = [(inbound, loop.create_future()) for inbound in inbounds]
        self._waiting.extend(waiting)
        self._news.set()
        return list(await asyncio.gather(*(future for _, future in waiting)))

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            await self._news.wait()
            self._news.clear()
            while batch := self._batch():
                await self._work(batch)

    def _batch(self) -> list[Waiting]:
        """Take at most one message of each address: the next one may depend on it. Files of an album go together."""
        batch: list[Waiting] = []
        left: deque[Waiting] = deque()
        last: dict[tuple[str, str], bool] = {}
        while self._waiting and len(batch) < MOST_IN_A_BATCH:
            inbound, future = self._waiting.popleft()
            who, files = (inbound.channel, inbound.address), isinstance(inbound.event, SentFiles)
            if future.cancelled():
                continue
            if who not in last or (files and last[who]):
                batch.append((inbound, future))
                last[who] = files
            else:
                left.append((inbound, future))
                last[who] = False
        self._waiting.extendleft(reversed(left))
        return batch

    async def _work(self, batch: list[Waiting]) -> None:
        try:
            worked = await self._tried([inbound for inbound, _ in batch])
        except Exception as error:  # noqa: BLE001 - whoever waits has to be told, whatever it was
            _log.error("A batch of %d could not be worked: %s", len(batch), trace(error))
            for _, future in batch:
                if not future.done():
                    future.set_exception(error)
            return
        for (_, future), handled in zip(batch, worked.handled, strict=True):
            if not future.done():
                future.set_result(handled)
        self._metrics.batch([inbound.channel for inbound, _ in batch], [handled.fresh for handled in worked.handled])
        for outlet in self._outlets:
            try:
                outlet(worked.rows)
            except Exception as error:  # noqa: BLE001 - the rows are committed and will be sent; those who wait go on
                _log.error("What was worked could not be handed on: %s", trace(error))

    async def _tried(self, inbounds: list[Inbound]) -> Worked:
        """Work in one transaction; again where the database was locked or a conversation was moved on elsewhere."""
        pause = FIRST_PAUSE
        for _ in range(TRIES - 1):
            try:
                return await self._once(inbounds)
            except (Busy, Conflict) as error:
                _log.info("Trying a batch of %d again: %s", len(inbounds), type(error).__name__)
                await asyncio.sleep(pause)
                pause *= 2
        return await self._once(inbounds)

    async def _once(self, inbounds: list[Inbound]) -> Worked:
        async with self._parts.database.write() as conn:
            return await work(self._parts, conn, inbounds, self._clock.now())
