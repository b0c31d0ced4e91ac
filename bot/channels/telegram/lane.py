"""The updates of one chat that cannot go with the others: files to fetch, an album that is not whole, a failed take.

They go in their order, one parcel after the other, while the other chats go on. It must not lose one: it ends when
every update is taken or given up.
"""

import asyncio
from collections.abc import Awaitable, Callable

from bot.channels.telegram.albums import Parcel, is_sibling, parcels
from bot.channels.telegram.arrival import Arrival

QUIET = 0.7  # seconds without another photo, after which an album is whole
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 10.0  # seconds between attempts

Attempt = Callable[[Parcel], Awaitable[bool]]
"""Tries to hand a parcel to the house; False where it is to be tried again."""


class Lane:
    """One chat's queue. `hopeless` tells whether others of the chat may overtake a parcel that keeps failing."""

    def __init__(self, attempt: Attempt, hopeless: Callable[[Parcel], bool]) -> None:
        self._attempt = attempt
        self._hopeless = hopeless
        self._waiting: dict[int, Arrival] = {}

    def add(self, arrival: Arrival) -> None:
        """Queue behind what is there."""
        self._waiting[arrival.update_id] = arrival

    async def run(self) -> None:
        """Work until nothing waits."""
        pause = FIRST_PAUSE
        while self._waiting:
            await self._whole_album()
            if await self._pass():
                pause = FIRST_PAUSE
            else:
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    async def _whole_album(self) -> None:
        """Wait while the newest update is of an album that grows."""
        size = 0
        while size < len(self._waiting) and is_sibling(self._waiting[max(self._waiting)]):
            size = len(self._waiting)
            await asyncio.sleep(QUIET)

    async def _pass(self) -> bool:
        """Try each parcel in order; True where all were taken."""
        well = True
        for parcel in parcels(arrival for _, arrival in sorted(self._waiting.items())):
            if await self._attempt(parcel):
                for arrival in parcel.arrivals:
                    del self._waiting[arrival.update_id]
            else:
                well = False
                if not self._hopeless(parcel):
                    break
        return well
