"""The updates that wait for the bot: in what order it gets them, and when they are forgotten."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.telegram.faults import RefusalError

Update = dict[str, Any]
RARE = {"chat_member", "message_reaction", "message_reaction_count"}
"""Told only to a bot that asks for them."""
KNOWN = RARE | {"message", "edited_message", "callback_query", "my_chat_member", "channel_post", "inline_query", "poll"}


@dataclass(slots=True)
class Updates:
    """One bot's queue. Each update has a `lane`: by webhook those of one lane come one after the other."""

    waiting: list[Update] = field(default_factory=list)
    lanes: dict[int, str] = field(default_factory=dict)
    allowed: set[str] = field(default_factory=set)
    held: list[Update] | None = None
    last_id: int = 1000
    all: dict[int, Update] = field(default_factory=dict)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    poll: int = 0

    def push(self, kind: str, payload: dict[str, Any], lane: str) -> int:
        """Queue something that happened; what the bot did not ask for is not even kept."""
        self.last_id += 1
        update = {"update_id": self.last_id, kind: payload}
        if kind in self.allowed if self.allowed else kind not in RARE:
            self.all[self.last_id] = update
            self.lanes[self.last_id] = lane
            (self.waiting if self.held is None else self.held).append(update)
            self.wake()
        return self.last_id

    def hold(self) -> None:
        """Keep back what happens from now on."""
        self.held = []

    def release(self, order: Sequence[int] | None = None) -> None:
        """Deliver what was kept back, in another `order` of update numbers if one is given."""
        held, self.held = self.held or [], None
        self.waiting += held if order is None else [self.all[update_id] for update_id in order]
        self.wake()

    def repeat(self, update_id: int) -> None:
        """Deliver an update once more, as after an answer that got lost."""
        self.waiting.append(self.all[update_id])
        self.wake()

    def forget(self, update: Update) -> None:
        """It was delivered by webhook."""
        self.waiting.remove(update)
        self.wake()

    def heads(self) -> list[Update]:
        """Return the first update of each lane."""
        return list({self.lanes[update["update_id"]]: update for update in reversed(self.waiting)}.values())[::-1]

    def wake(self) -> None:
        """Tell whoever waits for updates to look."""
        self.news.set()
        self.news = asyncio.Event()

    async def get(self, offset: int, limit: int, seconds: int) -> list[Update]:
        """Return what waits from `offset` on and forget what is below; wait for something where nothing is there."""
        self.poll += 1
        mine = self.poll
        self.wake()  # an older call that still waits is ended
        if offset < 0:
            offset = (self.waiting[offset:] or [{"update_id": self.last_id + 1}])[0]["update_id"]
        if offset:
            self.waiting = [update for update in self.waiting if update["update_id"] >= offset]
        try:
            async with asyncio.timeout(seconds):
                while not self.waiting and mine == self.poll:
                    await self.news.wait()
        except TimeoutError:
            return []
        if mine != self.poll:
            why = "terminated by other getUpdates request; make sure that only one bot instance is running"
            raise RefusalError(409, f"Conflict: {why}")
        return self.waiting[:limit]
