"""Fetches updates by long polling and hands them to the house; Telegram forgets them only when they are committed.

What can be taken at once is taken together; the rest goes by lanes, one for each chat, so that nobody waits for
somebody else's files. Neither a person's words nor the token may be logged.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from bot.channels.telegram.albums import Parcel, parcels
from bot.channels.telegram.arrival import Arrival, Upload
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.lane import Lane
from bot.channels.telegram.setbacks import patiently
from bot.channels.telegram.suspects import Suspects
from bot.channels.telegram.taps import Taps
from bot.channels.telegram.updates import ALLOWED, parse_update
from bot.channels.telegram.window import Window
from bot.channels.telegram.wire import Wire

AT_ONCE = 100
LONG_POLL = 50  # seconds
GRACE = 15.0  # seconds more for the answer to arrive
SHORT_PAUSE = 0.2  # seconds between looks while lanes are open: Telegram then answers at once

log = logging.getLogger(__name__)


class Polling:
    """One loop that fetches. Only one process may do so with a token."""

    def __init__(self, wire: Wire, intake: Intake, taps: Taps, now: Callable[[], datetime]) -> None:
        self._wire = wire
        self._intake = intake
        self._taps = taps
        self._now = now
        self._window = Window()
        self._suspects = Suspects()
        self._lanes: dict[str, Lane] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Fetch and take until cancelled."""
        try:
            while True:
                await self._take_in(await self._fetch())
                if self._tasks:
                    await asyncio.wait(self._tasks, timeout=SHORT_PAUSE, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _fetch(self) -> list[dict[str, Any]]:
        timeout = 0 if self._tasks else LONG_POLL
        parameters = {"offset": self._window.offset, "timeout": timeout, "limit": AT_ONCE, "allowed_updates": ALLOWED}
        updates: list[dict[str, Any]] = await patiently(self._wire, "getUpdates", parameters, timeout + GRACE)
        return updates

    async def _take_in(self, updates: Sequence[dict[str, Any]]) -> None:
        by_id = {raw["update_id"]: raw for raw in updates}
        at_once: list[Arrival] = []
        lanes: dict[str, Lane] = {}  # begun by this batch; they start when what stood before them is taken
        for update_id in self._window.start(list(by_id)):
            arrival = parse_update(by_id[update_id], self._now())
            if arrival is None:
                self._window.finish([update_id])
            elif lane := self._lanes.get(arrival.address) or lanes.get(arrival.address):
                lane.add(arrival)
            elif isinstance(arrival.content, Upload):
                lanes[arrival.address] = self._lane(arrival)
            else:
                at_once.append(arrival)
        await self._take_at_once(at_once, lanes)
        for address, lane in lanes.items():
            self._open(address, lane)
        self._window.confirm(list(by_id))

    async def _take_at_once(self, arrivals: Sequence[Arrival], lanes: dict[str, Lane]) -> None:
        """Take them together; where that fails, each chat goes on in a lane of its own."""
        try:
            await self._deliver(parcels(arrivals))
        except Exception as error:  # noqa: BLE001 - whatever it was, nothing of the batch may be lost
            log.warning("telegram: %d updates were not taken: %s; each again", len(arrivals), type(error).__name__)
            for arrival in arrivals:
                if arrival.address in lanes:
                    lanes[arrival.address].add(arrival)
                else:
                    lanes[arrival.address] = self._lane(arrival)

    async def _deliver(self, batch: Sequence[Parcel]) -> None:
        if not batch:
            return
        handled = await self._intake.take(batch)
        for parcel, done in zip(batch, handled, strict=True):
            if parcel.first.callback:
                self._taps.answer(parcel.first.callback, done.toast)
            self._window.finish(parcel.ids)
            self._suspects.passed(parcel.first.update_id)

    async def _attempt(self, parcel: Parcel) -> bool:
        try:
            await self._deliver([parcel])
        except Exception as error:  # noqa: BLE001 - whatever it was, the update is tried again or given up by its number
            if not self._suspects.failed(parcel.first.update_id, error):
                return False
            self._window.finish(parcel.ids)
        return True

    def _lane(self, first: Arrival) -> Lane:
        lane = Lane(self._attempt, lambda parcel: self._suspects.often(parcel.first.update_id))
        lane.add(first)
        return lane

    def _open(self, address: str, lane: Lane) -> None:
        async def drive() -> None:
            try:
                await lane.run()
            finally:
                del self._lanes[address]

        self._lanes[address] = lane
        task = asyncio.create_task(drive())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
