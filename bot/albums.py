"""Holds the reply to a photo for a moment: an album may come one photo at a time, and one reply is enough.

Knows nothing of what is said. What is held is committed already: should the process die, the heartbeat sends it.
"""

import asyncio
from collections.abc import Callable

from bot.posting import Row

HOLD_SECONDS = 0.8
Lane = tuple[str, str]


class Holding:
    """Of several rows with one slot for one address, lets the last one go, HOLD_SECONDS after it came."""

    def __init__(self, release: Callable[[Row], None], replaced: Callable[[Row], None]) -> None:
        self._release = release
        self._replaced = replaced
        self._held: dict[Lane, tuple[Row, asyncio.TimerHandle]] = {}

    def take(self, row: Row) -> None:
        """Hold the row, or let it go at once behind what was held for its address."""
        lane = (row.channel, row.address)
        if lane in self._held:
            before, timer = self._held.pop(lane)
            timer.cancel()
            (self._replaced if before.slot == row.slot else self._release)(before)
        if row.slot:
            timer = asyncio.get_running_loop().call_later(HOLD_SECONDS, self._let_go, lane)
            self._held[lane] = (row, timer)
        else:
            self._release(row)

    def flush(self) -> None:
        """Let everything go now."""
        for lane in list(self._held):
            self._let_go(lane)

    def _let_go(self, lane: Lane) -> None:
        row, timer = self._held.pop(lane)
        timer.cancel()
        self._release(row)
