"""Posts updates to the bot's webhook: in order within a chat, chats side by side, again until it says 2xx."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.fakes.telegram.updates import Update, Updates

PATIENCE = 60  # seconds

Execute = Callable[[str, dict[str, Any]], Awaitable[Any]]
"""Carries out a call that the bot writes into its answer."""


@dataclass(slots=True)
class Hook:
    """One registered webhook. `pause` is the shortest time between attempts; the first repetition comes at once."""

    url: str
    secret: str
    most: int
    updates: Updates
    execute: Execute
    pause: float
    last_error: dict[str, Any] = field(default_factory=dict)
    deliveries: list[tuple[int, int]] = field(default_factory=list)
    _busy: set[str] = field(default_factory=set)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self) -> None:
        """Post until cancelled."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        async with ClientSession(headers=headers, timeout=ClientTimeout(total=PATIENCE)) as session:
            try:
                while True:
                    for update in self.updates.heads():
                        self._start(update, session)
                    await self.updates.news.wait()
            finally:
                for task in self._tasks:
                    task.cancel()
                await asyncio.gather(*self._tasks, return_exceptions=True)

    def _start(self, update: Update, session: ClientSession) -> None:
        lane = self.updates.lanes[update["update_id"]]
        if lane in self._busy or len(self._busy) >= self.most:
            return
        self._busy.add(lane)
        task = asyncio.create_task(self._deliver(update, lane, session))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, update: Update, lane: str, session: ClientSession) -> None:
        failures = 0
        while (status := await self._post(update, session)) // 100 != 2:
            self.last_error = {"last_error_date": int(time.time()), "last_error_message": f"Wrong response: {status}"}
            await asyncio.sleep(self.pause * (2**failures if failures else 0))
            failures += 1
        self._busy.discard(lane)
        self.updates.forget(update)

    async def _post(self, update: Update, session: ClientSession) -> int:
        """Return the status of the answer; 0 where there is none."""
        try:
            async with session.post(self.url, json=update) as response:
                self.deliveries.append((update["update_id"], response.status))
                if response.ok and response.content_type == "application/json":
                    said = await response.json()
                    await self.execute(said.pop("method"), said)
                return response.status
        except (ClientError, OSError, TimeoutError):
            self.deliveries.append((update["update_id"], 0))
            return 0
