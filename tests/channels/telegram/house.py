"""A house that notes what it is handed, and fails when it is told to."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Sequence

from bot.channels.base import Enclosure, FeedItem, Handled, Inbound
from conversations.model import BadFile, Event, KeptFile, Said


class LockedError(Exception):
    """The database is locked."""


class NotingHouse:
    """What a door needs of the house. `refuses` says which inbound cannot be taken now; `gate` holds everything up."""

    def __init__(self) -> None:
        self.taken: list[Inbound] = []
        self.batches: list[list[str]] = []
        self.refuses: Callable[[Inbound], bool] = lambda _: False
        self.toast = ""
        self.gate = asyncio.Event()
        self.gate.set()
        self.committed = asyncio.Event()

    async def take(self, inbounds: Sequence[Inbound]) -> list[Handled]:
        self.batches.append([inbound.key for inbound in inbounds])
        await self.gate.wait()
        if any(self.refuses(inbound) for inbound in inbounds):
            raise LockedError
        known = {inbound.key for inbound in self.taken}
        fresh = [inbound.key not in known for inbound in inbounds]
        self.taken += [inbound for inbound in inbounds if inbound.key not in known]
        self.committed.set()
        self.committed = asyncio.Event()
        return [Handled(fresh=one, toast=self.toast) for one in fresh]

    async def keep(self, content: bytes, name: str) -> KeptFile | BadFile:
        return KeptFile(hashlib.sha256(content).hexdigest(), "image/jpeg", len(content), name)

    async def feed(self, channel: str, address: str, after: int) -> AsyncIterator[list[FeedItem]]:
        for _ in ():
            yield []

    async def open_session(self, channel: str) -> tuple[str, str]:
        raise NotImplementedError

    async def session(self, channel: str, secret: str) -> str | None:
        raise NotImplementedError

    async def read_file(self, channel: str, address: str, sha256: str) -> tuple[str, bytes] | None:
        raise NotImplementedError

    async def read_paper(self, channel: str, address: str, row_id: int, n: int) -> Enclosure | None:
        raise NotImplementedError

    # --- what a test asks ---

    @property
    def events(self) -> list[Event]:
        return [inbound.event for inbound in self.taken]

    @property
    def texts(self) -> list[str]:
        return [event.text for event in self.events if isinstance(event, Said)]

    async def has(self, count: int) -> None:
        """Wait until so many inbounds are committed."""
        async with asyncio.timeout(10):
            while len(self.taken) < count:
                await self.committed.wait()
